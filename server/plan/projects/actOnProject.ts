// A new project, or an act on one → what the project has become, or why not. The database checks list, gate and duty.
import { and, eq, sql } from 'drizzle-orm'
import { record } from '../../audit/record.ts'
import type { Database } from '../../db/openDatabase.ts'
import { planProject, planProjectAct, subject as subjectTable } from '../../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import { orRefuse, ProjectError } from './problem.ts'
import type { DropReason, PoolState, ProjectAct, ProjectList, ProjectStage } from './stages.ts'

/** What is said of a project itself; amounts in 分. Absent: stays as it is. */
type ProjectAbout = {
  readonly name?: string
  readonly investor?: string
  readonly industry?: string
  readonly place?: string
  readonly investedFen?: number
  /** The enterprise in this system that builds it. */
  readonly subject?: number
  /** Targets that it feeds, each `policy/target`. */
  readonly targets?: readonly string[]
  readonly plannedStart?: string
  readonly plannedCompletion?: string
}

/** What comes with an act. `key` names the request: sent twice, it is done once. */
export type ProjectActInput = ProjectAbout & {
  readonly key: string
  readonly version: number
  /** The day on which it took place; today where it is not said. */
  readonly on?: string
  readonly text?: string
  readonly source?: string
  readonly gate?: string
  readonly meeting?: number
  readonly dropReason?: DropReason
  readonly pool?: PoolState
  readonly green?: boolean
  readonly totalFen?: number
  readonly approvedFen?: number
  readonly progressQualifies?: boolean
  readonly exceptional?: boolean
  readonly consent?: boolean
}

export type NewProject = ProjectAbout & {
  readonly key: string
  readonly district: string
  readonly department: string
  readonly name: string
  readonly industry: string
  readonly stage: ProjectList
  /** Since when it stands on that list. */
  readonly on?: string
  readonly text?: string
}

export type ProjectActed = {
  readonly id: number
  readonly number: number
  readonly stage: ProjectStage
  readonly repeated: boolean
}

/** Throws ProjectError. */
export function registerProject(
  database: Database,
  occasion: Occasion,
  project: NewProject,
): Promise<ProjectActed> {
  return transact(database, occasion, async (tx) => {
    const done = await registerWithin(tx, project)
    if (!done.repeated) {
      const { key: _, ...content } = project
      await record(tx, { act: 'project.register', object: `project ${done.id}`, content })
    }
    return done
  })
}

/** As part of something larger, which is logged as a whole. */
export async function registerWithin(tx: Transaction, project: NewProject): Promise<ProjectActed> {
  const before = await registeredBefore(tx, project)
  if (before) return before
  const { district, department, stage, ...said } = project
  // Its other columns are the trigger's alone, and nobody is granted to write them.
  const inserting = tx.execute<{ id: bigint }>(
    sql`INSERT INTO plan_project (district, department_id) VALUES (${district}, ${department}) RETURNING id`,
  )
  const { rows } = await orRefuse(inserting)
  const id = Number(rows[0]?.id)
  return insertAct(tx, id, 'register', { ...said, version: 0 }, stage)
}

async function registeredBefore(
  tx: Transaction,
  { key, department }: NewProject,
): Promise<ProjectActed | undefined> {
  const [before] = await tx
    .select({ id: planProject.id, stage: planProject.stage })
    .from(planProjectAct)
    .innerJoin(planProject, eq(planProject.id, planProjectAct.projectId))
    .where(
      and(
        eq(planProjectAct.key, key),
        eq(planProjectAct.act, 'register'),
        eq(planProject.departmentId, department),
      ),
    )
  return before && { ...before, number: 1, repeated: true }
}

/** Throws ProjectError. */
export function actOnProject(
  database: Database,
  occasion: Occasion,
  projectId: number,
  act: Exclude<ProjectAct, 'register'>,
  input: ProjectActInput,
): Promise<ProjectActed> {
  return transact(database, occasion, async (tx) => {
    const done = await actWithin(tx, projectId, act, input)
    if (!done.repeated) {
      const { key: _, ...content } = input
      await record(tx, {
        act: `project.${act}`,
        object: `project ${projectId}`,
        content: { ...content, number: done.number },
      })
    }
    return done
  })
}

/** As part of something larger, which is logged as a whole. */
export async function actWithin(
  tx: Transaction,
  projectId: number,
  act: Exclude<ProjectAct, 'register'>,
  input: ProjectActInput,
): Promise<ProjectActed> {
  const [project] = await tx
    .select({ id: planProject.id, stage: planProject.stage })
    .from(planProject)
    .where(eq(planProject.id, projectId))
  if (!project) throw new ProjectError('unknown_project', '没有这个项目，请从项目清单进入')
  const [before] = await tx
    .select()
    .from(planProjectAct)
    .where(and(eq(planProjectAct.projectId, projectId), eq(planProjectAct.key, input.key)))
  if (before && before.act !== act)
    throw new ProjectError('project_changed', '这个请求编号已经用过，请刷新后再办')
  if (before) return { id: projectId, number: before.number, stage: project.stage, repeated: true }
  return insertAct(tx, projectId, act, input)
}

async function insertAct(
  tx: Transaction,
  projectId: number,
  act: ProjectAct,
  { version, on, subject, meeting, targets, ...said }: ProjectActInput,
  stage?: ProjectStage,
): Promise<ProjectActed> {
  if (subject !== undefined) await requireSeen(tx, subject)
  const adding = tx
    .insert(planProjectAct)
    .values({
      ...{ projectId, number: version + 1, act, ...said },
      ...(on !== undefined && { happenedOn: on }),
      ...(subject !== undefined && { subjectId: subject }),
      ...(meeting !== undefined && { meetingId: meeting }),
      ...(targets && { targets: [...targets] }),
      ...(stage && { stage }),
    })
    .returning({ number: planProjectAct.number })
  const [row] = await orRefuse(adding)
  const [now] = await tx
    .select({ stage: planProject.stage })
    .from(planProject)
    .where(eq(planProject.id, projectId))
  if (!row || !now) throw new Error('nothing was inserted')
  return { id: projectId, number: row.number, stage: now.stage, repeated: false }
}

/** A project is tied only to an enterprise that whoever says so sees. */
async function requireSeen(tx: Transaction, id: number): Promise<void> {
  const [seen] = await tx.select({ id: subjectTable.id }).from(subjectTable).where(eq(subjectTable.id, id))
  if (seen) return
  const message = '没有这家企业，或您看不到它，请从查找结果里选择'
  throw new ProjectError('wrong_project', message, [{ path: 'subject', message }])
}
