// The tree of everything that a finding looked at, with values: definitions and readings opened, every operand kept.

import { inside } from '../ir/inside.ts'
import type { Body, Condition, IrExpr, Item } from '../ir/ir.ts'
import { exprText } from '../ir/words.ts'
import type { Outcome, TraceNode } from './finding.ts'
import type { Machine } from './machine.ts'
import { conditionTruth } from './needs.ts'
import { valueText } from './reasons.ts'

const TRUTH_TEXT = { true: '是', false: '否', unknown: '未知' } as const

export function traceOf(machine: Machine, item: Item, outcome: Outcome): TraceNode {
  const conditions = item.conditions.map((each) => conditionTrace(machine, each))
  const parts = item.parts.flatMap((part): TraceNode[] => {
    const { over } = part
    const own = (label: string): TraceNode => ({
      label,
      value: '',
      children: [
        ...(over?.where ? [exprTrace(machine, over.where)] : []),
        ...part.conditions.map((each) => conditionTrace(machine, each)),
        ...(part.amount.kind === 'exact' || part.amount.kind === 'upTo'
          ? bodyTrace(machine, part.amount.value)
          : []),
      ],
      citations: part.amount.citations,
    })
    if (!over) return [own(part.label ?? '金额')]
    const elements = machine.elements(over.collection)
    if (!elements) return [{ label: over.collection, value: '未知', children: [] }]
    return elements.map((element, index) =>
      machine.within(over.variable, { element, index }, () =>
        own(`${part.label ?? over.collection}第${index + 1}项`),
      ),
    )
  })
  return { label: item.title, value: outcome, children: [...conditions, ...parts], citations: item.citations }
}

function bodyTrace(machine: Machine, body: Body): TraceNode[] {
  if (body.kind === 'expr') return [exprTrace(machine, body.expr)]
  return body.rows.map((row) => ({
    label: row.label ?? (row.when ? exprText(row.when) : '一般'),
    value: row.when ? TRUTH_TEXT[machine.truth(row.when)] : '是',
    children: [exprTrace(machine, row.value)],
    citations: row.citations,
  }))
}

function conditionTrace(machine: Machine, condition: Condition): TraceNode {
  if (condition.kind === 'test')
    return { ...exprTrace(machine, condition.expr), citations: condition.citations }
  return {
    label: condition.kind === 'any' ? '任一' : '全部',
    value: TRUTH_TEXT[conditionTruth(machine, condition)],
    children: condition.conditions.map((each) => conditionTrace(machine, each)),
    citations: condition.citations,
  }
}

function exprTrace(machine: Machine, expr: IrExpr): TraceNode {
  return { label: exprText(expr), value: valueText(machine, expr), children: opened(machine, expr) }
}

function opened(machine: Machine, expr: IrExpr): TraceNode[] {
  switch (expr.kind) {
    case 'number':
    case 'date':
    case 'year':
    case 'bool':
    case 'text':
    case 'enum':
      return []
    case 'definition': {
      const body = machine.index.definitions.get(expr.name)?.body
      return body ? bodyTrace(machine, body) : []
    }
    case 'choice': {
      const reading = machine.index.readings.get(expr.reading)
      const alternative = reading?.alternatives[machine.alternative(expr.reading)]
      const bound = exprTrace(machine, machine.bound(expr.reading, expr.name))
      return [{ ...bound, label: `口径 ${alternative?.key ?? ''}：${bound.label}` }]
    }
    case 'fact': {
      const derivation = machine.subject.facts.has(expr.name)
        ? undefined
        : machine.index.facts.get(expr.name)?.derivation
      return derivation ? [exprTrace(machine, derivation)] : []
    }
    // The elements of an aggregate are bound only inside it.
    case 'aggregate':
      return []
    default:
      return inside(expr)
        .filter((each) => !isLiteral(each))
        .map((each) => exprTrace(machine, each))
  }
}

function isLiteral(expr: IrExpr): boolean {
  return ['number', 'date', 'year', 'bool', 'text', 'enum'].includes(expr.kind)
}
