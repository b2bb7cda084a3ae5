// One notice of a case → .docx: what was decided, on which clause, what to do by when, and what one may do against it.
import type { FileChild } from 'docx'
import { CASE_STATES } from '../approval/states.ts'
import type { DueDay } from '../clock/workingDays.ts'
import type { CaseAbout, CasePaper, EndKind } from '../papers/casePapers.ts'
import { CASE_PAPERS } from '../papers/casePapers.ts'
import type { Clause } from '../papers/clauseOf.ts'
import { capitalYuan, yuanDigits } from './moneyWords.ts'
import { dayText, notice } from './notice.ts'
import { body, heading, type PaperColumn, table } from './paper.ts'
import { remedies } from './remedies.ts'

/** The names of documents and articles, as the library has them. */
export type Named = {
  readonly clause: Clause
  readonly document: (policy: string) => string
  readonly heading: (policy: string, article: string) => string
}

export function caseNotice(about: CaseAbout, paper: CasePaper, named: Named): Promise<Buffer> {
  return notice(
    { issuer: about.lead.name, title: CASE_PAPERS[paper.kind], to: about.name },
    contentOf(about, paper, named),
  )
}

function contentOf(about: CaseAbout, paper: CasePaper, named: Named): FileChild[] {
  switch (paper.kind) {
    case 'acceptance':
      return [
        body(`${applied(about, named.clause)}经审查，申报材料符合受理要求，于${dayText(paper.on)}予以受理。`),
        ...basis(named.clause),
        body(`办理进度可以凭办件编号${about.number}在“兑现”的“我的办件”查询。`),
      ]
    case 'correction':
      return correction(about, paper, named)
    case 'not_accepted':
    case 'refused':
    case 'terminated':
      return ended(about, paper, named)
    case 'determined':
      return determined(about, paper, named)
    case 'appeal':
      return appealAnswered(about, paper, named)
  }
}

const CORRECTIONS: readonly PaperColumn[] = [
  { title: '序号', width: 14, align: 'centre' },
  { title: '缺少的内容', width: 66 },
  { title: '怎样补', width: 76 },
]

function correction(
  about: CaseAbout,
  { items, dueOn, on, reason }: Extract<CasePaper, { kind: 'correction' }>,
  named: Named,
): FileChild[] {
  return [
    body(
      `${applied(about, named.clause)}经审查，申报材料需要补正。现于${dayText(on)}将需要补正的全部内容一次性告知如下，共${items.length}项：`,
    ),
    table(
      CORRECTIONS,
      items.map(({ what, how }, i) => [String(i + 1), what, how]),
    ),
    ...(reason === null
      ? []
      : [body(`需要补正的理由：${sentence(reason.text)}`, { before: 6 }), ...cited(reason, named)]),
    body(
      `请于${dayText(dueOn)}前在“兑现”的“我的办件”中一次补齐并提交。逾期没有补正的，本件将终止办理；在申报期内可以重新申报。`,
      { before: 6 },
    ),
    body('本告知书所列为全部补正内容，除补正后的材料又反映出新的情况外，不再另行要求补正。'),
  ]
}

const VERDICTS: Readonly<Record<EndKind, string>> = {
  not_accepted: '决定不予受理',
  refused: '决定不予支持',
  terminated: '决定终止办理',
}

function ended(
  about: CaseAbout,
  { kind, on, reason, appealBy }: Extract<CasePaper, { kind: EndKind }>,
  named: Named,
): FileChild[] {
  return [
    body(`${applied(about, named.clause)}经审查，于${dayText(on)}${VERDICTS[kind]}。`),
    heading('一、理由'),
    body(`类别：${reason.kind}。`),
    body(sentence(reason.text)),
    heading('二、依据'),
    ...(reason.clause === null
      ? [body('期限届满，系统按审批路径自动办理；本决定不另引条款。')]
      : cited(reason, named)),
    heading('三、救济途径'),
    body(remedies(about.lead.district)),
    ...(appealBy === undefined ? [] : [body(mayAppeal(appealBy))]),
  ]
}

/** Configuration of this house, and said as that: no law shortens the periods for it. */
function mayAppeal({ day, holidaysKnown }: DueDay): string {
  const inferred = holidaysKnown ? '' : '（该年节假日尚未公布，按周末推算）'
  return (
    `按本机关的办理程序，你单位也可以在${dayText(day)}前${inferred}在“兑现”的“我的办件”中向本机关提出申诉，` +
    '由没有办过本件的负责人答复。申诉不影响申请行政复议和提起行政诉讼，也不延长上述期限。'
  )
}

function appealAnswered(
  about: CaseAbout,
  { on, against, raisedOn, upheld, reason }: Extract<CasePaper, { kind: 'appeal' }>,
  named: Named,
): FileChild[] {
  const { number, year } = about
  const outcome = upheld ? '申诉成立，撤销原决定，重新审核' : '申诉不成立，维持原决定'
  return [
    body(
      `你单位就${year}年度“${named.clause.title}”（办件编号${number}）${CASE_STATES[against]}的决定，于${dayText(raisedOn)}提出的申诉收悉。经审查，于${dayText(on)}处理如下：${outcome}。`,
    ),
    heading('一、理由'),
    body(sentence(reason.text)),
    heading('二、依据'),
    ...cited(reason, named),
    heading('三、其他'),
    ...(upheld
      ? [body('重新审核的进度可以在“兑现”的“我的办件”中查询。')]
      : [body(remedies(about.lead.district, '原决定'))]),
  ]
}

function determined(
  about: CaseAbout,
  { on, fen, basis: steps, hash }: Extract<CasePaper, { kind: 'determined' }>,
  named: Named,
): FileChild[] {
  const method = steps.map(sentence).join('')
  return [
    body(
      `${applied(about, named.clause)}经审核、公示和审定，于${dayText(on)}核定支持金额为人民币${yuanDigits(fen)}元（大写：${capitalYuan(fen)}）。`,
    ),
    ...basis(named.clause),
    ...(method === '' ? [] : [body(`金额的由来：${method}`)]),
    body('款项拨付到贵单位在“兑现”中确认的收款账户。拨付前将再次核对是否有不予拨付的情形。'),
    body(`核定依据已经固定，其散列值为${hash}，可用核查包核对。`),
    body(remedies(about.lead.district)),
  ]
}

function applied(
  { number, creditCode, year, stage, element, submittedOn }: CaseAbout,
  { title }: Clause,
): string {
  const what = [`${year}年度“${title}”`, stage, element].filter((each) => each !== '').join('，')
  const code = creditCode === null ? '' : `（统一社会信用代码${creditCode}）`
  return `你单位${code}${submittedOn === null ? '' : `于${dayText(submittedOn)}`}申报的${what}（办件编号${number}）收悉。`
}

function basis({ document, article, quotes }: Clause): FileChild[] {
  const words = quotes.length > 0 ? `：${quotes.map((each) => `“${each}”`).join('；')}` : ''
  return [body(`依据：${document}${article === '' ? '' : `“${article}”`}${words}。`)]
}

function cited(
  { clause }: { readonly clause: { policy: string; article: string; quote: string } | null },
  named: Named,
): FileChild[] {
  if (clause === null) return []
  const { policy, article, quote } = clause
  return [body(`${named.document(policy)}“${named.heading(policy, article)}”：“${quote}”。`)]
}

const sentence = (text: string): string => (/[。！？]$/.test(text) ? text : `${text}。`)
