// Why an item does not hold, or not yet, as notes of the channel 'reason': the codes of lang/run/reasons.ts and
// lang/run/details.ts with what was tested. Reasons that are met are not counted over populations.

import type { Condition, IrExpr, Item } from '../ir/ir.ts'
import { HISTORY } from '../ir/lookup.ts'
import { exprText, typeOf } from '../ir/words.ts'
import type { Truth } from './algebra.ts'
import { type Core, dayPoint, frequencyTruth, placeTruth, type Runs, windowTruth } from './item.ts'
import type { Machine } from './machine.ts'
import { conditionTruth, isOpen } from './needs.ts'
import type { Node } from './nodes.ts'

export const REASON = 'reason'

const FAILED_CODE: Readonly<Record<string, string>> = {
  ...{ gt: 'not-above', ge: 'below', le: 'above', lt: 'not-below', eq: 'differs', ne: 'equals' },
}

/** Notes a reason: its code, and the fact or expression that was tested. */
function reason(machine: Machine, code: string, fact: string, when: Node): void {
  machine.note(REASON, `${code}\u0000${fact}`, when)
}

type Codes = { readonly unmet: string; readonly unknown: string; readonly fact: string }

function both(machine: Machine, truth: Truth, { unmet, unknown, fact }: Codes): void {
  reason(machine, unmet, fact, truth.f)
  reason(machine, unknown, fact, machine.algebra.unknown(truth))
}

/** Why the place is wrong or not known: all that is said of a subject elsewhere. */
export function reasonsOfPlace(machine: Machine, item: Item): void {
  const { appliesTo } = machine.index.policy.document
  for (const place of [appliesTo, item.appliesTo]) {
    if (!place) continue
    machine.under(machine.g.not(machine.truth(place).t), () => reasonsOf(machine, place, 'wrong-place'))
  }
}

/** The reasons of the whole item, as detailsOf in lang/run/details.ts gives them. */
export function reasonsOfItem(machine: Machine, item: Item, core: Core, inRuns: InRuns): void {
  const { g } = machine
  reasonsOfPlace(machine, item)
  machine.under(g.not(placeTruth(machine, item).f), () => {
    windowReasons(machine, item)
    machine.under(beyondWindow(machine, item), () => {
      frequencyReasons(machine, item)
      for (const each of item.conditions) reasonsOfCondition(machine, each)
      partReasons(machine, item, core, inRuns)
      reason(machine, 'conflict', '', core.contradicted)
    })
  })
}

/** After an item's place and window are looked at, it goes on unless it is surely outside its window. */
function beyondWindow(machine: Machine, item: Item): Node {
  const { g } = machine
  return g.not(g.and(placeTruth(machine, item).t, windowTruth(machine, item).f))
}

function windowReasons(machine: Machine, item: Item): void {
  const { window } = item
  if (!window) return
  const fact = window.by ? exprText(window.by) : '评估日'
  both(machine, windowTruth(machine, item), { unmet: 'outside-window', unknown: 'unknown', fact })
}

function frequencyReasons(machine: Machine, item: Item): void {
  if (!item.frequency || item.frequency.kind === 'perElement') return
  both(machine, frequencyTruth(machine, item), {
    ...{ unmet: 'already-received', unknown: 'unknown', fact: HISTORY },
  })
}

/** Calls `f` within the runs of a part, with what it notes under the condition that such a run is there. */
export type InRuns = (runs: Runs, f: () => void) => void

function partReasons(machine: Machine, item: Item, core: Core, inRuns: InRuns): void {
  const { g } = machine
  for (const part of item.parts) {
    const own = core.runs.filter((each) => each.part === part)
    if (part.over) {
      const some = own.map((runs) =>
        runs.scope ? g.reduce('any', runs.scope, g.yes, runs.exists) : runs.exists,
      )
      reason(machine, 'none-found', part.over.collection, g.not(g.or(...some)))
    }
    for (const runs of own) {
      if (runs.element === 'unknown') {
        reason(machine, 'unknown', part.over?.collection ?? '', runs.exists)
        continue
      }
      inRuns(runs, () => {
        for (const each of part.conditions) reasonsOfCondition(machine, each)
        if (part.label !== undefined && part.over?.where) reasonsOf(machine, part.over.where)
        eventReasons(machine, runs)
        if (runs.unpaid)
          both(machine, runs.unpaid, { unmet: 'already-received', unknown: 'unknown', fact: HISTORY })
      })
    }
  }
}

function eventReasons(machine: Machine, runs: Runs): void {
  const { g, algebra: a } = machine
  const { eventDate } = runs.part
  if (!eventDate) return
  const fact = exprText(eventDate)
  const future = a.compare('gt', machine.number(eventDate), dayPoint(machine, machine.frame.clock.day)).t
  reason(machine, 'in-future', fact, future)
  const past = g.not(future)
  reason(machine, 'before-document', fact, g.and(past, runs.timeInDoubt))
  reason(machine, 'unknown', fact, g.and(past, g.not(runs.timeInDoubt), isOpen(machine, eventDate)))
}

