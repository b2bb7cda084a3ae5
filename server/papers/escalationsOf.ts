// A case → the records that it was late: who was told when, and by how much.
import { asc, eq } from 'drizzle-orm'
import { escalation } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

export type Escalated = {
  readonly level: 'desk' | 'leader'
  readonly dueOn: string
  readonly workingDaysLate: number
  readonly at: string
}

export async function escalationsOf(tx: Transaction, caseId: number): Promise<Escalated[]> {
  const rows = await tx
    .select()
    .from(escalation)
    .where(eq(escalation.caseId, caseId))
    .orderBy(asc(escalation.at), asc(escalation.level))
  return rows.map(({ level, dueOn, workingDaysLate, at }) => ({
    ...{ level, dueOn, workingDaysLate },
    at: at.toISOString(),
  }))
}
