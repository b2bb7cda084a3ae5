// What a caller asks for and the rules' dictionary → everything that the SQL of the columns rests on.
import type { Bound, Collection, Column, Fact, Program, Table } from '#lang'
import { type Draws, drawsOf } from './draws.ts'
import { type District, districtsOf } from './places.ts'

export type GenerateOptions = {
  /** How many subjects. */
  readonly rows: number
  readonly seed: number
  /** The day the population is meant for, as 2026-01-01: nothing lies after it. */
  readonly at: string
  /** The calendar years with figures; the five before `at` when absent. */
  readonly years?: readonly number[]
  /** Only these districts, in their proportions. */
  readonly districts?: readonly string[]
  /** The mean share of unknown values over all columns, 0 to 1; as stated in the distributions when absent. */
  readonly unknown?: number
  /** The compiled library: its dictionary bounds every value, its items are what firms have received before. */
  readonly program: Program
}

export type Scene = {
  readonly options: GenerateOptions
  readonly program: Program
  readonly kind: string
  /** `DATE '2026-01-01'` */
  readonly today: string
  readonly years: readonly number[]
  readonly districts: readonly District[]
  /** Draws for the subject of a row: its key is the trait `subject_key`. */
  readonly draw: Draws
  /** Draws for a row of a yearly or collection table: its key is `row_key`. */
  readonly rowDraw: Draws
  /** What the dictionary says of a column. */
  readonly factOf: (table: Table, column: Column) => Fact | undefined
  readonly collectionOf: (table: Table) => Collection | undefined
  /** The values of an enumeration, in the dictionary's order; none when there is no such enumeration. */
  readonly enumeration: (name: string) => readonly string[]
}

/** Rows of one subject in a table are told apart by keys below this. */
export const ROWS_PER_SUBJECT = 4096

export function sceneOf(options: GenerateOptions, kind: string): Scene {
  const { program, seed, at } = options
  const { vocabulary } = program
  const enums = new Map(vocabulary.enums.map((each) => [each.name, each.values.map((value) => value.name)]))
  const facts = new Map(vocabulary.facts.map((each) => [each.name, each]))
  const collections = new Map(vocabulary.collections.map((each) => [each.name, each]))
  const collectionOf = (table: Table) => collections.get(table.collection ?? '')
  const lastYear = Number(at.slice(0, 4)) - 1
  return {
    ...{ options, program, kind, collectionOf },
    today: `DATE '${at}'`,
    years: [...(options.years ?? [4, 3, 2, 1, 0].map((back) => lastYear - back))].sort((a, b) => a - b),
    districts: districtsOf(enums.get('区县') ?? ['重庆市外'], options.districts),
    draw: drawsOf(seed, 'subject_key'),
    rowDraw: drawsOf(seed, 'row_key'),
    enumeration: (name) => enums.get(name) ?? [],
    factOf: (table, column) =>
      table.kind === 'collection'
        ? collectionOf(table)?.fields.find((each) => each.name === column.fact)
        : facts.get(column.fact),
  }
}

/** The declared bounds as whole numbers of a column's unit; undefined where nothing bounds it. */
export function boundsOf(fact: Fact | undefined, scale: number): { low?: bigint; high?: bigint } {
  const result: { low?: bigint; high?: bigint } = {}
  for (const bound of fact?.bounds ?? []) {
    const { down, up } = wholesAround(bound, scale)
    if (bound.op === 'ge') result.low = up
    else if (bound.op === 'gt') result.low = down + 1n
    else if (bound.op === 'le') result.high = down
    else if (bound.op === 'lt') result.high = up - 1n
  }
  return result
}

function wholesAround({ value }: Bound, scale: number): { down: bigint; up: bigint } {
  const [over = '0', under = '1'] = value.split('/')
  const scaled = BigInt(over) * BigInt(scale)
  const quotient = scaled / BigInt(under)
  const exact = quotient * BigInt(under) === scaled
  const down = scaled < 0n && !exact ? quotient - 1n : quotient
  return { down, up: exact ? down : down + 1n }
}
