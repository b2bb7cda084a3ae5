// The approver determines → an award with its stages, its money reserved; a case that ends gives back what is left.
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { mostOf, type Program } from '#lang'
import type { Hand } from '../approval/path.ts'
import type { Performed } from '../cases/effects.ts'
import type { CaseRow } from '../cases/loadCase.ts'
import { award, awardStage, caseAct } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import type { Decision } from '../decisions/decision.ts'
import { hashOfRules, rulesAt } from '../decisions/rules.ts'
import { releaseStage } from '../payments/releaseStage.ts'
import { reserveAward } from '../payments/reserveAward.ts'
import { ceilingsFor } from './ceilingsFor.ts'
import { chosenEnvelope, type Envelope, envelopesFor } from './envelopeFor.ts'
import { awardFenOf, requireDecision } from './freeze.ts'
import { itemOf } from './itemOf.ts'
import { readPayload, reservingSchema } from './payload.ts'
import { GrantingError } from './problem.ts'

/** Whether one of the envelopes holds the decided amount. Throws GrantingError where there is no envelope at all. */
export async function budgetSuffices(tx: Transaction, program: Program, row: CaseRow): Promise<boolean> {
  const decision = await requireDecision(tx, row)
  const envelopes = await envelopesFor(tx, program, row)
  return envelopes.some((each) => each.availableFen >= awardFenOf(decision))
}

type Reserving = {
  readonly decision: Decision
  readonly envelope: Envelope
  readonly stages: readonly { readonly amountFen: number; readonly dueOn?: string }[]
}

/** What would be reserved with this payload, and where: nothing is saved. Throws GrantingError. */
export async function reservingOf(
  tx: Transaction,
  program: Program,
  row: CaseRow,
  payload: unknown,
): Promise<Reserving> {
  const { envelope: wanted, dueOn } = readPayload(reservingSchema, payload)
  const decision = await requireDecision(tx, row)
  const envelope = chosenEnvelope(await envelopesFor(tx, program, row), wanted)
  return { decision, envelope, stages: planned(stagesOf(decision), dueOn) }
}

/** Throws GrantingError, or MoneyError `ceiling`, `short` and others. */
export async function reserve(
  tx: Transaction,
  program: Program,
  { case: row, input }: Performed,
): Promise<void> {
  const { decision, envelope, stages } = await reservingOf(tx, program, row, input.payload)
  const rules = await rulesOf(tx, program, decision)
  const { document, item } = itemOf(rules, row)
  // Held before what was granted and what has arrived is looked at.
  await tx.execute(sql`SELECT lock_subject_money(${row.subjectId})`)
  const arrived = await arrivedFen(tx, row.subjectId, document.number, item.title)
  await reserveAward(tx, {
    ...{ caseId: row.id, subjectId: row.subjectId, envelopeId: envelope.id, year: row.year },
    ...{ policy: document.number, item: item.title, amountFen: awardFenOf(decision) },
    ...{ stages, ceilings: ceilingsFor(rules, decision, row, arrived) },
    handledBy: await lastHand(tx, row, 'handle'),
    reviewedBy: await lastHand(tx, row, 'review'),
    approvedBy: await lastHand(tx, row, 'approve'),
  })
}

/** Throws GrantingError where more days are planned than there are stages. */
function planned(stages: readonly { amountFen: number }[], days: readonly string[]) {
  if (days.length > stages.length)
    throw new GrantingError('payload', `分 ${stages.length} 期支付，写了 ${days.length} 个计划支付日，请核对`)
  return stages.map((each, i) => {
    const dueOn = days[i]
    return dueOn === undefined ? each : { ...each, dueOn }
  })
}

async function rulesOf(tx: Transaction, program: Program, { frozen }: Decision): Promise<Program> {
  if (hashOfRules(program) === frozen.rules) return program
  return (await rulesAt(tx, { hash: frozen.rules })).program
}

async function arrivedFen(tx: Transaction, subject: number, policy: string, item: string): Promise<number> {
  const { rows } = await tx.execute<{ fen: string }>(
    sql`SELECT arrived_fen(${subject}, ${policy}, ${item})::text AS fen`,
  )
  return Number(rows[0]?.fen ?? 0)
}

/** The labelled stages of the item that were reached, where they make up the award; else the award as one. */
function stagesOf(decision: Decision): { amountFen: number }[] {
  const whole = awardFenOf(decision)
  const parts = decision.frozen.finding.parts
    .filter((each) => each.outcome === 'eligible' && each.amount.kind === 'exact')
    .map((each) => Number(mostOf(each.amount) ?? 0n))
    .filter((fen) => fen > 0)
  const addUp = parts.length > 1 && parts.reduce((sum, fen) => sum + fen, 0) === whole
  return (addUp ? parts : [whole]).map((amountFen) => ({ amountFen }))
}

/** Whoever did this last: a case may have come back to the same hand. */
async function lastHand(tx: Transaction, row: CaseRow, hand: Hand): Promise<number> {
  const [last] = await tx
    .select({ person: caseAct.personId })
    .from(caseAct)
    .where(and(eq(caseAct.caseId, row.id), eq(caseAct.hand, hand)))
    .orderBy(desc(caseAct.number))
    .limit(1)
  if (last?.person) return last.person
  throw new GrantingError('no_hands', `办件 ${row.number} 没有经办、复核、审批三人的记录，不能预留资金`)
}

/** What no order holds of any stage becomes available again. */
export async function release(tx: Transaction, { case: row, input, act }: Performed): Promise<void> {
  const stages = await openStages(tx, row.id)
  if (stages.some((each) => each.orderedFen > each.paidFen))
    throw new GrantingError('in_the_way', '还有没撤销的支付单，请先由支付岗撤销支付单，再办终止')
  const reason = input.reason?.text ?? act.name
  for (const { id, amountFen, orderedFen, releasedFen } of stages) {
    const left = amountFen - orderedFen - releasedFen
    if (left > 0) await releaseStage(tx, { stageId: id, amountFen: left, reason })
  }
}

/** The stages of the award that the case has now, in their order. */
export async function openStages(
  tx: Transaction,
  caseId: number,
): Promise<(typeof awardStage.$inferSelect)[]> {
  const rows = await tx
    .select({ stage: awardStage })
    .from(awardStage)
    .innerJoin(award, eq(award.id, awardStage.awardId))
    .where(and(eq(award.caseId, caseId), isNull(award.closedAt)))
    .orderBy(asc(awardStage.number))
  return rows.map((each) => each.stage)
}
