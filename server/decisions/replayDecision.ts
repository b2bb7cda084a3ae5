// A decision → what it comes to with the facts as known on one day under the law of another, beside what was frozen.
import type { Finding, Program } from '#lang'
import { canonical } from '../audit/canonical.ts'
import type { Transaction } from '../db/transact.ts'
import { factsAsKnown } from '../subjects/factsAsKnown.ts'
import { type Decision, type Frozen, loadDecision } from './decision.ts'
import { type Difference, differences } from './differences.ts'
import { type Followed, stillOpen } from './followReadings.ts'
import { judge } from './judge.ts'
import { isLawful, type Lawful } from './lawfulAward.ts'
import { DecisionError } from './problem.ts'
import { type Rules, type RulesAt, rulesAt } from './rules.ts'

export type ReplayOptions = {
  /** Facts as they were known at this moment; at that of the decision when left out. */
  readonly knownAt?: Date
  /** The law by hash, or as it was in use at a moment; the decision's own when left out. */
  readonly rulesAt?: RulesAt
}

/** What came out: a finding, or why there is none under this law. */
export type Replayed =
  | { readonly kind: 'judged'; readonly finding: Finding; readonly lawful: Lawful }
  | { readonly kind: 'refused'; readonly why: string }

export type Replay = {
  readonly kind: 'same' | 'differs'
  readonly decision: Decision
  readonly knownAt: string
  readonly rules: string
  readonly facts: readonly Difference[]
  /** Which documents, and what in them; empty when it is the same version. */
  readonly law: readonly Difference[]
  /** Readings that the decision followed and that this law has settled otherwise, or no longer has. */
  readonly readings: readonly Difference[]
  readonly replayed: Replayed
  /** Outcome, amount, reasons and the way to them. */
  readonly result: readonly Difference[]
  /** Present when the frozen award would not be lawful any more. */
  readonly award?: { readonly was: string; readonly lawful: Lawful }
}

/** Throws DecisionError when there is no such decision or version of the rules. */
export async function replayDecision(
  tx: Transaction,
  id: number,
  options: ReplayOptions = {},
): Promise<Replay> {
  const decision = await loadDecision(tx, id)
  const { frozen } = decision
  const knownAt = options.knownAt ?? new Date(frozen.knownAt)
  const own = await rulesAt(tx, { hash: frozen.rules })
  const rules = options.rulesAt ? await rulesAt(tx, options.rulesAt) : own
  const { vocabulary } = rules.program
  const { input } = await factsAsKnown(tx, frozen.subject, vocabulary, { knownAt, on: frozen.on })
  const { open, settled } = stillOpen(rules.program, frozen.readings)
  const replay = {
    ...{ decision, knownAt: knownAt.toISOString(), rules: rules.hash },
    facts: differences(frozen.facts.input, jsonOf(input)),
    law: own.hash === rules.hash ? [] : lawDifferences(own, rules),
    readings: settled.map((each) => readingDifference(each, rules.program)),
    ...judged(frozen, rules.program, jsonOf(input), open),
  }
  const parts = [replay.facts, replay.law, replay.readings, replay.result]
  const same = parts.every((each) => each.length === 0) && !replay.award
  return { kind: same ? 'same' : 'differs', ...replay }
}

function judged(
  frozen: Frozen,
  program: Program,
  input: Frozen['facts']['input'],
  readings: readonly Followed[],
): Pick<Replay, 'replayed' | 'result' | 'award'> {
  const was = { outcome: frozen.outcome, finding: frozen.finding, package: frozen.package }
  const { policy, item, on } = frozen
  try {
    const { finding, package: pack, lawful } = judge(program, { policy, item, on, input, readings })
    const is = jsonOf({ outcome: finding.outcome, finding, package: pack })
    return {
      replayed: { kind: 'judged', finding: is.finding, lawful },
      result: differences(was, is),
      ...(isLawful(lawful, BigInt(frozen.award)) ? {} : { award: { was: frozen.award, lawful } }),
    }
  } catch (error) {
    // Facts that this dictionary cannot read, an item that this law does not have: that is the answer.
    if (!(error instanceof DecisionError)) throw error
    const why = error.message
    return { replayed: { kind: 'refused', why }, result: [{ path: '', was: frozen.outcome, is: why }] }
  }
}

/** Documents that came, went or changed, and what changed in them. */
function lawDifferences(was: Rules, is: Rules): Difference[] {
  const documents = (program: Program) =>
    new Map(program.policies.map((each) => [each.document.id, each] as const))
  const [before, after] = [documents(was.program), documents(is.program)]
  const ids = new Set([...before.keys(), ...after.keys()])
  return [
    ...[...ids].flatMap((id) => {
      const [a, b] = [before.get(id), after.get(id)]
      if (a && b) return differences(a, b, id)
      return a ? [{ path: id, was: a.document.title }] : [{ path: id, is: b?.document.title }]
    }),
    ...differences(was.program.vocabulary, is.program.vocabulary, 'vocabulary'),
    ...differences(was.program.matters, is.program.matters, 'matters'),
  ]
}

function readingDifference({ policy, reading, alternative }: Followed, program: Program): Difference {
  const found = program.policies
    .find((each) => each.document.id === policy)
    ?.readings.find((each) => each.id === reading)
  const status = found?.status
  const path = `${policy}.${reading}`
  return status?.kind === 'decided'
    ? { path, was: alternative, is: `${status.alternative}（${status.by}）` }
    : { path, was: alternative }
}

function jsonOf<T>(value: T): T {
  return JSON.parse(canonical(value))
}
