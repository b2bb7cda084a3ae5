// Items over a population → their tallies, kept results and rows: columns batch by batch, subjects chunk by chunk.
import type { Kernel } from '#lang'
import { COLUMN_BYTES, DIMENSIONS, type Wanted } from '#population'
import type { Digest, Grouping, Job, Kept, Keys, Rows } from './digest.ts'
import type { Engine, OpenPopulation } from './engine.ts'
import { constantChunks, interpretedChunks } from './interpreted.ts'
import { CHUNK, type Compiled } from './messages.ts'
import { selectOf } from './select.ts'
import { addTally, emptyNamed } from './tallies.ts'
import type { ItemRun, ItemTask, PlainChunk, RunOptions } from './tasks.ts'

type Planned = { readonly task: ItemTask; readonly compiled: Compiled }

/** Computes the items, in the order asked for. Aborted, it stops between chunks and throws the signal's reason. */
export async function runItems(
  engine: Engine,
  open: OpenPopulation,
  tasks: readonly ItemTask[],
  options: RunOptions,
): Promise<ItemRun[]> {
  const total = tasks.length * open.summary.subjects
  let done = 0
  options.progress?.(0, total)
  const advance = (subjects: number): void => {
    done += subjects
    options.progress?.(done, total)
  }
  const planned = await Promise.all(
    tasks.map(async (task) => ({ task, compiled: await compiledOf(engine, open, task, options) })),
  )
  const groupings = tasks.some((each) => each.groups) ? await groupingsOf(open) : []
  const results = new Map<ItemTask, ItemRun>()
  for (const batch of batchesOf(open, planned)) {
    await engine.inTurn(async () => {
      options.signal?.throwIfAborted()
      for (const [task, run] of await runBatch(engine, open, batch, groupings, options, advance))
        results.set(task, run)
    })
  }
  return tasks.map((each) => {
    const run = results.get(each)
    if (!run) throw new TypeError(`item ${each.item.id} was not computed`)
    return run
  })
}

async function compiledOf(
  { pool, compiled }: Engine,
  { columns, summary }: OpenPopulation,
  { name, policy, item }: ItemTask,
  { at, signal }: RunOptions,
): Promise<Compiled> {
  const request = {
    ...{ program: name, policy: policy.document.id, item: item.id, at, subjectKind: summary.kind },
    ...{ years: summary.years, ranges: columns.ranges },
  }
  const key = JSON.stringify(request)
  const before = compiled.get(key)
  if (before) return before
  const made = await pool.compile(request, signal)
  compiled.set(key, made)
  return made
}

/** In the order of DIMENSIONS. */
async function groupingsOf(open: OpenPopulation): Promise<Grouping[]> {
  const found: Grouping[] = []
  for (const each of DIMENSIONS) {
    const { codes, keys } = await open.dimension(each)
    found.push({ codes, size: keys.length })
  }
  return found
}

/** Neighbours in the list share columns; a batch ends when the columns of the next item would not fit beside its own. */
function batchesOf({ columns }: OpenPopulation, planned: readonly Planned[]): Planned[][] {
  const batches: Planned[][] = []
  let current: Planned[] = []
  for (const each of planned) {
    if (current.length > 0 && columns.bytesOf(wantedBy([...current, each])) > COLUMN_BYTES) {
      batches.push(current)
      current = []
    }
    current.push(each)
  }
  return current.length > 0 ? [...batches, current] : batches
}

function wantedBy(planned: readonly Planned[]): Wanted {
  const kernels = planned.flatMap(({ compiled }) => (compiled.kind === 'kernel' ? [compiled.kernel] : []))
  const columns = new Map(
    kernels.flatMap((each) =>
      each.columns.map((column) => [`${column.collection}.${column.fact}@${column.year}`, column] as const),
    ),
  )
  return {
    columns: [...columns.values()],
    collections: [...new Set(kernels.flatMap((each) => each.collections))],
  }
}

