// Made-up courses of indicators, each kind with what makes it hard, and how forecasts of them come out. Seeded, so that
// the same numbers come out everywhere.
import { rational } from '#lang'
import type { Point } from '../server/plan/targets/bend.ts'
import { type ForecastOptions, forecast } from '../server/plan/targets/forecast.ts'
import { periodAt } from '../server/plan/targets/period.ts'
import { toNumber } from '../server/plan/targets/quantity.ts'
import { comparable } from '../server/plan/targets/readings.ts'

type Random = {
  readonly uniform: () => number
  readonly normal: () => number
  readonly poisson: (mean: number) => number
}

/** Mulberry32, with Box and Muller's normal and Knuth's Poisson numbers. */
function randomOf(seed: number): Random {
  let state = seed >>> 0
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const poisson = (mean: number): number => {
    const limit = Math.exp(-mean)
    let count = 0
    for (let product = uniform(); product > limit; product *= uniform()) count++
    return count
  }
  return { uniform, normal, poisson }
}

export type World = {
  readonly title: string
  readonly options?: ForecastOptions
  /** As many values as asked for, one for each quarter, beginning with a first quarter of a year. */
  readonly course: (random: Random, length: number) => number[]
  /** Counted within a year: what is forecast is the sum of the last whole year. */
  readonly yearly?: boolean
}

const grown = (length: number, first: number, change: (i: number, last: number) => number): number[] => {
  const values = [first]
  for (let i = 1; i < length; i++) values.push((values[i - 1] ?? 0) + change(i, values[i - 1] ?? 0))
  return values
}

export const WORLDS: readonly World[] = [
  {
    title: '稳步增长，每期有偶然的多少',
    course: ({ normal }, length) => grown(length, 100, () => 3 + 2 * normal()),
  },
  {
    title: '直线增长，每期的数有误差',
    course: ({ normal }, length) => Array.from({ length }, (_, i) => 100 + 3 * i + 2 * normal()),
  },
  {
    title: '增长逐期放缓',
    course: ({ normal }, length) => grown(length, 100, (i) => 6 * 0.9 ** i + normal()),
  },
  {
    title: '增长有惯性（增减接着增减）',
    course: ({ normal }, length) => {
      let momentum = 0
      return grown(length, 100, () => {
        momentum = 0.5 * momentum + normal()
        return 3 + momentum
      })
    },
  },
  {
    title: '逐个落户的企业（每季平均 1.5 家）',
    options: { counted: true, low: 0 },
    course: ({ poisson }, length) => grown(length, 3, () => poisson(1.5)),
  },
  {
    title: '很少发生的（每季平均 0.2 栋）',
    options: { counted: true, low: 0 },
    course: ({ poisson }, length) => grown(length, 1, () => poisson(0.2)),
  },
  {
    title: '当年累计，四季不同，逐年增长',
    yearly: true,
    options: { low: 0 },
    course: ({ normal }, length) => {
      let sum = 0
      return Array.from({ length }, (_, i) => {
        if (i % 4 === 0) sum = 0
        const season = [0.8, 1, 1.05, 1.15][i % 4] ?? 1
        sum += 25 * season * 1.08 ** (i / 4) + normal()
        return sum
      })
    },
  },
  {
    title: '平稳，偶有大的跳动',
    course: ({ normal, uniform }, length) =>
      grown(length, 100, () => 1 + normal() + (uniform() < 0.08 ? 10 : 0)),
  },
]

export type Outcome = {
  readonly tried: number
  /** Shares of a hundred in which the truth lay within the interval. */
  readonly likely: number
  readonly nearlySure: number
  /** In how many of a hundred it was said that growth bends. */
  readonly bent: number
  /** The mean error beside that of taking the last value for the future. */
  readonly error: number
}

/** `known` quarters of each course are forecast `ahead` quarters on, and compared with what the course then does. */
export function backTest(
  { course, yearly = false, options = {} }: World,
  known: number,
  ahead: number,
): Outcome {
  const RUNS = 2000
  let [tried, likely, nearlySure, bent, error, naive] = [0, 0, 0, 0, 0, 0]
  for (let run = 0; run < RUNS; run++) {
    const values = course(randomOf(1_000_003 * run + known), known + ahead)
    const series = yearly ? yearSums(values) : values.map((value, index) => ({ index, value }))
    const seen = series.filter(({ index }) => index < known)
    const told = forecast(seen, known + ahead - 1, options)
    const [truth, last] = [series.at(-1)?.value, seen.at(-1)?.value]
    const end = told.kind === 'forecast' ? told.points.at(-1) : undefined
    if (!end || truth === undefined || last === undefined) continue
    tried++
    if (told.kind === 'forecast' && told.bend !== 'none') bent++
    if (end.likely.low <= truth && truth <= end.likely.high) likely++
    if (end.nearlySure.low <= truth && truth <= end.nearlySure.high) nearlySure++
    error += Math.abs(end.value - truth)
    naive += Math.abs(last - truth)
  }
  return {
    ...{ tried, likely: (100 * likely) / tried, nearlySure: (100 * nearlySure) / tried },
    ...{ bent: (100 * bent) / tried, error: error / naive },
  }
}

/** By the very function that the plan uses. */
function yearSums(values: readonly number[]): Point[] {
  const readings = values.map((value, i) => ({
    period: periodAt('quarter', 8000 + i),
    value: rational(BigInt(Math.round(value * 1e6)), 1_000_000n),
  }))
  return comparable(readings, 'within_year').map(({ period, value }) => ({
    ...{ index: period.index - 8000, value: toNumber(value) },
  }))
}
