// The plan office → a proposal becomes official, as it is or with another value and the reason; or goes back.
import { eq } from 'drizzle-orm'
import type { Program } from '#lang'
import { record } from '../../audit/record.ts'
import type { Database } from '../../db/openDatabase.ts'
import { planReport } from '../../db/tables.ts'
import { type Transaction, transact } from '../../db/transact.ts'
import { orRefuse, PlanError } from '../problem.ts'
import { checkValue } from './checkValue.ts'
import { ALL_OF_IT, loadOne, type ReportRow } from './loadPlan.ts'
import { parsePeriod } from './period.ts'

type Deciding = { readonly person: number; readonly now: Date }

/** Another value than the proposed one needs a reason. Throws PlanError. */
export async function makeOfficial(
  database: Database,
  { person, now }: Deciding,
  program: Program,
  id: number,
  { value, reason = '' }: { readonly value?: string; readonly reason?: string } = {},
): Promise<ReportRow> {
  return transact(database, { actor: { kind: 'person', person }, now }, async (tx) => {
    const proposal = await proposalOf(tx, id)
    const text = value === undefined ? proposal.value : await checked(tx, program, proposal, value)
    if (text !== proposal.value && reason.trim() === '')
      throw new PlanError('no_reason', '所定的值与报送的不同，要写明理由', [
        { path: 'reason', message: '请写明为什么不用报送的值' },
      ])
    return decide(tx, proposal, { kind: 'official', value: text, reason })
  })
}

/** The department has to report again. Throws PlanError. */
export async function returnReport(
  database: Database,
  { person, now }: Deciding,
  id: number,
  reason: string,
): Promise<ReportRow> {
  return transact(database, { actor: { kind: 'person', person }, now }, async (tx) => {
    const proposal = await proposalOf(tx, id)
    if (reason.trim() === '')
      throw new PlanError('no_reason', '退回要写明理由', [{ path: 'reason', message: '请写明退回的理由' }])
    return decide(tx, proposal, { kind: 'returned', value: proposal.value, reason })
  })
}

async function proposalOf(tx: Transaction, id: number): Promise<ReportRow> {
  const [row] = await tx.select().from(planReport).where(eq(planReport.id, id))
  if (row?.kind === 'proposed') return row
  throw new PlanError('unknown_report', '没有这份报送，请从“待审定”列表进入')
}

async function checked(
  tx: Transaction,
  program: Program,
  proposal: ReportRow,
  value: string,
): Promise<string> {
  const { indicator, readings } = await loadOne(tx, program, proposal, ALL_OF_IT)
  const period = parsePeriod(proposal.period)
  if (!period) throw new Error(`not a period: ${proposal.period}`)
  const others = readings.filter((each) => each.period.index !== period.index)
  const result = checkValue(indicator, period, value, undefined, others)
  if (result.kind === 'fault')
    throw new PlanError('wrong_value', result.message, [{ path: 'value', message: result.message }])
  return result.text
}

async function decide(
  tx: Transaction,
  proposal: ReportRow,
  {
    kind,
    value,
    reason,
  }: { readonly kind: 'official' | 'returned'; readonly value: string; readonly reason: string },
): Promise<ReportRow> {
  const { policy, target, district, departmentId, period, unit } = proposal
  const adding = tx
    .insert(planReport)
    .values({
      policy,
      target,
      district,
      departmentId,
      period,
      unit,
      kind,
      value,
      reason,
      follows: proposal.id,
    })
    .returning()
  const [row] = await orRefuse(adding)
  if (!row) throw new Error('nothing was inserted')
  const content = { policy, target, district, period, value, unit, reason, follows: proposal.id }
  await record(tx, { act: `plan.${kind}`, object: `plan_report ${row.id}`, content })
  return row
}
