// A list by kernels: rows in typed arrays, kept as long as there is room.
import type { DimensionName } from '#population'
import { kindOf, outcomeOf } from './change.ts'
import { afterTask, baselines } from './compareReform.ts'
import type { Kept, Keys, Rows } from './digest.ts'
import type { Engine, OpenPopulation, Reformed } from './engine.ts'
import type { Found } from './found.ts'
import type { Placed } from './question.ts'
import { baseTask, runKey } from './remembered.ts'
import { runItems } from './runItems.ts'
import type { Which } from './select.ts'
import { type Given, kindNamed, named, outcomeNamed, type Unnamed } from './subjectRow.ts'
import type { ItemTask, RunOptions } from './tasks.ts'

export type Filter = { readonly [K in DimensionName]?: string | undefined }

/** What a list is of. */
export type Asked = {
  readonly placed: Placed
  readonly reformed: Reformed | undefined
  readonly which: Which
  readonly fact: string | undefined
  readonly filter: Filter
}

export type Chunk = Rows & { readonly keys: Keys }

export async function listHeld(
  engine: Engine,
  open: OpenPopulation,
  { placed, reformed, which, fact, filter }: Asked,
  options: RunOptions,
): Promise<Found> {
  const [base] = reformed ? await baselines(engine, open, [placed], options) : []
  const task: ItemTask = {
    ...(reformed ? afterTask(reformed, placed) : baseTask(engine, placed)),
    ...(base ? { before: base.kept } : {}),
    select: { which, ...(fact === undefined ? {} : { key: fact }) },
  }
  const key = `${runKey(task, options.at)} ${which} ${fact ?? ''}`
  const known = open.lists.get(key)
  const [run] = known ? [known] : await runItems(engine, open, [task], options)
  if (run && !known) open.lists.set(key, run)
  return filtered(open, run?.rows ?? [], filter, base?.kept)
}

async function filtered(
  open: OpenPopulation,
  chunks: readonly Chunk[],
  filter: Filter,
  before: Kept | undefined,
): Promise<Found> {
  const tests: ((index: number) => boolean)[] = []
  for (const [name, wanted] of Object.entries(filter)) {
    if (wanted === undefined) continue
    const { codes, keys } = await open.dimension(name as DimensionName)
    const place = keys.indexOf(wanted)
    tests.push((index) => codes[index] === place)
  }
  const parts = chunks.map((chunk) => {
    const places = Int32Array.from(chunk.index.keys())
    return {
      chunk,
      places:
        tests.length === 0
          ? places
          : places.filter((place) => tests.every((each) => each(chunk.index[place] ?? 0))),
    }
  })
  return {
    length: parts.reduce((sum, each) => sum + each.places.length, 0),
    compared: before !== undefined,
    page: (from, past) => {
      let earlier = 0
      const rows = parts.flatMap(({ chunk, places }) => {
        const own = places.subarray(Math.max(0, from - earlier), Math.max(0, past - earlier))
        earlier += places.length
        return Array.from(own, (place) => unnamed(chunk, place, before))
      })
      return named(open, rows)
    },
  }
}

/** One row of a chunk; its number is that of the subject among those that the chunk was made of. */
export function unnamed(chunk: Chunk, place: number, before: Kept | undefined): Unnamed {
  const index = chunk.index[place] ?? 0
  const { needs } = chunk.keys
  const words = Math.ceil(needs.length / 32)
  return {
    index,
    given: given(chunk.state[place], chunk.low[place], chunk.high[place], chunk.candidates.get(index)),
    ...(before ? { before: given(before.state[index], before.low[index], before.high[index]) } : {}),
    missing: needs.filter((_, i) => ((chunk.needs[place * words + (i >> 5)] ?? 0) >> (i & 31)) & 1),
  }
}

function given(state = 0, low = 0, high = 0, candidates: readonly number[] = []): Given {
  return {
    ...{ outcome: outcomeNamed(outcomeOf(state)), kind: kindNamed(kindOf(state)), low: BigInt(low) },
    high: high === Number.POSITIVE_INFINITY ? null : BigInt(high),
    candidates: candidates.map(BigInt),
  }
}
