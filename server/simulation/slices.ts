// Items over a population too large to hold → their runs, by kernels over some subjects in a row after the other.
import { openColumns, sliceOf } from '#population'
import type { Kept } from './digest.ts'
import { type Engine, type OpenPopulation, openOf } from './engine.ts'
import { runItems } from './runItems.ts'
import { addNamedTally } from './tallies.ts'
import type { ItemRun, ItemTask, RunOptions } from './tasks.ts'

/** Subjects that are looked at at once: eight row groups of the files. */
export const SLICE = 8 * 61_440

/** Opens one slice after the other and closes it again. */
export async function eachSlice(
  { program }: Engine,
  open: OpenPopulation,
  size: number,
  work: (slice: OpenPopulation, from: number) => Promise<void>,
): Promise<void> {
  const { subjects } = open.summary
  for (let from = 0; from < subjects; from += size) {
    const population = sliceOf(open.columns.population, from, Math.min(subjects, from + size))
    const columns = await openColumns(population, program.vocabulary, undefined, open.columns.ranges)
    const slice = openOf(columns, open.dimensionWords)
    try {
      await work(slice, from)
    } finally {
      await slice.close()
    }
  }
}

/** The items with what is known of all slices together. */
export async function runSlices(
  engine: Engine,
  open: OpenPopulation,
  tasks: readonly ItemTask[],
  options: RunOptions,
  size = SLICE,
): Promise<ItemRun[]> {
  const sums: ItemRun[] = []
  await eachSlice(engine, open, size, async (slice, from) => {
    const runs = await runSlice(engine, slice, tasks, {
      ...options,
      progress: (done) =>
        options.progress?.(from * tasks.length + done, open.summary.subjects * tasks.length),
    })
    for (const [i, run] of runs.entries()) {
      const sum = sums[i]
      if (sum) addNamedTally(sum.tally, run.tally)
      sums[i] = { tally: (sum ?? run).tally, interpreted: (sum?.interpreted ?? 0) + run.interpreted }
    }
  })
  return sums
}

/** A run with what it was held against. */
export type SliceRun = ItemRun & { readonly before?: Kept }

/** Runs the items over one slice; what they are held against is kept only as long. */
export async function runSlice(
  engine: Engine,
  slice: OpenPopulation,
  tasks: readonly ItemTask[],
  { progress, ...options }: RunOptions,
): Promise<SliceRun[]> {
  const bases = tasks.flatMap((each) => (each.against ? [{ ...each.against, keep: true }] : []))
  const kept = bases.length > 0 ? await runItems(engine, slice, bases, options) : []
  let next = 0
  const held = tasks.map((each): ItemTask => {
    const before = each.against ? kept[next++]?.kept : undefined
    return before ? { ...each, before } : each
  })
  const runs = await runItems(engine, slice, held, { ...options, ...(progress ? { progress } : {}) })
  return runs.map((each, i): SliceRun => {
    const before = held[i]?.before
    return before ? { ...each, before } : each
  })
}
