// Expression of the tree → typed expression of the IR. Every error is reported; an expression with one has no type.
import { BUILTINS, builtin } from '../builtins/all.ts'
import type { Collection, IrExpr } from '../ir/ir.ts'
import type { Expr } from '../syntax/tree.ts'
import { nearest } from '../values/nearest.ts'
import { BOOL, DATE, MONEY, number, sameType, TEXT, type Type, typeText, YEAR } from '../values/types.ts'
import { divideDimensions, multiplyDimensions } from '../values/units.ts'
import { type Meaning, type Scope, withVariable } from './scope.ts'

export type Typed = { readonly expr: IrExpr; readonly type: Type }

type Of<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>

/** `expected` lets a bare word be a value of an enumeration: 出租方性质 为 国有. */
export function elaborate(expr: Expr, scope: Scope, expected?: Type): Typed | undefined {
  switch (expr.kind) {
    case 'number':
      return {
        expr: { kind: 'number', value: expr.value, dimension: expr.dimension, text: expr.text },
        type: number(expr.dimension),
      }
    case 'date':
      return { expr: { kind: 'date', day: expr.day }, type: DATE }
    case 'year':
      return { expr: { kind: 'year', year: expr.year }, type: YEAR }
    case 'bool':
      return { expr: { kind: 'bool', value: expr.value }, type: BOOL }
    case 'text':
      return expected?.kind === 'enum'
        ? enumValue(expr.value, expr, expected.name, scope)
        : { expr: { kind: 'text', value: expr.value }, type: TEXT }
    case 'missing':
      return undefined
    case 'name':
      return named(expr, scope, expected)
    case 'field':
      return field(expr, scope)
    case 'compare':
      return comparison(expr, scope)
    case 'contains':
      return contains(expr, scope)
    case 'oneOf':
      return oneOf(expr, scope)
    case 'and':
    case 'or':
      return connective(expr, scope)
    case 'not': {
      const operand = condition(expr.operand, scope)
      return operand && { expr: { kind: 'not', operand }, type: BOOL }
    }
    case 'negate':
      return negation(expr, scope)
    case 'arithmetic':
      return arithmetic(expr, scope)
    case 'call':
      return call(expr, scope)
    case 'itemAmount':
      return itemAmount(expr, scope)
    case 'aggregate':
      return aggregate(expr, scope)
  }
}

/** An expression that must be a condition (是否). */
export function condition(expr: Expr, scope: Scope): IrExpr | undefined {
  return ofType(expr, scope, BOOL, 'E0304')
}

export function ofType(
  expr: Expr,
  scope: Scope,
  type: Type,
  code: 'E0304' | 'E0309' | 'E0312',
): IrExpr | undefined {
  const typed = elaborate(expr, scope, type)
  if (!typed) return undefined
  if (sameType(typed.type, type)) return typed.expr
  scope.report(code, expr.at, { found: typeText(typed.type), expected: typeText(type) })
  return undefined
}

function named(expr: Of<'name'>, scope: Scope, expected: Type | undefined): Typed | undefined {
  if (
    expected?.kind === 'enum' &&
    scope.enums.get(expected.name)?.values.some((each) => each.name === expr.name)
  ) {
    return { expr: { kind: 'enum', enum: expected.name, value: expr.name }, type: expected }
  }
  const symbol = scope.symbols.get(expr.name)
  if (!symbol) {
    if (expected?.kind === 'enum') return enumValue(expr.name, expr, expected.name, scope)
    reportUnknownName(expr, scope)
    return undefined
  }
  return symbolValue(symbol, expr, scope)
}

