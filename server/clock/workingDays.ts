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
  if (to <= from) return 0
  const [after, until] = [numberOf(from), numberOf(to)]
  return (
    weekdaysUpTo(until) -
    weekdaysUpTo(after) -
    countUpTo(WEEKDAYS_OFF, until) +
    countUpTo(WEEKDAYS_OFF, after) +
    countUpTo(WEEKENDS_WORKED, until) -
    countUpTo(WEEKENDS_WORKED, after)
  )
}

const DAY = 86_400_000

/** Days since a Monday, 1970-01-05. */
const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY - 4
const isWeekend = (number: number): boolean => ((number % 7) + 7) % 7 > 4
const numbersOf = (days: readonly string[]): number[] => days.map(numberOf).sort((a, b) => a - b)

// A workday that was moved wins over a holiday, as in isWorkingDay.
const WEEKDAYS_OFF = numbersOf([...holidays].filter((each) => !workdays.has(each))).filter(
  (each) => !isWeekend(each),
)
const WEEKENDS_WORKED = numbersOf([...workdays]).filter(isWeekend)

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
