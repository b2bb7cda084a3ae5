// The moment → what nobody did and only time brings: what is due today or soon, and days of a subject that come near.
import { and, eq, isNull, or, sql } from 'drizzle-orm'
import type { Program } from '#lang'
import { loadOwnDates } from '../calendar/loadOwnDates.ts'
import type { OwnDate } from '../calendar/ownDates.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { nextDay } from '../clock/workingDays.ts'
import type { Database } from '../db/openDatabase.ts'
import { datesTold, membership, message } from '../db/tables.ts'
import { JOB, type Transaction, transact } from '../db/transact.ts'
import { SubjectError } from '../subjects/problem.ts'

/** So many days before a day it is told. What a case asks is told by its own step. */
const AHEAD: Readonly<Partial<Record<OwnDate['kind'], number>>> = {
  ...{ opens: 3, closes: 14, document: 30, stage: 14, instalment: 14, expiry: 60 },
}

const WORDS: Readonly<Partial<Record<OwnDate['kind'], (title: string) => string>>> = {
  opens: (title) => `“${title}”开始受理`,
  closes: (title) => `“${title}”截止`,
  stage: (title) => `“${title}”的下一阶段`,
  instalment: (title) => `“${title}”的下一期`,
}

/** Days before which an applicant is reminded of what lies with them. */
const SOON = 3
/** Subjects at a time, so that other work comes between; the others follow with the next run. */
const MOST_SUBJECTS = 100

export type DatesRun = {
  /** How many messages were made. */
  readonly told: number
  /** Subjects of which something is known that the rules cannot read; they are tried again with the next run. */
  readonly failed: readonly { readonly subject: number; readonly why: string }[]
}

/** Safe to run as often as one likes. */
export async function tellDates(database: Database, now: Date, program: Program): Promise<DatesRun> {
  const occasion = { actor: JOB, now }
  let told = await transact(database, occasion, async (tx) => (await tellDue(tx)) + (await tellSoon(tx)))
  const failed: { subject: number; why: string }[] = []
  for (const subject of await transact(database, occasion, subjectsToTell)) {
    try {
      told += await transact(database, occasion, (tx) => tellOf(tx, program, subject, now))
    } catch (error) {
      if (!(error instanceof SubjectError)) throw error
      failed.push({ subject, why: error.message })
    }
  }
  return { told, failed }
}

/** On whose desk something is due today. */
async function tellDue(tx: Transaction): Promise<number> {
  const { rowCount } = await tx.execute(sql`
    INSERT INTO message (kind, key, desks, case_id, said, due_on)
    SELECT 'due_today', concat_ws(' ', 'due', id, version), places, id, jsonb_build_object('step', here->>'name'), due_on
    FROM (SELECT due.*, desks_of(due.desk, roles_in(here)) AS places
      FROM (SELECT support_case.*, path_step(path_id, path_version, step) AS here FROM support_case
        WHERE due_on = act_date() AND desk <> '{}') AS due) AS found
    WHERE places <> '{}'
    ON CONFLICT ON CONSTRAINT message_once DO NOTHING`)
  return rowCount ?? 0
}

async function tellSoon(tx: Transaction): Promise<number> {
  const { rowCount } = await tx.execute(sql`
    INSERT INTO message (kind, key, subject_id, case_id, said, due_on)
    SELECT 'due_soon', concat_ws(' ', 'soon', id, version), subject_id, id, jsonb_build_object('step', here->>'name'), due_on
    FROM (SELECT support_case.*, path_step(path_id, path_version, step) AS here FROM support_case
      WHERE due_on BETWEEN act_date() AND act_date() + ${SOON}::int AND desk = '{}') AS found
    WHERE here->>'desk' = 'applicant'
    ON CONFLICT ON CONSTRAINT message_once DO NOTHING`)
  return rowCount ?? 0
}

/** Those for whom somebody acts and whose dates were not looked at today. */
async function subjectsToTell(tx: Transaction): Promise<number[]> {
  const rows = await tx
    .selectDistinct({ id: membership.subjectId })
    .from(membership)
    .leftJoin(datesTold, eq(datesTold.subjectId, membership.subjectId))
    .where(
      and(
        isNull(membership.endedAt),
        or(isNull(membership.validTo), sql`${membership.validTo} >= act_date()`),
        or(isNull(datesTold.toldOn), sql`${datesTold.toldOn} < act_date()`),
      ),
    )
    .orderBy(membership.subjectId)
    .limit(MOST_SUBJECTS)
  return rows.map(({ id }) => id)
}

async function tellOf(tx: Transaction, program: Program, subject: number, now: Date): Promise<number> {
  const today = dayInChina(now)
  const near = (await loadOwnDates(tx, program, subject, now)).filter((each) => isNear(each, today))
  const added =
    near.length === 0
      ? []
      : await tx
          .insert(message)
          .values(
            near.map((each) => ({
              ...{ kind: 'date' as const, key: `date ${subject} ${each.id} ${each.day}`, subjectId: subject },
              ...{ caseId: each.caseId ?? null, dueOn: each.day },
              said: { title: WORDS[each.kind]?.(each.title) ?? each.title, note: noteOf(each) },
            })),
          )
          .onConflictDoNothing()
          .returning({ id: message.id })
  const told = { subjectId: subject, toldOn: today }
  await tx.insert(datesTold).values(told).onConflictDoUpdate({ target: datesTold.subjectId, set: told })
  return added.length
}

function isNear({ kind, day }: OwnDate, today: string): boolean {
  const ahead = AHEAD[kind]
  return ahead !== undefined && day <= nextDay(today, ahead)
}

function noteOf({ note, inferred }: OwnDate): string {
  return inferred === undefined ? note : `${note}（${inferred}）`
}
