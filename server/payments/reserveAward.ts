// What a decision grants → an award with its stages, and its money reserved, in the transaction of the decision.
import { award, awardStage } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { requireFen } from './fen.ts'
import { inWords, MoneyError, theRow } from './problem.ts'
import { type Ceiling, requireWithinCeilings } from './requireWithinCeilings.ts'

type NewStage = {
  readonly amountFen: number
  /** What must happen first, in words; empty or absent: nothing. */
  readonly waitsFor?: string
  /** By when it should be paid, as far as that is known. */
  readonly dueOn?: string
}

export type NewAward = {
  readonly caseId: number
  readonly subjectId: number
  readonly envelopeId: number
  /** The document's number and the item's title; ceilings count by them. */
  readonly policy: string
  readonly item: string
  /** The year whose ceilings it counts toward. */
  readonly year: number
  readonly amountFen: number
  /** In their order; together they are the amount. */
  readonly stages: readonly NewStage[]
  /** Every ceiling that the rules state for this grant; none: []. */
  readonly ceilings: readonly Ceiling[]
  readonly handledBy: number
  readonly reviewedBy: number
  readonly approvedBy: number
}

export type Reserved = { readonly awardId: number; readonly stageIds: readonly number[] }

/**
 * Takes an open transaction, in which the caller saves its decision and writes the log last. Throws MoneyError `short`,
 * `expired`, `ceiling`, `amount`, `hands`, `recused` or `twice`.
 */
export async function reserveAward(tx: Transaction, given: NewAward): Promise<Reserved> {
  requireStages(given)
  await requireWithinCeilings(tx, given)
  const { stages, ceilings: _, ...decided } = given
  const { id } = theRow(await inWords(tx.insert(award).values(decided).returning({ id: award.id })), '项核定')
  const rows = stages.map((each, i) => ({ ...each, awardId: id, number: i + 1 }))
  const saved = await inWords(
    tx.insert(awardStage).values(rows).returning({ id: awardStage.id, number: awardStage.number }),
  )
  const stageIds = saved.sort((a, b) => a.number - b.number).map((each) => each.id)
  return { awardId: id, stageIds }
}

function requireStages({ amountFen, stages }: NewAward): void {
  requireFen(amountFen, '核定金额')
  for (const each of stages) requireFen(each.amountFen, '每期金额')
  if (stages.reduce((sum, each) => sum + each.amountFen, 0) !== amountFen)
    throw new MoneyError('amount', '各期金额之和要等于核定金额')
}
