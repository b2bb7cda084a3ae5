// The rule of the lamps and the order of departments, without a database.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addWorkingDays, nextDay } from '../../clock/workingDays.ts'
import { TASK_STEPS } from '../../db/tables.ts'
import { lampOf, SOON } from './lamp.ts'
import { ranked } from './summarizeTasks.ts'

const TODAY = '2026-03-02'
const anyStep = fc.constantFrom(...TASK_STEPS)
const anyDay = fc.integer({ min: -400, max: 400 }).map((days) => nextDay(TODAY, days))

describe('the lamp of a task', () => {
  test('nothing is red on its day or before; the day after it is', () => {
    fc.assert(
      fc.property(anyStep, anyDay, (step, nextOn) => {
        const lamp = lampOf({ step, nextOn, reportedOn: null }, TODAY)
        const closed = step === 'finished' || step === 'struck'
        assert.equal(lamp === 'red', !closed && nextOn < TODAY)
      }),
    )
  })

  test('yellow begins ten working days before, with the days worked for a holiday counted', () => {
    const { day } = addWorkingDays(TODAY, SOON)
    const at = (nextOn: string) => lampOf({ step: 'signed', nextOn, reportedOn: null }, TODAY)
    assert.deepEqual([at(TODAY), at(day), at(nextDay(day))], ['yellow', 'yellow', 'green'])
  })

  test('without a day there is no lamp; what was reported in time stays green while it waits', () => {
    assert.equal(lampOf({ step: 'signed', nextOn: null, reportedOn: null }, TODAY), 'undated')
    const waits = { step: 'reported', nextOn: '2026-02-10' } as const
    assert.equal(lampOf({ ...waits, reportedOn: '2026-02-10' }, TODAY), 'green')
    assert.equal(lampOf({ ...waits, reportedOn: '2026-02-11' }, TODAY), 'red')
  })
})

describe('the order of departments', () => {
  const of = (lead: string | null, red: number, green: number, done: number, lateDays = 0, undated = 0) => ({
    ...{ lead, lateDays, total: red + green + done + undated },
    lamps: { red, yellow: 0, green, undated, done },
  })
  const order = (...leads: ReturnType<typeof of>[]) => ranked(leads).map(({ lead, rank }) => [lead, rank])

  test('the share of red tasks decides, then the days late, then what is done; equal ones share a rank', () => {
    const leads = [
      of('a', 1, 1, 0, 3),
      of('b', 2, 2, 0, 2),
      of('c', 0, 1, 0),
      of('d', 0, 1, 1),
      of('e', 0, 2, 2),
    ]
    assert.deepEqual(order(...leads), [
      ['d', 1],
      ['e', 1],
      ['c', 3],
      ['b', 4],
      ['a', 5],
    ])
  })

  test('who has nothing to compare, and what has no lead, is not ranked and stands last', () => {
    const leads = [of(null, 3, 0, 0, 9), of('idle', 0, 0, 0, 0, 4), of('late', 1, 0, 0, 1)]
    assert.deepEqual(order(...leads), [
      ['late', 1],
      ['idle', undefined],
      [null, undefined],
    ])
  })
})
