// An enterprise holds something that government knows of it to be wrong → a request to whoever holds it, once while open.
import { eq } from 'drizzle-orm'
import { type Authority, isOwnToSay, type Vocabulary } from '#lang'
import { record } from '../audit/record.ts'
import { department, rectification } from '../db/tables.ts'
import { codeOf, type Transaction } from '../db/transact.ts'
import { declaredAs } from './dictionary.ts'
import { factsAsKnown } from './factsAsKnown.ts'
import { SubjectError } from './problem.ts'
import { subjectRow } from './statement.ts'

export type NewRectification = {
  readonly subject: number
  /** The fact's name in either language. */
  readonly name: string
  readonly year?: number | undefined
  /** What it should be, in the enterprise's words, and why. */
  readonly claim: string
  readonly ground: string
}

/** For who may apply for the subject. Returns the request's number; throws SubjectError. */
export async function askRectification(
  tx: Transaction,
  vocabulary: Vocabulary,
  { subject, name, year, claim, ground }: NewRectification,
  now: Date,
): Promise<number> {
  const { district } = await subjectRow(tx, subject)
  const declared = declaredAs(vocabulary, name)?.declared
  if (!declared) throw new SubjectError('facts', `字典中没有事实「${name}」，请从企业档案中选择`)
  if (isOwnToSay(declared.authority))
    throw new SubjectError('own', `「${declared.name}」由企业自己填写，请直接在企业档案里修改`)
  const { statements } = await factsAsKnown(tx, subject, vocabulary, { knownAt: now })
  const counts = statements.find(
    (each) => each.name === declared.english && each.year === (year ?? null) && each.source !== 'payment',
  )
  const values = {
    ...{ subjectId: subject, name: declared.english, year: year ?? null, claim, ground },
    disputed: counts?.id ?? null,
    departmentId: counts?.department ?? (await holderOf(tx, declared.authority, district)),
  }
  const [row] = await tx
    .insert(rectification)
    .values(values)
    .returning({ id: rectification.id })
    .catch((error: unknown) => {
      if (codeOf(error) !== '23505') throw error
      throw new SubjectError('already_asked', `「${declared.name}」的更正申请还在办理，请等部门答复`)
    })
  if (!row) throw new Error('nothing was inserted')
  await record(tx, { act: 'rectification.ask', object: `rectification ${row.id}`, content: values })
  return row.id
}

/** 区经济信息委 of a subject in 渝北区 is 渝北区经济信息委; null where no department here goes by the holder's name. */
async function holderOf(
  tx: Transaction,
  { name }: Authority,
  district: string | null,
): Promise<string | null> {
  const called = district === null ? name : name.replace(/^区/, district)
  const [found] = await tx.select({ id: department.id }).from(department).where(eq(department.name, called))
  return found?.id ?? null
}
