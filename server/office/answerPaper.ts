// The findings of one subject → a paper to print and file: each item's outcome with its reasons, then the cited clauses.
import type { Paragraph } from 'docx'
import {
  amountText,
  type Citation,
  causeText,
  dateToChinese,
  documentTitle,
  type Finding,
  outcomeText,
  type Policy,
  type Program,
  yuanText,
} from '#lang'
import { body, chineseNumber, clause, heading, paper, paragraph, title, type Words } from './paper.ts'

export type Answer = {
  readonly program: Program
  /** The enterprise's name where it gave one, else the kind of subject. */
  readonly subject: string
  readonly at: number
  readonly today: number
  readonly findings: readonly Finding[]
}

const ORDER = ['eligible', 'undetermined', 'not_eligible', 'not_in_force', 'not_applicable'] as const

/** Items that have nothing to say to this subject are counted, not written out. */
const ONLY_COUNTED = new Set<Finding['outcome']>(['not_in_force', 'not_applicable'])

export function answerPaper(answer: Answer): Promise<Buffer> {
  const { program, findings } = answer
  const answered = program.policies.flatMap((policy) => {
    const own = findings.filter((each) => each.policy === policy.document.id)
    return own.length > 0 ? [{ policy, own }] : []
  })
  return paper('惠企政策体检结论', [
    title('惠企政策体检结论'),
    ...head(answer),
    ...answered.flatMap(({ policy, own }, i) => documentPart(policy, own, i + 1)),
    body('本结论按公开文件逐条计算，供申报前自查；是否给予、给予多少，以主管部门审定为准。', { before: 14 }),
    paragraph([{ text: dateToChinese(answer.today) }], { align: 'right', freeRight: 4, before: 14 }),
    ...annex(answered),
  ])
}

function head({ subject, at, findings }: Answer): Paragraph[] {
  const counts = ORDER.flatMap((outcome) => {
    const count = findings.filter((each) => each.outcome === outcome).length
    return count > 0 ? [`${outcomeText(outcome)}${count}项`] : []
  })
  return [
    body(`主体：${subject}`, { before: 14 }),
    body(`评估日：${dateToChinese(at)}`),
    body(`结论：共${findings.length}项，其中${counts.join('，')}。`),
  ]
}

function documentPart(policy: Policy, findings: readonly Finding[], number: number): Paragraph[] {
  const told = ORDER.flatMap((outcome) =>
    ONLY_COUNTED.has(outcome) ? [] : findings.filter((each) => each.outcome === outcome),
  )
  const rest = ORDER.filter((outcome) => ONLY_COUNTED.has(outcome)).flatMap((outcome) => {
    const own = findings.filter((each) => each.outcome === outcome)
    return own.length > 0 ? [{ outcome, own }] : []
  })
  return [
    heading(`${chineseNumber(number)}、${documentTitle(policy.document)}`),
    ...told.flatMap((each, i) => findingPart(each, policy, i + 1)),
    ...rest.map(({ outcome, own }) =>
      body(`${outcomeText(outcome)}${own.length}项：${own.map((each) => each.title).join('、')}。`),
    ),
  ]
}

const MARKS = { met: '满足', unmet: '未满足', unknown: '还不知道' } as const

