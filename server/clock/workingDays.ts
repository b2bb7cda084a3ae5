// Days → working days, with 调休: holidays that the State Council moved, and the Saturdays and Sundays worked for them.
// A day is text, 2026-03-02, so that no time zone can shift it.
import calendar from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { type AnnouncedDay, yearsOf } from './announced.ts'

const OWN: readonly AnnouncedDay[] = [
  ...Object.keys(calendar.holidays).map((day) => ({ day, off: true })),
  ...Object.keys(calendar.workdays).map((day) => ({ day, off: false })),
]

/** The last year whose holidays this version of the program knows by itself. */
export const LAST_KNOWN_YEAR = Math.max(...yearsOf(OWN))

let known = calendarOf(OWN)

/**
 * The holidays that an installation keeps, said once when the process starts. For the years that they list they win: an
 * announcement may have been changed.
 */
export function keepAnnounced(days: readonly AnnouncedDay[]): void {
  const listed = yearsOf(days)
  known = calendarOf([...OWN.filter(({ day }) => !listed.has(Number(day.slice(0, 4)))), ...days])
}

/** Whether the holidays of the year of a day are known, so that what was counted into it is right. */
export function isKnown(day: string): boolean {
  const year = Number(day.slice(0, 4))
  return year <= LAST_KNOWN_YEAR || known.years.has(year)
}

/** `holidaysKnown`: false when the count ran into a year whose holidays are not announced: only weekends were left out. */
export type DueDay = { readonly day: string; readonly holidaysKnown: boolean }

export function nextDay(day: string, days = 1): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

export function isWorkingDay(day: string): boolean {
  if (known.worked.has(day)) return true
  if (known.off.has(day)) return false
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/** The working day that many working days after `day`, which itself does not count (期间开始之日不计入). */
export function addWorkingDays(day: string, count: number): DueDay {
  let end = day
  for (let left = count; left > 0; ) {
    end = nextDay(end)
    if (isWorkingDay(end)) left--
  }
  return { day: end, holidaysKnown: isKnown(end) }
}

/** More than holidays have ever put off a period of up to sixty working days (12 days, since 2014; 10 up to thirty). */
const MOST_PUT_OFF = 14

/**
 * The last day of a period that began after `from`, for what must not be done too early: a due day that was counted
 * before the holidays of its year were known is counted again, and never falls earlier. While they are not known it is
 * put off by more than they could.
 */
export function lastDayOf({ day, holidaysKnown }: DueDay, from: string, count: number): string {
  if (holidaysKnown) return day
  const again = addWorkingDays(from, count)
  if (!again.holidaysKnown) return nextDay(day, MOST_PUT_OFF)
  return again.day > day ? again.day : day
}

/** How many working days lie after `from` up to and with `to`; none where `to` is not later. */
export function workingDaysBetween(from: string, to: string): number {
  if (to <= from) return 0
  const [after, until] = [numberOf(from), numberOf(to)]
  return (
    weekdaysUpTo(until) -
    weekdaysUpTo(after) -
    countUpTo(known.weekdaysOff, until) +
    countUpTo(known.weekdaysOff, after) +
    countUpTo(known.weekendsWorked, until) -
    countUpTo(known.weekendsWorked, after)
  )
}

/** Days since a Monday, 1970-01-05. */
function numberOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000 - 4
}

function isWeekend(number: number): boolean {
  return ((number % 7) + 7) % 7 > 4
}

function numbersOf(days: readonly string[]): number[] {
  return days.map(numberOf).sort((a, b) => a - b)
}

function calendarOf(days: readonly AnnouncedDay[]) {
  const off = new Set(days.filter((each) => each.off).map(({ day }) => day))
  const worked = new Set(days.filter((each) => !each.off).map(({ day }) => day))
  return {
    ...{ off, worked, years: yearsOf(days) },
    // A workday that was moved wins over a holiday, as in isWorkingDay.
    weekdaysOff: numbersOf([...off].filter((each) => !worked.has(each))).filter((each) => !isWeekend(each)),
    weekendsWorked: numbersOf([...worked]).filter(isWeekend),
  }
}

/** Mondays to Fridays from that first Monday up to and with a day. */
function weekdaysUpTo(number: number): number {
  const weeks = Math.floor((number + 1) / 7)
  return weeks * 5 + Math.min(number + 1 - weeks * 7, 5)
}

/** How many of the numbers, which are sorted, are not larger. */
function countUpTo(sorted: readonly number[], most: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? most) <= most) low = middle + 1
    else high = middle
  }
  return low
}