async function runBatch(
  engine: Engine,
  open: OpenPopulation,
  batch: readonly Planned[],
  groupings: readonly Grouping[],
  options: RunOptions,
  advance: (subjects: number) => void,
): Promise<[ItemTask, ItemRun][]> {
  const source = await open.columns.load(wantedBy(batch))
  const finished: [ItemTask, ItemRun][] = []
  // One item after the other, all threads on each: a thread then holds what belongs to one item only.
  for (const { task, compiled } of batch) {
    const keep = task.keep ? emptyKept(source.count) : undefined
    const jobFor = (keys: Keys): Job => ({
      groupings: task.groups ? groupings : [],
      ...(keep ? { keep } : {}),
      ...(task.before ? { before: task.before } : {}),
      ...(task.select ? { select: selectOf(task.select.which, task.select.key, keys) } : {}),
    })
    const gathered = gatherer(task, groupings)
    if (compiled.kind === 'kernel') {
      const { kernel } = compiled
      const job = jobFor(kernel)
      await runKernel(engine, kernel, source, job, options.signal, (digest, from, count) => {
        gathered.add(kernel, digest, from)
        advance(count)
      })
    } else {
      const chunks: AsyncIterable<PlainChunk> | Iterable<PlainChunk> =
        compiled.kind === 'constant'
          ? constantChunks(compiled, source.count, jobFor)
          : interpretedChunks(open, task, options, jobFor)
      for await (const { keys, digest, from, count } of chunks) {
        options.signal?.throwIfAborted()
        gathered.add(keys, digest, from)
        advance(count)
      }
    }
    finished.push([task, gathered.result(keep, compiled.kind === 'refused' ? source.count : 0)])
  }
  return finished
}

function emptyKept(count: number): Kept {
  return {
    state: new Uint8Array(new SharedArrayBuffer(count)),
    low: new Float64Array(new SharedArrayBuffer(count * 8)),
    high: new Float64Array(new SharedArrayBuffer(count * 8)),
  }
}

function gatherer(task: ItemTask, groupings: readonly Grouping[]) {
  const groups = task.groups ? groupings.reduce((sum, each) => sum + each.size, 1) : 1
  const tally = emptyNamed(groups)
  const rows: { from: number; rows: Rows & { readonly keys: Keys } }[] = []
  return {
    add: ({ needs, reasons, readings, candidates }: Keys, digest: Digest, from: number): void => {
      const keys = { needs, reasons, readings, candidates }
      addTally(tally, keys, digest.tally)
      if (digest.rows) rows.push({ from, rows: { ...digest.rows, keys } })
    },
    result: (kept: Kept | undefined, interpreted: number): ItemRun => ({
      ...{ tally, interpreted },
      ...(kept ? { kept } : {}),
      ...(task.select ? { rows: rows.toSorted((a, b) => a.from - b.from).map((each) => each.rows) } : {}),
    }),
  }
}

async function runKernel(
  { pool }: Engine,
  kernel: Kernel,
  source: Awaited<ReturnType<OpenPopulation['columns']['load']>>,
  job: Job,
  signal: AbortSignal | undefined,
  take: (digest: Digest, from: number, count: number) => void,
): Promise<void> {
  const { count } = source
  const collections = new Set([
    ...kernel.collections,
    ...kernel.columns.flatMap((each) => each.collection ?? []),
  ])
  const slot = pool.open({
    ...{ kernel, count, job },
    columns: kernel.columns.map((each) => source.column(each)),
    collections: [...collections].map((each) => [each, source.collection(each)] as const),
    texts: kernel.texts.map((each) => source.text(each)),
  })
  try {
    // Small populations are cut too, so that every thread has something to do.
    const step = Math.min(CHUNK, Math.max(1024, Math.ceil(count / pool.size)))
    const starts = Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step)
    // All of them are awaited even when one fails: nothing may run on arrays that are given up.
    const ends = await Promise.allSettled(
      starts.map(async (from) => {
        const to = Math.min(count, from + step)
        take(await pool.run(slot, from, to, signal), from, to - from)
      }),
    )
    signal?.throwIfAborted()
    for (const each of ends) if (each.status === 'rejected') throw each.reason
  } finally {
    pool.release(slot)
  }
}