function findingPart(finding: Finding, policy: Policy, number: number): Paragraph[] {
  const { outcome, amount, ifEligible, causes, reasons, caps, readings, needs, changes, received } = finding
  const place = policy.articles.find(({ id }) => id === finding.article)?.heading ?? finding.article
  const lines = [
    ...(finding.content === undefined ? [] : [`内容：${finding.content}。`]),
    ...(ifEligible ? [`条件都满足时：${amountText(ifEligible)}。`] : []),
    ...(causes.length > 0 ? [`待定原因：${causes.map(causeText).join('、')}。`] : []),
    ...reasons.map(({ truth, text, reading }) => `${MARKS[truth]}：${text}${underReading(reading)}。`),
    ...finding.basis.map(({ text, reading }) => `金额：${text}${underReading(reading)}。`),
    ...caps.map(({ text, applied, reading }) => {
      const used = applied === undefined ? '是否触及还不清楚' : applied ? '已按此封顶' : '没有触及'
      return `封顶：${text}（${used}）${underReading(reading)}。`
    }),
    ...(received === undefined ? [] : [`以前同一事项已获${yuanText(received)}。`]),
    ...finding.flags.map(({ text }) => `注意：${text}。`),
    ...readings.flatMap(readingLines),
    ...needs.map(({ fact, question, authority }) => `还缺：${fact}（${authority.name}）。${question}`),
    ...changes.map(
      ({ fact, has, needs: wanted, gap }) =>
        `要符合，至少要改变：${fact}现为${has}，须${wanted}${gap === undefined ? '' : `，差${gap}`}。`,
    ),
    departmentsLine(finding),
  ]
  return [
    clause(`（${chineseNumber(number)}）${finding.title}。`, {
      text: `${outcomeText(outcome)}，${amountText(amount)}。依据“${place}”。`,
    }),
    ...lines.map((line) => body(line)),
  ]
}

function underReading(reading: string | undefined): string {
  return reading === undefined ? '' : `（口径：${reading}）`
}

function readingLines({
  question,
  askTo,
  decisive,
  alternatives,
  decision,
}: Finding['readings'][number]): string[] {
  if (decision) {
    return [
      `口径已定：${question}——${decision.by}于${decision.on}采用${decision.alternative}（${decision.source}）。`,
    ]
  }
  if (!decisive) return []
  const results = alternatives.map(
    ({ key, label, outcome, amount }) => `${key}“${label}”：${outcomeText(outcome)}，${amountText(amount)}`,
  )
  return [`口径未定，请示${askTo}：${question}。${results.join('；')}。`]
}

function departmentsLine({ departments: { lead, responsible, handler, openEnded } }: Finding): string {
  const parts = [
    lead.length > 0 ? `牵头${lead.join('、')}` : '',
    responsible.length > 0 ? `责任单位${responsible.join('、')}${openEnded ? '等' : ''}` : '',
    handler ? `办理${handler}` : '',
  ].filter(Boolean)
  return parts.length > 0 ? `部门：${parts.join('；')}。` : '部门：文件没有写明责任单位。'
}

type Answered = { readonly policy: Policy; readonly own: readonly Finding[] }

/** The whole text of every article that an answer rests on, the cited words underlined. */
function annex(answered: readonly Answered[]): Paragraph[] {
  const parts = answered.flatMap(({ policy, own }) => {
    const cited = own.filter((each) => !ONLY_COUNTED.has(each.outcome)).flatMap(citationsOf)
    const articles = policy.articles.filter(({ id }) => cited.some((each) => each.article === id))
    if (articles.length === 0) return []
    return [
      heading(documentTitle(policy.document)),
      ...articles.flatMap(({ id, text }) => {
        const marks = cited.filter((each) => each.article === id)
        return paragraphsOf(text, marks)
      }),
    ]
  })
  if (parts.length === 0) return []
  return [
    paragraph([{ text: '附件', font: 'black' }], { indented: false, newPage: true }),
    title('引用的条文'),
    body('加下划线的是结论所依据的原话。'),
    ...parts,
  ]
}

function citationsOf(finding: Finding): Citation[] {
  return [
    ...finding.citations,
    ...[...finding.reasons, ...finding.basis, ...finding.caps, ...finding.parts, ...finding.flags].flatMap(
      (each) => each.citations,
    ),
  ]
}

function paragraphsOf(text: string, marks: readonly Citation[]): Paragraph[] {
  let start = 0
  return text.split('\n').map((line) => {
    const words = underlined(line, start, marks)
    start += line.length + 1
    return paragraph(words)
  })
}

function underlined(line: string, offset: number, marks: readonly Citation[]): Words[] {
  const isCited = (at: number) => marks.some(({ start, end }) => start <= at && at < end)
  const words: { text: string; underline: boolean }[] = []
  for (const [i, character] of line.split('').entries()) {
    const underline = isCited(offset + i)
    const last = words.at(-1)
    if (last && last.underline === underline) last.text += character
    else words.push({ text: character, underline })
  }
  return words
}
