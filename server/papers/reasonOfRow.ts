// A row of a table of acts → the reason it gives, each cell checked against the document.
import type { CaseReason } from '../cases/reasons.ts'
import { REASON_CODES } from '../cases/reasons.ts'
import type { RowOfActs } from './rowOfActs.ts'

/** Absent where nothing is said or the act needs none. */
export function reasonOfRow({
  program,
  case: row,
  act,
  value,
  wrong,
}: Pick<RowOfActs, 'program' | 'case' | 'act' | 'value' | 'wrong'>): CaseReason | undefined {
  const said = [value('reasonKind'), value('reason'), value('article'), value('quote')]
  if (!act.reason || said.every((each) => each === '')) return undefined
  const [kind = '', text = '', heading = '', quote = ''] = said
  const code = Object.entries(REASON_CODES).find(([each, name]) => name === kind && each !== 'lapsed')?.[0]
  if (code === undefined) wrong('reasonKind', `没有理由类别「${kind}」，请按「填写说明」里的写`)
  if (text === '') wrong('reason', '请写明理由')
  if (text.length > 2000) wrong('reason', '理由最长 2000 个字，请精简')
  const policy = program.policies.find(({ document }) => document.id === row.policy)
  const article = policy?.articles.find((each) => each.heading === heading || each.id === heading)
  if (policy && !article) wrong('article', `文件里没有条款「${heading}」，请照政策库里条的标题写`)
  if (quote === '') wrong('quote', '请照抄条款原文')
  else if (article && !article.text.replace(/\s/g, '').includes(quote.replace(/\s/g, '')))
    wrong('quote', `「${article.heading}」里没有这句原文，请照抄`)
  return {
    ...{ code: code ?? 'other', text: text || '—' },
    clause: { policy: row.policy, article: article?.id ?? (heading || '—'), quote: quote || '—' },
  }
}
