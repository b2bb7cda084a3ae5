// A number of a simulation → the subjects behind it: as many rows as the number says, page by page or all of them.
import type { DimensionName } from '#population'
import type { Engine, OpenPopulation } from './engine.ts'
import type { Found } from './found.ts'
import { listHeld } from './listHeld.ts'
import { listStored } from './listStored.ts'
import { SimulationError } from './problem.ts'
import { chosenItem, dayOf, pathFor } from './question.ts'
import type { Watch } from './remembered.ts'
import type { Reform, SubjectList } from './result.ts'
import { OF_CHANGES, OF_KEYS, type Which } from './select.ts'
import type { EnginePath } from './tasks.ts'

export type ListRequest = {
  readonly population: string
  readonly at: string
  readonly item: string
  readonly policy?: string | undefined
  readonly reform?: Pick<Reform, 'changes'> | undefined
  readonly which: Which
  /** The cause, fact, reason or reading that is meant, for the lists that need one. */
  readonly fact?: string | undefined
  readonly filter?: { readonly [K in DimensionName]?: string | undefined } | undefined
  /** Left out, the size of the population decides. */
  readonly engine?: EnginePath | undefined
  /** From 1. */
  readonly page?: number | undefined
  readonly size?: number | undefined
}

export const LARGEST_PAGE = 500

/** One page of the list. */
export async function listSubjects(
  engine: Engine,
  request: ListRequest,
  watch: Watch = {},
): Promise<SubjectList> {
  const { page = 1, size = 50 } = request
  return withFound(engine, request, watch, async (_, found) => {
    const start = (page - 1) * size
    return { total: found.length, rows: await found.page(start, start + size) }
  })
}

/** Finds the rows and hands them to `work` while the population is open. */
export async function withFound<T>(
  engine: Engine,
  request: ListRequest,
  watch: Watch,
  work: (open: OpenPopulation, found: Found) => Promise<T>,
): Promise<T> {
  const { which, fact, reform, filter = {} } = request
  if (OF_CHANGES.has(which) && !reform)
    throw new SimulationError('bad-list', '这个名单要比较改动前后，请同时写明 reform。')
  if (OF_KEYS.has(which) && fact === undefined)
    throw new SimulationError('bad-list', '这个名单要写明是哪一个事实、理由、口径或原因，请填 fact。')
  const placed = chosenItem(engine.program, request.item, request.policy)
  const at = dayOf(request.at)
  const reformed = reform ? engine.reformed(reform.changes, at) : undefined
  return engine.withPopulation(request.population, async (open) => {
    const path = pathFor(request.engine, open.summary.subjects)
    const list = path === 'duckdb' ? listStored : listHeld
    const asked = { placed, reformed, which, fact, filter }
    return work(open, await list(engine, open, asked, { at, path, ...watch }))
  })
}