function symbolValue(symbol: Meaning, expr: Of<'name'>, scope: Scope): Typed | undefined {
  switch (symbol.kind) {
    case 'fact':
      return {
        expr: { kind: 'fact', name: symbol.fact.name, type: symbol.fact.type },
        type: symbol.fact.type,
      }
    case 'definition':
      return (
        symbol.type && {
          expr: { kind: 'definition', name: symbol.name, type: symbol.type },
          type: symbol.type,
        }
      )
    case 'choice':
      return (
        symbol.type && {
          expr: { kind: 'choice', reading: symbol.reading, name: symbol.name, type: symbol.type },
          type: symbol.type,
        }
      )
    case 'standard':
      return { expr: { kind: 'standard', name: symbol.name, type: symbol.type }, type: symbol.type }
    case 'clock':
      return { expr: { kind: 'clock', what: symbol.what }, type: symbol.what === 'date' ? DATE : YEAR }
    case 'collection':
      scope.report('E0316', expr.at, { name: expr.name })
      return undefined
  }
}

function reportUnknownName(expr: Of<'name'>, scope: Scope): void {
  const owner = [...scope.enums.values()].find((each) =>
    each.values.some((value) => value.name === expr.name),
  )
  if (owner) {
    scope.report('E0211', expr.at, { name: expr.name, enum: owner.name })
    return
  }
  const hint = nearest(expr.name, scope.symbols.keys())
  scope.report('E0201', expr.at, { name: expr.name, ...(hint ? { hint } : {}) })
}

function enumValue(name: string, expr: Expr, enumName: string, scope: Scope): Typed | undefined {
  const values = scope.enums.get(enumName)?.values ?? []
  if (values.some((each) => each.name === name)) {
    return { expr: { kind: 'enum', enum: enumName, value: name }, type: { kind: 'enum', name: enumName } }
  }
  const names = values.map((each) => each.name)
  const hint = nearest(name, names)
  const expected = names.length > 12 ? `${names.slice(0, 12).join('、')}……` : names.join('、')
  scope.report('E0205', expr.at, { name, enum: enumName, expected, ...(hint ? { hint } : {}) })
  return undefined
}

function field(expr: Of<'field'>, scope: Scope): Typed | undefined {
  const collection = scope.variables.get(expr.variable)
  if (!collection) {
    const known = scope.symbols.get(expr.variable)?.kind === 'collection'
    if (known) scope.report('E0210', expr.at, { name: expr.variable })
    else {
      const hint = nearest(expr.variable, [...scope.variables.keys(), ...scope.symbols.keys()])
      scope.report('E0201', expr.at, { name: expr.variable, ...(hint ? { hint } : {}) })
    }
    return undefined
  }
  const found = collection.fields.find((each) => each.name === expr.field)
  if (!found) {
    const names = collection.fields.map((each) => each.name)
    const hint = nearest(expr.field, names)
    scope.report('E0203', expr.at, {
      name: expr.field,
      collection: collection.name,
      expected: names.join('、'),
      ...(hint ? { hint } : {}),
    })
    return undefined
  }
  return {
    expr: {
      kind: 'field',
      variable: expr.variable,
      collection: collection.name,
      field: found.name,
      type: found.type,
    },
    type: found.type,
  }
}

const ORDERED = new Set<Type['kind']>(['number', 'date', 'year'])

function comparison(expr: Of<'compare'>, scope: Scope): Typed | undefined {
  const left = elaborate(expr.left, scope)
  if (left?.type.kind === 'set') {
    scope.report('E0308', expr.at, { found: typeText(left.type) })
    return undefined
  }
  const right = elaborate(expr.right, scope, left?.type)
  if (!left || !right) return undefined
  if (rejectYearly(expr.left, left, scope) || rejectYearly(expr.right, right, scope)) return undefined
  if (!sameType(left.type, right.type)) {
    scope.report('E0301', expr.at, { left: typeText(left.type), right: typeText(right.type) }, [
      { at: expr.left.at, note: typeText(left.type) },
      { at: expr.right.at, note: typeText(right.type) },
    ])
    return undefined
  }
  if (expr.op !== 'eq' && expr.op !== 'ne' && !ORDERED.has(left.type.kind)) {
    scope.report('E0307', expr.at, { word: expr.word, found: typeText(left.type) })
    return undefined
  }
  return {
    expr: { kind: 'compare', op: expr.op, word: expr.word, left: left.expr, right: right.expr },
    type: BOOL,
  }
}

