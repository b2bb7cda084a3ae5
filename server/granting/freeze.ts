// The reviewer agrees → the decision on the case, frozen; an upheld objection or appeal takes its effect away.
import { asc, desc, eq } from 'drizzle-orm'
import type { Finding, Program } from '#lang'
import type { Performed } from '../cases/effects.ts'
import type { CaseRow } from '../cases/loadCase.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { appeal, evidence, objection, publicity } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { type Decision, type Evidence, standingDecision } from '../decisions/decision.ts'
import { freezeDecision } from '../decisions/freezeDecision.ts'
import { unfreezeDecision } from '../decisions/unfreezeDecision.ts'
import { itemOf } from './itemOf.ts'
import { freezingSchema, readPayload } from './payload.ts'
import { GrantingError } from './problem.ts'

/** What is paid out of an envelope, or remitted; taxes, shares and loans are other people's business. */
const PAID = new Set(['cash', 'relief'])

/** Throws GrantingError `payload` or `not_supported`, and DecisionError. */
export async function freeze(
  tx: Transaction,
  program: Program,
  { case: row, input }: Performed,
): Promise<void> {
  const { readings, awardFen, basis } = readPayload(freezingSchema, input.payload)
  requirePayable(program, row)
  const { frozen } = await freezeDecision(tx, program, {
    ...{ case: row.id, subject: row.subjectId, policy: row.policy, item: row.item },
    ...{ on: applicationDay(row), readings, evidence: await evidenceOf(tx, row.id) },
    ...(awardFen === undefined ? {} : { award: BigInt(awardFen) }),
    ...(basis === undefined ? {} : { basis }),
  })
  requireSupported(frozen)
}

/** Throws GrantingError `not_supported` where the item is nothing that is paid. */
export function requirePayable(program: Program, row: CaseRow): void {
  const { item } = itemOf(program, row)
  if (PAID.has(item.nature)) return
  throw new GrantingError('not_supported', `「${item.title}」不从资金盘子拨付，不能按这条路径核定`)
}

/** The law is asked for the day of application; where government listed the firm, for that day. */
export function applicationDay({ submittedAt, openedAt }: CaseRow): string {
  return dayInChina(submittedAt ?? openedAt)
}

/** Throws GrantingError `not_supported` where the rules give nothing. */
export function requireSupported({
  outcome,
  award,
  finding,
}: {
  readonly outcome: Finding['outcome']
  readonly award: string
  readonly finding: Finding
}): void {
  if (outcome === 'eligible' && BigInt(award) > 0n) return
  const why = finding.reasons.filter((each) => each.truth === 'unmet').map((each) => each.text)
  const said =
    outcome === 'eligible' ? '可以核定的金额是0元' : `结果是不予支持（${why.join('；') || '条件不符合'}）`
  throw new GrantingError(
    'not_supported',
    `按规则和现在掌握的事实，${said}；请退回初审，或作不予支持并写明理由`,
  )
}

async function evidenceOf(tx: Transaction, caseId: number): Promise<Evidence[]> {
  const rows = await tx.select().from(evidence).where(eq(evidence.caseId, caseId)).orderBy(asc(evidence.id))
  return rows.map(({ name, sha256, sizeBytes }) => ({ name, sha256, bytes: sizeBytes }))
}

/** The decision that stands for the case. Throws GrantingError `not_decided`. */
export async function requireDecision(tx: Transaction, { id, number }: CaseRow): Promise<Decision> {
  const standing = await standingDecision(tx, id)
  if (standing) return standing
  throw new GrantingError('not_decided', `办件 ${number} 没有有效的核定，请先由复核岗复核同意`)
}

/** The award of a standing decision in 分. */
export function awardFenOf({ frozen }: Decision): number {
  return Number(frozen.award)
}

/** Runs after the objection has been settled. */
export async function unfreeze(tx: Transaction, { case: row, input }: Performed): Promise<void> {
  const { id } = await requireDecision(tx, row)
  const [upheld] = await tx
    .select({ id: objection.id, notice: publicity.number })
    .from(objection)
    .innerJoin(publicity, eq(publicity.id, objection.publicityId))
    .where(eq(objection.caseId, row.id))
    .orderBy(desc(objection.settledAt), desc(objection.id))
    .limit(1)
  await unfreezeDecision(tx, id, {
    reason: input.reason?.text ?? '',
    objection: upheld ? `公示 ${upheld.notice} 的异议 ${upheld.id}` : '',
  })
}

/** Runs after the appeal has been settled. Most refusals come before anything was decided: then there is nothing to undo. */
export async function unfreezeStanding(tx: Transaction, { case: row, input }: Performed): Promise<void> {
  const standing = await standingDecision(tx, row.id)
  if (!standing) return
  const [upheld] = await tx
    .select({ id: appeal.id })
    .from(appeal)
    .where(eq(appeal.caseId, row.id))
    .orderBy(desc(appeal.id))
    .limit(1)
  await unfreezeDecision(tx, standing.id, {
    reason: input.reason?.text ?? '',
    objection: upheld ? `申诉 ${upheld.id}` : '',
  })
}
