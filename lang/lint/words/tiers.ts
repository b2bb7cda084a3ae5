// W1114: amounts in steps (分档给予50万元、25万元) without a word on which step is whose.
import { moneyIn } from '../amounts.ts'
import { statements } from '../text.ts'
import type { WordsCheck } from './words.ts'

const STEPS = /分(?:[两二三四五\d]+)?个?(?:档次?|等级?|级别?|层次|类)(?:别)?(?:给予|奖励|补助|补贴|支持|资助)/
const CRITERION =
  /达到|超过|突破|不低于|不少于|以上|以下|不足|排名|第[一二三四五六七八九十\d]|分别|[A-Z甲乙丙]级[^，。；]{0,6}\d/

export const tiersWithoutCriteria: WordsCheck = ({ paragraphs }, report) => {
  for (const { text, at } of paragraphs) {
    for (const statement of statements(text)) {
      const steps = STEPS.exec(statement.text)
      if (!steps) continue
      const money = moneyIn(statement.text).filter((each) => each.start > steps.index)
      const [first] = money
      const last = money.at(-1)
      if (!first || !last || money.length < 2 || CRITERION.test(statement.text.slice(steps.index))) continue
      report('W1114', at(statement.start + steps.index, statement.start + last.end), {
        amounts: money.map((each) => each.text).join('、'),
      })
    }
  }
}