function rejectYearly(expr: Expr, typed: Typed, scope: Scope): boolean {
  if (typed.type.kind !== 'yearly') return false
  scope.report('E0306', expr.at, { name: expr.kind === 'name' ? expr.name : '' })
  return true
}

function contains(expr: Of<'contains'>, scope: Scope): Typed | undefined {
  const set = elaborate(expr.set, scope)
  if (!set) return undefined
  if (set.type.kind !== 'set') {
    scope.report('E0317', expr.set.at, { found: typeText(set.type) })
    return undefined
  }
  const value = elaborate(expr.value, scope, { kind: 'enum', name: set.type.name })
  if (!value) return undefined
  if (value.type.kind !== 'enum' || value.type.name !== set.type.name) {
    scope.report('E0301', expr.at, { left: typeText(set.type), right: typeText(value.type) })
    return undefined
  }
  return { expr: { kind: 'contains', set: set.expr, value: value.expr }, type: BOOL }
}

function oneOf(expr: Of<'oneOf'>, scope: Scope): Typed | undefined {
  const left = elaborate(expr.left, scope)
  if (!left || rejectYearly(expr.left, left, scope)) return undefined
  const values: IrExpr[] = []
  for (const each of expr.values) {
    const value = elaborate(each, scope, left.type)
    if (!value) return undefined
    if (!sameType(left.type, value.type)) {
      scope.report('E0301', each.at, { left: typeText(left.type), right: typeText(value.type) })
      return undefined
    }
    values.push(value.expr)
  }
  return { expr: { kind: 'oneOf', left: left.expr, values }, type: BOOL }
}

/** A且B且C becomes one node with three operands, so that reasons and engines see the conditions side by side. */
function connective(expr: Of<'and' | 'or'>, scope: Scope): Typed | undefined {
  const left = condition(expr.left, scope)
  const right = condition(expr.right, scope)
  if (!left || !right) return undefined
  const flat = (each: IrExpr): readonly IrExpr[] => (each.kind === expr.kind ? each.operands : [each])
  return { expr: { kind: expr.kind, operands: [...flat(left), ...flat(right)] }, type: BOOL }
}

function negation(expr: Of<'negate'>, scope: Scope): Typed | undefined {
  const operand = elaborate(expr.operand, scope)
  if (!operand) return undefined
  if (operand.type.kind !== 'number') {
    scope.report('E0303', expr.operand.at, { found: typeText(operand.type) })
    return undefined
  }
  return { expr: { kind: 'negate', operand: operand.expr, type: operand.type }, type: operand.type }
}

function arithmetic(expr: Of<'arithmetic'>, scope: Scope): Typed | undefined {
  const left = elaborate(expr.left, scope)
  const right = elaborate(expr.right, scope)
  if (!left || !right) return undefined
  if (rejectYearly(expr.left, left, scope) || rejectYearly(expr.right, right, scope)) return undefined
  const type = arithmeticType(expr, left.type, right.type, scope)
  return type && { expr: { kind: 'arithmetic', op: expr.op, left: left.expr, right: right.expr, type }, type }
}

function arithmeticType(expr: Of<'arithmetic'>, left: Type, right: Type, scope: Scope): Type | undefined {
  const sum = expr.op === 'add' || expr.op === 'subtract'
  // A year plus or minus a plain number is a year: 年份(日期) − 1.
  if (sum && left.kind === 'year' && right.kind === 'number' && right.dimension === '') return YEAR
  if (expr.op === 'subtract' && left.kind === 'date' && right.kind === 'date') return number('日')
  if (sum && left.kind === 'date' && right.kind === 'number' && right.dimension === '日') return DATE
  for (const [side, type] of [
    [expr.left, left],
    [expr.right, right],
  ] as const) {
    if (type.kind !== 'number') {
      scope.report('E0303', side.at, { found: typeText(type) })
      return undefined
    }
  }
  if (left.kind !== 'number' || right.kind !== 'number') return undefined
  if (expr.op === 'multiply') return number(multiplyDimensions(left.dimension, right.dimension))
  if (expr.op === 'divide') return number(divideDimensions(left.dimension, right.dimension))
  if (left.dimension === right.dimension) return left
  scope.report('E0302', expr.at, { left: typeText(left), right: typeText(right) }, [
    { at: expr.left.at, note: typeText(left) },
    { at: expr.right.at, note: typeText(right) },
  ])
  return undefined
}

