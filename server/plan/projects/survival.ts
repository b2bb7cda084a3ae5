// How long something took in past cases, also in those that are not over yet → how long it takes, and how little may be
// known of it. E. L. Kaplan, P. Meier, Nonparametric estimation from incomplete observations, JASA 53 (1958), 457–481;
// variance by M. Greenwood, The natural duration of cancer (1926); interval on the log(−log) scale and of quantiles as in
// J. D. Kalbfleisch, R. L. Prentice, The Statistical Analysis of Failure Time Data, 2nd ed. (2002), 1.4, and R. Brookmeyer,
// J. Crowley, A confidence interval for the median survival time, Biometrics 38 (1982), 29–41.

/** So many days were watched; `happened`: at their end it happened. Otherwise nobody knows how much longer it took. */
export type Spell = { readonly days: number; readonly happened: boolean }

export type SurvivalStep = {
  readonly days: number
  readonly atRisk: number
  readonly events: number
  /** The share for which it has not happened by the end of that day. */
  readonly waiting: number
  /** Of `waiting`; NaN once nobody is left. */
  readonly error: number
  readonly low: number
  readonly high: number
}

/** z of the interval of 95 of a hundred. */
const Z = 1.959964

/** One step for each day on which it happened, the first one first. */
export function survivalOf(spells: readonly Spell[]): SurvivalStep[] {
  const days = [...new Set(spells.filter(({ happened }) => happened).map((each) => each.days))]
  let waiting = 1
  let greenwood = 0
  return days
    .toSorted((a, b) => a - b)
    .map((day) => {
      const atRisk = spells.filter((each) => each.days >= day).length
      const events = spells.filter((each) => each.happened && each.days === day).length
      waiting *= 1 - events / atRisk
      greenwood += events / (atRisk * (atRisk - events))
      return {
        days: day,
        atRisk,
        events,
        waiting,
        error: waiting * Math.sqrt(greenwood),
        ...around(waiting, greenwood),
      }
    })
}

/** The interval cannot leave 0 and 1. Nothing is claimed where nobody is left: there the variance has no meaning. */
function around(waiting: number, greenwood: number): { readonly low: number; readonly high: number } {
  if (waiting <= 0) return { low: 0, high: 1 }
  const half = (Z * Math.sqrt(greenwood)) / Math.abs(Math.log(waiting))
  return { low: waiting ** Math.exp(half), high: waiting ** Math.exp(-half) }
}

/** By when it has happened for a share; undefined: past cases do not show it. */
export type Quantile = {
  readonly days: number | undefined
  readonly low: number | undefined
  readonly high: number | undefined
}

export function quantile(steps: readonly SurvivalStep[], share: number): Quantile {
  // What doubles make of 1/3 · 3/2 must not decide.
  const first = (of: (step: SurvivalStep) => number): number | undefined =>
    steps.find((step) => of(step) <= 1 - share + 1e-9)?.days
  // The last step, where nobody is left, says nothing of how sure one can be.
  const told = steps.filter(({ waiting }) => waiting > 0)
  return {
    days: first(({ waiting }) => waiting),
    low: first(({ low }) => low),
    high: told.find(({ high }) => high <= 1 - share + 1e-9)?.days,
  }
}
