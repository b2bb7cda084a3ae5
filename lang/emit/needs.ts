// What is still needed, as notes of the channel 'need' with their conditions: lang/run/needs.ts in nodes.
import { inside } from '../ir/inside.ts'
import type { Body, Condition, Fact, IrExpr } from '../ir/ir.ts'
import { exprText, typeOf } from '../ir/words.ts'
import type { Truth } from './algebra.ts'
import type { Machine } from './machine.ts'
import type { Node } from './nodes.ts'

export const NEED = 'need'

export function conditionTruth(machine: Machine, condition: Condition): Truth {
  if (condition.kind === 'test') {
    const truth = machine.truth(condition.expr)
    const quotes = condition.citations.map((each) => `「${each.quote}」`).join('')
    if (truth.t.kind !== 'bool') machine.labels.set(truth.t.id, `${exprText(condition.expr)}${quotes}`)
    return truth
  }
  const truths = condition.conditions.map((each) => conditionTruth(machine, each))
  return condition.kind === 'any' ? machine.algebra.anyOf(truths) : machine.algebra.allOf(truths)
}

/** Whether an expression's value is still open. */
export function isOpen(machine: Machine, expr: IrExpr): Node {
  const { g, algebra: a } = machine
  const type = typeOf(expr)
  switch (type.kind) {
    case 'bool':
      return a.unknown(machine.truth(expr))
    case 'number':
    case 'date':
    case 'year': {
      const value = machine.number(expr)
      return g.and(g.not(value.absent), g.not(a.known(value)))
    }
    case 'text':
    case 'enum':
      return machine.word(expr).unknown
    case 'set':
      return machine.set(expr).unknown
    case 'yearly':
      return g.yes
  }
}

export function needsOfCondition(machine: Machine, condition: Condition): void {
  machine.under(machine.algebra.unknown(conditionTruth(machine, condition)), () => {
    if (condition.kind === 'test') needsOf(machine, condition.expr)
    else for (const each of condition.conditions) needsOfCondition(machine, each)
  })
}

export function needsOfBody(machine: Machine, body: Body): void {
  if (body.kind === 'expr') {
    needsOf(machine, body.expr)
    return
  }
  for (const row of body.rows) {
    const { when } = row
    if (when) needsOf(machine, when)
    const possible = when ? machine.g.not(machine.truth(when).f) : machine.g.yes
    machine.under(possible, () => needsOf(machine, row.value))
  }
}

export function needsOf(machine: Machine, expr: IrExpr): void {
  const open = isOpen(machine, expr)
  if (open === machine.g.no) return
  machine.under(open, () => needsOfOpen(machine, expr))
}

function needsOfOpen(machine: Machine, expr: IrExpr): void {
  const { index } = machine
  switch (expr.kind) {
    case 'fact': {
      const fact = index.facts.get(expr.name)
      if (fact) machine.note(NEED, factNeed(fact))
      return
    }
    case 'field': {
      const fact = index.field(expr.collection, expr.field)
      if (!fact) return
      if (machine.scopeOf(expr.variable)) machine.note(NEED, factNeed(fact))
      else needsOfCollection(machine, expr.collection)
      return
    }
    case 'definition': {
      const body = index.definitions.get(expr.name)?.body
      if (body) needsOfBody(machine, body)
      return
    }
    case 'choice':
      needsOf(machine, machine.bound(expr.reading, expr.name))
      return
    case 'standard': {
      const standard = index.standards.get(expr.name)
      if (standard?.filledBy) needsOf(machine, standard.filledBy.expr)
      else if (standard) machine.note(NEED, `standard ${standard.name}`)
      return
    }
    case 'aggregate':
      needsOfAggregate(machine, expr)
      return
    default:
      for (const each of inside(expr)) needsOf(machine, each)
  }
}

function needsOfAggregate(machine: Machine, expr: Extract<IrExpr, { kind: 'aggregate' }>): void {
  const { g } = machine
  machine.under(g.not(machine.collectionKnown(expr.collection)), () =>
    needsOfCollection(machine, expr.collection),
  )
  machine.forEach(expr.collection, expr.variable, () => {
    const { where, take } = expr
    if (where) needsOf(machine, where)
    if (!take) return
    const included = where ? g.not(machine.truth(where).f) : g.yes
    machine.under(included, () => needsOf(machine, take))
  })
}

export function needsOfCollection(machine: Machine, name: string): void {
  if (machine.index.collections.has(name)) machine.note(NEED, `fact ${name}`)
}

function factNeed(fact: Fact): string {
  return `${fact.authority.kind === 'decided' ? 'decision' : 'fact'} ${fact.name}`
}
