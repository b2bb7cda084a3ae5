// A filter → the cases that it finds, in order, and how many there are: asked so that it stays fast over millions of cases.
// Officers see what concerns their departments: their lists walk an index of these. Whoever sees more, by district or for
// an enterprise, is asked by the rights of each row; so are the few cases that a number or a name means.
import { and, arrayContains, arrayOverlaps, asc, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { CaseState } from '../approval/states.ts'
import { supportCase } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import type { CaseRow } from './loadCase.ts'

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

/** Where a page ends; the next one begins after it, whatever came or went meanwhile. */
export type Place = { readonly dueOn: string | null; readonly id: number }

/** How many are counted: beyond that it is only said that there are more. */
export const MOST_COUNTED = 1000

/** More than these are not few: then the list is walked, and each is looked at. */
const FEW = 2000

/** A department whose cases are asked for; with roles, those that somebody in one of them can act on now. */
type Queue = { readonly department: string; readonly roles?: readonly string[] }

/** `where`: what is asked of each case; `queues`: only of cases of these departments. */
export type Question = { readonly where: SQL | undefined; readonly queues?: readonly Queue[] }

export async function questionOf(tx: Transaction, filter: CaseFilter): Promise<Question> {
  const named = await namedBy(tx, filter.text?.trim() ?? '')
  const desks = filter.mine ? await myDesks(tx) : undefined
  const where = and(...conditionsOf(filter), named?.where)
  const queues = named?.few || filter.own ? undefined : (desks ?? (await myDepartments(tx)))
  if (queues) return { where, queues }
  return { where: and(where, desks && onDesks(desks), desks && notTied(supportCase.subjectId)) }
}

/** Up to `most` cases, after a place; those that are due first stand first. */
export async function casesFor(
  tx: Transaction,
  question: Question,
  { after, most }: { readonly after?: Place; readonly most: number },
): Promise<CaseRow[]> {
  const { where, queues } = question
  if (!queues)
    return tx
      .select()
      .from(supportCase)
      .where(and(where, after && later(DUE, supportCase.id, after)))
      .orderBy(asc(DUE), asc(supportCase.id))
      .limit(most)
  const beyond = after && later(sql`placed.due`, sql`placed.case_id`, after)
  const ids = await idsIn(
    tx,
    sql`
    SELECT DISTINCT due, case_id FROM (${inQueues(queues, where, sql`${beyond ?? sql`true`} ORDER BY placed.due, placed.case_id LIMIT ${most}`)}) AS found
    ORDER BY due, case_id LIMIT ${most}`,
  )
  if (ids.length === 0) return []
  return tx
    .select()
    .from(supportCase)
    .where(inArray(supportCase.id, ids))
    .orderBy(asc(DUE), asc(supportCase.id))
}

/** How many, up to MOST_COUNTED + 1. */
export async function countFor(tx: Transaction, { where, queues }: Question): Promise<number> {
  const most = MOST_COUNTED + 1
  const found = queues
    ? sql`SELECT DISTINCT case_id FROM (${inQueues(queues, where, sql`true LIMIT ${most}`)}) AS found LIMIT ${most}`
    : sql`SELECT 1 FROM ${supportCase} WHERE ${where ?? sql`true`} LIMIT ${most}`
  const { rows } = await tx.execute<{ n: number }>(sql`SELECT count(*)::int AS n FROM (${found}) AS counted`)
  return rows[0]?.n ?? 0
}

// — by departments —

/** Each department's own, one after another in the order of its index; a case is looked at only where something is asked of it. */
function inQueues(queues: readonly Queue[], where: SQL | undefined, end: SQL): SQL {
  const looked = where
    ? sql`, LATERAL (SELECT 1 FROM ${supportCase} WHERE ${supportCase.id} = placed.case_id AND ${where} LIMIT 1) AS looked`
    : sql``
  const one = ({ department, roles }: Queue): SQL => sql`(
    SELECT placed.due, placed.case_id FROM case_of_department AS placed ${looked}
    WHERE placed.department_id = ${department} AND ${roles ? onDesk(roles) : sql`true`} AND ${end})`
  if (queues.length === 0) return sql`SELECT NULL::date AS due, NULL::bigint AS case_id WHERE false`
  return sql.join(queues.map(one), sql` UNION ALL `)
}

const onDesk = (roles: readonly string[]): SQL =>
  sql`placed.parties <> '{}' AND placed.parties && ${textArray(roles)} AND ${notTied(sql`placed.subject_id`)}`

async function idsIn(tx: Transaction, query: SQL): Promise<number[]> {
  const { rows } = await tx.execute<{ case_id: string }>(query)
  return rows.map((each) => Number(each.case_id))
}

/** Undefined where the person sees cases that concern none of their departments. */
async function myDepartments(tx: Transaction): Promise<readonly Queue[] | undefined> {
  const { rows } = await tx.execute<{ departments: string[]; beyond: boolean }>(sql`
    SELECT my_departments() AS departments,
      my_audited_districts() <> '{}' OR my_led_districts() <> '{}' OR my_subjects() <> '{}' AS beyond`)
  const [seen] = rows
  return seen && !seen.beyond ? seen.departments.map((department) => ({ department })) : undefined
}

/** By what the person's duties are now. */
async function myDesks(tx: Transaction): Promise<(Queue & { readonly roles: readonly string[] })[]> {
  const { rows } = await tx.execute<{ department: string; roles: string[] }>(sql`
    SELECT department_id AS department, array_agg(role) AS roles FROM duty
    WHERE person_id = acting_person() AND has_duty_in(ARRAY[role], ARRAY[department_id])
    GROUP BY department_id`)
  return rows
}

const notTied = (subject: SQL | PgColumn): SQL =>
  sql`${subject} NOT IN (SELECT subject_id FROM recusal WHERE person_id = acting_person())`

function onDesks(desks: readonly (Queue & { readonly roles: readonly string[] })[]): SQL | undefined {
  const each = desks.map(({ department, roles }) =>
    and(arrayContains(supportCase.desk, [department]), arrayOverlaps(supportCase.parties, [...roles])),
  )
  return each.length === 0 ? sql`false` : or(...each)
}

const textArray = (texts: readonly string[]): SQL =>
  sql`ARRAY[${sql.join(
    texts.map((each) => sql`${each}`),
    sql`, `,
  )}]::text[]`

// — by everything else —

/** For `desk`: the applicant's turn, or the clock's. */
export const NO_DESK = 'none'

function conditionsOf(filter: CaseFilter): (SQL | undefined)[] {
  const { own, overdue, escalated, states, policy, item, year, step, desk } = filter
  return [
    own ? sql`${supportCase.subjectId} = ANY ((SELECT my_subjects())::bigint[])` : undefined,
    overdue ? sql`${supportCase.dueOn} < act_date()` : undefined,
    escalated ? toldTheLeader : undefined,
    states && inArray(supportCase.state, [...states]),
    policy === undefined ? undefined : eq(supportCase.policy, policy),
    item === undefined ? undefined : eq(supportCase.item, item),
    year === undefined ? undefined : eq(supportCase.year, year),
    step === undefined ? undefined : eq(supportCase.step, step),
    desk === undefined ? undefined : firstOn(desk),
  ]
}

/** For the delay that it has now. */
const toldTheLeader = sql`${supportCase.dueOn} < act_date() AND EXISTS (SELECT 1 FROM escalation
  WHERE escalation.case_id = ${supportCase.id} AND escalation.level = 'leader'
    AND escalation.due_on = ${supportCase.dueOn})`

/** The first of a desk is the one whose turn it is. */
function firstOn(desk: string): SQL {
  return desk === NO_DESK ? sql`${supportCase.desk} = '{}'` : sql`${supportCase.desk}[1] = ${desk}`
}

/** What a text means: a number from its beginning, its year or its end; a name; a credit code. Undefined for no text. */
async function namedBy(
  tx: Transaction,
  text: string,
): Promise<{ readonly where: SQL; readonly few: boolean } | undefined> {
  if (text === '') return undefined
  const { rows } = await tx.execute<{ ids: string[] | null }>(sql`SELECT cases_named(${text}, ${FEW}) AS ids`)
  const ids = rows[0]?.ids?.map(Number)
  if (ids) return { where: ids.length === 0 ? sql`false` : inArray(supportCase.id, ids), few: true }
  const where = sql`(number_has(${supportCase.number}, ${text}) OR ${supportCase.subjectId} IN (SELECT id FROM subject
    WHERE strpos(lower(name), lower(${text})) > 0 OR credit_code = upper(${text})))`
  return { where, few: false }
}

const DUE = sql`COALESCE(${supportCase.dueOn}, 'infinity'::date)`

function later(due: SQL, id: SQL | PgColumn, { dueOn, id: last }: Place): SQL {
  return sql`(${due}, ${id}) > (COALESCE(${dueOn}::date, 'infinity'::date), ${last}::bigint)`
}
