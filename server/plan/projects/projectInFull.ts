// A project → everything that is known of it on a day as of a moment: its course, gates, slips, meetings, what it may
// receive, what it feeds, and when it may begin and be completed.
import { and, asc, eq, inArray, lt, lte, type SQL, sql } from 'drizzle-orm'
import type { Program } from '#lang'
import type { Database } from '../../db/openDatabase.ts'
import { planMeeting, planProjectAct, subject, supportCase } from '../../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import { departmentNames } from '../../identity/departmentNames.ts'
import { daysBetween, type Expectations, forecastProject } from './forecastProject.ts'
import {
  allProjectsIn,
  type ProjectDay,
  type ProjectFilter,
  type ProjectLine,
  projectDay,
} from './listProjects.ts'
import { ProjectError } from './problem.ts'
import {
  GATES,
  isList,
  nextStage,
  PROJECT_ACT_NAMES,
  type ProjectAct,
  type ProjectStage,
  projectRule,
} from './stages.ts'
import { type ProjectSubsidy, subsidiesOf } from './subsidies.ts'

export type ProjectActRow = typeof planProjectAct.$inferSelect & { readonly person: string | null }

/** A stay on a list; `until` is absent while it lasts. */
export type Stay = {
  readonly stage: ProjectStage
  readonly from: string
  readonly until?: string
  readonly days: number
}

export type GateState = {
  readonly gate: string
  readonly name: string
  readonly done?: { readonly on: string; readonly source: string; readonly person: string | null }
}

/** The enterprise of this system behind a project. `name` is absent where whoever asks does not see the enterprise. */
export type Enterprise = {
  readonly id: number
  readonly name?: string
  readonly creditCode: string | null
}

export type Meetings = ReadonlyMap<number, { readonly title: string; readonly heldOn: string }>

/** Where a project may go, and what stands against it. */
type PossibleProjectAct = {
  readonly act: ProjectAct
  readonly name: string
  readonly says: boolean
  readonly proves: boolean
  readonly to?: ProjectStage
  readonly against: readonly string[]
}

export type ProjectInFull = {
  readonly line: ProjectLine
  readonly on: ProjectDay
  readonly acts: readonly ProjectActRow[]
  readonly stays: readonly Stay[]
  readonly gates: readonly GateState[]
  readonly meetings: Meetings
  readonly enterprise: Enterprise | undefined
  readonly expectations: Expectations
  readonly subsidies: readonly ProjectSubsidy[]
  /** Cases of the enterprise that the person may see. */
  readonly cases: readonly {
    readonly id: number
    readonly number: string
    readonly policy: string
    readonly item: string
  }[]
  readonly departments: ReadonlyMap<string, string>
  /** Nothing where an earlier day or moment is shown. */
  readonly possible: readonly PossibleProjectAct[]
}

/** Throws ProjectError `unknown_project`. */
export function projectInFull(
  database: Database,
  occasion: Occasion,
  program: Program,
  id: number,
  as: Pick<ProjectFilter, 'at' | 'known'> = {},
): Promise<ProjectInFull> {
  const on = projectDay(occasion.now, as)
  const earlier = on.before !== undefined || on.day !== projectDay(occasion.now, {}).day
  return transact(database, occasion, async (tx) => {
    const [line] = await allProjectsIn(tx, on, occasion.now, { id })
    if (!line) throw new ProjectError('unknown_project', '没有这个项目，请从项目清单进入')
    const acts = await actsOf(tx, id, on)
    const gates = gatesOf(line, acts)
    return {
      ...{ line, on, acts, gates, stays: staysOf(acts, on.day) },
      meetings: await meetingsOf(tx, acts),
      enterprise: await enterpriseOf(tx, line),
      expectations: await forecastProject(tx, line, on, occasion.now),
      subsidies: subsidiesOf(program, line, on.day),
      cases: await casesOf(tx, line),
      departments: await departmentNames(tx),
      possible: earlier ? [] : await possibleActs(tx, line, gates),
    }
  })
}

