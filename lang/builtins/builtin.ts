// The faces that every built-in function has: how it is typed, what it computes, how it reads, and examples that run.
import type { Interval } from '../values/interval.ts'
import type { Type } from '../values/types.ts'

/** A number per year: what is known of the fact in that year. */
export type Series = { readonly kind: 'series'; at(year: number): Interval }

export type Argument = Interval | Series

export type Clock = { readonly day: number; readonly year: number }

export type Builtin = {
  readonly name: string
  /** What it takes, for messages and the language guide. */
  readonly signature: string
  /** The result's type, or undefined when the arguments do not fit the signature. */
  type(args: readonly Type[]): Type | undefined
  run(args: readonly Argument[], clock: Clock): Interval
  /** The call in words, from the words of its arguments. */
  sentence(args: readonly string[]): string
}

export function isSeries(argument: Argument | undefined): argument is Series {
  return argument !== undefined && 'kind' in argument
}

export function isInterval(argument: Argument | undefined): argument is Interval {
  return argument !== undefined && !('kind' in argument)
}
