// Days → working days, with 调休: holidays that the State Council moved, and the Saturdays and Sundays worked for them.
// A day is text, 2026-03-02, so that no time zone can shift it.
import calendar from 'chinese-days/dist/chinese-days.json' with { type: 'json' }

const holidays = new Set(Object.keys(calendar.holidays))
const workdays = new Set(Object.keys(calendar.workdays))

/** The last year whose holidays have been announced, as far as this version of the program knows. */
export const LAST_KNOWN_YEAR = Math.max(...[...holidays].map((day) => Number(day.slice(0, 4))))

/** `holidaysKnown`: false when the count ran into a year whose holidays are not announced: only weekends were left out. */
export type DueDay = { readonly day: string; readonly holidaysKnown: boolean }

export function nextDay(day: string, days = 1): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

export function isWorkingDay(day: string): boolean {
  if (workdays.has(day)) return true
  if (holidays.has(day)) return false
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
  return { day: end, holidaysKnown: Number(end.slice(0, 4)) <= LAST_KNOWN_YEAR }
}

/** How many working days lie after `from` up to and with `to`; none where `to` is not later. */
export function workingDaysBetween(from: string, to: string): number {
  let count = 0
  for (let day = nextDay(from); day <= to; day = nextDay(day)) if (isWorkingDay(day)) count++
  return count
}
