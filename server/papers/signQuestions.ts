// A sign that an officer does not want to leave open → a question to the applicant, and the applicant's one answer.
import { asc, eq } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import { CaseError, orRefuse } from '../cases/problem.ts'
import type { Database } from '../db/openDatabase.ts'
import { signQuestion } from '../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../db/transact.ts'

export type SignQuestion = {
  readonly id: number
  readonly question: string
  readonly askedAt: string
  readonly answer: string | null
  readonly answeredAt: string | null
}

/** Of a case, for both sides. */
export async function questionsOf(tx: Transaction, caseId: number): Promise<SignQuestion[]> {
  const rows = await tx
    .select()
    .from(signQuestion)
    .where(eq(signQuestion.caseId, caseId))
    .orderBy(asc(signQuestion.id))
  return rows.map(({ id, question, askedAt, answer, answeredAt }) => ({
    ...{ id, question, answer, askedAt: askedAt.toISOString() },
    answeredAt: answeredAt?.toISOString() ?? null,
  }))
}

/** `question` is read by the applicant: nothing of other people's cases. Throws CaseError `not_yours`. */
export async function askAboutSign(
  database: Database,
  occasion: Occasion,
  caseId: number,
  question: string,
): Promise<number> {
  return transact(database, occasion, async (tx) => {
    const asking = tx.insert(signQuestion).values({ caseId, question }).returning({ id: signQuestion.id })
    const [asked] = await orRefuse(asking, {
      '42501': ['not_yours', '请企业说明由办理这件的经办岗或复核岗提出，请转交'],
      '23503': ['unknown_case', '没有这个办件，请从工作台进入'],
    })
    if (!asked) throw new Error('nothing was inserted')
    await record(tx, { act: 'case.ask-about-sign', object: `case ${caseId}`, content: { question } })
    return asked.id
  })
}

/** Throws CaseError `unknown_question` or `answered`. */
export async function answerSignQuestion(
  database: Database,
  occasion: Occasion,
  id: number,
  answer: string,
): Promise<void> {
  await transact(database, occasion, async (tx) => {
    const answering = tx
      .update(signQuestion)
      .set({ answer })
      .where(eq(signQuestion.id, id))
      .returning({ caseId: signQuestion.caseId })
    const [answered] = await orRefuse(answering, {
      answered: ['answered', '这个问题已经说明过，不能再改；有补充的请在佐证材料里上传'],
    })
    if (!answered)
      throw new CaseError(
        'unknown_question',
        '没有这个问题，或者您没有这家企业的申报授权；请从「我的办件」进入',
      )
    const content = { question: id, answer }
    await record(tx, { act: 'case.answer-about-sign', object: `case ${answered.caseId}`, content })
  })
}
