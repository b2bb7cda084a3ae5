// Relations between items as far as minimum, maximum and sum settle them: what a statement over many subjects can say.

/** "document item". */
export type ItemKey = string

/** `sure`: it holds whatever a reading says; otherwise it limits only what a subject is sure to have. */
export type PackageNode =
  | { readonly kind: 'item'; readonly key: ItemKey }
  /** Of all items below at most one counts. */
  | {
      readonly kind: 'highest'
      readonly title: string
      readonly sure: boolean
      readonly parts: readonly PackageNode[]
    }
  /** Items of one side count, or items of the other. */
  | {
      readonly kind: 'either'
      readonly title: string
      readonly sure: boolean
      readonly sides: readonly [readonly ItemKey[], readonly ItemKey[]]
    }
  | {
      readonly kind: 'sharedCap'
      readonly title: string
      readonly sure: boolean
      readonly fen: bigint
      readonly parts: readonly PackageNode[]
    }

/** A relation or a declared matter that must be resolved subject by subject where `least` of its members may be had. */
export type Unclosed = {
  readonly kind: 'relation' | 'matter'
  readonly id: string
  readonly title: string
  /** The document of a relation; empty for a matter. */
  readonly policy: string
  /** Why, as a Chinese phrase. */
  readonly what: string
  readonly members: readonly ItemKey[]
  readonly least: number
}

export type PackageForm = {
  /** Items that are money of one kind; `atMost`: a range from nothing is only what an authority may grant. */
  readonly items: readonly { readonly key: ItemKey; readonly atMost: boolean }[]
  /** Apart from each other; items below none of them are simply added. */
  readonly nodes: readonly PackageNode[]
  readonly unclosed: readonly Unclosed[]
}
