// What the simulation and its worker threads say to each other.
import type { CollectionData, ColumnData, Constant, Kernel, Program, ReformChange } from '#lang'
import type { Ranges } from '#population'
import type { Digest, Job } from './digest.ts'

/** A program that workers have under a name: the library itself, or the library with changes. */
export type ProgramSource =
  | { readonly kind: 'whole'; readonly program: Program }
  | {
      readonly kind: 'reform'
      readonly of: string
      readonly changes: readonly ReformChange[]
      readonly on: number
    }

export type CompileRequest = {
  readonly program: string
  readonly policy: string
  readonly item: string
  readonly at: number
  readonly subjectKind: string
  readonly years: readonly number[]
  readonly ranges: Ranges
}

/** How an item is computed: by a kernel, the same for all, or by the interpreter. */
export type Compiled =
  | { readonly kind: 'kernel'; readonly kernel: Kernel }
  | {
      readonly kind: 'constant'
      readonly outcome: Constant['outcome']
      readonly amount: Constant['amount']
      readonly reason: string
    }
  | { readonly kind: 'refused'; readonly what: string }

/** A kernel with the columns that it reads, in the order of its lists. */
export type Binding = {
  readonly kernel: Kernel
  readonly count: number
  readonly columns: readonly ColumnData[]
  readonly collections: readonly (readonly [string, CollectionData])[]
  readonly texts: readonly number[]
  readonly job: Job
}

export type ToWorker =
  | { readonly kind: 'program'; readonly name: string; readonly source: ProgramSource }
  | { readonly kind: 'forget'; readonly name: string }
  | { readonly kind: 'compile'; readonly id: number; readonly request: CompileRequest }
  | { readonly kind: 'bind'; readonly slot: number; readonly binding: Binding }
  | {
      readonly kind: 'run'
      readonly id: number
      readonly slot: number
      readonly from: number
      readonly to: number
    }
  | { readonly kind: 'release'; readonly slot: number }

export type FromWorker =
  | { readonly kind: 'compiled'; readonly id: number; readonly compiled: Compiled }
  | { readonly kind: 'digested'; readonly id: number; readonly digest: Digest }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }

/** Subjects that one task computes. */
export const CHUNK = 65_536
