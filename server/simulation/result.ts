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

type ReasonCount = {
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
  /** What undetermined subjects lack, the most frequent first; `alone` of them lack nothing else and would be decided. */
  readonly missing: readonly {
    readonly fact: string
    readonly cause: Cause
    readonly subjects: number
    readonly alone: number
  }[]
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
  /** Groups of which so few subjects are in a sum that the sum says something of each: to be kept inside the office. */
  readonly smallCells?: readonly SmallCell[]
  /** What can be had together, per document and (`policy` absent) over all of them; when it was asked for. */
  readonly packages?: readonly PackageTotal[]
}

export type SmallCell = { readonly dimension: Dimension; readonly key: string; readonly subjects: number }

/**
 * What the eligible may have together of certain amounts. `separately` adds the items up as if nothing limited them;
 * `exact` is what remains for subjects whose total is certain, `open` for those whose total turns on a reading or on
 * what texts leave open. Earlier payments count only where a relation had to be resolved subject by subject.
 */
export type PackageTotal = {
  readonly policy?: string
  readonly separately: string
  readonly exact: { readonly subjects: number; readonly yuan: string }
  readonly open: { readonly subjects: number; readonly from: string; readonly to: string | null }
  /** Subjects with two or more items that a relation ties: resolved by minimum and maximum, or one by one. */
  readonly direct: number
  readonly oneByOne: number
}

export type { Reform } from '#lang'

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

export type SubjectList = { readonly total: number; readonly rows: readonly SubjectRow[] }

/** How subjects lie around a threshold: those just below it gain nothing, those just above gain all. */
export type Cliff = {
  readonly parameter: Parameter
  readonly population: PopulationSummary
  readonly at: string
  /** The item whose eligibility and cost the bins count. */
  readonly item: string
  /** What is compared with the threshold, in words, and on which side of it the comparison holds. */
  readonly fact: string
  readonly direction: 'above' | 'below' | 'at' | 'apart'
  /** The threshold in the unit of the bins: yuan for money, otherwise as the text has it. */
  readonly threshold: string
  readonly unit: string
  /** Subjects of whom what is compared is not known or does not apply. */
  readonly unknown: number
  readonly bins: readonly {
    readonly from: string
    readonly to: string
    readonly subjects: number
    readonly eligible: number
    readonly yuan: string
  }[]
}

/** A reform that was saved, with what it was tried on. */
export type Scenario = {
  readonly id: string
  readonly reform: Reform
  /** Id of the population. */
  readonly population: string
  readonly at: string
  readonly savedAt: string
}
