// A database with people → five years of monthly reports of every indicator in every district, tasks and projects, in
// one statement a table. Triggers are off while it fills: the rows are what the triggers would have written.
import type pg from 'pg'
import type { Program } from '#lang'
import { defaultSetting } from '../../server/plan/targets/defaultSetting.ts'
import { declaredUnits, indicatorOf, targetsOf } from '../../server/plan/targets/indicator.ts'
import { toNumber } from '../../server/plan/targets/quantity.ts'
import { definitionsOf, statedDue } from '../../server/plan/tasks/definition.ts'
import {
  ACTS,
  CHANGES,
  NODES,
  PROJECT_ACTS,
  PROJECTS,
  PROPOSALS,
  REPORTS,
  SETTINGS,
  TASKS,
} from './planRows.ts'

export type PlanSize = {
  readonly districts: readonly string[]
  readonly months: number
  readonly tasks: number
  readonly projects: number
}

export type PlanRows = Readonly<Record<'indicators' | 'reports' | 'tasks' | 'taskActs' | 'projects', number>>

export async function fillPlan(pool: pg.Pool, program: Program, size: PlanSize): Promise<PlanRows> {
  const client = await pool.connect()
  const put = async (text: string, ...values: unknown[]): Promise<number> =>
    (await client.query(text, values)).rowCount ?? 0
  try {
    await client.query('SET session_replication_role = replica')
    const indicators = await put(SETTINGS, JSON.stringify(keptOf(program)), size.districts, size.months)
    const reports = await put(REPORTS, size.months)
    await put(PROPOSALS)
    const definitions = definitionsOf(program).map(({ policy, task }) => ({
      ...{ policy: policy.document.id, task: task.id, due: statedDue(task) },
    }))
    const tasks = await put(TASKS, JSON.stringify(definitions), size.districts, size.tasks)
    const taskActs = await put(ACTS)
    await put(NODES)
    const projects = await put(PROJECTS, size.districts, size.projects)
    await put(PROJECT_ACTS)
    await put(CHANGES)
    await client.query('SET session_replication_role = DEFAULT')
    await client.query('ANALYZE')
    return { indicators, reports, tasks, taskActs, projects }
  } finally {
    client.release()
  }
}

/** How each target is kept, as at a first start but by the month, with the number it is to reach. */
function keptOf(program: Program) {
  const declared = declaredUnits(program)
  return targetsOf(program).flatMap(({ policy, target }) => {
    const place = { district: '', departmentId: '', firstPeriod: '2021-01' }
    const kept = defaultSetting(policy, target, place, declared)
    if (!kept) return []
    const nobody = { id: 0, setBy: null, recordedAt: new Date(0), sample: false }
    const indicator = indicatorOf(program, target, { ...kept, ...nobody, periodicity: 'month' })
    const goal = indicator?.goal.kind === 'number' ? toNumber(indicator.goal.from) : 1
    return [{ ...kept, goal }]
  })
}
