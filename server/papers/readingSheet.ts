// The sheet 口径 of a table of acts: one row for each open reading of a case, with its ways and what each comes to; who
// decides writes which way is followed, by whose word.
import { amountText, type Finding, outcomeText } from '#lang'
import type { ExportCell } from '#population'

export const READING_SHEET = '口径'

/** The columns that are read back; the words are those of the screen. */
export const READING_COLUMNS = {
  number: '办件编号',
  reading: '口径编号',
  alternative: '按哪一种读法',
  by: '由谁明确',
  source: '依据（文号、会议纪要等）',
  on: '明确的日期',
} as const

export type ReadingColumn = keyof typeof READING_COLUMNS

export const READING_HEADER = [
  ...[
    READING_COLUMNS.number,
    '申报主体',
    READING_COLUMNS.reading,
    '口径',
    '问题',
    '各读法的结果',
    '要不要选定',
  ],
  ...[READING_COLUMNS.alternative, READING_COLUMNS.by, READING_COLUMNS.source, READING_COLUMNS.on],
]

type Reading = Finding['readings'][number]
type About = { readonly number: string; readonly subject: string }

/** As a screen shows it: its key before its words. */
export function alternativeName({ key, label }: { readonly key: string; readonly label: string }): string {
  return `${key} ${label}`
}

/** `on`: the day that stands there to begin with. */
export function readingRow({ number, subject }: About, reading: Reading, on: string): ExportCell[] {
  const { id, title, question, askTo, decisive, alternatives } = reading
  const results = alternatives.map(
    ({ key, outcome, amount }) => `${key}：${outcomeText(outcome)}，${amountText(amount)}`,
  )
  return [
    ...[number, subject, id, title, question, results.join('；')],
    decisive ? '要：结果取决于它' : '选定别的口径后才可能要',
    { kind: 'choice', text: '', of: alternatives.map(alternativeName) },
    ...[askTo, null, on],
  ]
}
