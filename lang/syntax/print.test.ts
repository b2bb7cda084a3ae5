// parse ∘ print is the identity on generated trees, and printing is stable.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { collector } from '../diagnostics/diagnostic.ts'
import { AGGREGATES, COMPARISONS } from './expressions.ts'
import { parse } from './parse.ts'
import { print, printRules } from './print.ts'
import type { Clause, Expr } from './tree.ts'

const at = { file: 'generated.rule', start: 0, end: 0 }
const NAMES = ['甲数', '乙数', '上年度产值增速', '租约', '资质事件', '国有', '不超过数', '且慢', '金额上限']

function withoutPlaces(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, each: unknown) => (key === 'at' ? undefined : each)))
}

const literals: fc.Arbitrary<Expr> = fc.oneof(
  fc
    .constantFrom('50万元', '20%', '3', '1.5亿元', '20元/平方米·月', '12个月')
    .map((text): Expr => ({ kind: 'number', text, value: '', dimension: '', at })),
  fc.integer({ min: 0, max: 30000 }).map((day): Expr => ({ kind: 'date', day, at })),
  fc.integer({ min: 1990, max: 2090 }).map((year): Expr => ({ kind: 'year', year, at })),
  fc.boolean().map((value): Expr => ({ kind: 'bool', value, at })),
  fc.constantFrom('文字', '渝北府办发〔2024〕34号').map((value): Expr => ({ kind: 'text', value, at })),
  fc.constantFrom(...NAMES).map((name): Expr => ({ kind: 'name', name, at })),
  fc.constantFrom(...NAMES).map((field): Expr => ({ kind: 'field', variable: '租约', field, at })),
  fc.constantFrom(...NAMES).map((item): Expr => ({ kind: 'itemAmount', item, at })),
)

const { expr } = fc.letrec<{ expr: Expr }>((tie) => {
  const inner = tie('expr')
  return {
    expr: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      literals,
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        left: inner,
        right: inner,
        at: fc.constant(at),
      }),
      fc
        .tuple(fc.constantFrom(...COMPARISONS), inner, inner)
        .map(([[word, op], left, right]): Expr => ({ kind: 'compare', op, word, left, right, at })),
      fc
        .tuple(
          fc.constantFrom('add' as const, 'subtract' as const, 'multiply' as const, 'divide' as const),
          inner,
          inner,
        )
        .map(([op, left, right]): Expr => ({ kind: 'arithmetic', op, left, right, at })),
      inner.map((operand): Expr => ({ kind: 'not', operand, at })),
      inner.map((operand): Expr => ({ kind: 'negate', operand, at })),
      fc.tuple(inner, inner).map(([set, value]): Expr => ({ kind: 'contains', set, value, at })),
      fc
        .tuple(inner, fc.array(inner, { minLength: 1, maxLength: 3 }))
        .map(([left, values]): Expr => ({ kind: 'oneOf', left, values, at })),
      fc
        .array(inner, { minLength: 1, maxLength: 3 })
        .map((args): Expr => ({ kind: 'call', function: '较高者', args, at })),
      fc
        .tuple(
          fc.constantFrom(...AGGREGATES.values()),
          fc.option(inner),
          fc.option(inner),
          fc.option(fc.constantFrom('此约', '彼约')),
        )
        .map(
          ([op, where, take, variable]): Expr => ({
            kind: 'aggregate',
            op,
            collection: '租约',
            ...(variable ? { variable } : {}),
            ...(where ? { where } : {}),
            ...(take && op !== 'exists' && op !== 'count' ? { take } : {}),
            at,
          }),
        ),
    ),
  }
})

function parsed(text: string): { clauses: readonly Clause[]; problems: string[] } {
  const { report, all } = collector()
  const names = [...NAMES, '较高者', '此约', '彼约', '此名']
  const tree = parse({ file: 'generated.rule', text }, names, new Set(), report)
  return { clauses: tree.blocks.flatMap((each) => each.clauses), problems: all.map((each) => each.code) }
}

// What a literal is worth is read from its text, so the generated trees leave it out and so does the comparison.
function comparable(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(withoutPlaces(value), (key, each: unknown) =>
      key === 'value' && typeof each === 'string' && /^-?\d+(\/\d+)?$/.test(each)
        ? ''
        : key === 'dimension'
          ? ''
          : each,
    ),
  )
}

test('an expression that is printed and parsed is the same expression', () => {
  fc.assert(
    fc.property(expr, (tree) => {
      const text = `定义 此名 = ${print(tree)}\n`
      const { clauses, problems } = parsed(text)
      assert.deepEqual(problems, [], text)
      const argument = clauses[0]?.argument
      assert.ok(argument?.kind === 'binding' && argument.expr, text)
      assert.deepEqual(comparable(argument.expr), comparable(tree), text)
    }),
    { numRuns: 3000 },
  )
})

test('printing what was printed changes nothing, also where long lines break', () => {
  fc.assert(
    fc.property(expr, (tree) => {
      const clause: Clause = {
        word: '定义',
        argument: { kind: 'binding', name: '此名', expr: tree, at },
        citations: [],
        children: [],
        at,
      }
      const once = printRules([clause])
      const again = parsed(once)
      assert.deepEqual(again.problems, [], once)
      assert.equal(printRules(again.clauses), once)
    }),
    { numRuns: 1500 },
  )
})
