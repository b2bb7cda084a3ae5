// Cases that lie too long on a desk → records of it: for the desk from the first working day on, later for the leader.
import { sql } from 'drizzle-orm'
import { TRANSFER } from '../approval/transferAct.ts'
import { record } from '../audit/record.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { workingDaysBetween } from '../clock/workingDays.ts'
import type { Database } from '../db/openDatabase.ts'
import { escalation } from '../db/tables.ts'
import { JOB, type Transaction, transact } from '../db/transact.ts'

/** After so many working days the leader hears of it. */
const FOR_THE_LEADER = 5

/** How many records were made; each case is reported once per level as long as it lies where it lies. */
export async function escalate(database: Database, now: Date): Promise<number> {
  return transact(database, { actor: JOB, now }, async (tx) => {
    const rows = (await lateCases(tx, dayInChina(now))).flatMap((late) => newLevels(late))
    if (rows.length === 0) return 0
    await tx.insert(escalation).values(rows)
    const content = rows.map(({ caseId, version, level }) => ({ caseId, version, level }))
    await record(tx, { act: 'case.escalate', object: `escalation ${rows.length}`, content })
    return rows.length
  })
}

type Late = {
  readonly caseId: number
  readonly version: number
  readonly dueOn: string
  readonly workingDaysLate: number
  readonly known: readonly string[]
}

async function lateCases(tx: Transaction, today: string): Promise<Late[]> {
  // The act after which it came to this desk: acts that leave it there do not begin a new delay.
  const { rows } = await tx.execute<{ id: bigint; version: number; due_on: string; known: string[] }>(sql`
    SELECT late.id, late.version, late.due_on, ARRAY(SELECT level FROM escalation
      WHERE escalation.case_id = late.id AND escalation.version = late.version) AS known
    FROM (SELECT support_case.id, due_on, COALESCE((SELECT max(number) FROM case_act
        WHERE case_id = support_case.id AND (from_step <> to_step OR act = ${TRANSFER})), 0) AS version
      FROM support_case WHERE due_on < act_date() AND desk <> '{}') AS late ORDER BY late.id`)
  return rows.map(({ id, version, due_on: dueOn, known }) => ({
    ...{ caseId: Number(id), version, dueOn, known },
    workingDaysLate: workingDaysBetween(dueOn, today),
  }))
}

function newLevels({ known, ...late }: Late): (typeof escalation.$inferInsert)[] {
  const levels = [
    { level: 'desk' as const, from: 1 },
    { level: 'leader' as const, from: FOR_THE_LEADER },
  ]
  return levels
    .filter(({ level, from }) => late.workingDaysLate >= from && !known.includes(level))
    .map(({ level }) => ({ ...late, level }))
}
