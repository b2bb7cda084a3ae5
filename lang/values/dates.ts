// Calendar dates as whole days since 1970-01-01, so that they compare and subtract as integers. No clock, no time zone.

const DAY = 86_400_000

/** The day number of a calendar date; undefined for a date that does not exist, such as 2月30日. */
export function dayNumber(year: number, month: number, day: number): number | undefined {
  if (year < 1000 || year > 9999) return undefined
  const time = Date.UTC(year, month - 1, day)
  const back = new Date(time)
  const exists =
    back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === day
  return exists ? time / DAY : undefined
}

/** Reads "2024-12-12", "2024/12/12" or "2024年12月12日"; undefined when it is no such date. */
export function parseDate(text: string): number | undefined {
  const clean = text.normalize('NFKC').trim()
  const match =
    /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(clean) ??
    /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/.exec(clean) ??
    /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(clean)
  return match ? dayNumber(Number(match[1]), Number(match[2]), Number(match[3])) : undefined
}

export function yearOf(day: number): number {
  return new Date(day * DAY).getUTCFullYear()
}

/** "2024-12-12" */
export function dateToIso(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

/** "2024年12月12日" */
export function dateToChinese(day: number): string {
  const date = new Date(day * DAY)
  return `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日`
}

/** Whole months from one day to another (the day of the month counts); negative when `to` lies before `from`. */
export function wholeMonthsBetween(from: number, to: number): number {
  if (to < from) return -wholeMonthsBetween(to, from)
  const a = new Date(from * DAY)
  const b = new Date(to * DAY)
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth()
  return b.getUTCDate() < a.getUTCDate() ? months - 1 : months
}
