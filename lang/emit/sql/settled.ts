// Subjects whose answer their own columns tell → SELECTs of their own, so that joins, loops and amounts are computed
// only for the others.
import { type Node, operandsOf } from '../nodes.ts'
import type { ItemPlan } from '../plan.ts'
import type { Table } from '../tables.ts'
import { type Dialect, quoted } from './dialects.ts'
import { createPrinter } from './print.ts'

/** `when`: a condition over the columns of the subjects' table `e`, never NULL. */
export type Settled = {
  readonly note: string
  readonly outcome: 'not_applicable' | 'not_eligible'
  readonly when: string
}

/** Longer conditions than this cost more to read, and to compute twice, than they save. */
const LONGEST = 1500

/** No subject is in two of them. */
export function settledOf(plan: ItemPlan, tables: readonly Table[], dialect: Dialect): Settled[] {
  const { notApplicable, soonRefused, nothing } = plan
  if (!dialect.splits || nothing === undefined) return []
  const told = (node: Node, outcome: Settled['outcome'], note: string): Settled[] => {
    if (node.kind === 'bool' || !isOfSubject(node)) return []
    const when = inPlace(node, tables, dialect)
    return when.length > LONGEST ? [] : [{ note, outcome, when }]
  }
  return [
    ...told(notApplicable, 'not_applicable', '不在适用范围的'),
    ...told(soonRefused, 'not_eligible', '看一两项事实就知道不符合的'),
  ]
}

/** A node as one expression over the tables' own columns. */
function inPlace(node: Node, tables: readonly Table[], dialect: Dialect): string {
  const nothingNamed = (): boolean => false
  const noName = (): string => ''
  return createPrinter(tables, dialect, nothingNamed, noName, true).full(node)
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

/** The answer of those that are settled, in the columns of the other result. */
export function settledStatement({ nothing }: ItemPlan, subjects: string, settled: Settled): string {
  const columns = [
    `${quoted(settled.outcome)} AS outcome`,
    `${quoted(nothing ?? '')} AS amount_kind`,
    ...['0 AS low_fen', '0 AS high_fen', "'' AS candidates_fen"],
  ]
  return `-- ${settled.note}\nSELECT e.id, ${columns.join(', ')}\nFROM ${subjects} e\nWHERE ${settled.when}`
}
