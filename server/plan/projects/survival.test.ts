// Against the remission times of 21 leukaemia patients on 6-MP: E. J. Freireich et al., Blood 21 (1963), 699–716, as
// worked in Kalbfleisch and Prentice, and printed by R's survfit with conf.type = "log-log".
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { quantile, type Spell, survivalOf } from './survival.ts'

const happened = (...days: number[]): Spell[] => days.map((each) => ({ days: each, happened: true }))
const watched = (...days: number[]): Spell[] => days.map((each) => ({ days: each, happened: false }))

const REMISSION = [
  ...happened(6, 6, 6, 7, 10, 13, 16, 22, 23),
  ...watched(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
]

test('the published example comes out as published', () => {
  const published = [
    [6, 21, 3, 0.857, 0.0764, 0.62, 0.952],
    [7, 17, 1, 0.807, 0.0869, 0.563, 0.923],
    [10, 15, 1, 0.753, 0.0963, 0.503, 0.889],
    [13, 12, 1, 0.69, 0.1068, 0.432, 0.849],
    [16, 11, 1, 0.627, 0.1141, 0.368, 0.805],
    [22, 7, 1, 0.538, 0.1282, 0.268, 0.747],
    [23, 6, 1, 0.448, 0.1346, 0.188, 0.68],
  ]
  const thousandth = (value: number): number => Math.round(value * 1000) / 1000
  assert.deepEqual(
    survivalOf(REMISSION).map(({ days, atRisk, events, waiting, error, low, high }) => [
      ...[days, atRisk, events, thousandth(waiting), Math.round(error * 1e4) / 1e4],
      ...[thousandth(low), thousandth(high)],
    ]),
    published,
  )
})

test('the median and its interval are those of the published example', () => {
  assert.deepEqual(quantile(survivalOf(REMISSION), 0.5), { days: 23, low: 13, high: undefined })
  assert.equal(quantile(survivalOf(REMISSION), 0.25).days, 13)
  assert.equal(quantile(survivalOf(REMISSION), 0.75).days, undefined)
})

test('where everything was watched to its end, the share that waits is the plain share', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 }), (days) => {
      for (const step of survivalOf(happened(...days))) {
        const plain = days.filter((each) => each > step.days).length / days.length
        assert.ok(Math.abs(step.waiting - plain) < 1e-9)
        assert.ok(step.low <= step.waiting && step.waiting <= step.high)
      }
    }),
  )
})

test('the share only falls, and a case that is not over never hastens what is expected', () => {
  const spells = fc.array(fc.record({ days: fc.integer({ min: 1, max: 200 }), happened: fc.boolean() }), {
    maxLength: 40,
  })
  fc.assert(
    fc.property(spells, (past) => {
      const steps = survivalOf(past)
      assert.ok(steps.every((each, i) => each.waiting <= (steps[i - 1]?.waiting ?? 1)))
      const longer = survivalOf([...past, { days: 500, happened: false }])
      assert.ok(steps.every((each, i) => (longer[i]?.waiting ?? 0) >= each.waiting - 1e-12))
    }),
  )
})
