// 牵头, 责任 and 办理 as the text lists them; a list that ends in 等 stays open.
import type { Departments } from '../ir/ir.ts'
import type { Clause } from '../syntax/tree.ts'
import type { Context } from './body.ts'
import { argument, listed, rawText } from './clauses.ts'

const WORDS = ['牵头', '责任', '办理']

export function isDepartmentClause(clause: Clause): boolean {
  return WORDS.includes(clause.word)
}

export function departmentsOf(clause: Clause, article: string, context: Context): Departments {
  const lead = rawText(clause, '牵头', context.report)
  const responsible = rawText(clause, '责任', context.report)
  const handler = clause.word === '事项' ? rawText(clause, '办理', context.report) : undefined
  const openEnded = [lead, responsible].some((each) => each !== undefined && /等$/.test(each))
  const names = (text: string | undefined): string[] => listed(text?.replace(/等$/, ''))
  return {
    lead: names(lead),
    responsible: names(responsible),
    ...(handler === undefined ? {} : { handler }),
    openEnded,
    citations: clause.children
      .filter(isDepartmentClause)
      .flatMap((each) =>
        each.citations.length > 0
          ? context.cite(each.citations, article)
          : context.cite.brackets(argument(each, 'raw')?.text ?? '', article),
      ),
  }
}
