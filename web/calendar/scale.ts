// Days → places on a line of whole years.

export type Scale = {
  readonly years: readonly number[]
  /** Percent from the left, within the line. */
  readonly place: (day: number) => number
}

const dayOfYear = (year: number): number => Date.UTC(year, 0, 1) / 86_400_000
const yearOfDay = (day: number): number => new Date(day * 86_400_000).getUTCFullYear()

/** From the year of the first day to the end of the year of the last. */
export function scaleOf(days: readonly number[], today: number): Scale {
  const all = [...days, today]
  const first = yearOfDay(Math.min(...all))
  const last = yearOfDay(Math.max(...all))
  const [start, end] = [dayOfYear(first), dayOfYear(last + 1)]
  return {
    years: Array.from({ length: last - first + 1 }, (_, i) => first + i),
    place: (day) => (Math.min(Math.max(day, start), end) - start) / ((end - start) / 100),
  }
}
