// What approved stages will still cost, by envelope and month; without a day: their own row.
import { and, asc, eq, sql } from 'drizzle-orm'
import { award, awardStage } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

export type ForecastRow = {
  readonly envelopeId: number
  /** "2026-09"; null: no day was set. */
  readonly month: string | null
  readonly fen: number
  /** Of it, what still waits for something. */
  readonly waitingFen: number
  readonly stages: number
}

/** Nothing that has arrived or was given up; together it is what the envelopes hold reserved and in transit. */
export function forecastCosts(tx: Transaction, envelopeId?: number): Promise<ForecastRow[]> {
  const month = sql<string | null>`to_char(${awardStage.dueOn}, 'YYYY-MM')`
  const open = sql`(${awardStage.amountFen} - ${awardStage.paidFen} - ${awardStage.releasedFen})`
  return tx
    .select({
      ...{ envelopeId: award.envelopeId, month },
      fen: sql`sum(${open})::bigint`.mapWith(Number),
      waitingFen:
        sql`COALESCE(sum(${open}) FILTER (WHERE ${awardStage.state} = 'waiting'), 0)::bigint`.mapWith(Number),
      stages: sql`count(*)`.mapWith(Number),
    })
    .from(awardStage)
    .innerJoin(award, eq(award.id, awardStage.awardId))
    .where(and(sql`${open} > 0`, envelopeId === undefined ? undefined : eq(award.envelopeId, envelopeId)))
    .groupBy(award.envelopeId, month)
    .orderBy(asc(award.envelopeId), asc(month))
}
