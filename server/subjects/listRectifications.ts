// What enterprises hold to be wrong, the open ones first: of one subject, or all that an officer sees.
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { department, fact, rectification, subject } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

export type RectificationFilter = { readonly subject?: number; readonly open?: boolean; readonly id?: number }

const MOST = 200

/** At most 200 of them. */
export function listRectifications(tx: Transaction, { subject: of, open, id: one }: RectificationFilter) {
  const { id, name, year, claim, ground, askedAt, outcome, answer, answeredAt } = rectification
  return tx
    .select({
      ...{ id, name, year, claim, ground, askedAt, outcome, answer, answeredAt },
      // As text, as statement.ts has it; null where nothing was known.
      disputed: sql<string | null>`${fact.value}::text`,
      subject: { id: subject.id, name: subject.name, kind: subject.kind },
      department: department.name,
      answeredFor: sql<
        string | null
      >`(SELECT name FROM department AS other WHERE other.id = ${rectification.answeredFor})`,
    })
    .from(rectification)
    .innerJoin(subject, eq(subject.id, rectification.subjectId))
    .leftJoin(fact, eq(fact.id, rectification.disputed))
    .leftJoin(department, eq(department.id, rectification.departmentId))
    .where(
      and(
        of === undefined ? undefined : eq(rectification.subjectId, of),
        one === undefined ? undefined : eq(rectification.id, one),
        open ? isNull(rectification.outcome) : undefined,
      ),
    )
    .orderBy(sql`${rectification.outcome} IS NOT NULL`, desc(rectification.id))
    .limit(MOST)
}
