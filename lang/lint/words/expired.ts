// W1103: a window of the text that is over on the day, and a document whose own validity is.
import { dateToChinese, dayNumber } from '../../values/dates.ts'
import { insideTitle, type WordsCheck } from './words.ts'

const UNTIL = /(?:至|到|截至|截止到?)(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?(?:底|末)?(?=[^\d度—–-])/g
const BEFORE = /(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?(?:前|止|以前|之前)/g

/** A plan's goals speak of a year too (到2027年，…达到…); those are targets and not windows. */
const GOAL =
  /^[，,、]?[^。；]{0,60}(?:达到|突破|超过|建成|力争|新增|培育|打造|实现|达|集聚|引育|争创|完成|形成)/

export const expiredWindows: WordsCheck = ({ paragraphs, day, document }, report) => {
  for (const paragraph of paragraphs) {
    for (const match of [...paragraph.text.matchAll(UNTIL), ...paragraph.text.matchAll(BEFORE)]) {
      if (insideTitle(paragraph.text, match.index)) continue
      const year = Number(match[1])
      const end = lastDayOf(year, match[2], match[3])
      if (end === undefined || end >= day) continue
      const after = paragraph.text.slice(match.index + match[0].length)
      if (match[2] === undefined && GOAL.test(after)) continue
      const issued = document?.issued.day
      const shortly = issued !== undefined && end >= issued && end - issued <= 60
      report('W1103', paragraph.at(match.index, match.index + match[0].length), {
        ended: dateToChinese(end),
        ...(shortly ? { days: String(end - issued) } : {}),
      })
    }
  }
}

/** 2024年 ends on its last day, 2024年6月 on the last of June. */
function lastDayOf(year: number, month: string | undefined, day: string | undefined): number | undefined {
  if (month === undefined) return dayNumber(year, 12, 31)
  if (day !== undefined) return dayNumber(year, Number(month), Number(day))
  const next = month === '12' ? dayNumber(year + 1, 1, 1) : dayNumber(year, Number(month) + 1, 1)
  return next === undefined ? undefined : next - 1
}