function call(expr: Of<'call'>, scope: Scope): Typed | undefined {
  const found = builtin(expr.function)
  if (!found) {
    const names = BUILTINS.map((each) => each.name)
    const hint = nearest(expr.function, names)
    scope.report('E0204', expr.at, {
      name: expr.function,
      expected: names.join('、'),
      ...(hint ? { hint } : {}),
    })
    return undefined
  }
  const args: Typed[] = []
  for (const each of expr.args) {
    const typed = elaborate(each, scope)
    if (!typed) return undefined
    args.push(typed)
  }
  const type = found.type(args.map((each) => each.type))
  if (!type) {
    const given = args.map((each) => typeText(each.type)).join('、') || '无'
    scope.report('E0305', expr.at, { name: found.name, signature: found.signature, found: given })
    return undefined
  }
  return { expr: { kind: 'call', function: found.name, args: args.map((each) => each.expr), type }, type }
}

function itemAmount(expr: Of<'itemAmount'>, scope: Scope): Typed | undefined {
  const id = scope.items.get(expr.item)
  if (id !== undefined) return { expr: { kind: 'itemAmount', item: id, title: expr.item }, type: MONEY }
  const hint = nearest(expr.item, scope.items.keys())
  scope.report('E0209', expr.at, { name: expr.item, ...(hint ? { hint } : {}) })
  return undefined
}

export function collectionNamed(name: string, at: Expr['at'], scope: Scope): Collection | undefined {
  const symbol = scope.symbols.get(name)
  if (symbol?.kind === 'collection') return symbol.collection
  const names = [...scope.symbols.values()].flatMap((each) =>
    each.kind === 'collection' ? [each.collection.name] : [],
  )
  const hint = nearest(name, names)
  scope.report('E0206', at, { name, expected: names.join('、') || '无', ...(hint ? { hint } : {}) })
  return undefined
}

function aggregate(expr: Of<'aggregate'>, scope: Scope): Typed | undefined {
  const collection = collectionNamed(expr.collection, expr.at, scope)
  if (!collection) return undefined
  const variable = expr.variable ?? collection.name
  const inner = withVariable(scope, variable, collection)
  const where = expr.where && condition(expr.where, inner)
  if (expr.where && !where) return undefined
  const taken = expr.take && elaborate(expr.take, inner)
  if (expr.take && !taken) return undefined
  const type = aggregateType(expr, taken, scope)
  if (!type) return undefined
  return {
    expr: {
      kind: 'aggregate',
      op: expr.op,
      collection: collection.name,
      variable,
      ...(where ? { where } : {}),
      ...(taken ? { take: taken.expr } : {}),
      type,
    },
    type,
  }
}

function aggregateType(expr: Of<'aggregate'>, taken: Typed | undefined, scope: Scope): Type | undefined {
  if (expr.op === 'exists') return BOOL
  if (expr.op === 'count') return number('')
  const dated = expr.op === 'earliest' || expr.op === 'latest'
  const fits = dated
    ? taken?.type.kind === 'date' || taken?.type.kind === 'year'
    : taken?.type.kind === 'number'
  if (fits) return taken?.type
  scope.report('E0310', expr.at, {
    expected: dated ? '日期或年份' : '数量或金额',
    found: taken ? typeText(taken.type) : '无',
  })
  return undefined
}
