// A department answers what an enterprise holds to be wrong: it says the fact anew, or why it stays.
import { and, eq, isNull } from 'drizzle-orm'
import type { Vocabulary } from '#lang'
import { record } from '../audit/record.ts'
import { rectification } from '../db/tables.ts'
import { codeOf, type Transaction } from '../db/transact.ts'
import { SubjectError } from './problem.ts'
import { saidFacts } from './saidFacts.ts'

export type RectificationAnswer = {
  readonly id: number
  readonly person: number
  /** Where the person is a handler or reviewer. */
  readonly departments: readonly string[]
  readonly answer: string
} & (
  | { readonly outcome: 'kept' }
  /** `value`: as in a question to the rules. */
  | { readonly outcome: 'rectified'; readonly value: unknown }
)

/** The new word and the answer are one transaction. Throws SubjectError. */
export async function answerRectification(
  tx: Transaction,
  vocabulary: Vocabulary,
  said: RectificationAnswer,
  now: Date,
): Promise<void> {
  const { id, person, departments, answer, outcome } = said
  const [asked] = await tx.select().from(rectification).where(eq(rectification.id, id))
  if (!asked) throw new SubjectError('not_found', '没有这份更正申请，或者您无权查看')
  if (asked.outcome !== null) throw new SubjectError('answered', '这份更正申请已经答复，请刷新后查看')
  const department = departments.find((each) => asked.departmentId === null || each === asked.departmentId)
  if (department === undefined)
    throw new SubjectError('not_yours', '这份更正申请由别的部门答复，请转告经办人')
  if (said.outcome === 'rectified' && (said.value === null || said.value === undefined))
    throw new SubjectError('facts', '请写明更正后的数据；还没有数据的，请选维持不变并说明情况')
  const answered = { outcome, answer, answeredBy: person, answeredFor: department, answeredAt: now }
  const changed = await tx
    .update(rectification)
    .set(answered)
    .where(and(eq(rectification.id, id), isNull(rectification.outcome)))
    .returning({ id: rectification.id })
    .catch(tied)
  if (changed.length === 0) throw tied()
  if (said.outcome === 'rectified') {
    const { name, year } = asked
    const voice = { kind: 'department', person, department, note: `更正申请 ${id}` } as const
    const facts = { [name]: year === null ? said.value : { [year]: said.value } }
    await saidFacts(tx, vocabulary, { subject: asked.subjectId, voice, facts })
  }
  await record(tx, {
    act: 'rectification.answer',
    object: `rectification ${id}`,
    content: { outcome, answer },
  })
}

function tied(error?: unknown): never {
  if (error !== undefined && codeOf(error) !== '42501') throw error
  throw new SubjectError('not_yours', '您与这家企业有关联，或岗位不能答复，请由其他经办人或复核人答复')
}
