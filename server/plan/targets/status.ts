// An indicator, its official values and a day → where it stands, by rules that stand here and nowhere else.
//
// Nothing has failed before its deadline. Until then the lamp says what the forecast's 80 % interval says: green, all
// of it reaches the goal; red, none of it does; yellow, it lies on both sides. Grey: nothing can be said. After the
// deadline the value of that very period decides, and how binding the text is.
import type { Rational } from '#lang'
import type { Bend } from './bend.ts'
import { isUpward, type Reached, reaches } from './compareGoal.ts'
import {
  type Forecast,
  type ForecastOptions,
  type ForecastPoint,
  type ForecastReach,
  forecast,
} from './forecast.ts'
import { type Binding, bindingOf, type Goal, type Indicator } from './indicator.ts'
import { type Needed, neededFor } from './needed.ts'
import { dueOn, lastEnded, lastOfYear, type Period, parsePeriod, periodAt } from './period.ts'
import { isCounted, toNumber } from './quantity.ts'
import { comparable, type Reading } from './readings.ts'

export const STANDINGS = [
  ...(['reached', 'on_course', 'at_risk', 'off_course'] as const),
  ...(['no_forecast', 'no_report', 'undecided', 'missed', 'not_shown'] as const),
] as const
export type Standing = (typeof STANDINGS)[number]

export const LAMPS = ['green', 'yellow', 'red', 'grey'] as const
export type Lamp = (typeof LAMPS)[number]

/** What a list shows. */
export type Head = {
  readonly standing: Standing
  readonly lamp: Lamp
  readonly binding: Binding
  /** The year whose end is meant; undefined where the text gives none. */
  readonly dueYear?: number
  /** The last official value, as reported. */
  readonly latest?: Reading
  /** What is held against the goal: the last value, or for what is counted within a year the last whole year. */
  readonly held?: Reading
  /** The first period that is over and has no official value, and when its report was due. */
  readonly missing?: { readonly period: Period; readonly due: string; readonly late: boolean }
}

export type Status = Head & {
  readonly over: boolean
  readonly forecast: Forecast
  readonly needed?: Needed
  /** Years of a yearly target that are over. */
  readonly years: readonly { readonly year: number; readonly reached: Reached | 'not_shown' }[]
}

/** `readings` are the official values known, in order; those of periods that end after `day` are left out. */
export function statusOf(indicator: Indicator, readings: readonly Reading[], day: string): Status {
  const { head, series, dueYear, over, ahead } = judge(indicator, readings, day, 'every_period')
  const needed = over ? undefined : neededFor(indicator, series, dueYear)
  const years = yearsOf(indicator, series, day)
  return { ...head, over, forecast: ahead, ...(needed && { needed }), years }
}

/** The same without what only a page of its own shows. */
export function headOf(indicator: Indicator, readings: readonly Reading[], day: string): Head {
  return judge(indicator, readings, day, 'end_alone').head
}

/**
 * On two days with the same mark everything but `missing.late` is the same: nothing else of a day is looked at than
 * which period ended last, and the year.
 */
export function markOfDay(periodicity: Indicator['setting']['periodicity'], day: string): string {
  return `${lastEnded(periodicity, day).text} ${day.slice(0, 4)}`
}

function judge(indicator: Indicator, readings: readonly Reading[], day: string, reach: ForecastReach) {
  const { target, setting, goal } = indicator
  const own = readings.filter(({ period }) => period.periodicity === setting.periodicity && period.end <= day)
  const series = comparable(own, setting.gathers)
  const dueYear = yearMeant(indicator, day)
  const deadline = dueYear === undefined ? undefined : lastOfYear(setting.periodicity, dueYear)
  const over = deadline !== undefined && deadline.end < day
  const held = over ? series.find(({ period }) => period.index === deadline.index) : series.at(-1)
  const ahead = deadline && !over ? forecastOf(indicator, series, deadline, reach) : TOO_FEW(series.length)
  const binding = bindingOf(target)
  const latest = own.at(-1)
  const counts = over || setting.gathers !== 'within_year' ? held : ofYear(latest, dueYear)
  const standing = standingOf(target.op, goal, { held, counts, over, reported: own.length > 0, ahead })
  const missing = missingOf(indicator, own, day)
  const head: Head = {
    ...{ standing, lamp: lampOf(standing, binding), binding },
    ...(dueYear !== undefined && { dueYear }),
    ...(latest && { latest }),
    ...(held && { held }),
    ...(missing && { missing }),
  }
  return { head, series, dueYear, over, ahead }
}

const TOO_FEW = (have: number): Forecast => ({ kind: 'too_few', have })

/** Of a yearly target the year of the day, as long as it runs; of any other the year of its deadline. */
function yearMeant({ target: { yearly, dueYear } }: Indicator, day: string): number | undefined {
  if (!yearly) return dueYear
  const year = Number(day.slice(0, 4))
  return dueYear === undefined ? year : Math.min(year, dueYear)
}

