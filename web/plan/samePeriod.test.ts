import assert from 'node:assert/strict'
import { test } from 'node:test'
import { samePeriod } from './samePeriod.ts'

test('a period becomes the one of another kind in which it begins; what is none stays', () => {
  assert.equal(samePeriod('2024Q2', 'month'), '2024-04')
  assert.equal(samePeriod('2024-09', 'quarter'), '2024Q3')
  assert.equal(samePeriod('2024H2', 'quarter'), '2024Q3')
  assert.equal(samePeriod('2024-06', 'half'), '2024H1')
  assert.equal(samePeriod('2024', 'half'), '2024H1')
  assert.equal(samePeriod('2024Q4', 'year'), '2024')
  assert.equal(samePeriod('去年', 'year'), '去年')
})
