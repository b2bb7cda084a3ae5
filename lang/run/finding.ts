// What the law says of one subject, one item and one date: the result of every engine. Plain JSON; money is yuan text.
import type { Authority, Citation, Departments, Nature } from '../ir/ir.ts'

export type Outcome = 'eligible' | 'not_eligible' | 'undetermined' | 'not_applicable' | 'not_in_force'

export type Candidate = {
  /** "口径标题：甲 …", or the text's own alternative where no reading but an authority chooses. */
  readonly reading: string
  readonly yuan: string
}

/**
 * The amount that tells the truth. `exact` is what is owed; `upper_bound` is at most that much and never an entitlement;
 * `range` is everything still possible (`to` is null when nothing bounds it); `candidates` are the values that
 * competing readings, or the text itself, leave; `unstated` means that the text names no figure.
 */
export type Amount =
  | { readonly kind: 'exact'; readonly yuan: string }
  | { readonly kind: 'upper_bound'; readonly yuan: string }
  | { readonly kind: 'range'; readonly from: string; readonly to: string | null }
  | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'unstated' }
  | { readonly kind: 'non_monetary' }

/** Why an item is undetermined: whose word is missing. */
export type Cause = 'fact' | 'decision' | 'standard' | 'reading' | 'time' | 'conflict'

export type Need = {
  /** The fact's name; for a reading its title, for a standard its name. */
  readonly fact: string
  /** Where it stands when it is a field of a collection: 租约, element 0. */
  readonly path?: { readonly collection: string; readonly index: number; readonly field: string }
  readonly authority: Authority
  readonly question: string
  readonly cause: Cause
}

export type ReasonCode =
  | 'met'
  | 'not-above'
  | 'below'
  | 'above'
  | 'not-below'
  | 'differs'
  | 'equals'
  | 'not-in-set'
  | 'none-found'
  | 'not-so'
  | 'not-applicable'
  | 'unknown'
  | 'wrong-place'
  | 'wrong-subject'
  | 'outside-validity'
  | 'outside-window'
  | 'before-document'
  | 'in-future'
  | 'already-received'
  | 'no-alternative-met'
  | 'conflict'
  | 'decision-pending'

/** One condition with the numbers in it. `text` is a Chinese sentence. */
export type Reason = {
  readonly code: ReasonCode
  readonly truth: 'met' | 'unmet' | 'unknown'
  readonly text: string
  /** The fact or expression tested, what the subject has, and what the text asks for. */
  readonly fact?: string
  readonly has?: string
  readonly needs?: string
  /** The comparison that the text makes: 超过, 不低于, 含 … */
  readonly comparison?: string
  /** By how much a threshold is missed, with its unit. */
  readonly gap?: string
  readonly part?: string
  /** Under which reading this holds, when it does not hold under all. */
  readonly reading?: string
  /** The reading that this reason speaks of itself. */
  readonly choice?: string
  readonly citations: readonly Citation[]
}

/** How an amount came about: the provision that applied, or the computation with its numbers. */
export type AmountBasis = {
  readonly text: string
  readonly part?: string
  readonly reading?: string
  readonly citations: readonly Citation[]
}

export type CapUse = {
  readonly scope: string
  /** The limit in yuan; null while a fact that it depends on is unknown. */
  readonly yuan: string | null
  readonly strength: 'hard' | 'soft'
  /** True when the amount before this cap was larger. Undefined while that is not known. */
  readonly applied?: boolean
  readonly text: string
  /** Under which reading there is this cap, when not under all. */
  readonly reading?: string
  readonly citations: readonly Citation[]
}

export type ReadingUse = {
  readonly id: string
  readonly title: string
  readonly question: string
  readonly askTo: string
  readonly status: 'open' | 'decided'
  /** The authority's word on a decided reading: which alternative, when, who, and where it is written. */
  readonly decision?: {
    readonly alternative: string
    readonly on: string
    readonly by: string
    readonly source: string
  }
  /** False when every alternative gives the same answer for this subject. */
  readonly decisive: boolean
  readonly alternatives: readonly {
    readonly key: string
    readonly label: string
    readonly outcome: Outcome
    readonly amount: Amount
  }[]
  readonly citations: readonly Citation[]
}

export type PartFinding = {
  readonly label: string
  readonly outcome: Outcome
  readonly amount: Amount
  readonly index?: number
  readonly citations: readonly Citation[]
}

/** Something a reader must know beside the outcome, such as an event older than the document. */
export type Flag = { readonly code: string; readonly text: string; readonly citations: readonly Citation[] }

/** The smallest change that would make the item eligible, one entry per condition that now fails. */
export type Change = {
  readonly fact: string
  readonly has: string
  readonly needs: string
  readonly gap?: string
}

export type TraceNode = {
  readonly label: string
  readonly value: string
  readonly children: readonly TraceNode[]
  readonly citations?: readonly Citation[]
}

export type Finding = {
  readonly item: string
  readonly title: string
  readonly policy: string
  readonly article: string
  readonly category: string
  /** Amounts of different nature are never added together. */
  readonly nature: Nature
  readonly mode?: string
  readonly outcome: Outcome
  readonly amount: Amount
  /** What it would come to if every open condition were met; only while undetermined. */
  readonly ifEligible?: Amount
  /** What was already received for the same item; absent when the history is not known. */
  readonly received?: string
  readonly causes: readonly Cause[]
  readonly reasons: readonly Reason[]
  readonly needs: readonly Need[]
  readonly basis: readonly AmountBasis[]
  readonly caps: readonly CapUse[]
  readonly parts: readonly PartFinding[]
  readonly readings: readonly ReadingUse[]
  readonly citations: readonly Citation[]
  readonly changes: readonly Change[]
  readonly flags: readonly Flag[]
  readonly departments: Departments
  readonly content?: string
  readonly trace?: TraceNode
}
