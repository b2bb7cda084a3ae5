// The library and the data folder → what simulations share: worker threads, open populations, compiled items, reforms.
import { affectedItems, applyReform, type Program, type ReformChange } from '#lang'
import {
  type DimensionCodes,
  type DimensionName,
  type DimensionWords,
  dimensionWords,
  openColumns,
  openPopulation,
  type PopulationColumns,
  readDimension,
} from '#population'
import { createCache } from './cache.ts'
import type { Kept } from './digest.ts'
import { createListStore, type ListStore } from './listStore.ts'
import type { Compiled } from './messages.ts'
import { createPool, type Pool } from './pool.ts'
import { SimulationError } from './problem.ts'
import type { ItemRun } from './tasks.ts'

/** The name under which workers know the library itself. */
export const BASE = 'library'

export type Engine = {
  readonly program: Program
  readonly data: string
  readonly pool: Pool
  readonly compiled: ReturnType<typeof createCache<Compiled>>
  /** Runs one after the other, so that two of them do not hold twice the columns. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  readonly withPopulation: <T>(id: string, work: (open: OpenPopulation) => Promise<T>) => Promise<T>
  readonly reformed: (changes: readonly ReformChange[], on: number) => Reformed
  readonly close: () => Promise<void>
}

export type OpenPopulation = {
  readonly columns: PopulationColumns
  readonly summary: PopulationColumns['population']['summary']
  /** Finished items by program, day and item; with `kept` as long as there is room. */
  readonly runs: ReturnType<typeof createCache<ItemRun>>
  readonly kept: ReturnType<typeof createCache<Kept>>
  readonly lists: ReturnType<typeof createCache<ItemRun>>
  readonly dimension: (name: DimensionName) => Promise<DimensionCodes>
  readonly dimensionWords: (name: DimensionName) => Promise<DimensionWords>
  /** Lists of large populations, which lie in a database. */
  readonly found: ListStore
  readonly close: () => Promise<void>
}

export type Reformed = {
  readonly name: string
  readonly program: Program
  readonly affected: ReadonlySet<string>
}

type Opened = { readonly stamp: string; readonly open: OpenPopulation; users: number; gone: boolean }

const MEGABYTE = 1024 ** 2
/** Populations that stay open, and reforms that stay compiled. */
const OPEN_POPULATIONS = 2
const REFORMS = 12

export function createEngine(program: Program, data: string, threads?: number): Engine {
  const pool = createPool(threads)
  pool.name(BASE, { kind: 'whole', program })
  const compiled = createCache<Compiled>(96 * MEGABYTE, (each) =>
    each.kind === 'kernel' ? each.kernel.source.length * 2 : 100,
  )
  const opened = new Map<string, Opened>()
  const reforms = new Map<string, Reformed>()
  let turn: Promise<unknown> = Promise.resolve()
  let numbers = 0

  async function withPopulation<T>(id: string, work: (open: OpenPopulation) => Promise<T>): Promise<T> {
    const entry = await entryOf(id)
    entry.users++
    try {
      return await work(entry.open)
    } finally {
      entry.users--
      if (entry.gone) await closeUnused(entry)
    }
  }

  async function entryOf(id: string): Promise<Opened> {
    const population = await openPopulation(data, id, program.vocabulary)
    const stamp = `${population.summary.createdAt} ${population.summary.subjects}`
    const before = opened.get(id)
    if (before?.stamp === stamp) {
      opened.delete(id)
      opened.set(id, before)
      return before
    }
    if (before) await retire(id, before)
    const columns = await openColumns(population, program.vocabulary)
    const made = { stamp, open: openOf(columns), users: 0, gone: false }
    const raced = opened.get(id)
    if (raced?.stamp === stamp) {
      columns.close()
      return raced
    }
    opened.set(id, made)
    for (const [other, entry] of opened) {
      if (opened.size <= OPEN_POPULATIONS) break
      if (other !== id) await retire(other, entry)
    }
    return made
  }

  function retire(id: string, entry: Opened): Promise<void> {
    opened.delete(id)
    entry.gone = true
    return closeUnused(entry)
  }

  function reformed(changes: readonly ReformChange[], on: number): Reformed {
    const key = JSON.stringify([changes, on])
    const before = reforms.get(key)
    if (before) return before
    const { program: after, problems } = applyReform(program, changes, on)
    if (problems.length > 0) {
      const details = problems.map(({ change, message }) => ({ path: `reform.changes.${change}`, message }))
      throw new SimulationError('bad-reform', '有些改动不能这样写，请按下列说明修改。', details)
    }
    const name = `reform ${numbers++}`
    pool.name(name, { kind: 'reform', of: BASE, changes, on })
    const made = { name, program: after, affected: new Set(affectedItems(program, after)) }
    reforms.set(key, made)
    const [oldest] = reforms
    if (reforms.size > REFORMS && oldest) {
      reforms.delete(oldest[0])
      pool.forget(oldest[1].name)
    }
    return made
  }

  return {
    ...{ program, data, pool, compiled, withPopulation, reformed },
    inTurn: (work) => {
      const next = turn.then(work)
      turn = next.catch(() => undefined)
      return next
    },
    close: async () => {
      for (const [id, entry] of opened) await retire(id, entry)
      await pool.close()
    },
  }
}

function closeUnused({ open, users }: Opened): Promise<void> {
  return users === 0 ? open.close() : Promise.resolve()
}

/** `words` gives the groups of a dimension; left out, they are those of the population itself. */
export function openOf(columns: PopulationColumns, words?: OpenPopulation['dimensionWords']): OpenPopulation {
  const { summary, tables } = columns.population
  const [own] = tables
  if (!own) throw new TypeError('a population without a table of subjects')
  const found = createListStore(columns.population)
  const wordsOf = words ?? once((name) => columns.exclusively((each) => dimensionWords(each, own, name)))
  return {
    ...{ columns, summary, found },
    runs: createCache(64 * MEGABYTE, ({ tally }) => 2000 + tally.cells.byteLength),
    kept: createCache(
      96 * MEGABYTE,
      ({ state, low, high }) => state.length + low.byteLength + high.byteLength,
    ),
    lists: createCache(64 * MEGABYTE, ({ rows }) =>
      (rows ?? []).reduce((sum, each) => sum + each.index.length * 21 + each.needs.byteLength, 1000),
    ),
    dimensionWords: wordsOf,
    dimension: once(async (name) => {
      const groups = await wordsOf(name)
      return columns.exclusively((each) => readDimension(each, own, name, summary.subjects, groups))
    }),
    close: async () => {
      columns.close()
      await found.close()
    },
  }
}

/** The same answer to the same name, computed once. */
function once<T>(make: (name: DimensionName) => Promise<T>): (name: DimensionName) => Promise<T> {
  const known = new Map<DimensionName, Promise<T>>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const made = make(name)
    known.set(name, made)
    return made
  }
}
