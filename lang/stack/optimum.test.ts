// The solver against a search of everything, against another method, and on small instances that a reader can check.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Instance } from './instance.ts'
import { type Optimum, optimum } from './optimum.ts'

const FREE: Instance = { pays: [], barred: [], atMostOne: [], ceilings: [], deductions: [], requires: [] }

function solve(pays: readonly number[], rest: Partial<Instance>): { total: number; paid: number[] } {
  const { total, paid } = optimum({ ...FREE, pays: pays.map(BigInt), ...rest })
  return { total: Number(total), paid: paid.map(Number) }
}

/** Every subset and every whole split of the money, for instances of a few items and a few 分. */
function exhaustive(instance: Instance): bigint {
  const { pays } = instance
  let best = 0n
  for (let mask = 0; mask < 1 << pays.length; mask++) {
    const taken = pays.map((_, i) => (mask & (1 << i)) !== 0)
    if (!lawfulChoice(instance, taken)) continue
    const limits = [
      ...instance.ceilings,
      ...instance.deductions.map(({ members, amount }) => ({
        members,
        limit: members.reduce((sum, i) => sum + (taken[i] ? (pays[i] ?? 0n) : 0n), 0n) - amount,
      })),
    ].map(({ members, limit }) => ({ members, left: limit > 0n ? limit : 0n }))
    const fill = (i: number, total: bigint): void => {
      if (i === pays.length) {
        if (total > best) best = total
        return
      }
      const over = limits.filter((each) => each.members.includes(i))
      for (let paid = 0n; paid <= (taken[i] ? (pays[i] ?? 0n) : 0n); paid++) {
        if (over.some((each) => each.left < paid)) break
        for (const each of over) each.left -= paid
        fill(i + 1, total + paid)
        for (const each of over) each.left += paid
      }
    }
    fill(0, 0n)
  }
  return best
}

function lawfulChoice(instance: Instance, taken: readonly boolean[]): boolean {
  return (
    instance.barred.every((i) => !taken[i]) &&
    instance.atMostOne.every((group) => group.filter((i) => taken[i]).length <= 1) &&
    instance.requires.every(({ item, needs }) => !taken[item] || taken[needs])
  )
}

/** Everything that a solution must keep, said again from its own numbers. */
function assertLawful(instance: Instance, { total, taken, paid }: Optimum): void {
  assert.ok(lawfulChoice(instance, taken))
  assert.equal(
    total,
    paid.reduce((sum, each) => sum + each, 0n),
  )
  for (const [i, each] of paid.entries()) {
    assert.ok(each >= 0n && each <= (taken[i] ? (instance.pays[i] ?? 0n) : 0n))
  }
  const sum = (all: readonly bigint[], members: readonly number[]): bigint =>
    members.reduce((so, i) => so + (all[i] ?? 0n), 0n)
  for (const { members, limit } of instance.ceilings) assert.ok(sum(paid, members) <= limit)
  for (const { members, amount } of instance.deductions) {
    const before = sum(
      instance.pays.map((pay, i) => (taken[i] ? pay : 0n)),
      members,
    )
    assert.ok(sum(paid, members) <= (before > amount ? before - amount : 0n))
  }
}

function someOf(count: number, least: number): fc.Arbitrary<number[]> {
  return fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { minLength: least, maxLength: 4 })
}

function instances(count: number, most: number, constraints: number): fc.Arbitrary<Instance> {
  const amount = (limit: number) => fc.integer({ min: 0, max: limit }).map(BigInt)
  return fc.record({
    pays: fc.array(amount(most), { minLength: count, maxLength: count }),
    barred: fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { maxLength: 1 }),
    atMostOne: fc.array(someOf(count, 2), { maxLength: constraints }),
    ceilings: fc.array(fc.record({ members: someOf(count, 1), limit: amount(2 * most) }), {
      maxLength: constraints + 1,
    }),
    deductions: fc.array(fc.record({ members: someOf(count, 1), amount: amount(most) }), { maxLength: 1 }),
    requires: fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: count - 1 }), fc.integer({ min: 0, max: count - 1 }))
        .map(([item, needs]) => ({ item, needs })),
      { maxLength: 2 },
    ),
  })
}

