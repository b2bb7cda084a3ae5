// A filter, a day and a moment → how the projects stand: by list, by department, and why some were dropped. Every
// project counts once.
import { sql } from 'drizzle-orm'
import type { Database } from '../../db/openDatabase.ts'
import { DROP_REASONS, PROJECT_STAGES } from '../../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import { changesOf } from '../changes.ts'
import { keepingByDatabase } from '../keeping.ts'
import { chosenProjects, ORDER, type ProjectDay, type ProjectFilter, projectDay } from './listProjects.ts'
import type { DropReason, ProjectStage } from './stages.ts'

type ProjectCount = {
  readonly projects: number
  readonly investedFen: number
  readonly late: number
  readonly slipped: number
  readonly green: number
  readonly admitted: number
}

export type ProjectSummary = {
  readonly day: string
  readonly total: number
  /** All stages, also those without a project. */
  readonly stages: readonly (ProjectCount & { readonly stage: ProjectStage })[]
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
  return transact(database, occasion, (tx) => keptProjectSummary(tx, database, occasion.now, filter))
}

/** Summaries of so many days and sets of districts. */
const MOST_SUMMARIES = 100
const keptSummaries = keepingByDatabase<ProjectSummary>(MOST_SUMMARIES)

/** What all projects of some districts sum to; for any other filter the projects themselves are looked at. */
const OF_SUMMARIES: ReadonlySet<string> = new Set(['district', 'at', 'known'])

/**
 * The same. What was summed up of whole districts for one person holds for all who see all of them, until one of their
 * projects moves or the day turns; `tx` is of the database.
 */
export async function keptProjectSummary(
  tx: Transaction,
  database: Database,
  now: Date,
  filter: ProjectFilter,
): Promise<ProjectSummary> {
  const on = projectDay(now, filter)
  const said = Object.entries(filter).filter(([, value]) => value !== undefined)
  if (said.some(([name]) => !OF_SUMMARIES.has(name)) || !(await seesWhole(tx)))
    return projectSummaryIn(tx, on, now, filter)
  const changes = await changesOf(tx, 'projects', { district: filter.district, knownAt: now })
  const moment = on.before ?? (changes.every(({ known }) => known) ? undefined : now)
  const marks = changes.map(({ district, mark }) => `${district} ${mark}`)
  const key = [on.day, moment?.getTime() ?? '', ...marks].join()
  const kept = keptSummaries(database)
  const found = kept.get(key) ?? (await projectSummaryIn(tx, on, now, filter))
  kept.set(key, found)
  return found
}

/** All projects of some districts and nothing else. False for other systems: of what they see nothing is kept. */
async function seesWhole(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.execute<{
    whole: boolean
  }>(sql`SELECT CASE current_user WHEN 'duixian_job' THEN true
    WHEN 'duixian_app' THEN '*' = ANY ((SELECT my_districts())::text[]) OR NOT EXISTS (SELECT 1 FROM plan_project
      WHERE department_id = ANY ((SELECT my_departments())::text[]) AND district <> ALL ((SELECT my_districts())::text[]))
    ELSE false END AS whole`)
  return rows[0]?.whole === true
}

/** Summed up afresh. */
export async function projectSummaryIn(
  tx: Transaction,
  on: ProjectDay,
  now: Date,
  filter: ProjectFilter,
): Promise<ProjectSummary> {
  const counts = await countProjects(tx, on, now, filter)
  const by = (one: CountRow['by']) => counts.filter((each) => each.by === one)
  const stages = by('stage')
  return {
    day: on.day,
    total: stages.reduce((sum, each) => sum + each.projects, 0),
    stages: PROJECT_STAGES.map((stage) => {
      const { projects, investedFen, late, slipped, green, admitted } =
        stages.find(({ of }) => of === stage) ?? NONE
      return { stage, projects, investedFen, late, slipped, green, admitted }
    }),
    departments: by('department').map(({ of, projects, late }) => ({ department: of, projects, late })),
    industries: by('industry')
      .map(({ of }) => of)
      .sort((a, b) => a.localeCompare(b, 'zh-CN')),
    dropped: by('dropReason').flatMap(({ of, projects }) =>
      DROP_REASONS.filter((reason) => reason === of).map((reason) => ({ reason, projects })),
    ),
  }
}

const NONE: ProjectCount = { projects: 0, investedFen: 0, late: 0, slipped: 0, green: 0, admitted: 0 }

type CountRow = Readonly<Record<keyof ProjectCount, string>> & {
  readonly by: 'stage' | 'department' | 'industry' | 'dropReason'
  readonly of: string | null
}

/** Every project once for each of the four, in the order of the list: what the first project has comes first. */
async function countProjects(tx: Transaction, on: ProjectDay, now: Date, filter: ProjectFilter) {
  const { rows } = await tx.execute<CountRow>(sql`
    SELECT CASE GROUPING(stage, department_id, industry, dropped_for) WHEN 7 THEN 'stage' WHEN 11 THEN 'department'
        WHEN 13 THEN 'industry' ELSE 'dropReason' END AS by,
      COALESCE(stage, department_id, industry, dropped_for) AS of,
      count(*) AS projects, COALESCE(sum(invested_fen), 0)::text AS "investedFen",
      count(*) FILTER (WHERE days_late > 0) AS late, count(*) FILTER (WHERE slips > 0) AS slipped,
      count(*) FILTER (WHERE green) AS green, count(*) FILTER (WHERE pool = 'admitted') AS admitted
    FROM (SELECT *, CASE WHEN stage = 'dropped' THEN drop_reason END AS dropped_for,
        row_number() OVER (ORDER BY array_position(${ORDER}, stage), entered_on, id) AS nth
      FROM (${chosenProjects(on, now, filter)}) AS chosen) AS placed
    GROUP BY GROUPING SETS ((stage), (department_id), (industry), (dropped_for)) ORDER BY min(nth)`)
  return rows.flatMap(({ by, of, projects, investedFen, late, slipped, green, admitted }) =>
    of === null
      ? []
      : [
          {
            ...{ by, of, projects: Number(projects), investedFen: Number(investedFen), late: Number(late) },
            ...{ slipped: Number(slipped), green: Number(green), admitted: Number(admitted) },
          },
        ],
  )
}
