// A case of an item that is paid in steps over years → every step, and when its case is opened as far as that is known.
import { sql } from 'drizzle-orm'
import type { Program } from '#lang'
import type { LoadedCase } from '../cases/loadCase.ts'
import { type Stage, stagesSchema } from '../cases/stages.ts'
import type { Transaction } from '../db/transact.ts'

export type PlannedStage = {
  readonly stage: string
  readonly kind: 'before' | 'here' | 'later'
  /** ISO; null where it depends on something that has not happened, which `waitsFor` says. */
  readonly opensOn: string | null
  readonly waitsFor: string
}

/** Empty for an item that is paid at once. */
export async function plannedStages(
  tx: Transaction,
  { vocabulary }: Pick<Program, 'vocabulary'>,
  { row, setting }: Pick<LoadedCase, 'row' | 'setting'>,
): Promise<PlannedStage[]> {
  const all = stagesSchema.parse(setting.stages)
  const here = all.findIndex(({ stage }) => stage === row.stage)
  if (here < 0) return []
  const titles = new Map(
    [...vocabulary.facts, ...vocabulary.collections].map((each) => [each.english, each.name]),
  )
  const paidOn = await dayOfArrival(tx, row.id)
  return all.map((each, i) => ({
    stage: each.stage,
    kind: i < here ? 'before' : i === here ? 'here' : 'later',
    ...opening(each, { year: row.year, titles, paidOn: i === here + 1 ? paidOn : undefined }),
  }))
}

/** From the timeline that applicants may read too. */
async function dayOfArrival(tx: Transaction, caseId: number): Promise<string | undefined> {
  const { rows } = await tx.execute<{ day: string | null }>(sql`
    SELECT (max(at) AT TIME ZONE 'Asia/Shanghai')::date::text AS day FROM case_timeline(${caseId})
    WHERE to_state = 'paid'`)
  return rows[0]?.day ?? undefined
}

type Around = {
  readonly year: number
  readonly paidOn: string | undefined
  readonly titles: ReadonlyMap<string, string>
}

function opening(
  { after }: Stage,
  { year, paidOn, titles }: Around,
): Pick<PlannedStage, 'opensOn' | 'waitsFor'> {
  switch (after?.kind) {
    case undefined:
      return { opensOn: null, waitsFor: '' }
    case 'date':
      return { opensOn: `${year + 1}-${after.monthDay}`, waitsFor: '' }
    case 'months':
      return {
        opensOn: paidOn === undefined ? null : monthsAfter(paidOn, after.months),
        waitsFor: `前一阶段到账满 ${after.months} 个月`,
      }
    case 'fact':
      return { opensOn: null, waitsFor: `「${titles.get(after.fact) ?? after.fact}」成立` }
  }
}

/** As PostgreSQL adds months: the last day of a month that is shorter. */
function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0))
  last.setUTCDate(Math.min(date, last.getUTCDate()))
  return last.toISOString().slice(0, 10)
}