describe('the best lawful choice', () => {
  test('without constraints everything is taken', () => {
    assert.deepEqual(solve([3, 0, 5], {}), { total: 8, paid: [3, 0, 5] })
  })

  test('of a group one is taken: the highest, and of equals the earlier', () => {
    assert.deepEqual(solve([3, 5, 5], { atMostOne: [[0, 1, 2]] }), { total: 5, paid: [0, 5, 0] })
  })

  test('two lower items beat a higher one that excludes both', () => {
    const pairs = [
      [0, 1],
      [1, 2],
    ]
    assert.deepEqual(solve([3, 5, 4], { atMostOne: pairs }), { total: 7, paid: [3, 0, 4] })
  })

  test('nested ceilings are filled from the inside, earlier items first', () => {
    const ceilings = [
      { members: [0, 1, 2], limit: 8n },
      { members: [0, 1], limit: 5n },
    ]
    assert.deepEqual(solve([4, 4, 4], { ceilings }), { total: 8, paid: [4, 1, 3] })
  })

  test('crossing ceilings whose fractional optimum is not whole give the best whole one', () => {
    const ceilings = [
      { members: [0, 1], limit: 1n },
      { members: [1, 2], limit: 1n },
      { members: [0, 2], limit: 1n },
    ]
    assert.equal(solve([1, 1, 1], { ceilings }).total, 1)
    const odd = ceilings.map((each) => ({ ...each, limit: 500_000_001n }))
    assert.equal(solve([1_000_000_000, 1_000_000_000, 1_000_000_000], { ceilings: odd }).total, 750_000_001)
  })

  test('a ceiling lets a lower item of a group win where it leaves room for another', () => {
    const ceilings = [{ members: [0, 2], limit: 10n }]
    assert.deepEqual(solve([10, 9, 10], { atMostOne: [[0, 1]], ceilings }), { total: 19, paid: [0, 9, 10] })
  })

  test('a prerequisite is taken for the sake of what needs it', () => {
    const rest = { atMostOne: [[0, 1]], requires: [{ item: 2, needs: 0 }] }
    assert.deepEqual(solve([1, 5, 6], rest), { total: 7, paid: [1, 0, 6] })
    assert.deepEqual(solve([1, 5, 3], rest), { total: 5, paid: [0, 5, 0] })
    assert.deepEqual(solve([1, 5, 6], { ...rest, barred: [0] }), { total: 5, paid: [0, 5, 0] })
  })

  test('a deduction is taken once off the members together', () => {
    const deductions = [{ members: [0, 1], amount: 4n }]
    assert.deepEqual(solve([3, 6], { deductions }), { total: 5, paid: [3, 2] })
    assert.deepEqual(solve([3, 6], { deductions, atMostOne: [[0, 1]] }), { total: 2, paid: [0, 2] })
  })
})

describe('laws of the solver', () => {
  test('it equals the search of everything on small instances of every shape', () => {
    fc.assert(
      fc.property(instances(5, 5, 3), (instance) => {
        const found = optimum(instance)
        assertLawful(instance, found)
        assert.equal(found.total, exhaustive(instance))
      }),
      { numRuns: 1500 },
    )
  })

  test('its solutions are lawful on thirty items with crossing constraints', () => {
    fc.assert(
      fc.property(instances(30, 50_000_000, 8), (instance) => assertLawful(instance, optimum(instance))),
      { numRuns: 150 },
    )
  })

  test('it is monotone: a higher pay, a higher limit or one group less never lowers the total', () => {
    fc.assert(
      fc.property(instances(8, 20, 4), fc.nat(7), (instance, i) => {
        const before = optimum(instance).total
        const raised = { ...instance, pays: instance.pays.with(i, (instance.pays[i] ?? 0n) + 7n) }
        assert.ok(optimum(raised).total >= before)
        const looser = {
          ...instance,
          ceilings: instance.ceilings.map((c) => ({ ...c, limit: c.limit + 3n })),
        }
        assert.ok(optimum(looser).total >= before)
        assert.ok(optimum({ ...instance, atMostOne: instance.atMostOne.slice(1) }).total >= before)
      }),
      { numRuns: 500 },
    )
  })

  test('on thirty items it equals a walk over all states that the ceilings can be in', () => {
    fc.assert(
      fc.property(thirtyItems, (instance) => {
        assert.equal(optimum(instance).total, byStates(instance))
      }),
      { numRuns: 120 },
    )
  })
})

/** Ten groups of three and three ceilings that cross them and each other, with limits small enough to count. */
const thirtyItems: fc.Arbitrary<Instance> = fc.record({
  pays: fc.array(fc.integer({ min: 0, max: 9 }).map(BigInt), { minLength: 30, maxLength: 30 }),
  barred: fc.constant([]),
  atMostOne: fc.constant(Array.from({ length: 10 }, (_, g) => [3 * g, 3 * g + 1, 3 * g + 2])),
  ceilings: fc.array(
    fc.record({
      members: fc.uniqueArray(fc.nat(29), { minLength: 3, maxLength: 14 }),
      limit: fc.integer({ min: 0, max: 15 }).map(BigInt),
    }),
    { minLength: 3, maxLength: 3 },
  ),
  deductions: fc.constant([]),
  requires: fc.constant([]),
})

/** Group by group: for each amount of money left under every ceiling, the most that could be paid so far. */
function byStates({ pays, atMostOne, ceilings }: Instance): bigint {
  let states = new Map([[ceilings.map((each) => each.limit).join(), 0n]])
  for (const group of atMostOne) {
    const after = new Map(states)
    for (const [state, total] of states) {
      const left = state.split(',').map(BigInt)
      for (const item of group) {
        for (let paid = 1n; paid <= (pays[item] ?? 0n); paid++) {
          const rest = left.map((each, c) => (ceilings[c]?.members.includes(item) ? each - paid : each))
          if (rest.some((each) => each < 0n)) break
          const key = rest.join()
          if ((after.get(key) ?? -1n) < total + paid) after.set(key, total + paid)
        }
      }
    }
    states = after
  }
  return [...states.values()].reduce((most, each) => (each > most ? each : most), 0n)
}
