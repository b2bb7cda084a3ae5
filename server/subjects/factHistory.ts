// One fact of a subject → everything that was ever said of it, the earliest first.
import type { Vocabulary } from '#lang'
import type { Transaction } from '../db/transact.ts'
import { declaredAs } from './dictionary.ts'
import { SubjectError } from './problem.ts'
import { type Statement, statementsOf, subjectRow } from './statement.ts'

/** `name` in either language; with `year`, of that year alone. Throws SubjectError. */
export async function factHistory(
  tx: Transaction,
  subject: number,
  vocabulary: Vocabulary,
  { name, year }: { readonly name: string; readonly year?: number },
): Promise<Statement[]> {
  const english = declaredAs(vocabulary, name)?.declared.english
  if (english === undefined)
    throw new SubjectError('facts', `字典中没有事实「${name}」，可用 duixian facts 查看全部名称`)
  await subjectRow(tx, subject)
  const all = await statementsOf(tx, subject)
  return all.filter((each) => each.name === english && (year === undefined || each.year === year))
}
