// 牵头 and 责任 as the text lists them; a list that ends in 等 stays open.
import type { Report } from '../diagnostics/diagnostic.ts'
import type { Departments } from '../ir/ir.ts'
import type { Clause } from '../syntax/tree.ts'
import { listed, rawText } from './clauses.ts'

export function departmentsOf(clause: Clause, report: Report): Departments {
  const lead = rawText(clause, '牵头', report)
  const responsible = rawText(clause, '责任', report)
  const handler = clause.word === '事项' ? rawText(clause, '办理', report) : undefined
  const openEnded = [lead, responsible].some((each) => each !== undefined && /等$/.test(each))
  const names = (text: string | undefined): string[] => listed(text?.replace(/等$/, ''))
  return {
    lead: names(lead),
    responsible: names(responsible),
    ...(handler === undefined ? {} : { handler }),
    openEnded,
  }
}
