// What a subject may lawfully have together on one date. Plain JSON; money is yuan text, and null where nothing bounds it.
import type { Citation, Nature, Relation } from '../ir/ir.ts'
import type { Amount, Need, Outcome } from '../run/finding.ts'

/** `settled`: one sure answer. `open`: something is still unknown or the texts are silent. `byReading`: an open reading decides. */
export type Package = {
  readonly kind: 'settled' | 'open' | 'byReading'
  /** One for every combination of readings that leads to another result; one alone when none does. */
  readonly variants: readonly Variant[]
  /** False when there were more combinations of readings than are walked. */
  readonly complete: boolean
  /** What was received before, and for which items. Absent while that is not known. */
  readonly received?: readonly ReceivedEntry[]
}

export type Variant = {
  readonly readings: readonly ReadingChoice[]
  /** From amounts that are sure, under every constraint that may hold. */
  readonly certain: Choice
  /** From upper ends, under the constraints that surely hold. */
  readonly possible: Choice
  /** Items that the sure choice pays and the possible one leaves out. */
  readonly switches: readonly ItemRef[]
  /** Matters of which two or more items are payable and about which no text says whether both may be had. */
  readonly silent: readonly Silence[]
  /** If of every silent matter only the highest is paid. Absent when nothing is silent. */
  readonly highestOnly?: { readonly certain: Choice; readonly possible: Choice }
  /** Items whose amount an authority decides or no text names: never counted, shown beside. */
  readonly beside: readonly Beside[]
  /** Amounts of a nature that is never added to money: tax base, equity, loans. */
  readonly apart: readonly (ItemRef & { readonly outcome: Outcome; readonly amount: Amount })[]
  /** Why the sure and the possible answer may differ beyond the amounts themselves. */
  readonly open: readonly OpenQuestion[]
  /** Relations that make items of different nature compete: compared by amount, never added. */
  readonly acrossNatures: readonly RelationRef[]
}

export type ReadingChoice = {
  readonly policy: string
  readonly id: string
  readonly title: string
  readonly askTo: string
  readonly key: string
  readonly label: string
}

export type ItemRef = {
  readonly item: string
  readonly title: string
  readonly policy: string
  readonly nature: Nature
}

export type Choice = {
  readonly totals: readonly Total[]
  /** Every item that money could reach, in the order of the documents. */
  readonly shares: readonly Share[]
}

/** One nature's sum. Sums of different natures are never added. */
export type Total = { readonly nature: Nature; readonly yuan: string | null }

export type Share = ItemRef & {
  readonly kind: 'paid' | 'reduced' | 'excluded'
  readonly from: string | null
  readonly to: string | null
  readonly steps: readonly Step[]
}

/** One thing that took something off. `open`: it is not known whether it does; the sure answer assumes so. */
export type Step = {
  readonly from: string | null
  readonly to: string | null
  readonly open: boolean
  readonly cause: StepCause
}

export type StepCause =
  | { readonly kind: 'relation'; readonly relation: RelationRef; readonly with: readonly ItemRef[] }
  | {
      readonly kind: 'received'
      readonly relation: RelationRef
      readonly entries: readonly EntryRef[]
    }
  | { readonly kind: 'receivedSilent'; readonly matter: MatterRef; readonly entries: readonly EntryRef[] }
  | {
      readonly kind: 'cap'
      readonly policy: string
      readonly text: string
      readonly citations: readonly Citation[]
      readonly entries: readonly EntryRef[]
    }
  | { readonly kind: 'silent'; readonly matter: MatterRef; readonly with: readonly ItemRef[] }
  /** The item that this one needs is not granted. */
  | { readonly kind: 'prerequisite'; readonly relation: RelationRef; readonly needs: string }

export type RelationRef = {
  readonly id: string
  readonly title: string
  readonly kind: Relation['kind']
  readonly policy: string
  readonly number: string
  readonly citations: readonly Citation[]
  /** Whose declaration makes these items one matter, where the text does not list them. */
  readonly matter?: MatterRef
}

export type MatterRef = {
  readonly id: string
  readonly title: string
  readonly declaredBy: string
  readonly note: string
}

/** One entry of 已获支持; what it does not say is absent. */
export type EntryRef = {
  readonly index: number
  readonly item?: string
  readonly number?: string
  readonly yuan?: string
  readonly date?: string
}

/** `matches` is empty when the entry belongs to no item of the library. */
export type ReceivedEntry = EntryRef & { readonly matches: readonly ItemRef[] }

export type Silence = {
  readonly matter: MatterRef
  readonly items: readonly ItemRef[]
  /** What was received before for an item of the matter. */
  readonly entries: readonly EntryRef[]
  readonly ifBoth: { readonly certain: readonly Total[]; readonly possible: readonly Total[] }
  readonly ifHighestOnly: { readonly certain: readonly Total[]; readonly possible: readonly Total[] }
}

export type Beside = ItemRef & {
  readonly kind: 'upperBound' | 'unstated'
  readonly outcome: Outcome
  /** At most this much, after what the texts surely take off; null when nothing bounds it. */
  readonly bound: string | null
  readonly steps: readonly Step[]
  /** What the counted items would have to give way to, or share with. */
  readonly competes: readonly { readonly relation: RelationRef; readonly with: readonly ItemRef[] }[]
}

export type OpenQuestion =
  | { readonly kind: 'relation'; readonly relation: RelationRef; readonly needs: readonly Need[] }
  | { readonly kind: 'amount'; readonly relation: RelationRef; readonly needs: readonly Need[] }
  /** A shared ceiling for each project, event, batch or person: which of them the amounts belong to is not known. */
  | { readonly kind: 'scope'; readonly relation: RelationRef; readonly scope: string }
  | { readonly kind: 'prerequisite'; readonly relation: RelationRef; readonly needs: string }
  /** What was received is not known, or an entry does not say for what, when or how much. */
  | { readonly kind: 'history'; readonly items: readonly ItemRef[] }
