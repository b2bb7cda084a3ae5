// One subject and what is known of it. A fact that is not in the map is unknown; 不适用 is a value of its own.
import type { Rational } from '../values/rational.ts'

/** Dates are day numbers and years are integers, both as rationals; money is in 分. */
export type Value =
  | { readonly kind: 'number'; readonly value: Rational }
  | { readonly kind: 'bool'; readonly value: boolean }
  /** A text, or the Chinese name of an enumeration's value. */
  | { readonly kind: 'word'; readonly value: string }
  | { readonly kind: 'set'; readonly values: ReadonlySet<string> }
  /** Years that are not in the map are unknown. */
  | { readonly kind: 'yearly'; readonly values: ReadonlyMap<number, Rational> }
  | { readonly kind: 'notApplicable' }

export type Element = ReadonlyMap<string, Value>

export type Subject = {
  readonly kind: string
  readonly facts: ReadonlyMap<string, Value>
  /** A collection that is not in the map is unknown; an empty one is known to be empty. */
  readonly collections: ReadonlyMap<string, readonly Element[]>
}
