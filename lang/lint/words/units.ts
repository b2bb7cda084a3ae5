// W1104: an amount without its unit (50万、100万一次性奖励).
import { borrowsUnit, numbersIn } from '../amounts.ts'
import { statements } from '../text.ts'
import { GRANT, insideTitle, type WordsCheck } from './words.ts'

export const missingUnits: WordsCheck = ({ paragraphs }, report) => {
  for (const paragraph of paragraphs) {
    for (const statement of statements(paragraph.text)) {
      if (!GRANT.test(statement.text)) continue
      const numbers = numbersIn(statement.text)
      const bare = numbers.filter(
        (each, i) =>
          each.scaled &&
          each.unit === '' &&
          !borrowsUnit(statement.text, numbers, i) &&
          !insideTitle(statement.text, each.start) &&
          endsThere(statement.text.slice(each.end)),
      )
      const [first] = bare
      const last = bare.at(-1)
      if (!first || !last) continue
      report('W1104', paragraph.at(statement.start + first.start, statement.start + last.end), {
        numbers: bare.map((each) => each.text).join('、'),
      })
    }
  }
}

/** 50万、100万一次性奖励: nothing that could be a unit follows. 2万余人 and 3万册 have one. */
function endsThere(rest: string): boolean {
  return /^(?:[、，。；：）)—–\-~～至到和或及与]|一次性|的|奖|补|资金|支持|以上|以下|以内|左右|$)/.test(rest)
}
