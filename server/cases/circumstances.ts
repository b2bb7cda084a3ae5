// A case and an act → what the moment says of it. Only what can matter to the act is looked at; the rest is false.
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Effect, Need, PathAct } from '../approval/path.ts'
import type { Circumstances } from '../approval/situation.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { lastDayOf } from '../clock/workingDays.ts'
import { publicity } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import type { Acting } from './effects.ts'
import type { LoadedCase } from './loadCase.ts'

export async function circumstancesOf(
  tx: Transaction,
  { now, effects }: Acting,
  loaded: LoadedCase,
  act: PathAct,
): Promise<Circumstances> {
  const { row } = loaded
  const asks = new Set<Need | Effect>([...act.needs, ...act.does])
  const ask = async (about: Need | Effect, find: () => Promise<boolean>): Promise<boolean> =>
    asks.has(about) && find()
  return {
    publicityOver: await ask('publicity_over', async () => {
      const open = await openPublicity(tx, row.id)
      return open !== undefined && lastDayOfPublicity(open) < dayInChina(now)
    }),
    opinionsComplete: await ask('opinions_complete', () => opinionsComplete(tx, loaded)),
    upperLevelPaid: await ask('upper_level_paid', () => upperLevelPaid(tx, row.id)),
    placeLeft: await ask('place_left', () => placeLeft(tx, loaded)),
    budgetSuffices: await ask('reserve', () => effects.budgetSuffices(tx, row)),
    vetoFound: await ask('check_veto', () => effects.vetoFound(tx, row)),
  }
}

type Publicity = typeof publicity.$inferSelect

/** Never before as many working days were over as it was to last. */
export function lastDayOfPublicity({
  closesOn: day,
  holidaysKnown,
  openedAt,
  workingDays,
}: Publicity): string {
  return lastDayOf({ day, holidaysKnown }, dayInChina(openedAt), workingDays)
}

export async function openPublicity(tx: Transaction, caseId: number): Promise<Publicity | undefined> {
  const [open] = await tx
    .select()
    .from(publicity)
    .where(and(eq(publicity.caseId, caseId), isNull(publicity.closedAt), isNull(publicity.voidedAt)))
  return open
}

async function opinionsComplete(tx: Transaction, { row }: LoadedCase): Promise<boolean> {
  if (row.takingPart.length === 0) return true
  const { rows } = await tx.execute<{ given: number }>(
    sql`SELECT count(DISTINCT department_id)::int AS given FROM department_opinion
        WHERE case_id = ${row.id} AND department_id IN ${row.takingPart}`,
  )
  return rows[0]?.given === new Set(row.takingPart).size
}

async function upperLevelPaid(tx: Transaction, caseId: number): Promise<boolean> {
  const { rows } = await tx.execute(
    sql`SELECT 1 FROM upper_level_arrival WHERE case_id = ${caseId} AND arrived_on <= act_date() LIMIT 1`,
  )
  return rows.length > 0
}

/** Counting holds all others who ask for a place of the same item and year to the end of this transaction. */
async function placeLeft(tx: Transaction, { row, setting }: LoadedCase): Promise<boolean> {
  const { rows } = await tx.execute<{ taken: number }>(
    sql`SELECT places_taken(${row.policy}, ${row.item}, ${row.year}) AS taken`,
  )
  return setting.quota === null || (rows[0]?.taken ?? setting.quota) < setting.quota
}
