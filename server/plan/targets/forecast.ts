// Reports of an indicator → where it will be, with an interval that says how little may be known. Random walk with
// drift: R. J. Hyndman, G. Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., 5.2 (drift method) and 5.5
// (its intervals). How well it does on made-up series stands in docs/forecast.md.
import { type Bend, bendOf, type Point } from './bend.ts'
import { studentQuantile } from './student.ts'

type Interval = { readonly low: number; readonly high: number }
export type ForecastPoint = Point & { readonly likely: Interval; readonly nearlySure: Interval }

export type Forecast =
  | { readonly kind: 'too_few'; readonly have: number }
  /** All changes are the same: how far one can rely on them cannot be seen. */
  | { readonly kind: 'no_spread' }
  /** To the last period that was asked for, one point for each. */
  | {
      readonly kind: 'forecast'
      readonly points: readonly ForecastPoint[]
      readonly perPeriod: number
      readonly bend: Bend
    }

/** With fewer, three changes would have to show both a trend and how far one can rely on it. */
export const LEAST_POINTS = 5

/** The two intervals: 80 and 95 of a hundred. */
const LIKELY = 0.8
const NEARLY_SURE = 0.95

/** Points for every period until the one that was asked for, or for that one alone. */
export type ForecastReach = 'every_period' | 'end_alone'

export type ForecastOptions = Partial<Interval> & {
  readonly reach?: ForecastReach
  /** Things counted one by one. */
  readonly counted?: boolean
}

/**
 * With T + 1 numbers over n periods: drift b = (last − first) / n, s² the mean square of the changes about it (each over
 * the length of its gap), h periods ahead the standard error s·√(h·(1 + h/n)), times the quantile of Student's t with
 * T − 1 degrees of freedom. Points are in order, one for a period; gaps are allowed.
 *
 * What is counted one by one varies at least as much as events that come by chance do: with K of them in n periods the
 * variance of a period is not taken below (K + ½)/n, the mean of a Poisson rate under Jeffreys' prior (A. Gelman et
 * al., Bayesian Data Analysis, 3rd ed., 2.6 and 2.8). Otherwise a few quiet quarters would look like certainty.
 */
export function forecast(
  series: readonly Point[],
  until: number,
  { counted = false, reach = 'every_period', ...bounds }: ForecastOptions = {},
): Forecast {
  const [first] = series
  const last = series.at(-1)
  if (!first || !last || series.length < LEAST_POINTS) return { kind: 'too_few', have: series.length }
  const periods = last.index - first.index
  const drift = (last.value - first.value) / periods
  const freedom = series.length - 2
  const least = counted ? (Math.abs(last.value - first.value) + 0.5) / periods : 0
  const spread = Math.sqrt(Math.max(squares(series, drift) / freedom, least))
  // Below what doubles can tell apart from nothing.
  if (spread <= 1e-9 * Math.max(Math.abs(first.value), Math.abs(last.value))) return { kind: 'no_spread' }
  const within = ({ low, high }: Interval): Interval => ({
    low: Math.max(low, bounds.low ?? low),
    high: Math.min(Math.max(high, bounds.low ?? high), bounds.high ?? high),
  })
  const [likely, nearlySure] = [quantileOf(LIKELY, freedom), quantileOf(NEARLY_SURE, freedom)]
  const pointAt = (ahead: number): ForecastPoint => {
    const middle = last.value + ahead * drift
    const error = spread * Math.sqrt(ahead * (1 + ahead / periods))
    const around = (quantile: number): Interval =>
      within({ low: middle - quantile * error, high: middle + quantile * error })
    const value = within({ low: middle, high: middle }).high
    return { index: last.index + ahead, value, likely: around(likely), nearlySure: around(nearlySure) }
  }
  const count = Math.max(0, until - last.index)
  const skipped = reach === 'end_alone' ? Math.max(count - 1, 0) : 0
  const points = Array.from({ length: count - skipped }, (_, i) => pointAt(skipped + i + 1))
  return { kind: 'forecast', points, perPeriod: drift, bend: bendOf(series) }
}

const quantileOf = (share: number, freedom: number): number => studentQuantile((1 + share) / 2, freedom)

function squares(series: readonly Point[], drift: number): number {
  let sum = 0
  for (const [i, { index, value }] of series.entries()) {
    const before = series[i - 1]
    if (!before) continue
    const gap = index - before.index
    sum += (value - before.value - drift * gap) ** 2 / gap
  }
  return sum
}
