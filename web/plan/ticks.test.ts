// The axis of a picture, and periods as text.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { periodText, placeOf, valueText } from './periods.ts'
import { ticksOf } from './ticks.ts'

describe('an axis', () => {
  test('has round numbers around all of it', () => {
    assert.deepEqual(ticksOf(0, 9), [0, 2.5, 5, 7.5, 10])
    assert.deepEqual(ticksOf(455, 512), [440, 460, 480, 500, 520])
    assert.deepEqual(ticksOf(0, 0).length >= 2, true)
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (least, more) => {
          const ticks = ticksOf(least, least + more)
          assert.ok(ticks.length >= 2 && ticks.length <= 12, `${ticks.length}`)
          const room = 1e-6 * Math.max(1, Math.abs(least), Math.abs(least + more))
          assert.ok((ticks[0] ?? 0) <= least + room && (ticks.at(-1) ?? 0) >= least + more - room)
        },
      ),
    )
  })
})

describe('a period', () => {
  test('has a place in time and a name', () => {
    assert.equal(placeOf('2026Q3'), 2026.75)
    assert.equal(placeOf('2026'), 2027)
    assert.equal(periodText('2026Q3'), '2026年三季度')
    assert.equal(periodText('2026H1'), '2026年上半年')
    assert.equal(periodText('2026-03'), '2026年3月')
    assert.equal(valueText('12.345', '亿元'), '12.35亿元')
    assert.equal(valueText('1', '是否'), '是')
  })
})
