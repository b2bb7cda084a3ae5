// A filter, a day and a moment → how the projects stand: by list, by department, and why some were dropped. Every
// project counts once.
import type { Database } from '../../db/openDatabase.ts'
import { PROJECT_STAGES } from '../../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import {
  allProjectsIn,
  countProjects,
  type ProjectCount,
  type ProjectDay,
  type ProjectFilter,
  projectDay,
} from './listProjects.ts'
import type { DropReason, ProjectStage } from './stages.ts'

export type ProjectSummary = {
  readonly day: string
  readonly total: number
  /** All stages, also those without a project. */
  readonly stages: readonly ProjectCount[]
  readonly departments: readonly {
    readonly department: string
    readonly projects: number
    readonly late: number
  }[]
  readonly industries: readonly string[]
  readonly dropped: readonly { readonly reason: DropReason; readonly projects: number }[]
}

export function summarizeProjects(
  database: Database,
  occasion: Occasion,
  filter: ProjectFilter,
): Promise<ProjectSummary> {
  const on = projectDay(occasion.now, filter)
  return transact(database, occasion, (tx) => projectSummaryIn(tx, on, occasion.now, filter))
}

export async function projectSummaryIn(
  tx: Transaction,
  on: ProjectDay,
  now: Date,
  filter: ProjectFilter,
): Promise<ProjectSummary> {
  const counts = await countProjects(tx, on, now, filter)
  const lines = await allProjectsIn(tx, on, now, filter)
  const byDepartment = Map.groupBy(lines, ({ department }) => department)
  const reasons = lines.flatMap(({ stage, dropReason }) =>
    stage === 'dropped' && dropReason ? [dropReason] : [],
  )
  return {
    day: on.day,
    total: lines.length,
    stages: PROJECT_STAGES.map((stage) => counts.find((each) => each.stage === stage) ?? none(stage)),
    departments: [...byDepartment].map(([department, own]) => ({
      ...{ department, projects: own.length, late: own.filter(({ late }) => late > 0).length },
    })),
    industries: [...new Set(lines.map(({ industry }) => industry))].sort((a, b) =>
      a.localeCompare(b, 'zh-CN'),
    ),
    dropped: [...Map.groupBy(reasons, (each) => each)].map(([reason, own]) => ({
      reason,
      projects: own.length,
    })),
  }
}

const none = (stage: ProjectStage): ProjectCount => ({
  ...{ stage, projects: 0, investedFen: 0, late: 0, slipped: 0, green: 0, admitted: 0 },
})
