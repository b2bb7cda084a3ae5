// A filter → cases that the person may see: the workbench of an officer, or the cases of an applicant. The one that is

// due first stands first, so the overdue ones lead.
import {
  and,
  arrayContains,
  arrayOverlaps,
  asc,
  eq,
  ilike,
  inArray,
  isNull,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { CaseState } from '../approval/states.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { workingDaysBetween } from '../clock/workingDays.ts'
import { containing } from '../db/containing.ts'
import type { Database } from '../db/openDatabase.ts'
import { decision, decisionUndone, subject, supportCase } from '../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../db/transact.ts'
import type { CaseRow } from './loadCase.ts'
import { loadPath } from './loadPath.ts'

export type CaseFilter = {
  /** What this person can do now, by duty and desk. */
  readonly mine?: boolean
  /** What the person's own enterprises have. */
  readonly own?: boolean
  readonly overdue?: boolean
  /** So late that the leader was told. */
  readonly escalated?: boolean
  readonly states?: readonly CaseState[]
  readonly policy?: string
  readonly item?: string
  readonly year?: number
  readonly step?: string
  /** On whose desk it lies; NO_DESK: on no department's. */
  readonly desk?: string
  /** In the case's number, or in the subject's name or credit code. */
  readonly text?: string
}

/** For `desk`: the applicant's turn, or the clock's. */
export const NO_DESK = 'none'

/** Where a page ends; the next one begins after it, whatever came or went meanwhile. */
export type Place = { readonly dueOn: string | null; readonly id: number }

export type CaseLine = {
  readonly row: CaseRow
  readonly subject: string
  readonly creditCode: string | null
  readonly step: string
  /** What has been decided and stands, in 分. */
  readonly fen: number | null
  /** Working days; 0 where it is not late. */
  readonly late: number
  /** Working days up to the due day; null where there is none, 0 on that day and after it. */
  readonly left: number | null
  /** Working days on this desk. */
  readonly age: number
}

export type CasePage = {
  readonly lines: readonly CaseLine[]
  /** Of the whole filtered set. */
  readonly total: number
  readonly next?: Place
}

/** `now` of the occasion decides what is late. */
export async function listCases(
  database: Database,
  occasion: Occasion,
  filter: CaseFilter,
  { after, size = 50 }: { readonly after?: Place; readonly size?: number } = {},
): Promise<CasePage> {
  return transact(database, occasion, async (tx) => {
    const where = and(...(await conditionsOf(tx, filter)))
    const total = await tx.$count(supportCase, where)
    const found = await tx
      .select()
      .from(supportCase)
      .where(and(where, after && laterThan(after)))
      .orderBy(asc(DUE), asc(supportCase.id))
      .limit(size + 1)
    const lines = await linesOf(tx, found.slice(0, size), dayInChina(occasion.now))
    const last = lines.at(-1)?.row
    const next = found.length > size && last ? { next: { dueOn: last.dueOn, id: last.id } } : {}
    return { lines, total, ...next }
  })
}

/** The whole filtered set, page by page: for exports and for acts on all of it. */
export async function* allCases(
  database: Database,
  occasion: Occasion,
  filter: CaseFilter,
): AsyncGenerator<CaseLine> {
  const size = 500
  let after: Place | undefined
  do {
    const page = await listCases(database, occasion, filter, { size, ...(after ? { after } : {}) })
    yield* page.lines
    after = page.next
  } while (after)
}

const DUE = sql`COALESCE(${supportCase.dueOn}, 'infinity'::date)`

function laterThan({ dueOn, id }: Place): SQL {
  return sql`(${DUE}, ${supportCase.id}) > (COALESCE(${dueOn}::date, 'infinity'::date), ${id}::bigint)`
}

async function conditionsOf(tx: Transaction, filter: CaseFilter): Promise<(SQL | undefined)[]> {
  const { mine, own, overdue, escalated, states, policy, item, year, step, desk, text } = filter
  return [
    mine ? await onMyDesk(tx) : undefined,
    own ? sql`${supportCase.subjectId} = ANY ((SELECT my_subjects())::bigint[])` : undefined,
    overdue ? sql`${supportCase.dueOn} < act_date()` : undefined,
    escalated ? toldTheLeader : undefined,
    states && inArray(supportCase.state, [...states]),
    policy === undefined ? undefined : eq(supportCase.policy, policy),
    item === undefined ? undefined : eq(supportCase.item, item),
    year === undefined ? undefined : eq(supportCase.year, year),
    step === undefined ? undefined : eq(supportCase.step, step),
    desk === undefined ? undefined : onDesk(desk),
    text === undefined || text.trim() === '' ? undefined : contains(text.trim()),
  ]
}

/** By what the person's duties are now: a condition on columns alone, so that it stays fast over many cases. */
async function onMyDesk(tx: Transaction): Promise<SQL | undefined> {
  const { rows } = await tx.execute<{ department: string; roles: string[] }>(sql`
    SELECT department_id AS department, array_agg(role) AS roles FROM duty
    WHERE person_id = acting_person() AND has_duty_in(ARRAY[role], ARRAY[department_id])
    GROUP BY department_id`)
  const desks = rows.map(({ department, roles }) =>
    and(arrayContains(supportCase.desk, [department]), arrayOverlaps(supportCase.parties, roles)),
  )
  const tied = sql`${supportCase.subjectId} NOT IN (SELECT subject_id FROM recusal WHERE person_id = acting_person())`
  return desks.length === 0 ? sql`false` : and(or(...desks), tied)
}

/** For the delay that it has now. */
const toldTheLeader = sql`${supportCase.dueOn} < act_date() AND EXISTS (SELECT 1 FROM escalation
  WHERE escalation.case_id = ${supportCase.id} AND escalation.level = 'leader'
    AND escalation.due_on = ${supportCase.dueOn})`

/** The first of a desk is the one whose turn it is. */
function onDesk(desk: string): SQL {
  return desk === NO_DESK ? sql`${supportCase.desk} = '{}'` : sql`${supportCase.desk}[1] = ${desk}`
}

function contains(text: string): SQL | undefined {
  const pattern = containing(text)
  return or(
    ilike(supportCase.number, pattern),
    sql`${supportCase.subjectId} IN (SELECT id FROM subject
      WHERE name ILIKE ${pattern} OR credit_code = ${text.toUpperCase()})`,
  )
}

async function linesOf(tx: Transaction, found: readonly CaseRow[], today: string): Promise<CaseLine[]> {
  const subjects = await namesOf(tx, found)
  const awards = await awardsOf(tx, found)
  const steps = new Map<string, string>()
  for (const row of found) {
    if (steps.has(stepKey(row))) continue
    const path = await loadPath(tx, row.pathId, row.pathVersion)
    for (const step of path.steps) steps.set(stepKey({ ...row, step: step.id }), step.name)
  }
  return found.map((row) => ({
    ...{ row, subject: subjects.get(row.subjectId)?.name ?? '', step: steps.get(stepKey(row)) ?? row.step },
    ...{ creditCode: subjects.get(row.subjectId)?.creditCode ?? null, fen: awards.get(row.id) ?? null },
    late: row.dueOn === null ? 0 : workingDaysBetween(row.dueOn, today),
    left: row.dueOn === null ? null : workingDaysBetween(today, row.dueOn),
    age: workingDaysBetween(dayInChina(row.deskSince), today),
  }))
}

type Named = { readonly name: string; readonly creditCode: string | null }

async function namesOf(tx: Transaction, rows: readonly CaseRow[]): Promise<ReadonlyMap<number, Named>> {
  if (rows.length === 0) return new Map()
  const ids = [...new Set(rows.map((each) => each.subjectId))]
  const { id, name, creditCode } = subject
  const named = await tx.select({ id, name, creditCode }).from(subject).where(inArray(subject.id, ids))
  return new Map(named.map((each) => [each.id, each]))
}

async function awardsOf(tx: Transaction, rows: readonly CaseRow[]): Promise<ReadonlyMap<number, number>> {
  if (rows.length === 0) return new Map()
  const { caseId, awardFen } = decision
  const ids = rows.map((each) => each.id)
  const decided = await tx
    .select({ caseId, awardFen })
    .from(decision)
    .leftJoin(decisionUndone, eq(decisionUndone.decisionId, decision.id))
    .where(and(inArray(caseId, ids), isNull(decisionUndone.decisionId)))
  return new Map(decided.map((each) => [each.caseId, Number(each.awardFen)]))
}

function stepKey({ pathId, pathVersion, step }: Pick<CaseRow, 'pathId' | 'pathVersion' | 'step'>): string {
  return `${pathId} ${pathVersion} ${step}`
}
