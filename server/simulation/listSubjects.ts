// A number of a simulation → the subjects behind it: as many rows as the number says, page by page or all of them.
import { amountText, type FindingAmount, fenToYuan, KIND_CODES, OUTCOME_CODES, type Outcome } from '#lang'
import { type DimensionName, namesOf, type SubjectNames } from '#population'
import { kindOf, outcomeOf } from './change.ts'
import { afterTask, baselines } from './compareReform.ts'
import type { Kept, Keys, Rows } from './digest.ts'
import type { Engine, OpenPopulation } from './engine.ts'
import { SimulationError } from './problem.ts'
import { chosenItem, dayOf } from './question.ts'
import { baseTask, runKey, type Watch } from './remembered.ts'
import type { Reform, SubjectList, SubjectRow } from './result.ts'
import { runItems } from './runItems.ts'
import { OF_CHANGES, OF_KEYS, type Which } from './select.ts'
import type { ItemTask } from './tasks.ts'

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
  /** From 1. */
  readonly page?: number | undefined
  readonly size?: number | undefined
}

type Chunk = Rows & { readonly keys: Keys }

/** One row of results before it has a name. */
export type FoundRow = { readonly chunk: Chunk; readonly place: number; readonly index: number }

export const LARGEST_PAGE = 500

/** One page of the list. */
export async function listSubjects(
  engine: Engine,
  request: ListRequest,
  watch: Watch = {},
): Promise<SubjectList> {
  const { page = 1, size = 50 } = request
  return withFound(engine, request, watch, async (open, found, before) => {
    const start = (page - 1) * size
    return { total: found.length, rows: await rowsOf(open, found.slice(start, start + size), before) }
  })
}

/** Finds the rows and hands them to `work` while the population is open. */
export async function withFound<T>(
  engine: Engine,
  request: ListRequest,
  watch: Watch,
  work: (open: OpenPopulation, found: readonly FoundRow[], before: Kept | undefined) => Promise<T>,
): Promise<T> {
  const { which, fact, reform } = request
  if (OF_CHANGES.has(which) && !reform)
    throw new SimulationError('bad-list', '这个名单要比较改动前后，请同时写明 reform。')
  if (OF_KEYS.has(which) && fact === undefined)
    throw new SimulationError('bad-list', '这个名单要写明是哪一个事实、理由、口径或原因，请填 fact。')
  const placed = chosenItem(engine.program, request.item, request.policy)
  const at = dayOf(request.at)
  const reformed = reform ? engine.reformed(reform.changes, at) : undefined
  return engine.withPopulation(request.population, async (open) => {
    const options = { at, ...watch }
    const [base] = reformed ? await baselines(engine, open, [placed], options) : []
    const task: ItemTask = {
      ...(reformed ? afterTask(reformed, placed) : baseTask(engine, placed)),
      ...(base ? { before: base.kept } : {}),
      select: { which, ...(fact === undefined ? {} : { key: fact }) },
    }
    const key = `${runKey(task, at)} ${which} ${fact ?? ''}`
    const known = open.lists.get(key)
    const [run] = known ? [known] : await runItems(engine, open, [task], options)
    if (run && !known) open.lists.set(key, run)
    return work(open, await filtered(open, run?.rows ?? [], request.filter ?? {}), base?.kept)
  })
}

async function filtered(
  open: OpenPopulation,
  chunks: readonly Chunk[],
  filter: NonNullable<ListRequest['filter']>,
): Promise<FoundRow[]> {
  const tests: ((index: number) => boolean)[] = []
  for (const [name, wanted] of Object.entries(filter)) {
    if (wanted === undefined) continue
    const { codes, keys } = await open.dimension(name as DimensionName)
    const place = keys.indexOf(wanted)
    tests.push((index) => codes[index] === place)
  }
  return chunks.flatMap((chunk) => {
    const places: FoundRow[] = []
    for (const [place, index] of chunk.index.entries()) {
      if (tests.every((each) => each(index))) places.push({ chunk, place, index })
    }
    return places
  })
}

/** Rows with names, amounts in words and what is missing. */
export async function rowsOf(
  open: OpenPopulation,
  found: readonly FoundRow[],
  before: Kept | undefined,
): Promise<SubjectRow[]> {
  const [own] = open.columns.population.tables
  if (!own) throw new TypeError('a population without a table of subjects')
  const ids = found.map((each) => each.index)
  const names = await open.columns.exclusively((connected) => namesOf(connected, own, ids))
  return found.map((each, i) => rowOf(each, names[i], before))
}

function rowOf(
  { chunk, place, index }: FoundRow,
  names: SubjectNames | undefined,
  before: Kept | undefined,
): SubjectRow {
  const state = chunk.state[place] ?? 0
  const own = {
    outcome: outcomeName(state),
    amount: amountText(
      amountOf(state, chunk.low[place] ?? 0, chunk.high[place] ?? 0, chunk.candidates.get(index) ?? []),
    ),
  }
  const was = before?.state[index] ?? 0
  const shown = before
    ? {
        outcome: outcomeName(was),
        amount: amountText(amountOf(was, before.low[index] ?? 0, before.high[index] ?? 0, [])),
        after: own,
      }
    : own
  const { name, code, district, street, industry, size } = names ?? NAMELESS
  return {
    ...{ index, name, code, district, street, industry, size },
    ...shown,
    missing: missingOf(chunk, place),
  }
}

const NAMELESS: SubjectNames = { name: '', code: '', district: '', street: '', industry: '', size: '' }

function outcomeName(state: number): Outcome {
  return OUTCOME_CODES[outcomeOf(state)] ?? 'undetermined'
}

/** As findings have it. Of what was before only the least and the greatest candidate are kept. */
function amountOf(state: number, low: number, high: number, candidates: readonly number[]): FindingAmount {
  const yuan = (fen: number): string => fenToYuan(BigInt(fen))
  const to = high === Number.POSITIVE_INFINITY ? null : yuan(high)
  const kind = KIND_CODES[kindOf(state)] ?? 'unstated'
  switch (kind) {
    case 'exact':
      return { kind, yuan: yuan(low) }
    case 'upper_bound':
      return { kind, yuan: to ?? '' }
    case 'range':
      return { kind, from: yuan(low), to }
    case 'candidates': {
      const values = candidates.length > 0 ? candidates : [low, high]
      return { kind, candidates: [...new Set(values)].map((each) => ({ reading: '', yuan: yuan(each) })) }
    }
    case 'unstated':
    case 'non_monetary':
      return { kind }
  }
}

/** The facts that the subject lacks. */
function missingOf({ keys, needs }: Chunk, place: number): string[] {
  const words = Math.ceil(keys.needs.length / 32)
  const found = keys.needs.filter((_, i) => ((needs[place * words + (i >> 5)] ?? 0) >> (i & 31)) & 1)
  return [...new Set(found.map((each) => each.slice(each.indexOf(' ') + 1)))].sort()
}
