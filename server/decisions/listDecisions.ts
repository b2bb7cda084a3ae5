// A filter → decisions that the person may see, the newest first.

import { and, desc, eq, ilike, lt, or, type SQL } from 'drizzle-orm'
import { containing } from '../db/containing.ts'
import type { Database } from '../db/openDatabase.ts'
import { decision, decisionUndone, subject, supportCase } from '../db/tables.ts'
import { type Occasion, transact } from '../db/transact.ts'

export type DecisionFilter = {
  /** In the case's number or the subject's name. */
  readonly text?: string
}

export type DecisionLine = {
  readonly id: number
  readonly caseId: number
  readonly caseNumber: string
  readonly subject: string
  readonly policy: string
  readonly item: string
  readonly outcome: (typeof decision.$inferSelect)['outcome']
  readonly awardFen: bigint
  readonly decidedAt: Date
  readonly undone: boolean
}

export type DecisionPage = {
  readonly lines: readonly DecisionLine[]
  readonly total: number
  /** The next page lies before this decision. */
  readonly next?: number
}

export function listDecisions(
  database: Database,
  occasion: Occasion,
  { text }: DecisionFilter,
  { before, size = 50 }: { readonly before?: number; readonly size?: number } = {},
): Promise<DecisionPage> {
  return transact(database, occasion, async (tx) => {
    const where = text === undefined ? undefined : contains(text)
    const seen = tx
      .select({
        ...{ id: decision.id, caseId: decision.caseId, policy: decision.policy, item: decision.item },
        ...{ caseNumber: supportCase.number, subject: subject.name, outcome: decision.outcome },
        ...{ awardFen: decision.awardFen, decidedAt: decision.decidedAt, undone: decisionUndone.decisionId },
      })
      .from(decision)
      .innerJoin(supportCase, eq(supportCase.id, decision.caseId))
      .innerJoin(subject, eq(subject.id, decision.subjectId))
      .leftJoin(decisionUndone, eq(decisionUndone.decisionId, decision.id))
      .$dynamic()
    const total = await tx.$count(seen.where(where).as('seen'))
    const found = await seen
      .where(and(where, before === undefined ? undefined : lt(decision.id, before)))
      .orderBy(desc(decision.id))
      .limit(size + 1)
    const lines = found.slice(0, size).map((each) => ({ ...each, undone: each.undone !== null }))
    const last = lines.at(-1)
    return { lines, total, ...(found.length > size && last ? { next: last.id } : {}) }
  })
}

function contains(text: string): SQL | undefined {
  const pattern = containing(text)
  return or(ilike(supportCase.number, pattern), ilike(subject.name, pattern))
}
