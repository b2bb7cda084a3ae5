// How many subjects → all measurements over populations, once more after each size: answers checked first, then time
// and peak memory, each in a process of its own. Throws when answers differ.
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CheckResult } from './check.ts'
import type { ItemTime } from './measureArrays.ts'
import { type FirmResult, measureFirms } from './measureFirms.ts'
import type { InterpreterTime } from './measureInterpreter.ts'
import type { SqlAuthor, SqlTask, SqlTime } from './measureSql.ts'
import { createBenchPopulation, ITEMS } from './setting.ts'
import { inItsOwnProcess } from './tasks.ts'

/** Items in the order of ITEMS; peak resident memory in MiB of the process that computed them all. */
type Measurement<T> = { readonly times: readonly T[]; readonly peak: number }

type Growth = {
  readonly rows: number
  readonly kernels: Measurement<ItemTime>
  readonly duckdb: Measurement<SqlTime>
  readonly byHand: Measurement<SqlTime>
}

export type PopulationResult = {
  readonly rows: number
  readonly threads: number
  readonly check: CheckResult & { readonly rows: number }
  readonly interpreter: { readonly subjects: number; readonly times: readonly InterpreterTime[] }
  readonly arrays: Readonly<Record<'loop' | 'kernel' | 'threads' | 'why', Measurement<ItemTime>>>
  readonly sql: readonly (Pick<SqlTask, 'threads' | 'from'> & {
    readonly author: SqlAuthor
  } & Measurement<SqlTime>)[]
  readonly growth: readonly Growth[]
  /** Sizes of which the growth is not measured yet. */
  readonly left: readonly number[]
  readonly firms: FirmResult
}

export type PopulationOptions = { readonly rows: number; readonly quick: boolean }

/** Subjects of which the interpreter computes each one, to be compared with everything else. */
const CHECKED = 100_000
const INTERPRETED = 5000

export async function* benchPopulation({
  rows,
  quick,
}: PopulationOptions): AsyncGenerator<PopulationResult, void> {
  const data = mkdtempSync(join(tmpdir(), 'duixian-bench-'))
  const threads = Math.max(2, Math.min(availableParallelism(), 8))
  try {
    const sizes = powersUpTo(quick ? rows : rows * 10)
    const checked = Math.min(quick ? 10_000 : CHECKED, rows)
    const made = new Set<number>()
    const make = async (size: number): Promise<void> => {
      if (made.has(size)) return
      made.add(size)
      console.log(`generating ${size} enterprises`)
      await createBenchPopulation(data, size)
    }
    await make(checked)
    console.log(`checking the answers of every engine for ${checked} enterprises`)
    const check = await requireEqual(data, checked, threads, true)
    await make(rows)
    if (rows !== checked) await requireEqual(data, rows, threads, false)
    console.log(`measuring ${ITEMS.length} items over ${rows} enterprises`)
    const main = await measureMain(data, rows, threads, quick)
    console.log('measuring one rule over invented firms')
    const firms = await measureFirms(Math.min(rows, 1_000_000), quick ? 5 : 15)
    const growth: Growth[] = []
    for (const [i, size] of sizes.entries()) {
      await make(size)
      console.log(`measuring growth: ${size} enterprises`)
      growth.push(await measureGrowth(data, size))
      const left = sizes.slice(i + 1)
      yield { rows, threads, check: { ...check, rows: checked }, ...main, growth, left, firms }
    }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

async function requireEqual(
  data: string,
  rows: number,
  threads: number,
  interpreter: boolean,
): Promise<CheckResult> {
  const task = { kind: 'check', data, rows, items: ITEMS, threads, interpreter } as const
  const { result } = await inItsOwnProcess(task)
  if (result.wrong.length > 0) throw new Error(`answers differ:\n${result.wrong.join('\n')}`)
  return result
}

function powersUpTo(most: number): number[] {
  const sizes: number[] = []
  for (let size = 1000; size <= most; size *= 10) sizes.push(size)
  return sizes
}

async function measureMain(data: string, rows: number, threads: number, quick: boolean) {
  const repeats = quick ? 5 : 15
  const base = { kind: 'arrays', data, rows, items: ITEMS, threads: 0, repeats } as const
  const arrays = {
    loop: await onArrays({ ...base, author: 'hand' }),
    kernel: await onArrays({ ...base, author: 'ours' }),
    threads: await onArrays({ ...base, author: 'ours', threads }),
    why: await onArrays({ ...base, author: 'ours', why: true, repeats: 3 }),
  }
  const sql: PopulationResult['sql'][number][] = []
  for (const from of ['memory', 'files'] as const) {
    for (const count of [1, 2]) {
      const authors = ['hand', 'ours', 'ours for any'] as const
      const { times, peak } = await onDuckdb(data, rows, authors, count, from, quick ? 3 : 5)
      for (const author of authors) {
        const own = times.filter((each) => each.author === author)
        sql.push({ author, threads: count, from, times: own, peak })
      }
    }
  }
  const subjects = Math.min(INTERPRETED, rows)
  const { result: times } = await inItsOwnProcess({
    ...{ kind: 'interpreter', data, rows, items: ITEMS, subjects, repeats: quick ? 3 : 7 },
  })
  return { arrays, sql, interpreter: { subjects, times } }
}

async function onArrays(
  task: Parameters<typeof inItsOwnProcess>[0] & { kind: 'arrays' },
): Promise<Measurement<ItemTime>> {
  const { result, peak } = await inItsOwnProcess(task)
  return { times: result, peak }
}

async function onDuckdb(
  data: string,
  rows: number,
  authors: readonly SqlAuthor[],
  threads: number,
  from: SqlTask['from'],
  repeats: number,
): Promise<Measurement<SqlTime>> {
  const memory = from === 'memory' ? '4GB' : '1GB'
  const { result, peak } = await inItsOwnProcess({
    ...{ kind: 'sql', data, rows, items: ITEMS, authors, threads, from, memory, repeats },
  })
  return { times: result, peak }
}

async function measureGrowth(data: string, rows: number): Promise<Growth> {
  const repeats = rows >= 10_000_000 ? 3 : Math.max(5, Math.min(200, Math.round(3_000_000 / rows)))
  const slow = rows >= 10_000_000 ? 1 : rows >= 1_000_000 ? 3 : 7
  return {
    rows,
    kernels: await onArrays({
      kind: 'arrays',
      data,
      rows,
      items: ITEMS,
      author: 'ours',
      threads: 0,
      repeats,
    }),
    duckdb: await onDuckdb(data, rows, ['ours'], 2, 'files', slow),
    byHand: await onDuckdb(data, rows, ['hand'], 2, 'files', slow),
  }
}
