// What the solver is asked: items with what each would get, and what the texts say about them together, as numbers.

/** Together the members get at most `limit` 分. */
export type Ceiling = { readonly members: readonly number[]; readonly limit: bigint }

/** Items are numbered from 0 in the order of the documents. All amounts are 分 and not negative. */
export type Instance = {
  /** What each item would get if it stood alone. */
  readonly pays: readonly bigint[]
  /** Items that cannot be taken at all. */
  readonly barred: readonly number[]
  /** Of each group at most one item is taken; groups may overlap. */
  readonly atMostOne: readonly (readonly number[])[]
  readonly ceilings: readonly Ceiling[]
  /** Taken once off what the taken members would get together. */
  readonly deductions: readonly { readonly members: readonly number[]; readonly amount: bigint }[]
  /** `item` is taken only together with `needs`. */
  readonly requires: readonly { readonly item: number; readonly needs: number }[]
}
