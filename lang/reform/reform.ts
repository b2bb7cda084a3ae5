// What a reform is, as data: changes to the rules, the parameters that they name, and what is wrong with a change.

/** A change to the rules. `parameter` is a Parameter's id; `value` is what people write: 25%, 60万元, 2025年6月30日. */
export type Change =
  | { readonly kind: 'number'; readonly parameter: string; readonly value: string }
  /** Times a factor (1.2, 120%). A path above parameters, such as an item's, scales all that is paid under it. */
  | { readonly kind: 'scale'; readonly parameter: string; readonly factor: string }
  | {
      readonly kind: 'reading'
      readonly policy: string
      readonly reading: string
      readonly alternative: string
    }
  /** The item is switched off: it stays in the program and applies to nobody. */
  | { readonly kind: 'remove'; readonly item: string }

export type Reform = {
  readonly title: string
  readonly note: string
  readonly changes: readonly Change[]
  /** Budgets to hold the cost against: yuan for some items together. */
  readonly envelopes: readonly {
    readonly title: string
    readonly items: readonly string[]
    readonly yuan: string
  }[]
}

export type Role = 'threshold' | 'rate' | 'amount' | 'cap' | 'tier' | 'date' | 'other'

/** A constant of the rules that a reform can change, with the phrase of the text that it stands for. */
export type Parameter = {
  /** A stable path within the program: policy, item or definition, and place. */
  readonly id: string
  readonly policy: string
  /** All items that it can influence: its own, and those that reach it through definitions, readings and relations. */
  readonly items: readonly string[]
  readonly role: Role
  readonly kind: 'number' | 'date' | 'year'
  /** As the rules have it: 20%, 50万元. */
  readonly text: string
  /** Exact base value as rational text: money in 分, a date as its day number. */
  readonly value: string
  /** Empty for pure numbers, dates and years. */
  readonly dimension: string
  /** What it is compared with, where it is one side of a comparison. */
  readonly fact?: string
  readonly label: string
  readonly quote?: string
  readonly article: string
  /** Ids of the other parameters that stand for the same figure in the same words: who rewrites the phrase changes all. */
  readonly sameWords: readonly string[]
}

/** What is wrong with a change, and what to write instead. */
export type ReformProblem = {
  /** The position of the change in the reform. */
  readonly change: number
  readonly message: string
}
