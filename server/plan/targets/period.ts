// The stretches of time that are reported: 2026-03, 2026Q1, 2026H1, 2026. Each has a number in a row without gaps.
import type { PERIODICITIES } from '../../db/tables.ts'

export type Periodicity = (typeof PERIODICITIES)[number]

export type Period = {
  readonly text: string
  readonly periodicity: Periodicity
  readonly year: number
  /** Which one of its year, from 1. */
  readonly part: number
  /** Periods of one kind follow each other by one. */
  readonly index: number
  /** The last day, 2026-03-31. */
  readonly end: string
}

const PER_YEAR = { month: 12, quarter: 4, half: 2, year: 1 } as const
const FORMS = [
  { periodicity: 'year', form: /^(20\d\d)$/ },
  { periodicity: 'half', form: /^(20\d\d)H([12])$/ },
  { periodicity: 'quarter', form: /^(20\d\d)Q([1-4])$/ },
  { periodicity: 'month', form: /^(20\d\d)-(0[1-9]|1[0-2])$/ },
] as const

export const perYear = (periodicity: Periodicity): number => PER_YEAR[periodicity]

/** There are few periods, and they are read again and again: each is made once. */
const read = new Map<string, Period>()

/** Undefined when the text is no period. */
export function parsePeriod(text: string): Period | undefined {
  const before = read.get(text)
  if (before) return before
  const found = readPeriod(text)
  if (found) read.set(text, found)
  return found
}

function readPeriod(text: string): Period | undefined {
  for (const { periodicity, form } of FORMS) {
    const [, year, part = '1'] = form.exec(text) ?? []
    if (year !== undefined)
      return periodAt(periodicity, Number(year) * PER_YEAR[periodicity] + Number(part) - 1)
  }
  return undefined
}

export function periodAt(periodicity: Periodicity, index: number): Period {
  const count = PER_YEAR[periodicity]
  const year = Math.floor(index / count)
  const part = (index % count) + 1
  const lastMonth = part * (12 / count)
  const end = new Date(Date.UTC(year, lastMonth, 0)).toISOString().slice(0, 10)
  return { text: textOf(periodicity, year, part), periodicity, year, part, index, end }
}

function textOf(periodicity: Periodicity, year: number, part: number): string {
  switch (periodicity) {
    case 'year':
      return `${year}`
    case 'half':
      return `${year}H${part}`
    case 'quarter':
      return `${year}Q${part}`
    case 'month':
      return `${year}-${String(part).padStart(2, '0')}`
  }
}

/** The last period that is over on a day (its last day counts as over). */
export function lastEnded(periodicity: Periodicity, day: string): Period {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const now = periodAt(
    periodicity,
    year * PER_YEAR[periodicity] + Math.floor(((month - 1) * PER_YEAR[periodicity]) / 12),
  )
  return now.end <= day ? now : periodAt(periodicity, now.index - 1)
}

/** The period that ends a year. */
export function lastOfYear(periodicity: Periodicity, year: number): Period {
  return periodAt(periodicity, (year + 1) * PER_YEAR[periodicity] - 1)
}

/** The day by which a period is to be reported. */
export function dueOn({ end }: Period, days: number): string {
  return new Date(Date.parse(end) + days * 86_400_000).toISOString().slice(0, 10)
}

const QUARTERS = ['一', '二', '三', '四']

export function periodWords({ periodicity, year, part }: Period): string {
  switch (periodicity) {
    case 'year':
      return `${year}年`
    case 'half':
      return `${year}年${part === 1 ? '上' : '下'}半年`
    case 'quarter':
      return `${year}年${QUARTERS[part - 1]}季度`
    case 'month':
      return `${year}年${part}月`
  }
}

/** 季度: how one period is called. */
export const PERIOD_WORD: Readonly<Record<Periodicity, string>> = {
  ...{ month: '个月', quarter: '个季度', half: '个半年', year: '年' },
}
