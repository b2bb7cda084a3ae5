import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeOn, slideOf } from './steps.ts'

test('a slider goes from nothing to twice the number, in steps that people would write', () => {
  const money = slideOf('60万元')
  assert.deepEqual([money?.min, money?.max, money?.step], [0, 120, 2])
  assert.equal(money?.text(62), '62万元')
  const rate = slideOf('2.5%')
  assert.deepEqual([rate?.max, rate?.step], [5, 0.1])
  assert.equal(rate?.text(2.6000000000000001), '2.6%')
})

test('small whole numbers move by wholes', () => {
  assert.equal(slideOf('3')?.step, 1)
  assert.equal(slideOf('20%')?.step, 1)
})

test('what is no number with a unit has no slider', () => {
  assert.equal(slideOf('2025年3月17日'), undefined)
  assert.equal(slideOf('0'), undefined)
})

test('an assumption in another unit has no place on the slider', () => {
  assert.equal(placeOn('60万元', '75 万元'), 75)
  assert.equal(placeOn('60万元', '600000元'), undefined)
})
