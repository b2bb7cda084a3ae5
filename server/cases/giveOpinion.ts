// A department that takes part → its opinion on a case. All are asked at once; the last word of each counts.
import { z } from 'zod'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { departmentOpinion } from '../db/tables.ts'
import { type Transaction, transact } from '../db/transact.ts'
import { lockCase } from './loadCase.ts'
import { CaseError, orRefuse } from './problem.ts'

const opinionSchema = z
  .strictObject({
    department: z.string().min(1),
    stance: z.enum(['agree', 'disagree', 'no_comment']),
    opinion: z.string().trim().max(2000).default(''),
  })
  .refine(({ stance, opinion }) => stance !== 'disagree' || opinion !== '')

/** Throws CaseError `unknown_case`, `no_text` or `not_yours`. */
export async function giveOpinion(
  database: Database,
  { person, now }: { readonly person: number; readonly now: Date },
  caseId: number,
  input: z.input<typeof opinionSchema>,
): Promise<void> {
  await transact(database, { actor: { kind: 'person', person }, now }, (tx) =>
    giveOpinionWithin(tx, caseId, input),
  )
}

/** The same as a part of a larger transaction; the log is written last. */
export async function giveOpinionWithin(
  tx: Transaction,
  caseId: number,
  input: z.input<typeof opinionSchema>,
): Promise<void> {
  const parsed = opinionSchema.safeParse(input)
  if (!parsed.success) throw new CaseError('no_text', '不同意的要写明意见，请补齐')
  const { department: departmentId, stance, opinion } = parsed.data
  // Held, so that nobody goes on with the case meanwhile.
  if (!(await lockCase(tx, caseId))) throw new CaseError('unknown_case', '没有这个办件，请从工作台进入')
  const giving = tx.insert(departmentOpinion).values({ caseId, departmentId, stance, opinion })
  await orRefuse(giving, {
    '42501': ['not_yours', '意见由参与部门的人员出具，且没有回避情形；请转交'],
    '23503': ['not_yours', '没有这个部门，请从列表中选择'],
  })
  const content = { departmentId, stance, opinion }
  await record(tx, { act: 'case.opinion', object: `case ${caseId}`, content })
}
