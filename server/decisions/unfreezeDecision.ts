// An upheld objection → the decision no longer stands. What was frozen stays as it was.
import { sql } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import { decisionUndone } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { lockSubject } from '../subjects/statement.ts'
import { type Decision, loadDecision } from './decision.ts'
import { DecisionError } from './problem.ts'

/** `objection` names what was upheld. Throws DecisionError. */
export async function unfreezeDecision(
  tx: Transaction,
  id: number,
  { reason, objection }: { readonly reason: string; readonly objection: string },
): Promise<Decision> {
  const { frozen, undone, hash } = await loadDecision(tx, id)
  await lockSubject(tx, frozen.subject)
  if (undone) throw new DecisionError('undone', `核定 ${id} 已于 ${undone.at} 作废，不用再作废`)
  if (reason.trim() === '' || objection.trim() === '')
    throw new DecisionError('reason', '作废核定要写明是哪一件异议、为什么成立')
  await tx
    .insert(decisionUndone)
    .values({ decisionId: id, reason, objection, undoneBy: sql`acting_person()` })
  const made = await loadDecision(tx, id)
  await record(tx, {
    ...{ act: 'undo-decision', object: `decision ${id}` },
    content: { case: frozen.case, hash, reason, objection },
  })
  return made
}
