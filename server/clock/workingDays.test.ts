import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { dayInChina } from './dayInChina.ts'
import { addWorkingDays, isWorkingDay, LAST_KNOWN_YEAR, nextDay, workingDaysBetween } from './workingDays.ts'

describe('working days', () => {
  test('the day on which a period begins does not count', () => {
    assert.deepEqual(addWorkingDays('2026-03-02', 1), { day: '2026-03-03', holidaysKnown: true })
    assert.deepEqual(addWorkingDays('2026-03-06', 1), { day: '2026-03-09', holidaysKnown: true })
  })

  test('a Saturday worked for a holiday counts, the holiday does not', () => {
    assert.ok(isWorkingDay('2026-02-14') && isWorkingDay('2026-02-28'))
    assert.ok(!isWorkingDay('2026-02-16') && !isWorkingDay('2026-02-21'))
    assert.equal(addWorkingDays('2026-02-13', 2).day, '2026-02-24')
    assert.equal(workingDaysBetween('2026-09-30', '2026-10-10'), 3)
  })

  test('beyond the announced years only weekends are left out, and that is said', () => {
    const beyond = LAST_KNOWN_YEAR + 1
    const due = addWorkingDays(`${LAST_KNOWN_YEAR}-12-31`, 5)
    assert.equal(due.day.slice(0, 4), String(beyond))
    assert.equal(due.holidaysKnown, false)
  })

  test('a moment in the evening of UTC is the next day in China', () => {
    assert.equal(dayInChina(new Date('2026-03-02T15:59:59Z')), '2026-03-02')
    assert.equal(dayInChina(new Date('2026-03-02T16:00:00Z')), '2026-03-03')
  })

  test('adding and counting agree, for whatever day and number', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.integer({ min: 1, max: 60 }), (days, count) => {
        const start = nextDay('2022-01-01', days)
        const { day } = addWorkingDays(start, count)
        assert.ok(isWorkingDay(day))
        assert.equal(workingDaysBetween(start, day), count)
      }),
    )
  })

  test('counting between two days is looking at each of them, before 1970 and after the announced years too', () => {
    const dayOf = fc.integer({ min: -400, max: 25_000 }).map((days) => nextDay('1970-01-01', days))
    fc.assert(
      fc.property(dayOf, fc.integer({ min: -5, max: 400 }), (from, length) => {
        const days = Array.from({ length: Math.max(length, 0) }, (_, i) => nextDay(from, i + 1))
        assert.equal(workingDaysBetween(from, nextDay(from, length)), days.filter(isWorkingDay).length)
      }),
    )
  })
})
