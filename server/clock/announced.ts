// holidays.csv in the folder of everything that is kept → the holidays of years that this version of the program does not
// know yet: the State Council announces them each autumn, and an installation need not wait for a new version.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'

/** A day off, or a weekend day worked for one (调休). */
export type AnnouncedDay = { readonly day: string; readonly off: boolean }

/** The operator is told what is wrong, in which line, and what to write. */
export class AnnouncedError extends Error {}

const FILE = 'holidays.csv'
const COLUMNS = ['日期', '安排', '依据']

/** 《全国年节及纪念日放假办法》（2024年修订）第二条：全体公民放假的节日共13天；少于它的一年没有列全. */
const FEWEST_OFF = 13

const rowSchema = z.object({
  日期: z.iso.date('日期写成 2027-01-01'),
  安排: z.enum(['休', '班'], '安排写“休”（放假）或“班”（周末上班）'),
  依据: z.string().trim().min(1, '依据写国务院办公厅通知的文号'),
})

/** None where there is no such file. Throws AnnouncedError. */
export function loadAnnounced(folder: string): AnnouncedDay[] {
  const path = join(folder, FILE)
  return existsSync(path) ? readAnnounced(readFileSync(path, 'utf8')) : []
}

/** The text of such a file; lines are counted from the titles on. Throws AnnouncedError with everything that is wrong. */
export function readAnnounced(text: string): AnnouncedDay[] {
  const [titles = [], ...lines] = linesOf(text)
  if (titles.join() !== COLUMNS.join())
    throw new AnnouncedError(`${FILE} 第一行应为“${COLUMNS.join('，')}”三栏`)
  const wrong: string[] = []
  const days = lines.flatMap((cells, i) => {
    const read = rowSchema.safeParse(Object.fromEntries(COLUMNS.map((title, at) => [title, cells[at] ?? ''])))
    const problem = read.success
      ? problemOf(read.data)
      : read.error.issues.map((each) => each.message).join('，')
    if (problem !== undefined) wrong.push(`第${i + 2}行：${problem}`)
    return read.success ? [{ day: read.data.日期, off: read.data.安排 === '休' }] : []
  })
  wrong.push(...repeated(days), ...incomplete(days))
  if (wrong.length > 0) throw new AnnouncedError(`${FILE} 有误，请改正：${wrong.join('；')}`)
  return days
}

function linesOf(text: string): string[][] {
  try {
    return parse(text, { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true })
  } catch (error) {
    throw new AnnouncedError(
      `${FILE} 不是 CSV 文件：${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function problemOf({ 日期: day, 安排: kind }: z.infer<typeof rowSchema>): string | undefined {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return kind === '班' && weekday !== 0 && weekday !== 6 ? `${day} 不是周末，不用写“班”` : undefined
}

function repeated(days: readonly AnnouncedDay[]): string[] {
  const seen = new Set<string>()
  return days.flatMap(({ day }) => (seen.size === seen.add(day).size ? [`${day} 写了两次`] : []))
}

/** A year of which only some days are listed would be counted wrongly and look as if it were known. */
function incomplete(days: readonly AnnouncedDay[]): string[] {
  return [...yearsOf(days)].flatMap((year) => {
    const off = days.filter((each) => each.off && each.day.startsWith(`${year}`))
    if (off.length >= FEWEST_OFF && off.some((each) => each.day.endsWith('-01-01'))) return []
    return [`${year}年只列了${off.length}天休，请按国务院办公厅的通知列全（含元旦，不少于${FEWEST_OFF}天）`]
  })
}

export const yearsOf = (days: readonly AnnouncedDay[]): Set<number> =>
  new Set(days.map(({ day }) => Number(day.slice(0, 4))))