function reasonsOfCondition(machine: Machine, condition: Condition): void {
  if (condition.kind === 'test') {
    reasonsOf(machine, condition.expr)
    return
  }
  const truth = conditionTruth(machine, condition)
  for (const each of condition.conditions) {
    const when =
      condition.kind === 'any' ? alike(machine, truth, conditionTruth(machine, each)) : machine.g.yes
    machine.under(when, () => reasonsOfCondition(machine, each))
  }
}

/** Whether two truths are the same of the three. */
function alike({ g, algebra: a }: Machine, x: Truth, y: Truth): Node {
  return g.or(g.and(x.t, y.t), g.and(x.f, y.f), g.and(a.unknown(x), a.unknown(y)))
}

/** The leaves that decide an expression; `unmet` stands for their code where the place is what fails. */
function reasonsOf(machine: Machine, expr: IrExpr, unmet?: string): void {
  switch (expr.kind) {
    case 'and':
      for (const each of expr.operands) reasonsOf(machine, each, unmet)
      return
    case 'or': {
      const truth = machine.truth(expr)
      for (const each of expr.operands) {
        machine.under(alike(machine, truth, machine.truth(each)), () => reasonsOf(machine, each, unmet))
      }
      return
    }
    case 'definition': {
      const body = machine.index.definitions.get(expr.name)?.body
      if (body?.kind === 'expr') reasonsOf(machine, body.expr, unmet)
      else leaf(machine, expr, unmet)
      return
    }
    case 'choice': {
      const bound = machine.bound(expr.reading, expr.name)
      // A reading that itself decides a condition is counted among the readings.
      if (bound.kind !== 'bool') reasonsOf(machine, bound, unmet)
      return
    }
    default:
      leaf(machine, expr, unmet)
  }
}

function leaf(machine: Machine, expr: IrExpr, unmet: string | undefined): void {
  const { g } = machine
  if (speaksOfReading(machine, expr)) return
  const truth = machine.truth(expr)
  const codes = codesOf(machine, expr)
  const code = unmet ?? codes.unmet
  if (expr.kind === 'compare' && unmet === undefined && numeric(expr.left)) {
    const { absent } = machine.number(expr.left)
    reason(machine, 'not-applicable', codes.fact, g.and(truth.f, absent))
    reason(machine, code, codes.fact, g.and(truth.f, g.not(absent)))
    reason(machine, codes.unknown, codes.fact, machine.algebra.unknown(truth))
    return
  }
  both(machine, truth, { ...codes, unmet: code })
}

/** 非 of a name that a reading binds to yes or no. */
function speaksOfReading(machine: Machine, expr: IrExpr): boolean {
  if (expr.kind === 'not') return speaksOfReading(machine, expr.operand)
  if (expr.kind === 'definition') {
    const body = machine.index.definitions.get(expr.name)?.body
    return body?.kind === 'expr' && body.expr.kind === 'choice' && speaksOfReading(machine, body.expr)
  }
  return expr.kind === 'choice'
}

function numeric(expr: IrExpr): boolean {
  return ['number', 'date', 'year'].includes(typeOf(expr).kind)
}

function codesOf(machine: Machine, expr: IrExpr): Codes {
  switch (expr.kind) {
    case 'compare': {
      const unknown = decided(machine, expr.left) ? 'decision-pending' : 'unknown'
      return { unmet: FAILED_CODE[expr.op] ?? 'differs', unknown, fact: testedText(machine, expr.left) }
    }
    case 'contains':
      return { unmet: 'not-in-set', unknown: 'unknown', fact: exprText(expr.set) }
    case 'oneOf':
      return { unmet: 'differs', unknown: 'unknown', fact: exprText(expr.left) }
    case 'aggregate':
      return { unmet: 'none-found', unknown: 'unknown', fact: expr.collection }
    case 'not':
      return { ...negatedCodes(machine, expr.operand), unmet: 'not-so' }
    default:
      return {
        unmet: 'not-so',
        unknown: decided(machine, expr) ? 'decision-pending' : 'unknown',
        fact: exprText(expr),
      }
  }
}

function negatedCodes(machine: Machine, operand: IrExpr): Codes {
  if (operand.kind === 'definition') {
    const body = machine.index.definitions.get(operand.name)?.body
    if (body?.kind === 'expr') return negatedCodes(machine, body.expr)
  }
  return codesOf(machine, operand)
}

/** What is compared, with what the reading at hand takes it to be. */
function testedText(machine: Machine, expr: IrExpr): string {
  if (expr.kind !== 'choice') return exprText(expr)
  return `${expr.name}（${exprText(machine.bound(expr.reading, expr.name))}）`
}

function decided(machine: Machine, expr: IrExpr): boolean {
  const fact =
    expr.kind === 'fact'
      ? machine.index.facts.get(expr.name)
      : expr.kind === 'field'
        ? machine.index.field(expr.collection, expr.field)
        : undefined
  return fact?.authority.kind === 'decided'
}
