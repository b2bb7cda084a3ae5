import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monthsFrom, weeksOf } from './month.ts'

test('months follow each other over the year', () => {
  assert.deepEqual([monthsFrom('2026-12', 1), monthsFrom('2026-01', -1)], ['2027-01', '2025-12'])
})

test('weeks begin on Monday and hold every day once', () => {
  const weeks = weeksOf('2026-03')
  assert.equal(weeks[0]?.[6], '2026-03-01', 'a Sunday')
  assert.equal(weeks.flat().filter((each) => each !== undefined).length, 31)
  assert.ok(weeks.every((week) => week.length === 7))
  assert.equal(weeksOf('2027-02').length, 4, 'a month of four whole weeks')
})
