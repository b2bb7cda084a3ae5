// The plan of an item → one SELECT that gives every subject's result, in named steps that follow the rule.
import { layoutOf } from '../blocks.ts'
import type { Node } from '../nodes.ts'
import type { ItemPlan } from '../plan.ts'
import type { Table } from '../tables.ts'
import { arraySteps, collectionArrays, refuseLarge } from './arrays.ts'
import type { Dialect } from './dialects.ts'
import { factsSteps } from './facts.ts'
import { block } from './loops.ts'
import { createPrinter } from './print.ts'
import { resultColumns } from './results.ts'
import { type Settled, settledRefused, settledStatement, splitOf } from './settled.ts'
import { type Context, resultStep, stepTexts } from './steps.ts'

export type StatementOptions = {
  readonly tables: readonly Table[]
  readonly dialect: Dialect
  /** Whether causes, what is missing, readings and reasons are columns of the result. */
  readonly why: boolean
}

/** The statement without its final semicolon. Throws Refused for what the dialect cannot express. */
export function itemStatement(plan: ItemPlan, { tables, dialect, why }: StatementOptions): string {
  const reported = why
    ? [...plan.causes, ...plan.needs, ...plan.readings, ...plan.reasons].map((each) => each.when)
    : []
  const results = [plan.outcome, plan.amountKind, plan.low, plan.high, plan.highOpen]
  const wanted = [...results, ...plan.candidates.flatMap((each) => [each.when, each.value]), ...reported]
  // Whoever leaves early has no reasons told.
  const { atOnce, refused } = why ? { atOnce: [], refused: [] } : splitOf(plan, tables, dialect, wanted)
  const roots = [...wanted, ...refused]
  const layout = layoutOf(roots, () => [], new Set(plan.labels.keys()), standsInPlace)
  const nameOf = (node: Node): string => (plan.labels.has(node.id) ? `condition_${node.id}` : `n${node.id}`)
  const printer = createPrinter(tables, dialect, layout.isNamed, nameOf)
  const context: Context = {
    ...{ dialect, tables, printer, labels: plan.labels, isNamed: layout.isNamed, steps: [] },
    graph: plan.graph,
  }
  const { gathers } = dialect
  const stepsOf = (from: string, nodes: readonly Node[]): string =>
    gathers ? block({ ...context, gathers }, from, ['id'], layout.need(nodes)) : arraySteps(context, nodes)
  const settled: Settled[] = [...atOnce]
  let last = 'facts'
  for (const each of refused) {
    const [others, rest] = settledRefused(context, stepsOf(last, [each]), each)
    settled.push(others)
    last = rest
  }
  last = stepsOf(last, wanted)
  const columns = printer.noting(() => resultColumns(plan, why, printer, dialect))
  const arrays = gathers ? { columns: [], joins: [] } : collectionArrays(context)
  const open = atOnce.map(({ when }) => `NOT ${when}`)
  const steps = [...factsSteps(context, arrays, open), ...context.steps]
  const result = resultStep(last, columns.written, columns.uses)
  const text = [
    'WITH',
    stepTexts(steps, result, dialect).join(',\n'),
    result.sql([]),
    ...settled.map((each) => `UNION ALL\n${settledStatement(plan, each)}`),
  ].join('\n')
  if (!gathers) refuseLarge(text, steps.length)
  return text
}

/** Columns of the step before, and negations of what has a name, are as short as any name for them. */
function standsInPlace(node: Node): boolean {
  if (node.kind === 'not') return true
  if (node.kind === 'input') return !['is', 'has', 'same'].includes(node.input.kind)
  return node.kind === 'bool' || node.kind === 'int'
}
