// Open readings → 请示: one letter per authority, each question with its clause, the words, the alternatives, the difference.
import type { Paragraph } from 'docx'
import {
  amountText,
  authorityOf,
  type Consequence,
  dateToChinese,
  documentTitle,
  exprText,
  outcomeText,
  type ReadingQuestion,
} from '#lang'
import { body, chineseNumber, clause, heading, paper, paragraph, redHead, title } from './paper.ts'

/** What differs is shown by a few cases; more would bury the question. */
const MOST_CASES = 3

export function clarificationLetter(questions: readonly ReadingQuestion[], today: number): Promise<Buffer> {
  const letters = [...Map.groupBy(questions, authorityOf)]
  const children = letters.flatMap(([to, own], i) => letter(to, own, today, i > 0))
  return paper(subjectOf(questions), children)
}

function subjectOf(questions: readonly ReadingQuestion[]): string {
  const titles = [...new Set(questions.map((each) => each.policy.document.title))]
  const [first = ''] = titles
  const documents = titles.length > 1 ? `《${first}》等${titles.length}份文件` : `《${first}》`
  return `关于${documents}有关条款理解的请示`
}

function letter(
  to: string,
  questions: readonly ReadingQuestion[],
  today: number,
  newPage: boolean,
): Paragraph[] {
  const documents = [...new Set(questions.map(({ policy: { document } }) => documentTitle(document)))]
  return [
    ...redHead(newPage),
    title(subjectOf(questions)),
    body(`${to}：`, { indented: false, before: 14 }),
    body(
      `在落实${documents.join('、')}过程中，以下${questions.length}处条文存在不止一种理解，按不同理解办理，企业享受的结果可能不同。为统一执行口径，现就有关条款的理解请示如下：`,
    ),
    ...questions.flatMap((question, i) => asked(question, i + 1, documents.length > 1)),
    body('妥否，请批示。', { before: 14 }),
    body('（联系人：　　　　　联系电话：　　　　　　　）'),
    paragraph([{ text: '（发文机关署名）' }], { align: 'right', freeRight: 4, before: 28, keepNext: true }),
    paragraph([{ text: dateToChinese(today) }], { align: 'right', freeRight: 4 }),
  ]
}

function asked(question: ReadingQuestion, number: number, several: boolean): Paragraph[] {
  const { reading, policy, phrases, consequences } = question
  const source = several ? `《${policy.document.title}》` : ''
  const quoted = [...Map.groupBy(phrases, (each) => each.heading)].map(([place, own]) => {
    const quotes = own.filter(({ quote }) => quote !== '').map(({ quote }) => `“${inner(quote)}”`)
    return `${source}“${inner(place)}”${quotes.length > 0 ? `中${quotes.join('、')}` : ''}`
  })
  const decisive = consequences.filter((each) => each.decisive)
  return [
    heading(`${chineseNumber(number)}、关于${reading.title}`),
    clause('（一）条文表述。', { text: `${quoted.join('；')}。` }),
    clause('（二）请示的问题。', { text: `${ended(reading.question, '？')}` }),
    clause('（三）可能的理解。', { text: '' }),
    ...reading.alternatives.map(({ key, label, bindings }) => {
      const meaning = bindings.map(({ name, expr }) => `${name}为${exprText(expr)}`).join('，')
      return body(`${key}：${label}${meaning ? `（即${meaning}）` : ''}。`)
    }),
    clause('（四）结果的差别。', {
      text:
        decisive.length > 0
          ? '以虚构的示例企业测算，各种理解的结果如下：'
          : '就现有的示例企业测算，各种理解的结果相同，或者没有涉及；对其他企业可能不同。',
    }),
    ...decisive.slice(0, MOST_CASES).map((each) => body(difference(each))),
  ]
}

function difference({ case: name, title: item, alternatives }: Consequence): string {
  const results = alternatives.map(
    ({ key, outcome, amount }) => `按${key}，${outcomeText(outcome)}，${amountText(amount)}`,
  )
  return `${name}的${item}：${results.join('；')}。`
}

/** Quotes inside of quotes. */
function inner(text: string): string {
  return text.replaceAll('“', '‘').replaceAll('”', '’')
}

function ended(text: string, end: string): string {
  return /[。？！?]$/.test(text) ? text : `${text}${end}`
}
