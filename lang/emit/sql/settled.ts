// Subjects whose answer can be told early → SELECTs of their own, so that the joins, loops and amounts after that are
// computed only for the others.
import { type Node, operandsOf } from '../nodes.ts'
import type { ItemPlan } from '../plan.ts'
import type { Table } from '../tables.ts'
import { type Dialect, quoted } from './dialects.ts'
import { inPlace } from './print.ts'
import { type Context, nextName, subjectsOf } from './steps.ts'

/** The subjects of `from` where `of` holds all have this outcome. */
export type Settled = {
  readonly note: string
  readonly outcome: 'not_applicable' | 'not_eligible'
  readonly from: string
  readonly of: Node
  /** `of` in the columns of `from`. */
  readonly when: string
}

/** Longer conditions than this cost more to read, and to compute twice, than they save. */
const LONGEST = 1500

/**
 * Who leaves before any other table is read, and the condition on which others leave as soon as it can be computed.
 * `wanted`: what is computed of all the rest.
 */
export function splitOf(
  plan: ItemPlan,
  tables: readonly Table[],
  dialect: Dialect,
  wanted: readonly Node[],
): { readonly atOnce: readonly Settled[]; readonly refused: readonly Node[] } {
  if (!dialect.splits || plan.nothing === undefined) return { atOnce: [], refused: [] }
  const joins = needsOtherTables(wanted)
  const atOnce = settledAtOnce(plan, tables, dialect, joins)
  const told = plan.notEligible.kind === 'bool' || atOnce.some(({ of }) => of === plan.notEligible)
  return { atOnce, refused: joins && !told ? [plan.notEligible] : [] }
}

/**
 * Those whom their own columns tell; no subject is in two of them. `joins`: whether the rest needs other tables, which
 * is what makes it worth reading the subjects once more for those who are refused.
 */
function settledAtOnce(
  { notApplicable, soonRefused }: ItemPlan,
  tables: readonly Table[],
  dialect: Dialect,
  joins: boolean,
): Settled[] {
  const told = (of: Node, outcome: Settled['outcome'], note: string): Settled[] => {
    if (of.kind === 'bool' || !isOfSubject(of)) return []
    const when = inPlace(tables, dialect, of)
    return when.length > LONGEST ? [] : [{ note, outcome, from: subjectsOf(tables), of, when }]
  }
  return [
    ...told(notApplicable, 'not_applicable', '不在适用范围的'),
    ...(joins ? told(soonRefused, 'not_eligible', '看一两项事实就知道不符合的') : []),
  ]
}

/** Whether any of the nodes rests on more than the subjects' own table. */
function needsOtherTables(roots: readonly Node[]): boolean {
  const seen = new Set<number>()
  const needs = (node: Node): boolean => {
    if (seen.has(node.id)) return false
    seen.add(node.id)
    if (node.kind === 'reduce') return true
    if (node.kind !== 'input') return operandsOf(node).some(needs)
    return 'source' in node.input && node.input.source.of === 'year'
  }
  return roots.some(needs)
}

/** Whether a node rests on nothing but columns of the subjects' own table. */
function isOfSubject(node: Node): boolean {
  if (node.kind === 'reduce') return false
  if (node.kind !== 'input') return operandsOf(node).every(isOfSubject)
  const { input } = node
  if (input.kind === 'collectionKnown' || input.kind === 'position') return false
  const sources = input.kind === 'same' ? [input.left, input.right] : [input.source]
  return sources.every((each) => each.of === 'subject')
}

/** Those of a step who are refused; adds the step of all others and returns its name too. */
export function settledRefused(context: Context, from: string, refused: Node): readonly [Settled, string] {
  const name = nextName(context, 'open')
  const { written: when, uses } = context.printer.noting(() => context.printer.text(refused))
  context.steps.push({
    ...{ name, note: '还没有看出不符合的', carries: from, adds: [] },
    reads: new Map([[from, ['id', ...uses.keys()]]]),
    sql: (carried) => `SELECT ${carried.join(',\n  ')}\nFROM ${from} r\nWHERE NOT ${when}`,
  })
  return [{ note: '不符合的', outcome: 'not_eligible', from, of: refused, when }, name]
}

/** The answer of those that are settled, in the columns of the other result. */
export function settledStatement({ nothing }: ItemPlan, { note, outcome, from, when }: Settled): string {
  const columns = [
    `${quoted(outcome)} AS outcome`,
    `${quoted(nothing ?? '')} AS amount_kind`,
    ...['0 AS low_fen', '0 AS high_fen', "'' AS candidates_fen"],
  ]
  return `-- ${note}\nSELECT e.id, ${columns.join(', ')}\nFROM ${from} e\nWHERE ${when}`
}
