// What an enterprise may do against a decision: periods and the organ by law, the court left open.
import { BLANK } from './paper.ts'

/** 《行政复议法》（2023年修订）第二十条第一款、第二十四条；《行政诉讼法》（2017年修正）第四十六条第一款. */
const PERIODS = { reconsideration: '六十日', suit: '六个月' }

/**
 * `district`: whose government the deciding department works for; null where it is not known. `decision`: which one the
 * periods run from.
 */
export function remedies(district: string | null, decision: '本决定' | '原决定' = '本决定'): string {
  const government = `${district ?? BLANK}人民政府`
  return (
    `如不服${decision}，可以自知道或者应当知道${decision}之日起${PERIODS.reconsideration}内，依据《中华人民共和国行政复议法》第二十条、` +
    `第二十四条向${government}申请行政复议；也可以自知道或者应当知道${decision}之日起${PERIODS.suit}内，` +
    `依据《中华人民共和国行政诉讼法》第四十六条向${BLANK}人民法院提起行政诉讼。`
  )
}
