import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { AnnouncedError, readAnnounced } from './announced.ts'
import { dayInChina } from './dayInChina.ts'
import {
  addWorkingDays,
  isKnown,
  isWorkingDay,
  keepAnnounced,
  LAST_KNOWN_YEAR,
  lastDayOf,
  nextDay,
  workingDaysBetween,
} from './workingDays.ts'

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

describe('holidays that an installation keeps', () => {
  const year = LAST_KNOWN_YEAR + 1
  const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
  // Made up: the first weeks off, the first weekend after them worked.
  const off = Array.from({ length: 14 }, (_, i) => nextDay(`${year}-01-01`, i))
  const worked = [15, 16, 17, 18, 19, 20, 21].map((i) => nextDay(`${year}-01-01`, i)).find(isWeekend) ?? ''
  const line = (day: string, kind: string): string => `${day},${kind},国办发明电〔${year - 1}〕1号`
  const file = (lines: readonly string[]): string => ['日期,安排,依据', ...lines, ''].join('\n')
  const whole = file([...off.map((day) => line(day, '休')), line(worked, '班')])
  const refused = (text: string, words: RegExp): void =>
    assert.throws(
      () => readAnnounced(text),
      (error) => error instanceof AnnouncedError && words.test(error.message),
    )

  test('a year is known once it is listed, and counted by; without it nothing changes', () => {
    const before = addWorkingDays(`${year - 1}-12-31`, 3)
    assert.deepEqual([before.holidaysKnown, isKnown(off[0] ?? '')], [false, false])
    keepAnnounced(readAnnounced(`\uFEFF${whole.replaceAll('\n', '\r\n')}`))
    try {
      assert.ok(isKnown(off[0] ?? '') && !isKnown(`${year + 1}-01-01`))
      assert.ok(off.every((day) => !isWorkingDay(day)) && isWorkingDay(worked))
      const due = addWorkingDays(`${year - 1}-12-31`, 3)
      assert.ok(due.holidaysKnown && due.day > (off.at(-1) ?? ''))
      assert.equal(workingDaysBetween(`${year - 1}-12-31`, due.day), 3)
      assert.equal(addWorkingDays('2026-02-13', 2).day, '2026-02-24', 'other years are as they were')
    } finally {
      keepAnnounced([])
    }
    assert.deepEqual(addWorkingDays(`${year - 1}-12-31`, 3), before)
  })

  test('what must not be done too early waits: for what is announced later, or longer than holidays ever took', () => {
    const from = `${year - 1}-12-31`
    const guessed = addWorkingDays(from, 3)
    assert.equal(lastDayOf(guessed, from, 3), nextDay(guessed.day, 14))
    assert.equal(lastDayOf({ day: '2026-03-05', holidaysKnown: true }, '2026-03-02', 3), '2026-03-05')
    keepAnnounced(readAnnounced(whole))
    try {
      assert.equal(lastDayOf(guessed, from, 3), addWorkingDays(from, 3).day)
      // Announced so that more is worked than thought: what was promised stays.
      assert.equal(lastDayOf({ ...guessed, day: `${year}-03-01` }, from, 3), `${year}-03-01`)
    } finally {
      keepAnnounced([])
    }
    const weekdays = (start: string, count: number): string => {
      let day = start
      for (let left = count; left > 0; ) {
        day = nextDay(day)
        if (!isWeekend(day)) left--
      }
      return day
    }
    fc.assert(
      fc.property(fc.nat(4400), fc.integer({ min: 1, max: 60 }), (days, count) => {
        const start = nextDay('2014-06-01', days)
        assert.ok(nextDay(weekdays(start, count), 14) >= addWorkingDays(start, count).day)
      }),
      { numRuns: 2000 },
    )
  })

  test('what is wrong is told by its line, all at once', () => {
    refused('day,off\n', /第一行应为“日期，安排，依据”/)
    refused(file([line('2027-02-30', '休')]), /第2行：日期写成 2027-01-01/)
    refused(file([`${year}-01-01,假,`]), /第2行：安排写“休”.*依据写国务院办公厅通知的文号/)
    refused(file([line(off[0] ?? '', '休')]), new RegExp(`${year}年只列了1天休，请按国务院办公厅的通知列全`))
    refused(`${whole}${line(off[0] ?? '', '休')}\n`, /写了两次/)
    const weekday = [15, 16, 17].map((i) => nextDay(`${year}-01-01`, i)).find((day) => !isWeekend(day)) ?? ''
    refused(`${whole}${line(weekday, '班')}\n`, /不是周末，不用写“班”/)
    refused('日期,安排,依据\n"2027', /不是 CSV 文件/)
  })
})
