// The graph's own laws, and that nothing of the language was left without a columnar form.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BUILTINS } from '../builtins/all.ts'
import { and, not, or, type Truth } from '../values/truth.ts'
import { createAlgebra, type Interval, type Truth as Nodes } from './algebra.ts'
import { CALL_NAMES } from './calls.ts'
import { createGraph, type Node } from './nodes.ts'

const g = createGraph(() => ({ low: -1000n, high: 1000n }))
const algebra = createAlgebra(g)
const number = (fact: string): Node =>
  g.input({ kind: 'value', source: { of: 'subject', fact, type: 'number' } })
const flag = (fact: string): Node =>
  g.input({ kind: 'known', source: { of: 'subject', fact, type: 'number' } })

test('every built-in function has a columnar form', () => {
  assert.deepEqual([...CALL_NAMES].sort(), BUILTINS.map((each) => each.name).sort())
})

test('equal expressions are one node, whichever way round they are written', () => {
  assert.equal(g.add(number('甲'), number('乙')), g.add(number('乙'), number('甲')))
  assert.equal(g.and(flag('甲'), flag('乙')), g.and(flag('乙'), flag('甲'), flag('甲')))
})

test('booleans fold to what they must be', () => {
  const [a, b] = [flag('甲'), flag('乙')]
  assert.equal(g.and(a, g.not(a)), g.no)
  assert.equal(g.or(a, g.not(a)), g.yes)
  assert.equal(g.and(a, g.or(a, b)), a)
  assert.equal(g.and(a, g.or(g.not(a), b)), g.and(a, b))
  assert.equal(g.not(g.not(a)), a)
  assert.equal(g.and(a, g.not(g.and(a, b))), g.and(a, g.not(b)))
  assert.equal(g.and(a, g.not(g.and(g.not(a), b))), a)
  assert.equal(g.and(g.not(a), g.not(g.or(a, b))), g.not(g.or(a, b)))
  assert.equal(g.and(a, g.not(g.or(a, b))), g.no)
  assert.equal(g.or(a, g.not(g.or(a, b))), g.or(a, g.not(b)))
})

test('a word that is this one is known', () => {
  const source = { of: 'subject', fact: '区县', type: 'word' } as const
  const known = g.input({ kind: 'known', source })
  const is = g.input({ kind: 'is', source, word: '渝北区' })
  assert.equal(g.and(known, is), is)
  assert.equal(g.or(known, is), known)
  assert.equal(g.and(g.not(known), is), g.no)
  assert.equal(g.or(known, g.not(is)), g.yes)
  assert.equal(g.and(g.not(known), g.not(is)), g.not(known))
  assert.equal(g.or(g.not(known), g.not(is)), g.not(is))
  assert.equal(g.and(known, g.not(g.and(known, is))), g.and(known, g.not(is)))
})

test('numbers fold by their ranges', () => {
  const x = number('甲')
  assert.equal(g.less(x, g.int(1001)), g.yes)
  assert.equal(g.less(g.int(1000), x), g.no)
  assert.equal(g.multiply(g.int(3), g.multiply(g.int(4), x)), g.multiply(g.int(12), x))
  assert.equal(g.equal(g.choose(flag('甲'), g.int(1), g.int(2)), g.int(1)), flag('甲'))
})

test('a number other than zero is known', () => {
  const natural = createGraph(() => ({ low: 0n, high: 1000n }))
  const source = { of: 'subject', fact: '甲', type: 'number' } as const
  const known = natural.input({ kind: 'known', source })
  const x = natural.input({ kind: 'value', source })
  const above = natural.less(natural.int(0), x)
  const [unknown, zero] = [natural.not(known), natural.equal(x, natural.int(0))]
  assert.equal(zero, natural.not(above))
  assert.equal(natural.and(known, above), above)
  assert.equal(natural.or(known, above), known)
  assert.equal(natural.and(unknown, above), natural.no)
  assert.equal(natural.or(known, zero), natural.yes)
  assert.equal(natural.and(unknown, zero), unknown)
  assert.equal(natural.or(unknown, zero), zero)
})

test('a growth rate of figures that are known or open has one pair of nodes for both ends', () => {
  const natural = createGraph(() => ({ low: 0n, high: 1000n }))
  const { divide, subtract, multiply, chooseInterval, point, whole, ABSENT } = createAlgebra(natural)
  const figure = (fact: string): Interval => {
    const source = { of: 'subject', fact, type: 'number' } as const
    const known = natural.input({ kind: 'known', source })
    const end = whole(natural.input({ kind: 'value', source }))
    return { ...point(end), highOpen: natural.not(known) }
  }
  const rate = subtract(divide(figure('今年'), figure('去年')), point(whole(natural.int(1))))
  const half = multiply(rate, point({ n: natural.int(1), d: natural.int(2) }))
  for (const { low, high } of [rate, half, chooseInterval(flag('甲'), half, ABSENT)]) {
    assert.equal(low.n, high.n)
    assert.equal(low.d, high.d)
  }
})

test('truths follow the written tables', () => {
  const nodes: Record<Truth, Nodes> = {
    true: algebra.TRUE,
    false: algebra.FALSE,
    unknown: algebra.UNKNOWN,
  }
  const all: Truth[] = ['true', 'false', 'unknown']
  for (const x of all) {
    assert.deepEqual(algebra.not(nodes[x]), nodes[not(x)])
    for (const y of all) {
      assert.deepEqual(algebra.allOf([nodes[x], nodes[y]]), nodes[and(x, y)])
      assert.deepEqual(algebra.anyOf([nodes[x], nodes[y]]), nodes[or(x, y)])
    }
  }
})
