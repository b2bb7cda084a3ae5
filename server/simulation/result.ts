// What a simulation answers: whom each item reaches and what it costs, kept apart by how sure it is. Plain JSON; money
// is yuan text ("500.01"), dates are "2026-01-01". The sandbox page, the CLI, the API and the Excel file all show this.
import type { Cause, Nature, Outcome, Parameter, ReasonCode, Reform } from '#lang'
import type { PopulationSummary } from '#population'

export type Dimension = 'district' | 'street' | 'industry' | 'size'

/** Counts of subjects by outcome; they add up to the population. */
export type Reach = { readonly [K in Outcome]: number }

/**
 * Money, never mixed: `exact` is owed to those who are eligible; `upTo` is the sum of upper bounds and no entitlement;
 * `open` is what eligible subjects may get while readings, facts or the authority leave a range; `undetermined` is what
 * undetermined subjects may get. `to` is null when nothing bounds it.
 */
export type Cost = {
  readonly exact: { readonly subjects: number; readonly yuan: string }
  readonly upTo: { readonly subjects: number; readonly yuan: string }
  readonly open: { readonly subjects: number; readonly from: string; readonly to: string | null }
  readonly undetermined: { readonly subjects: number; readonly from: string; readonly to: string | null }
  /** Eligible, but the text names no figure; and eligible for what is no money. */
  readonly unstated: number
  readonly nonMonetary: number
}

export type ReasonCount = {
  readonly code: ReasonCode
  /** What was tested: 上年度产值增速. */
  readonly fact: string
  readonly subjects: number
}

export type GroupRow = { readonly key: string; readonly reach: Reach; readonly cost: Cost }

export type ItemResult = {
  readonly item: string
  readonly policy: string
  readonly title: string
  readonly article: string
  readonly nature: Nature
  readonly reach: Reach
  readonly cost: Cost
  /** Subjects undetermined for each cause; one subject may have several. */
  readonly causes: { readonly [K in Cause]?: number }
  /** Subjects that would be decided if this were known, the most frequent first. */
  readonly missing: readonly { readonly fact: string; readonly cause: Cause; readonly subjects: number }[]
  /** Undetermined for missing facts alone: the blind spot of 免申即享. */
  readonly blindSpot: number
  /** Why subjects are not eligible, the most frequent first. */
  readonly reasons: readonly ReasonCount[]
  /** Open readings and how many subjects' answers turn on each. */
  readonly readings: readonly { readonly id: string; readonly title: string; readonly subjects: number }[]
}

export type SimulationResult = {
  readonly population: PopulationSummary
  readonly at: string
  readonly items: readonly ItemResult[]
  /** Which way the answers were computed, honestly: how many (subject, item) pairs needed the reference interpreter. */
  readonly engine: {
    readonly path: 'kernels' | 'duckdb'
    readonly interpreted: number
    readonly millis: number
  }
  /** For the item that was asked for by `groupsOf`. */
  readonly groups?: { readonly [K in Dimension]?: readonly GroupRow[] }
}

export type { Parameter, Reform, ReformChange as Change } from '#lang'

export type ItemChange = {
  readonly item: string
  readonly before: ItemResult
  readonly after: ItemResult
  /** Subjects whose certain amount grew or shrank, or who came to be or ceased to be eligible; amounts in yuan. */
  readonly winners: { readonly subjects: number; readonly yuan: string }
  readonly losers: { readonly subjects: number; readonly yuan: string }
  /** Subjects whose outcome or amount became open or closed, so that neither gain nor loss can be said. */
  readonly unclear: number
  readonly same: number
}

export type Comparison = {
  readonly reform: Reform
  readonly population: PopulationSummary
  readonly at: string
  readonly items: readonly ItemChange[]
  readonly envelopes: readonly {
    readonly title: string
    readonly yuan: string
    readonly before: Cost
    readonly after: Cost
  }[]
  readonly engine: SimulationResult['engine']
}

/** One subject in a list behind a number. */
export type SubjectRow = {
  readonly index: number
  readonly name: string
  readonly code: string
  readonly district: string
  readonly street: string
  readonly industry: string
  readonly size: string
  readonly outcome: Outcome
  readonly amount: string
  /** After the reform, in comparisons. */
  readonly after?: { readonly outcome: Outcome; readonly amount: string }
  readonly missing: readonly string[]
}

/** How subjects lie around a threshold: those just below it gain nothing, those just above gain all. */
export type Cliff = {
  readonly parameter: Parameter
  readonly bins: readonly {
    readonly from: string
    readonly to: string
    readonly subjects: number
    readonly eligible: number
    readonly yuan: string
  }[]
}
