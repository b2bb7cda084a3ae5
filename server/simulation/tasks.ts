// What is asked of one item over a population, and what comes back.
import type { Item, Policy, Program } from '#lang'
import type { Digest, Kept, Keys, Rows } from './digest.ts'
import type { Which } from './select.ts'
import type { NamedTally } from './tallies.ts'

export type ItemTask = {
  /** The name of the program that workers compile from, and the program itself for the interpreter. */
  readonly name: string
  readonly program: Program
  readonly policy: Policy
  readonly item: Item
  readonly groups?: boolean
  readonly keep?: boolean
  readonly before?: Kept
  /** The same item before a reform, where it is computed beside this one and nothing of it is kept. */
  readonly against?: ItemTask
  readonly select?: { readonly which: Which; readonly key?: string }
}

export type ItemRun = {
  readonly tally: NamedTally
  readonly kept?: Kept
  /** The rows of a list, chunk by chunk in the order of subjects, each with the names of its bits. */
  readonly rows?: readonly (Rows & { readonly keys: Keys })[]
  /** Subjects that the interpreter computed. */
  readonly interpreted: number
}

/** Kernels over columns in memory, or statements over the files. */
export type EnginePath = 'kernels' | 'duckdb'

export type RunOptions = {
  /** Day number of the evaluation. */
  readonly at: number
  /** Kernels, where it is left out. */
  readonly path?: EnginePath
  readonly signal?: AbortSignal | undefined
  /** Pairs of subject and item that are done, and all of them. */
  readonly progress?: ((done: number, total: number) => void) | undefined
}

/** The results of some subjects in a row, digested. */
export type PlainChunk = {
  readonly keys: Keys
  readonly digest: Digest
  readonly from: number
  readonly count: number
}
