// W1106: a ceiling in money that does not say for whom or for which time it holds.
import { moneyIn } from '../amounts.ts'
import { sentences, statements } from '../text.ts'
import { pieceAt, type WordsCheck } from './words.ts'

const CEILING = /(?:最高|最多|不超过|不高于|上限(?:为)?|封顶|至多)[^，。；\d一二三四五六七八九十百千]{0,10}$/
const SCOPE =
  /每(?:家|户|个|项|年|企业|人|次|台|套|亩|平方米|所|名|栋|件|批)|单(?:个|户|家|项|次|笔|台|件|栋|一|体)|同一|各(?:企业|项目)|年度(?:内)?(?:补|奖|支持|累计|最高)|当年|全年|[/／]年|人均|累计|合计/

export const capScopes: WordsCheck = ({ paragraphs }, report) => {
  for (const { text, at } of paragraphs) {
    const whole = sentences(text)
    const parts = statements(text)
    for (const money of moneyIn(text)) {
      const statement = pieceAt(parts, money.start)
      const sentence = pieceAt(whole, money.start)
      if (!statement || !sentence) continue
      const before = CEILING.exec(text.slice(statement.start, money.start))
      if (!before) continue
      // What stands before it in the sentence can name the scope; what follows only directly (50万元/年).
      const said = text.slice(sentence.start, money.start) + text.slice(money.end, money.end + 3)
      if (SCOPE.test(said)) continue
      const start = statement.start + before.index
      report('W1106', at(start, money.end), { cap: text.slice(start, money.end) })
    }
  }
}
