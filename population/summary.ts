// What a population says of itself: the summary that lists show, and the manifest that lies beside its tables.
import type { FileTable } from './shape.ts'

/** A population as lists show it. */
export type PopulationSummary = {
  readonly id: string
  readonly title: string
  /** 企业, 机构, 项目 … */
  readonly kind: string
  readonly subjects: number
  /** Made up by the generator; every page, table and file that shows numbers from it says so. */
  readonly synthetic: boolean
  readonly seed?: number
  /** "generate --rows 10000 --seed 7", or the names of the imported files. */
  readonly source: string
  readonly createdAt: string
  /** The years for which yearly figures exist. */
  readonly years: readonly number[]
  /** Facts of today's dictionary for which the population was written without a column: all unknown. */
  readonly missingFacts?: readonly string[]
}

/** What is known before a population is written. */
export type PopulationHeading = Pick<
  PopulationSummary,
  'id' | 'title' | 'kind' | 'synthetic' | 'seed' | 'source'
>

export const MANIFEST_VERSION = 1
export const MANIFEST_FILE = 'population.json'

/** population.json. */
export type Manifest = {
  readonly version: typeof MANIFEST_VERSION
  readonly duckdb: string
  readonly shape: string
  readonly summary: PopulationSummary
  readonly tables: readonly (FileTable & { readonly rows: number })[]
}
