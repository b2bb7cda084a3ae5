// A day and a moment → targets, tasks and projects as they stood on that day, as far as was known at that moment.
import type { Program } from '#lang'
import { nextDay } from '../clock/workingDays.ts'
import type { Transaction } from '../db/transact.ts'
import { departmentNames } from '../identity/departmentNames.ts'
import {
  allProjectsIn,
  type ProjectDay,
  type ProjectFilter,
  type ProjectLine,
} from './projects/listProjects.ts'
import { type ProjectSummary, projectSummaryIn } from './projects/summarizeProjects.ts'
import { type Plan, type PlanScope, planAsOf } from './targets/planAsOf.ts'
import { soonFrom } from './tasks/lamp.ts'
import { allTasksIn, type TaskDay, type TaskLine } from './tasks/listTasks.ts'
import { summaryIn, type TaskSummary } from './tasks/summarizeTasks.ts'

export type PlanStatus = {
  readonly targets: Plan
  readonly tasks: {
    readonly summary: TaskSummary
    readonly red: readonly TaskLine[]
    readonly sample: boolean
  }
  /** Undefined where one document was asked for: a project is of none. */
  readonly projects:
    | { readonly summary: ProjectSummary; readonly late: readonly ProjectLine[]; readonly sample: boolean }
    | undefined
  /** Names of departments by their ids. */
  readonly departments: ReadonlyMap<string, string>
}

/** Of what the transaction's actor sees. A day ahead shows what is known, as if nothing more were done until then. */
export async function planStatus(
  tx: Transaction,
  program: Program,
  { day, knownAt }: { readonly day: string; readonly knownAt: Date },
  scope: PlanScope = {},
): Promise<PlanStatus> {
  return {
    targets: await planAsOf(tx, program, day, knownAt, scope),
    tasks: await tasksAsOf(tx, program, taskDayOf(day, knownAt), scope),
    projects: scope.policy === undefined ? await projectsAsOf(tx, day, knownAt, scope) : undefined,
    departments: await departmentNames(tx),
  }
}

/** What was recorded in the very moment counts as known. */
const afterwards = (moment: Date): Date => new Date(moment.getTime() + 1)

/** An act on a task takes place when it is recorded, so nothing later than the day itself counts. */
function taskDayOf(day: string, knownAt: Date): TaskDay {
  const ends = new Date(`${nextDay(day)}T00:00:00+08:00`)
  const known = afterwards(knownAt)
  return { today: day, soon: soonFrom(day).day, knownBefore: known < ends ? known : ends }
}

async function tasksAsOf(tx: Transaction, program: Program, on: TaskDay, scope: PlanScope) {
  const all = await allTasksIn(tx, on, program, scope)
  return {
    summary: await summaryIn(tx, on, program, scope),
    red: all.filter(({ lamp }) => lamp === 'red'),
    sample: all.some(({ sample }) => sample),
  }
}

async function projectsAsOf(tx: Transaction, day: string, knownAt: Date, { district }: PlanScope) {
  const on: ProjectDay = { day, before: afterwards(knownAt) }
  const filter: ProjectFilter = district === undefined ? {} : { district }
  const all = await allProjectsIn(tx, on, knownAt, filter)
  return {
    summary: await projectSummaryIn(tx, on, knownAt, filter),
    late: all.filter(({ late }) => late > 0),
    sample: all.some(({ sample }) => sample),
  }
}
