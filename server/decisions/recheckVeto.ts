// Just before paying: the veto conditions of the decided item with the facts of today → clear, found, or not known.
import { evaluate, type Item, type Need, type Program, parseDate, type Reason, readSubject } from '#lang'
import { record } from '../audit/record.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Transaction } from '../db/transact.ts'
import { factsAsKnown } from '../subjects/factsAsKnown.ts'
import { loadDecision } from './decision.ts'
import { DecisionError } from './problem.ts'
import { rulesAt } from './rules.ts'
import { type VetoCondition, vetoConditions } from './vetoConditions.ts'

export type VetoCheck = {
  /** `unknown`: a fact is missing. Only `clear` lets money go out. */
  readonly kind: 'clear' | 'found' | 'unknown'
  readonly reasons: readonly Reason[]
  readonly needs: readonly Need[]
  /** What was looked at; none when the item has no such condition. */
  readonly checked: readonly VetoCondition[]
  /** How conditions were taken for vetoes: the rules have no mark for them. */
  readonly marking: 'dictionary'
}

/** Under the law that the decision was made by, with what is known at `now`; logged. Throws DecisionError. */
export async function recheckVeto(tx: Transaction, id: number, now: Date): Promise<VetoCheck> {
  const { case: caseId, check } = await lookForVeto(tx, id, now)
  await record(tx, {
    ...{ act: 'recheck-veto', object: `decision ${id}` },
    content: { case: caseId, result: check.kind, facts: check.checked.flatMap((each) => each.facts) },
  })
  return check
}

/** The same without leaving a trace, for whoever asks only whether an act is possible. */
export async function lookForVeto(
  tx: Transaction,
  id: number,
  now: Date,
): Promise<{ readonly case: number; readonly check: VetoCheck }> {
  const { frozen, undone } = await loadDecision(tx, id)
  if (undone) throw new DecisionError('undone', `核定 ${id} 已作废，不能据此拨付`)
  const { program } = await rulesAt(tx, { hash: frozen.rules })
  const { input } = await factsAsKnown(tx, frozen.subject, program.vocabulary, { knownAt: now })
  const { subject, problems } = readSubject(input, program.vocabulary)
  if (!subject) throw new DecisionError('facts', problems.map((each) => each.message).join('；'))
  const policy = program.policies.find((each) => each.document.id === frozen.policy)
  const item = policy?.items.find((each) => each.id === frozen.item)
  if (!policy || !item) throw new DecisionError('item', `规则里没有事项 ${frozen.item}`)
  const checked = vetoConditions(program, policy, item)
  const at = parseDate(dayInChina(now)) ?? 0
  const [finding] = evaluate(onlyVetoes(program, item, checked, at), subject, {
    ...{ at, policies: [frozen.policy], items: [frozen.item] },
  })
  const kind =
    checked.length === 0 || finding?.outcome === 'eligible'
      ? 'clear'
      : finding?.outcome === 'not_eligible'
        ? 'found'
        : 'unknown'
  const reasons = finding?.reasons.filter((each) => each.truth === 'unmet') ?? []
  const check: VetoCheck = {
    ...{ kind, checked, marking: 'dictionary' },
    reasons: kind === 'found' ? reasons : [],
    needs: kind === 'unknown' ? (finding?.needs ?? []) : [],
  }
  return { case: frozen.case, check }
}

/** The same item with nothing but its vetoes, in a document that applies on the day: time was the decision's matter. */
function onlyVetoes(program: Program, item: Item, checked: readonly VetoCondition[], at: number): Program {
  const { window: _window, frequency: _frequency, appliesTo: _place, ...rest } = item
  const bare: Item = {
    ...rest,
    ...{ conditions: checked.map((each) => each.condition), caps: [] },
    parts: [{ conditions: [], amount: { kind: 'nonMonetary', citations: [] }, caps: [], citations: [] }],
  }
  return {
    ...program,
    policies: program.policies
      .filter((each) => each.items.includes(item))
      .map((each) => {
        const { ends: _ends, appliesTo: _applies, ...document } = each.document
        const begins = { ...document.begins, day: Math.min(document.begins.day, at) }
        return { ...each, document: { ...document, begins }, items: [bare] }
      }),
  }
}
