import assert from 'node:assert/strict'
import { test } from 'node:test'
import { and, not, or, type Truth } from './truth.ts'

const ALL: readonly Truth[] = ['true', 'false', 'unknown']

test("and, or and not are Kleene's strong tables", () => {
  const order: readonly Truth[] = ['false', 'unknown', 'true']
  const rank = (each: Truth): number => order.indexOf(each)
  for (const a of ALL) {
    assert.equal(rank(not(a)), 2 - rank(a))
    for (const b of ALL) {
      assert.equal(rank(and(a, b)), Math.min(rank(a), rank(b)), `${a} 且 ${b}`)
      assert.equal(rank(or(a, b)), Math.max(rank(a), rank(b)), `${a} 或 ${b}`)
    }
  }
})

test('an unknown operand gives a certain result only when every completion gives it', () => {
  const completions = (each: Truth): readonly Truth[] => (each === 'unknown' ? ['true', 'false'] : [each])
  for (const operator of [and, or]) {
    for (const a of ALL) {
      for (const b of ALL) {
        const results = new Set(completions(a).flatMap((x) => completions(b).map((y) => operator(x, y))))
        const expected = results.size === 1 ? [...results][0] : 'unknown'
        assert.equal(operator(a, b), expected)
      }
    }
  }
})
