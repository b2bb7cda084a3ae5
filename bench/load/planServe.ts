// A process of its own: the application on a database filled with a plan, listening. It says its port and what was
// filled, then serves until it is told to stop.
import { compile } from '#lang'
import { loadSources } from '#policies'
import { openDatabase, type Place } from '../../server/db/openDatabase.ts'
import { JOB, transact } from '../../server/db/transact.ts'
import { storeRules } from '../../server/decisions/rules.ts'
import { foreseePlan } from '../../server/plan/foreseePlan.ts'
import { listen } from './listen.ts'
import { fillPlan, type PlanRows } from './planFill.ts'
import { addPlanPeople, districtNames } from './planPeople.ts'
import { enlarge } from './planProgram.ts'

export type PlanTask = {
  readonly place: Place
  readonly targets: number
  readonly districts: number
  readonly months: number
  readonly tasks: number
  readonly projects: number
}

export type PlanReady = {
  readonly port: number
  readonly rows: PlanRows
  readonly ownTargets: number
  readonly ownTasks: number
  readonly task: number
  readonly project: number
  readonly target: { readonly policy: string; readonly target: string }
  readonly fillSeconds: number
  /** What the server's clock does once it has started, and then for every new day ahead. */
  readonly foreseeSeconds: number
}

const { place, targets, districts, months, tasks, projects }: PlanTask = JSON.parse(process.argv[2] ?? '')
const { program: library, trees } = compile(loadSources())
const { program, ownTargets, ownTasks } = enlarge(library, targets, tasks / districts)
const database = await openDatabase(place)
const names = districtNames(districts)
await transact(database, { actor: JOB, now: new Date() }, (tx) => storeRules(tx, program))
await addPlanPeople(database, names)
const begun = performance.now()
const rows = await fillPlan(database.pool, program, { districts: names, months, tasks, projects })
const fillSeconds = (performance.now() - begun) / 1000
const one = async (text: string): Promise<number> =>
  Number((await database.pool.query<{ id: bigint }>(text)).rows[0]?.id)
const task = await one(`SELECT id FROM plan_task WHERE district = '渝中区' AND step = 'broken_down' LIMIT 1`)
const project = await one(
  `SELECT id FROM plan_project WHERE district = '渝中区' AND stage = 'in_talks' LIMIT 1`,
)
const target = { policy: 'yuzhong-2024-plan', target: 'target-yz-finance-value-added' }
const foreseeing = performance.now()
await foreseePlan(database, new Date(), program)
const foreseeSeconds = (performance.now() - foreseeing) / 1000
listen<PlanReady>(
  database,
  { program, trees },
  { rows, ownTargets, ownTasks, task, project, target, fillSeconds, foreseeSeconds },
)
