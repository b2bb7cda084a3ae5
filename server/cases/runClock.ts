// The moment → everything that time alone brings: lapses, the end of publicity, next stages, and what is late.
import { sql } from 'drizzle-orm'
import { stepOf } from '../approval/path.ts'
import type { Database } from '../db/openDatabase.ts'
import { JOB, transact } from '../db/transact.ts'
import { actOn } from './actOn.ts'
import type { Acting, Effects } from './effects.ts'
import { escalate } from './escalate.ts'
import { loadCase } from './loadCase.ts'
import { openNextStages } from './openNextStages.ts'

export type ClockRun = {
  /** Cases that time moved on. */
  readonly moved: readonly number[]
  readonly opened: readonly number[]
  readonly escalated: number
  /** Cases that could not be moved or followed by the next stage, with the reason; the others were. */
  readonly failed: readonly { readonly caseId: number; readonly why: string }[]
}

/** Safe to run as often as one likes; what is done already is not done again. */
export async function runClock(database: Database, now: Date, effects: Effects): Promise<ClockRun> {
  const acting: Acting = { who: { kind: 'clock' }, now, effects }
  const moved: number[] = []
  const failed: { caseId: number; why: string }[] = []
  for (const caseId of await dueForClock(database, now)) {
    try {
      if (await moveByClock(database, acting, caseId)) moved.push(caseId)
    } catch (error) {
      failed.push({ caseId, why: error instanceof Error ? error.message : String(error) })
    }
  }
  const next = await openNextStages(database, now)
  const escalated = await escalate(database, now)
  return { moved, opened: next.opened, escalated, failed: [...failed, ...next.failed] }
}

async function dueForClock(database: Database, now: Date): Promise<number[]> {
  return transact(database, { actor: JOB, now }, async (tx) => {
    const { rows } = await tx.execute<{ id: bigint }>(sql`
      SELECT id FROM support_case WHERE 'clock' = ANY (parties) AND due_on < act_date() ORDER BY due_on, id`)
    return rows.map((each) => Number(each.id))
  })
}

async function moveByClock(database: Database, acting: Acting, caseId: number): Promise<boolean> {
  const loaded = await transact(database, { actor: JOB, now: acting.now }, (tx) => loadCase(tx, caseId))
  if (!loaded) return false
  const { path, row } = loaded
  for (const act of stepOf(path, row.step).acts.filter((each) => each.by === 'clock')) {
    const input = { key: `clock ${row.version}`, version: row.version }
    const acted = await actOn(database, acting, caseId, act.id, input)
    if (acted.kind === 'done') return true
  }
  return false
}
