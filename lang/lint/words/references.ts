// W1109: another document that is repealed or expired. W1110: how much is left to a document that is not named.
import { dateToChinese } from '../../values/dates.ts'
import { statements } from '../text.ts'
import { insideTitle, shortened, type Words, type WordsCheck } from './words.ts'

const NUMBER = /[一-龥]{1,12}[〔﹝[（(]\d{4}[〕﹞\]）)]\d+号/g

export const deadReferences: WordsCheck = (words, report) => {
  for (const { text, at } of words.paragraphs) {
    for (const match of text.matchAll(NUMBER)) {
      const number = match[0].replace(/[﹝[（(]/, '〔').replace(/[﹞\]）)]/, '〕')
      const state = stateOf(number, words)
      const repealedHere = /^[）)》]*(?:的通知)?[）)》]*(?:同时|予以)?废止/.test(
        text.slice(match.index + match[0].length),
      )
      if (!state || repealedHere) continue
      const end = match.index + match[0].length
      report('W1109', at(end - state.number.length, end), state)
    }
  }
}

type State = { readonly number: string; readonly why: string }

/** What became of the document whose number ends the run of words; nothing when it holds or is not known. */
function stateOf(number: string, { library, day, document }: Words): State | undefined {
  // The run before 〔 can hold more than the name: 根据渝府发〔2021〕1号.
  const same = (other: string): boolean => number.endsWith(other)
  if (document && same(document.number)) return undefined
  for (const { begins, repeals, number: by } of library) {
    const repealed = begins.day <= day && repeals.find((each) => same(each.number))
    if (repealed) return { number: repealed.number, why: `已由${by}废止` }
  }
  const found = library.find((each) => same(each.number))
  if (found?.ends && found.ends.day < day)
    return { number: found.number, why: `有效期到${dateToChinese(found.ends.day)}` }
  return undefined
}

const OTHER = '(?:标准|规定|政策|办法|细则)'
const GIVES = '[^，。；]{0,8}(?:给予|实施|奖|补|扶持|支持|予以|兑现)'
const VAGUE = new RegExp(
  [
    // 按照相应标准实施资金奖励, 按照区级相关办法给予奖补
    `(?:按照?|参照|依照|执行)[^，。；《》]{0,10}(?:相应|有关|相关|现行)[^，。；《》]{0,6}${OTHER}${GIVES}`,
    `按(?:照)?${OTHER}${GIVES}`,
    // 按照渝北区临空英才培育引进实施办法: a name without 《》, number and article
    '(?:按照?|参照|依照)[^，。；《》]{2,24}(?:实施|管理|扶持|奖励)(?:办法|细则|意见)',
  ].join('|'),
)

export const vagueStandards: WordsCheck = ({ paragraphs }, report) => {
  for (const { text, at } of paragraphs) {
    for (const statement of statements(text)) {
      const match = VAGUE.exec(statement.text)
      if (!match || insideTitle(statement.text, match.index)) continue
      // A standard with its own figure is no gap: 按照5元/平方米的标准.
      if (/\d/.test(match[0])) continue
      const start = statement.start + match.index
      report('W1110', at(start, start + match[0].length), { text: shortened(match[0]) })
    }
  }
}
