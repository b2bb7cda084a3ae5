// What waits for the plan office: every proposal with what it would replace or follow.
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Program } from '#lang'
import { personName, planEvidence, planProposal, planSetting } from '../../db/tables.ts'
import type { Transaction } from '../../db/transact.ts'
import { ALL_OF_IT, type Loaded, loadPlan, type OfficialRow, type ReportRow } from './loadPlan.ts'
import { parsePeriod } from './period.ts'
import type { Reading } from './readings.ts'

export type EvidenceName = { readonly id: number; readonly reportId: number; readonly name: string }

export type Waiting = {
  readonly loaded: Loaded
  readonly row: ReportRow
  /** Of a correction: what is official until now. */
  readonly official?: OfficialRow
  /** The official value of the period before. */
  readonly before?: Reading
}

/** The first one first, of the districts for which this person plans. */
export async function waitingProposals(
  tx: Transaction,
  program: Program,
  districts: readonly string[],
): Promise<Waiting[]> {
  const settings = await settingsWithWaiting(tx, districts)
  if (settings.length === 0) return []
  const plan = await loadPlan(tx, program, { ...ALL_OF_IT, settings })
  return plan
    .flatMap((loaded) => loaded.waiting.map((row) => waitingOf(loaded, row)))
    .sort((a, b) => a.row.id - b.row.id)
}

/** The settings that count of the indicators of which something waits. */
async function settingsWithWaiting(tx: Transaction, districts: readonly string[]): Promise<number[]> {
  const { district, policy, target, settledAt } = planProposal
  const waiting = tx
    .select({ district, policy, target })
    .from(planProposal)
    .where(and(inArray(district, [...districts]), eq(settledAt, sql`'infinity'`)))
  const rows = await tx
    .selectDistinctOn([planSetting.district, planSetting.policy, planSetting.target], { id: planSetting.id })
    .from(planSetting)
    .where(sql`(${planSetting.district}, ${planSetting.policy}, ${planSetting.target}) IN (${waiting})`)
    .orderBy(planSetting.district, planSetting.policy, planSetting.target, desc(planSetting.id))
  return rows.map(({ id }) => id)
}

function waitingOf(loaded: Loaded, row: ReportRow): Waiting {
  const official = loaded.official.find((each) => each.period === row.period)
  const index = parsePeriod(row.period)?.index ?? 0
  const before = loaded.readings.filter(({ period }) => period.index < index).at(-1)
  return { loaded, row, ...(official && { official }), ...(before && { before }) }
}

/** Names of those who said these rows. */
export async function namesOf(
  tx: Transaction,
  rows: readonly ReportRow[],
): Promise<ReadonlyMap<number, string>> {
  const ids = [...new Set(rows.map(({ saidBy }) => saidBy))].filter((each) => each !== null)
  if (ids.length === 0) return new Map()
  const found = await tx.select().from(personName).where(inArray(personName.id, ids))
  return new Map(found.map(({ id, name }) => [id, name]))
}

export async function evidenceOf(tx: Transaction, rows: readonly ReportRow[]): Promise<EvidenceName[]> {
  if (rows.length === 0) return []
  const { id, reportId, name } = planEvidence
  return tx
    .select({ id, reportId, name })
    .from(planEvidence)
    .where(
      inArray(
        reportId,
        rows.map((each) => each.id),
      ),
    )
    .orderBy(id)
}
