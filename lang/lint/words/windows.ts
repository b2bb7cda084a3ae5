// W1107: a span of time that counts from no stated day (三年内遴选15个, 连续3年每年投入).
import { statements } from '../text.ts'
import { insideTitle, type WordsCheck } from './words.ts'

const COUNT = '(?:\\d+|[一二两三四五六七八九十]+)'
const SPAN = new RegExp(
  `(?:连续|未来|今后|为期|力争|争取|利用|(?<!有|使|适|费|应|作|录|信|专)用)${COUNT}个?(?:年|个月|季度)|(?<!近|前|上|过去|满)${COUNT}(?:年|个月|个工作日|工作日|日|天)(?:之|以)?内|${COUNT}(?:年|个月)(?:后|之后)(?!续)`,
  'g',
)
const START = /自|从|起|以来|之日|后(?:的)?$|\d{4}年|成立|认定(?:后|之)|投产(?:后|之)|到账|获得|通过/

export const windowsWithoutStart: WordsCheck = ({ paragraphs }, report) => {
  for (const { text, at } of paragraphs) {
    for (const statement of statements(text)) {
      for (const match of statement.text.matchAll(SPAN)) {
        if (insideTitle(statement.text, match.index)) continue
        const before = statement.text.slice(Math.max(0, match.index - 16), match.index)
        const after = statement.text.slice(match.index + match[0].length, match.index + match[0].length + 2)
        if (START.test(before) || after.startsWith('起')) continue
        const start = statement.start + match.index
        report('W1107', at(start, start + match[0].length), { span: match[0] })
      }
    }
  }
}
