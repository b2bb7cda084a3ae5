// A day and a moment → the plan as it stood on that day, as far as it was known at that moment.
import { dateToIso, type Program } from '#lang'
import type { Transaction } from '../../db/transact.ts'
import { DecisionError } from '../../decisions/problem.ts'
import { hashInUse, hashOfRules, rulesAt } from '../../decisions/rules.ts'
import { createKeeping } from '../keeping.ts'
import { targetsOf } from './indicator.ts'
import { type Loaded, loadPlan } from './loadPlan.ts'
import { type Status, statusOf } from './status.ts'
import { reportedSum, type Sum, statedSum } from './sums.ts'

export type PlanLine = Loaded & {
  readonly status: Status
  /** What the text says of its parts, and what was reported of them; none where it has no parts. */
  readonly sums: readonly Sum[]
}

export type Plan = {
  readonly day: string
  readonly knownAt: Date
  /** The documents in the version that was in use then; `current` where the system was not in use yet. */
  readonly rules: { readonly kind: 'current' | 'adopted'; readonly hash: string }
  readonly lines: readonly PlanLine[]
}

export type PlanScope = {
  readonly district?: string
  readonly policy?: string
  /** Only this target and its parts. */
  readonly target?: string
}

/** Of what this person sees. Documents issued later than `day` have no place in it. */
export async function planAsOf(
  tx: Transaction,
  program: Program,
  day: string,
  knownAt: Date,
  { target, ...scope }: PlanScope = {},
): Promise<Plan> {
  const { program: then, rules } = await programAsKnown(tx, program, knownAt)
  const issued = new Map(then.policies.map(({ document }) => [document.id, dateToIso(document.issued.day)]))
  const targets = target === undefined ? {} : { targets: withParts(then, target) }
  const loaded = (await loadPlan(tx, then, { day, knownAt, ...scope, ...targets })).filter(
    ({ indicator }) => (issued.get(indicator.policy) ?? '') <= day,
  )
  return { day, knownAt, rules, lines: linesOf(loaded, day) }
}

const withParts = (program: Program, wanted: string): string[] =>
  targetsOf(program).flatMap(({ target: { id, parent } }) => (id === wanted || parent === wanted ? [id] : []))

/** Pure: each indicator with its status and, where it has parts, with their sums. */
function linesOf(loaded: readonly Loaded[], day: string): PlanLine[] {
  const parts = Map.groupBy(
    loaded.filter(({ indicator }) => indicator.target.parent !== undefined),
    ({ indicator }) => `${indicator.district} ${indicator.policy} ${indicator.target.parent}`,
  )
  const latest = new Map(loaded.map((each) => [each.indicator, each.readings.at(-1)]))
  return loaded.map((each) => {
    const { indicator } = each
    const children = parts.get(`${indicator.district} ${indicator.policy} ${indicator.target.id}`) ?? []
    const below = children.map((child) => child.indicator)
    const sums = [statedSum(indicator, below), reportedSum(indicator, below, (one) => latest.get(one))]
    return {
      ...each,
      status: statusOf(indicator, each.readings, day),
      sums: sums.filter((sum) => sum !== undefined),
    }
  })
}

type Known = { readonly program: Program; readonly rules: Plan['rules'] }

/** Versions that are no longer in use, by their hashes: a version is large, and an earlier day is asked for repeatedly. */
const earlier = createKeeping<Program>(2)

/** The current version is not read from the database: it is nearly always the one that is asked for. */
export async function programAsKnown(tx: Transaction, program: Program, knownAt: Date): Promise<Known> {
  const current = hashOfRules(program)
  const hash = await hashInUse(tx, knownAt).catch((error: unknown) => {
    if (error instanceof DecisionError) return undefined
    throw error
  })
  if (hash === undefined) return { program, rules: { kind: 'current', hash: current } }
  if (hash === current) return { program, rules: { kind: 'adopted', hash } }
  const then = earlier.get(hash) ?? (await rulesAt(tx, { hash })).program
  earlier.set(hash, then)
  return { program: then, rules: { kind: 'adopted', hash } }
}
