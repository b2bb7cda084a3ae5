// How an amount came about: which row of a table applied, and the computation with its numbers.
import { everyExpr } from '../ir/inside.ts'
import type { Cases, Citation, IrExpr, Part, Row } from '../ir/ir.ts'
import { exprText, numberText } from '../ir/words.ts'
import * as interval from '../values/interval.ts'
import type { AmountBasis } from './finding.ts'
import { type Core, inPart } from './item.ts'
import type { Machine } from './machine.ts'

export function basisOf(machine: Machine, core: Core): AmountBasis[] {
  const live = core.parts.filter((run) => run.holds !== 'false' && (!run.variable || run.variable.element))
  return live.flatMap((run) =>
    inPart(machine, run, () => basisOfPart(machine, run.part)).map((each) =>
      run.label === '' ? each : { ...each, part: run.label },
    ),
  )
}

function basisOfPart(machine: Machine, { amount }: Part): AmountBasis[] {
  if (amount.kind !== 'exact' && amount.kind !== 'upTo') return []
  if (amount.value.kind === 'cases') return basisOfCases(machine, amount.value, amount.citations)
  const { expr } = amount.value
  return [...basisOfTables(machine, expr), ...computation(machine, expr, amount.citations)]
}

/** Tables behind the definitions that an amount uses. */
function basisOfTables(machine: Machine, expr: IrExpr): AmountBasis[] {
  return [...everyExpr(expr)].flatMap((each) => {
    if (each.kind === 'choice' && machine.bound(each.reading, each.name).kind !== 'choice')
      return basisOfTables(machine, machine.bound(each.reading, each.name))
    const definition = each.kind === 'definition' ? machine.index.definitions.get(each.name) : undefined
    if (!definition) return []
    return definition.body.kind === 'cases'
      ? basisOfCases(machine, definition.body, definition.citations)
      : basisOfTables(machine, definition.body.expr)
  })
}

/** The rows that carry the result. While it is open which they are, nothing is said. */
function basisOfCases(machine: Machine, table: Cases, citations: readonly Citation[]): AmountBasis[] {
  return appliedRows(machine, table).flatMap((row) => {
    const value = machine.number(row.value)
    const shown = interval.known(value)
    if (!shown) return []
    const name = row.label ?? (row.when ? exprText(row.when) : '一般情形')
    const worked = row.value.kind === 'number' ? '' : `${exprText(row.value)}＝`
    return [
      {
        text: `适用「${name}」：${worked}${numberText(shown, table.type)}`,
        citations: row.citations.length > 0 ? row.citations : citations,
      },
    ]
  })
}

function appliedRows(machine: Machine, { policy, rows }: Cases): Row[] {
  const special = rows.filter((each) => !each.general)
  if (special.some((each) => each.when && machine.truth(each.when) === 'unknown')) return []
  const holding = special.filter((each) => !each.when || machine.truth(each.when) === 'true')
  if (holding.length === 0) return rows.filter((each) => each.general)
  if (policy === 'sum') return holding
  if (policy === 'highest') return highest(machine, holding)
  const overridden = new Set(holding.map((each) => each.under))
  return holding.filter((each) => each.label === undefined || !overridden.has(each.label))
}

function highest(machine: Machine, rows: readonly Row[]): Row[] {
  const best = rows.reduce<Row | undefined>((top, each) => {
    if (!top) return each
    return interval.compare('gt', machine.number(each.value), machine.number(top.value)) === 'true'
      ? each
      : top
  }, undefined)
  return best ? [best] : []
}

/** 5% × 结算金额＝10万元: only what was computed from something; a sum that the text names needs no working. */
function computation(machine: Machine, expr: IrExpr, citations: readonly Citation[]): AmountBasis[] {
  const kinds = new Set([...everyExpr(expr)].map((each) => each.kind))
  const worked = expr.kind === 'arithmetic' || expr.kind === 'call' || expr.kind === 'aggregate'
  if (
    !worked ||
    !(kinds.has('fact') || kinds.has('field') || kinds.has('definition') || kinds.has('aggregate'))
  )
    return []
  const value = interval.known(machine.number(expr))
  if (!value) return []
  const type = { kind: 'number', dimension: '元' } as const
  return [{ text: `${exprText(expr)}＝${numberText(value, type)}`, citations }]
}
