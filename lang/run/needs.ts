// What is still needed: the unknown inputs that can still change a condition or an amount, and whose word each is.
import { inside } from '../ir/inside.ts'
import type { Authority, Body, Condition, Fact, IrExpr } from '../ir/ir.ts'
import { typeOf } from '../ir/words.ts'
import { known } from '../values/interval.ts'
import type { Need } from './finding.ts'
import type { Machine } from './machine.ts'

/** Collects needs, each once. */
export type NeedList = { readonly all: Need[]; add(need: Need): void }

export function needList(): NeedList {
  const all: Need[] = []
  const seen = new Set<string>()
  return {
    all,
    add: (need) => {
      const key = `${need.cause} ${need.fact} ${need.path?.collection ?? ''} ${need.path?.index ?? ''}`
      if (seen.has(key)) return
      seen.add(key)
      all.push(need)
    },
  }
}

/** Whether an expression's value is still open. */
export function isOpen(machine: Machine, expr: IrExpr): boolean {
  const type = typeOf(expr)
  switch (type.kind) {
    case 'bool':
      return machine.truth(expr) === 'unknown'
    case 'number':
    case 'date':
    case 'year': {
      const value = machine.number(expr)
      return value.absent !== 'yes' && !known(value)
    }
    case 'text':
    case 'enum':
      return machine.word(expr) === null
    case 'set':
      return machine.set(expr) === null
    case 'yearly':
      return true
  }
}

export function needsOfCondition(machine: Machine, condition: Condition, list: NeedList): void {
  if (conditionTruth(machine, condition) !== 'unknown') return
  if (condition.kind === 'test') needsOf(machine, condition.expr, list)
  else for (const each of condition.conditions) needsOfCondition(machine, each, list)
}

export function conditionTruth(machine: Machine, condition: Condition): 'true' | 'false' | 'unknown' {
  if (condition.kind === 'test') return machine.truth(condition.expr)
  const truths = condition.conditions.map((each) => conditionTruth(machine, each))
  const decisive = condition.kind === 'any' ? 'true' : 'false'
  if (truths.includes(decisive)) return decisive
  if (truths.includes('unknown')) return 'unknown'
  return condition.kind === 'any' ? 'false' : 'true'
}

export function needsOfBody(machine: Machine, body: Body, list: NeedList): void {
  if (body.kind === 'expr') {
    needsOf(machine, body.expr, list)
    return
  }
  for (const row of body.rows) {
    if (row.when) needsOf(machine, row.when, list)
    if (!row.when || machine.truth(row.when) !== 'false') needsOf(machine, row.value, list)
  }
}

export function needsOf(machine: Machine, expr: IrExpr, list: NeedList): void {
  if (!isOpen(machine, expr)) return
  switch (expr.kind) {
    case 'fact': {
      const fact = machine.index.facts.get(expr.name)
      if (fact) list.add(factNeed(fact))
      return
    }
    case 'field': {
      const fact = machine.index.field(expr.collection, expr.field)
      const variable = machine.variable(expr.variable)
      if (!fact) return
      if (variable?.element) {
        list.add(factNeed(fact, { collection: expr.collection, index: variable.index, field: expr.field }))
      } else needsOfCollection(machine, expr.collection, list)
      return
    }
    case 'definition': {
      const body = machine.index.definitions.get(expr.name)?.body
      if (body) needsOfBody(machine, body, list)
      return
    }
    case 'choice':
      needsOf(machine, machine.bound(expr.reading, expr.name), list)
      return
    case 'standard': {
      const standard = machine.index.standards.get(expr.name)
      if (standard?.filledBy) needsOf(machine, standard.filledBy.expr, list)
      else if (standard) {
        const authority: Authority = { kind: 'government', name: standard.askTo || standard.basis }
        list.add({ fact: standard.name, authority, question: standard.question, cause: 'standard' })
      }
      return
    }
    case 'aggregate':
      needsOfAggregate(machine, expr, list)
      return
    default:
      for (const each of inside(expr)) needsOf(machine, each, list)
  }
}

function needsOfAggregate(
  machine: Machine,
  expr: Extract<IrExpr, { kind: 'aggregate' }>,
  list: NeedList,
): void {
  const elements = machine.elements(expr.collection)
  if (!elements) {
    needsOfCollection(machine, expr.collection, list)
    return
  }
  for (const [index, element] of elements.entries()) {
    machine.within(expr.variable, { element, index }, () => {
      if (expr.where) needsOf(machine, expr.where, list)
      if (expr.take && !(expr.where && machine.truth(expr.where) === 'false'))
        needsOf(machine, expr.take, list)
    })
  }
}

export function needsOfCollection(machine: Machine, name: string, list: NeedList): void {
  const collection = machine.index.collections.get(name)
  if (!collection) return
  list.add({ fact: name, authority: collection.authority, question: collection.question, cause: 'fact' })
}

function factNeed(fact: Fact, path?: Need['path']): Need {
  const cause = fact.authority.kind === 'decided' ? 'decision' : 'fact'
  const need: Need = { fact: fact.name, authority: fact.authority, question: fact.question, cause }
  return path ? { ...need, path } : need
}
