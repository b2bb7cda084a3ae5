// Before money leaves: veto, publicity and objections of the case as they are → a clearance that orders refer to.
import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Performed } from '../cases/effects.ts'
import type { CaseRow } from '../cases/loadCase.ts'
import { objection, paymentClearance, publicity } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { lookForVeto, recheckVeto, type VetoCheck } from '../decisions/recheckVeto.ts'
import { stateClearance } from '../payments/stateClearance.ts'
import { latestKnowledge } from '../subjects/latestKnowledge.ts'
import { lockSubject } from '../subjects/statement.ts'
import { requireDecision } from './freeze.ts'
import { momentOf } from './momentOf.ts'
import { GrantingError } from './problem.ts'

/** From here to the end of the transaction nobody says anything of the subject, so that a second look sees the same. */
export async function vetoFound(tx: Transaction, row: CaseRow): Promise<boolean> {
  await lockSubject(tx, row.subjectId)
  const { id } = await requireDecision(tx, row)
  const { check } = await lookForVeto(tx, id, await latestKnowledge(tx, row.subjectId))
  return check.kind !== 'clear'
}

export async function checkVeto(tx: Transaction, { case: row }: Performed): Promise<void> {
  const { id } = await requireDecision(tx, row)
  const check = await recheckVeto(tx, id, await latestKnowledge(tx, row.subjectId))
  const [notice] = await tx
    .select({ closedAt: publicity.closedAt })
    .from(publicity)
    .where(and(eq(publicity.caseId, row.id), isNull(publicity.voidedAt)))
    .orderBy(desc(publicity.id))
    .limit(1)
  const open = and(eq(objection.caseId, row.id), isNull(objection.settled))
  await stateClearance(tx, {
    ...{ caseId: row.id, publicityClosedAt: notice?.closedAt ?? null },
    ...{ objectionsOpen: await tx.$count(objection, open), vetoCheckedAt: await momentOf(tx) },
    ...{ vetoFound: check.kind !== 'clear', note: wordsOf(check) },
  })
}

/** What is not known counts as found: only what is clear is paid. */
function wordsOf({ kind, reasons, needs }: VetoCheck): string {
  switch (kind) {
    case 'clear':
      return ''
    case 'found':
      return `查出否决情形：${reasons.map((each) => each.text).join('；')}`
    case 'unknown': {
      const missing = needs.map((each) => `${each.fact}（${each.authority.name}）`)
      return `能不能支付还不清楚，还需：${missing.join('、')}；补齐之前按有否决情形处理`
    }
  }
}

/** The last clearance of a case, which is the one that counts. Throws GrantingError `in_the_way`. */
export async function lastClearance(
  tx: Transaction,
  { id, number }: CaseRow,
): Promise<typeof paymentClearance.$inferSelect> {
  const [last] = await tx
    .select()
    .from(paymentClearance)
    .where(eq(paymentClearance.caseId, id))
    .orderBy(desc(paymentClearance.id))
    .limit(1)
  if (last) return last
  throw new GrantingError('in_the_way', `办件 ${number} 还没有做拨付前复查，请先办「复查一票否决」`)
}