const NAME_OF = sql`(SELECT name FROM person_name WHERE person_name.id = ${planProjectAct.personId})`

/** `person`: how the name of who did it is found. */
export async function actsOf(
  tx: Transaction,
  id: number,
  { day, before }: ProjectDay,
  person: SQL = NAME_OF,
): Promise<ProjectActRow[]> {
  const rows = await tx
    .select({ act: planProjectAct, person: sql<string | null>`${person}` })
    .from(planProjectAct)
    .where(
      and(
        eq(planProjectAct.projectId, id),
        lte(planProjectAct.happenedOn, day),
        before && lt(planProjectAct.recordedAt, before),
      ),
    )
    .orderBy(asc(planProjectAct.number))
  return rows.map(({ act, person: name }) => ({ ...act, person: name }))
}

export async function enterpriseOf(
  tx: Transaction,
  { subject: wanted }: ProjectLine,
): Promise<Enterprise | undefined> {
  if (wanted === null) return undefined
  const { id, name, creditCode } = subject
  const [seen] = await tx.select({ id, name, creditCode }).from(subject).where(eq(id, wanted))
  return seen ?? { id: wanted, creditCode: null }
}

export function staysOf(acts: readonly ProjectActRow[], day: string): Stay[] {
  const moves = acts.flatMap(({ stage, enteredOn }) =>
    stage && enteredOn ? [{ stage, from: enteredOn }] : [],
  )
  return moves.map(({ stage, from }, i) => {
    const until = moves[i + 1]?.from
    return { stage, from, ...(until !== undefined && { until }), days: daysBetween(from, until ?? day) }
  })
}

/** What was done for the gate since the project came to its list. */
export function gatesOf({ stage }: ProjectLine, acts: readonly ProjectActRow[]): GateState[] {
  if (!isList(stage)) return []
  const entry = acts.findLast(({ topic }) => topic === 'stage')?.number ?? 0
  const since = acts.filter(({ act, number }) => act === 'gate' && number > entry)
  return GATES[stage].map(({ gate, name }) => {
    const done = since.findLast((each) => each.gate === gate)
    return {
      gate,
      name,
      ...(done && { done: { on: done.happenedOn, source: done.source, person: done.person } }),
    }
  })
}

export async function meetingsOf(tx: Transaction, acts: readonly ProjectActRow[]): Promise<Meetings> {
  const ids = acts.flatMap(({ meetingId }) => (meetingId === null ? [] : [meetingId]))
  if (ids.length === 0) return new Map()
  const { id, title, heldOn } = planMeeting
  const rows = await tx.select({ id, title, heldOn }).from(planMeeting).where(inArray(id, ids))
  return new Map(rows.map((each) => [each.id, { title: each.title, heldOn: each.heldOn }]))
}

async function casesOf(tx: Transaction, { subject }: ProjectLine): Promise<ProjectInFull['cases']> {
  if (subject === null) return []
  const { id, number, policy, item } = supportCase
  return tx
    .select({ id, number, policy, item })
    .from(supportCase)
    .where(eq(supportCase.subjectId, subject))
    .orderBy(asc(id))
}

async function possibleActs(
  tx: Transaction,
  line: ProjectLine,
  gates: readonly GateState[],
): Promise<PossibleProjectAct[]> {
  const { rows } = await tx.execute<{ mine: boolean }>(
    sql`SELECT keeps_projects(${line.department}, ${line.district}) AS mine`,
  )
  if (rows[0]?.mine !== true) return []
  const open = gates.filter(({ done }) => !done)
  return PROJECT_ACT_NAMES.flatMap((act) => {
    const { name, from, says, proves } = projectRule(act)
    if (!from.includes(line.stage)) return []
    const to = act === 'advance' && isList(line.stage) ? nextStage(line.stage) : undefined
    const against =
      act === 'advance' && open.length > 0 ? [`还没有完成：${open.map((each) => each.name).join('、')}`] : []
    return [{ ...{ act, name, says, proves, against }, ...(to && { to }) }]
  })
}
