// A stored population and the statements of some items → counts and sums per outcome, computed by DuckDB straight from
// the Parquet files in bounded memory: for populations that are too large to hold.
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileSql, type Program, type SqlStatement, summarySql } from '#lang'
import { connectPopulation } from './connect.ts'
import type { Population } from './store.ts'

/** How many subjects have an outcome and a kind of amount, and what it comes to in 分. */
export type SummaryRow = {
  readonly outcome: string
  readonly amountKind: string
  readonly subjects: number
  readonly low: bigint
  /** The sum of upper ends; of subjects that nothing bounds it counts none. */
  readonly high: bigint
  readonly withoutUpperBound: number
}

export type ItemSummary = {
  readonly item: string
  readonly policy: string
  readonly title: string
  readonly rows: readonly SummaryRow[]
}

type SummarizeOptions = {
  /** Day number of the evaluation. */
  readonly at: number
  readonly policies?: readonly string[]
  readonly items?: readonly string[]
  readonly threads?: number
  /** What DuckDB may hold; the rest goes to files. */
  readonly memoryLimit?: string
  /** Items done so far and in all. */
  readonly progress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

export type Summary = {
  readonly items: readonly ItemSummary[]
  /** Items that DuckDB cannot express. */
  readonly refused: readonly { readonly item: string; readonly policy: string; readonly what: string }[]
}

/** Throws the signal's reason when aborted; the database is interrupted at once. */
export async function summarize(
  population: Population,
  program: Program,
  { at, policies, items, threads = 2, memoryLimit = '1GB', progress, signal }: SummarizeOptions,
): Promise<Summary> {
  const { kind, years } = population.summary
  const { statements, refused } = compileSql(program, {
    ...{ dialect: 'duckdb', at, kind, years, why: false },
    ...(policies ? { policies } : {}),
    ...(items ? { items } : {}),
  })
  const scratch = join(tmpdir(), `duixian-summary-${process.pid}-${Date.now()}`)
  const { connection, close } = await connectPopulation(population, scratch, {
    ...{ threads, memory: memoryLimit },
  })
  const stop = (): void => connection.interrupt()
  signal?.addEventListener('abort', stop)
  try {
    const done: ItemSummary[] = []
    for (const statement of statements) {
      signal?.throwIfAborted()
      done.push(await summarizeItem(statement, (sql) => connection.runAndReadAll(sql)))
      progress?.(done.length, statements.length)
    }
    return { items: done, refused }
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
    close()
    await rm(scratch, { recursive: true, force: true })
  }
}

type Rows = { getRowObjects(): readonly Readonly<Record<string, unknown>>[] }

async function summarizeItem(
  statement: SqlStatement,
  ask: (sql: string) => Promise<Rows>,
): Promise<ItemSummary> {
  const { item, policy, title } = statement
  const found = (await ask(summarySql(statement))).getRowObjects()
  const whole = (value: unknown): bigint => (value === null ? 0n : BigInt(String(value)))
  return {
    ...{ item, policy, title },
    rows: found.map((row) => ({
      outcome: String(row.outcome),
      amountKind: String(row.amount_kind),
      subjects: Number(row.subjects),
      low: whole(row.low_fen),
      high: whole(row.high_fen),
      withoutUpperBound: Number(row.without_upper_bound),
    })),
  }
}
