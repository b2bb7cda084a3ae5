// Items over subjects one by one with our interpreter → milliseconds for all of them.
import { type Subject, verdicts } from '#lang'
import { subjectsOf } from '#population'
import { AT, least, openBenchPopulation, program } from './setting.ts'

export type InterpreterTask = {
  readonly kind: 'interpreter'
  readonly data: string
  readonly rows: number
  readonly items: readonly string[]
  /** How many subjects, from the first one. */
  readonly subjects: number
  readonly repeats: number
}

export type InterpreterTime = { readonly item: string; readonly warm: number }

export async function measureInterpreter(task: InterpreterTask): Promise<readonly InterpreterTime[]> {
  const population = await openBenchPopulation(task.data, task.rows)
  const ids = Array.from({ length: task.subjects }, (_, i) => i)
  const subjects = await subjectsOf(population, ids)
  return task.items.map((item) => ({ item, warm: timeOf(subjects, item, task.repeats) }))
}

function timeOf(subjects: readonly Subject[], item: string, repeats: number): number {
  const laps: number[] = []
  for (let i = 0; i <= repeats; i++) {
    const start = performance.now()
    for (const subject of subjects) verdicts(program, subject, { at: AT, items: [item] })
    laps.push(performance.now() - start)
  }
  return least(laps.slice(1))
}
