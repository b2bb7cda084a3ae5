// A row with the reviewer's agreement → the readings it follows and the amount, each cell checked; then what freezing them
// would refuse, by its cell.
import { z } from 'zod'
import type { FilledRow } from '#population'
import type { Followed } from '../decisions/followReadings.ts'
import type { freezingSchema } from '../granting/payload.ts'
import { tryFreezing } from '../granting/tryFreezing.ts'
import { yuanDigits } from '../office/moneyWords.ts'
import { fenOf } from '../payments/fen.ts'
import { readingValue } from './filledActs.ts'
import { alternativeName, READING_COLUMNS, type ReadingColumn } from './readingSheet.ts'
import { listed, quoted, type RowOfActs } from './rowOfActs.ts'

type Freezing = z.infer<typeof freezingSchema>

const LONGEST_LINE = 200
const LONGEST_BASIS = 2000

/** What the cells say; what is wrong with them is told, and what cannot be read is left out. */
export function freezingOfRow(row: RowOfActs): Freezing {
  const awardFen = awardOf(row)
  const basis = row.value('basis')
  if (basis.length > LONGEST_BASIS)
    row.wrong('basis', `最长 ${LONGEST_BASIS} 个字，这里有 ${basis.length} 个，请精简`)
  return {
    readings: followedOf(row),
    ...(awardFen !== undefined && { awardFen }),
    ...(basis !== '' && { basis }),
  }
}

function awardOf({ value, wrong }: RowOfActs): number | undefined {
  const text = value('yuan')
  if (text === '') return undefined
  const fen = fenOf(text)
  if (fen !== undefined && fen >= 0) return fen
  wrong('yuan', `${quoted(text)}不是金额，请写成数字，最多两位小数，例如 400000 或 1234.50`)
  return undefined
}

function followedOf(row: RowOfActs): Followed[] {
  const seen = new Set<string>()
  return row.followed.flatMap((each) => {
    const reading = readingValue(each, 'reading')
    if (seen.has(reading)) {
      row.wrongReading(each.number, 'reading', `口径「${reading}」在前面的行里已经选定，只能选一次`)
      return []
    }
    seen.add(reading)
    const alternative = alternativeOf(row, each)
    const [by, source, on] = [lineOf(row, each, 'by'), lineOf(row, each, 'source'), dayOf(row, each)]
    if (alternative === undefined || by === undefined || source === undefined || on === undefined) return []
    return [{ policy: row.case.policy, reading, alternative, on, by, source }]
  })
}

/** The key of the way that was chosen, by its key or by its key and words. */
function alternativeOf(
  { program, case: { policy: id }, wrongReading }: RowOfActs,
  row: FilledRow,
): string | undefined {
  const wanted = readingValue(row, 'reading')
  const text = readingValue(row, 'alternative')
  const policy = program.policies.find(({ document }) => document.id === id)
  const reading = policy?.readings.find((each) => each.id === wanted)
  if (!reading) {
    wrongReading(row.number, 'reading', `文件里没有口径${quoted(wanted)}，请用下载的模板，不要改这一栏`)
    return undefined
  }
  if (reading.status.kind === 'decided') {
    const { by } = reading.status
    wrongReading(row.number, 'alternative', `这个口径已由${by}明确，不能另外选择，请清空这一格`)
    return undefined
  }
  const { alternatives } = reading
  const found = alternatives.find((each) => text === each.key || text === alternativeName(each))
  if (!found) {
    const names = listed(alternatives.map(alternativeName))
    wrongReading(row.number, 'alternative', `没有读法${quoted(text)}，可以写${names}`)
  }
  return found?.key
}

function lineOf(
  { wrongReading }: RowOfActs,
  row: FilledRow,
  column: ReadingColumn & ('by' | 'source'),
): string | undefined {
  const text = readingValue(row, column)
  if (text === '') wrongReading(row.number, column, `选定了读法，请写明${READING_COLUMNS[column]}`)
  else if (text.length > LONGEST_LINE || /\p{Cc}/u.test(text))
    wrongReading(row.number, column, `请写在一行里，最长 ${LONGEST_LINE} 个字`)
  else return text
  return undefined
}

function dayOf({ wrongReading }: RowOfActs, row: FilledRow): string | undefined {
  const text = readingValue(row, 'on')
  if (z.iso.date().safeParse(text).success) return text
  wrongReading(row.number, 'on', `${quoted(text)}不是日期，请写成 2026-12-31`)
  return undefined
}

/** What would be decided, in words; where freezing would refuse it, that is told. */
export async function tryFreezingOfRow(row: RowOfActs, said: Freezing): Promise<string[]> {
  const tried = await tryFreezing(row.tx, row.program, row.case, said)
  if (tried.kind === 'fit') return [...readingWords(row, said), `核定${yuanDigits(tried.awardFen)}元`]
  const { about, text, open } = tried
  const unchosen = row.unchosen.filter((each) => open.includes(readingValue(each, 'reading')))
  if (about === 'readings' && unchosen.length > 0)
    for (const { number } of unchosen)
      row.wrongReading(number, 'alternative', '结果取决于这个口径，请选定一种读法')
  else row.wrong(COLUMN_OF[about], text)
  return []
}

const COLUMN_OF = { readings: 'act', act: 'act', award: 'yuan', basis: 'basis' } as const

function readingWords({ program, case: { policy: id } }: RowOfActs, { readings }: Freezing): string[] {
  const policy = program.policies.find(({ document }) => document.id === id)
  return readings.map(({ reading: wanted, alternative }) => {
    const reading = policy?.readings.find((each) => each.id === wanted)
    const way = reading?.alternatives.find(({ key }) => key === alternative)
    return `${reading?.title ?? wanted}：${way ? alternativeName(way) : alternative}`
  })
}
