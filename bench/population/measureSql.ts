// Items as SQL, ours or by hand → time in DuckDB, over tables in memory or straight from the Parquet files. Authors take
// turns, so that what else the machine does falls on all of them alike.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { compileSql } from '#lang'
import { connectPopulation, openColumns, type Population } from '#population'
import { limitsOf } from '#server/simulation/limits.ts'
import { handItem } from './arrays.ts'
import { AT, KIND, least, openBenchPopulation, program } from './setting.ts'
import { type Tally, tallyOfRows, tallySql } from './tally.ts'

/** `ours for any` takes numbers to be as large as columns hold; `ours` knows how large this population's are. */
export type SqlAuthor = 'ours' | 'ours for any' | 'hand'

export type SqlTask = {
  readonly kind: 'sql'
  readonly data: string
  readonly rows: number
  readonly items: readonly string[]
  readonly authors: readonly SqlAuthor[]
  readonly threads: number
  readonly from: 'memory' | 'files'
  /** What DuckDB may hold, such as 1GB. */
  readonly memory: string
  readonly repeats: number
}

export type SqlTime = {
  readonly author: SqlAuthor
  readonly item: string
  readonly cold: number
  readonly warm: number
  readonly tally: Tally
}

type Ask = (sql: string) => Promise<readonly (readonly unknown[])[]>

export async function measureSql(task: SqlTask): Promise<readonly SqlTime[]> {
  const population = await openBenchPopulation(task.data, task.rows)
  const scratch = join(task.data, `scratch-${process.pid}`)
  const { connection, close } = await connectPopulation(population, scratch, {
    ...{ threads: task.threads, memory: task.memory },
  })
  const ask: Ask = async (sql) => (await connection.runAndReadAll(sql)).getRows()
  try {
    const written = await Promise.all(
      task.authors.map(
        async (author) => [author, await statementsOf(population, task.items, author)] as const,
      ),
    )
    const texts = written.flatMap(([, statements]) => [...statements.values()])
    if (task.from === 'memory') await readIntoMemory(ask, population, texts.join('\n'))
    const times: SqlTime[] = []
    for (const item of task.items) {
      const competing = written.map(([author, statements]) => ({ author, text: statements.get(item) ?? '' }))
      times.push(...(await measureItem(ask, competing, item, task)))
    }
    return times
  } finally {
    close()
    await rm(scratch, { recursive: true, force: true })
  }
}

export async function statementsOf(
  population: Population,
  items: readonly string[],
  author: SqlAuthor,
): Promise<ReadonlyMap<string, string>> {
  if (author === 'hand') return new Map(items.map((item) => [item, handItem(item).sql]))
  const { statements } = compileSql(program, {
    ...{ dialect: 'duckdb', at: AT, kind: KIND, years: population.summary.years, why: false, items },
    ...(author === 'ours' ? { limits: await limitsIn(population) } : {}),
  })
  return new Map(statements.map((each) => [each.item, each.text]))
}

async function limitsIn(population: Population) {
  const columns = await openColumns(population, program.vocabulary)
  columns.close()
  return limitsOf(columns.ranges)
}

/** The tables that the statements name, with all their columns. */
async function readIntoMemory(ask: Ask, { tables }: Population, texts: string): Promise<void> {
  for (const { name } of tables) {
    if (!new RegExp(`(FROM|JOIN) ${name}\\b`).test(texts)) continue
    await ask(`ALTER VIEW ${name} RENAME TO ${name}_file`)
    await ask(`CREATE TABLE ${name} AS SELECT * FROM ${name}_file`)
  }
}

type Competing = { readonly author: SqlAuthor; readonly text: string }

async function measureItem(
  ask: Ask,
  all: readonly Competing[],
  item: string,
  { repeats }: SqlTask,
): Promise<readonly SqlTime[]> {
  const measured = all.map(({ author, text }) => ({ author, sql: tallySql(text), laps: [] as number[] }))
  const tallies = new Map<SqlAuthor, Tally>()
  for (let i = 0; i <= repeats; i++) {
    for (const { author, sql, laps } of measured) {
      const start = performance.now()
      const rows = await ask(sql)
      laps.push(performance.now() - start)
      tallies.set(author, tallyOfRows(rows))
    }
  }
  return measured.map(({ author, laps: [cold = 0, ...later] }) => ({
    ...{ author, item, cold, warm: later.length > 0 ? least(later) : cold, tally: tallies.get(author) ?? [] },
  }))
}
