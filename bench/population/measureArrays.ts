// Items over columns in memory → time to read the columns, to bind, of the first run and of later ones, for kernels and
// for loops by hand.
import { outFor } from '#lang'
import { answersFor, boundKernel, handItem, kernelOf, openArrays, type Run } from './arrays.ts'
import { least, openBenchPopulation } from './setting.ts'
import { type Tally, tallyOf } from './tally.ts'
import { threadsFor } from './threads.ts'

export type ArrayTask = {
  readonly kind: 'arrays'
  readonly data: string
  readonly rows: number
  readonly items: readonly string[]
  readonly author: 'ours' | 'hand'
  /** Worker threads; 0 computes on the main one. */
  readonly threads: number
  readonly why?: boolean
  readonly repeats: number
}

/** Milliseconds. `cold` is the first run in this process, as a simulation meets it. */
export type ItemTime = {
  readonly item: string
  readonly load: number
  readonly bind: number
  readonly cold: number
  readonly warm: number
  readonly tally: Tally
}

export async function measureArrays(task: ArrayTask): Promise<readonly ItemTime[]> {
  const population = await openBenchPopulation(task.data, task.rows)
  const arrays = await openArrays(population)
  const times: ItemTime[] = []
  for (const item of task.items) times.push(await measureItem(task, item, arrays))
  arrays.close()
  return times
}

async function measureItem(
  { author, threads, why = false, repeats }: ArrayTask,
  item: string,
  arrays: Awaited<ReturnType<typeof openArrays>>,
): Promise<ItemTime> {
  const { count } = arrays
  const kernel = author === 'ours' ? kernelOf(item, arrays, why) : undefined
  const begun = performance.now()
  const source = await arrays.columns.load(kernel ?? handItem(item))
  const load = performance.now() - begun
  const out = answersFor(count)
  const started = performance.now()
  const pool = kernel && threads > 0 ? await threadsFor(kernel, source, out, threads) : undefined
  const whole = why && kernel ? { ...outFor(kernel, count, true), ...out } : out
  const run: Run = pool
    ? pool.run
    : kernel
      ? boundKernel(kernel, source, whole)
      : handItem(item).bind(source, out)
  const bind = performance.now() - started
  const laps: number[] = []
  for (let i = 0; i <= repeats; i++) {
    const start = performance.now()
    await run(0, count)
    laps.push(performance.now() - start)
  }
  await pool?.close()
  const [cold = 0, ...later] = laps
  return { item, load, bind, cold, warm: least(later), tally: tallyOf(out, count) }
}
