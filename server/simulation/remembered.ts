// Items of the library over a population → their runs, of which those that are known are not computed again.
import { runByDuckdb } from './duckdbRun.ts'
import { BASE, type Engine, type OpenPopulation } from './engine.ts'
import type { Placed } from './question.ts'
import { runItems } from './runItems.ts'
import type { EnginePath, ItemRun, ItemTask, RunOptions } from './tasks.ts'

export type Watch = Pick<RunOptions, 'signal' | 'progress'>

export function baseTask({ program }: Engine, { policy, item }: Placed, groups = false): ItemTask {
  return { name: BASE, program, policy, item, ...(groups ? { groups } : {}) }
}

/** Runs only what is not known yet. A run with groups also answers for one without. */
export async function remembered(
  engine: Engine,
  open: OpenPopulation,
  tasks: readonly ItemTask[],
  options: RunOptions,
): Promise<ItemRun[]> {
  const { at, path = 'kernels' } = options
  const keys = tasks.map((each) => runKey(each, at, path))
  const found = new Map<string, ItemRun>()
  for (const [i, task] of tasks.entries()) {
    const key = keys[i] ?? ''
    const known = open.runs.get(`${key} by groups`) ?? (task.groups ? undefined : open.runs.get(key))
    if (known) found.set(key, known)
  }
  const missing = tasks.filter((_, i) => !found.has(keys[i] ?? ''))
  const run = path === 'duckdb' ? runByDuckdb : runItems
  const made = missing.length > 0 ? await run(engine, open, missing, options) : []
  for (const [i, task] of missing.entries()) {
    const run = made[i]
    if (!run) continue
    const key = keys[tasks.indexOf(task)] ?? ''
    open.runs.set(task.groups ? `${key} by groups` : key, run)
    found.set(key, run)
  }
  return keys.map((key) => {
    const run = found.get(key)
    if (!run) throw new TypeError('an item without a run')
    return run
  })
}

export function runKey({ name, policy, item }: ItemTask, at: number, path: EnginePath = 'kernels'): string {
  return `${path} ${name} ${at} ${policy.document.id} ${item.id}`
}