/** What is counted within a year can only be reached within that year: the whole year before says nothing of it. */
const ofYear = (latest: Reading | undefined, year: number | undefined): Reading | undefined =>
  year === undefined || latest?.period.year === year ? latest : undefined

type Known = {
  readonly held: Reading | undefined
  /** Whose reaching the goal would settle it. */
  readonly counts: Reading | undefined
  readonly over: boolean
  readonly reported: boolean
  readonly ahead: Forecast
}

function standingOf(
  op: Indicator['target']['op'],
  goal: Goal,
  { held, counts, over, reported, ahead }: Known,
): Standing {
  if (goal.kind === 'unread') return 'undecided'
  const now = counts ? reaches(op, goal, counts.value) : 'no'
  if (over) return !held ? 'not_shown' : now === 'yes' ? 'reached' : now === 'no' ? 'missed' : 'undecided'
  if (now === 'yes') return 'reached'
  if (!held) return reported ? 'no_forecast' : 'no_report'
  if (now === 'undecided' || op === 'about') return 'undecided'
  if (ahead.kind !== 'forecast') return 'no_forecast'
  const end = ahead.points.at(-1)
  return end ? bent(op, courseOf(op, goal.from, end), ahead.bend) : 'no_forecast'
}

/** Where growth slows down or quickens the interval leans to one side: what it promised, or ruled out, is open. */
function bent(op: Indicator['target']['op'], standing: Standing, bend: Bend): Standing {
  const [worse, better] = isUpward(op) ? ['slowing', 'quickening'] : ['quickening', 'slowing']
  if (standing === 'on_course' && bend === worse) return 'at_risk'
  return standing === 'off_course' && bend === better ? 'at_risk' : standing
}

function courseOf(op: Indicator['target']['op'], goal: Rational, { likely }: ForecastPoint): Standing {
  const line = toNumber(goal)
  const [worst, best] = isUpward(op) ? [likely.low, likely.high] : [-likely.high, -likely.low]
  const wanted = isUpward(op) ? line : -line
  const strict = op === 'gt' || op === 'lt'
  const enough = (value: number): boolean => (strict ? value > wanted : value >= wanted)
  if (enough(worst)) return 'on_course'
  return enough(best) ? 'at_risk' : 'off_course'
}

function lampOf(standing: Standing, binding: Binding): Lamp {
  switch (standing) {
    case 'reached':
    case 'on_course':
      return 'green'
    case 'at_risk':
      return 'yellow'
    case 'off_course':
      return 'red'
    case 'missed':
      // Who only had to strive has not failed; where that is disputed, so is the failure.
      return binding === 'binding' ? 'red' : 'yellow'
    default:
      return 'grey'
  }
}

function forecastOf(
  { target, unit }: Indicator,
  series: readonly Reading[],
  deadline: Period,
  reach: ForecastReach,
): Forecast {
  if (target.value.kind === 'bool') return TOO_FEW(series.length)
  const points = series.map(({ period, value }) => ({ index: period.index, value: toNumber(value) }))
  const growth = target.counting.some((each) => each === '年均' || each === '增速')
  const options: ForecastOptions = {
    reach,
    counted: isCounted(unit),
    ...(!growth && { low: 0 }),
    ...(target.counting.includes('占比') && unit.text === '%' && { high: 100 }),
  }
  return forecast(points, deadline.index, options)
}

function yearsOf(
  { target, goal, setting }: Indicator,
  series: readonly Reading[],
  day: string,
): Status['years'] {
  if (!target.yearly) return []
  const first = parsePeriod(setting.firstPeriod)
  const last = Math.min(Number(day.slice(0, 4)) - 1, target.dueYear ?? Number.POSITIVE_INFINITY)
  if (!first) return []
  // A year that was not observed from its beginning is not judged.
  const from = first.part === 1 ? first.year : first.year + 1
  return Array.from({ length: Math.max(0, last - from + 1) }, (_, i) => {
    const end = lastOfYear(setting.periodicity, from + i)
    const value = series.find(({ period }) => period.index === end.index)?.value
    return { year: from + i, reached: value ? reaches(target.op, goal, value) : ('not_shown' as const) }
  })
}

function missingOf({ setting }: Indicator, own: readonly Reading[], day: string): Status['missing'] {
  const first = parsePeriod(setting.firstPeriod)
  if (!first || first.periodicity !== setting.periodicity) return undefined
  const has = new Set(own.map(({ period }) => period.index))
  const last = lastEnded(setting.periodicity, day).index
  for (let index = first.index; index <= last; index++) {
    if (has.has(index)) continue
    const period = periodAt(setting.periodicity, index)
    const due = dueOn(period, setting.dueDays)
    return { period, due, late: due < day }
  }
  return undefined
}
