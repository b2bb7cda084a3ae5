// W1101: the stages of an award do not add up to the total that the text states (分阶段给予300万元：100、100、200).
import { add, compare, integer, type Rational, rationalToDecimal, ZERO } from '../../values/rational.ts'
import { moneyIn, type NumberInText, numbersIn } from '../amounts.ts'
import { sentences } from '../text.ts'
import { GRANT, type WordsCheck } from './words.ts'

const STAGED = /分(?:[两二三四五六七八九\d]+个?)?(?:阶段|期|步|批次?|年度?|次)/
const SUMMED = /累计|合计|共计|总计|总额|总共|共/
const CEILING = /最高|最多|不超过|上限|封顶|以内/

export const stageSums: WordsCheck = ({ paragraphs }, report) => {
  for (const paragraph of paragraphs) {
    for (const sentence of sentences(paragraph.text)) {
      for (const found of mismatches(sentence.text)) {
        const at = (each: NumberInText) =>
          paragraph.at(sentence.start + each.start, sentence.start + each.end)
        report(
          'W1101',
          at(found.total),
          { total: found.total.text, sum: found.sum, parts: found.parts.map((each) => each.text).join('＋') },
          found.parts.map((each) => ({ at: at(each), note: '' })),
        )
      }
    }
  }
}

type Mismatch = {
  readonly total: NumberInText
  readonly parts: readonly NumberInText[]
  readonly sum: string
}

function mismatches(text: string): Mismatch[] {
  return [...stagedTotals(text), ...summedTotals(text), ...stagedShares(text)]
}

/** 分阶段给予300万元奖励，其中：…100万元；…100万元；…200万元. */
function stagedTotals(text: string): Mismatch[] {
  const money = moneyIn(text)
  return money.flatMap((total, i) => {
    const before = text.slice(money[i - 1]?.end ?? 0, total.start)
    const staged = STAGED.exec(before)
    if (!staged || before.length - staged.index > 24 || CEILING.test(before.slice(staged.index))) return []
    return disagreement(total, granted(text, money.slice(i + 1)))
  })
}

/** 签约100万元，开工200万元，合计奖励500万元; or 合计500万元，其中…. */
function summedTotals(text: string): Mismatch[] {
  const money = moneyIn(text)
  return money.flatMap((total, i) => {
    const before = text.slice(money[i - 1]?.end ?? 0, total.start)
    const word = SUMMED.exec(before)
    if (!word || before.length - word.index > 14 || CEILING.test(before.slice(word.index))) return []
    if (STAGED.test(before)) return []
    const later = /^[^，；]{0,12}[，；：（(](?:其中|包括|分别)/.test(text.slice(total.end))
    return disagreement(total, granted(text, later ? money.slice(i + 1) : money.slice(0, i)))
  })
}

/** 分三期按30%、30%、30%拨付. */
function stagedShares(text: string): Mismatch[] {
  const staged = STAGED.exec(text)
  if (!staged) return []
  const shares = numbersIn(text).filter((each) => /^[%％]$/.test(each.unit) && each.start > staged.index)
  const run = shares.filter((each, i) => {
    const previous = shares[i - 1]
    return (
      i === 0 || (previous && /^[、，和及]+(?:[^\d，。；]{0,10})$/.test(text.slice(previous.end, each.start)))
    )
  })
  if (run.length < 2 || !/拨付|兑现|发放|支付|给予/.test(text)) return []
  const hundred = integer(100)
  const sum = total(run)
  const first = run[0]
  if (!first || compare(sum, hundred) === 0) return []
  return [{ total: { ...first, text: '100%' }, parts: run, sum: `${rationalToDecimal(sum)}%` }]
}

function granted(text: string, money: readonly NumberInText[]): NumberInText[] {
  return money.filter(
    (each) =>
      GRANT.test(text.slice(Math.max(0, each.start - 8), each.start)) ||
      /^(?:的)?(?:一次性)?(?:奖|补|资|支持|经费)/.test(text.slice(each.end)),
  )
}

function disagreement(stated: NumberInText, parts: readonly NumberInText[]): Mismatch[] {
  if (parts.length < 2) return []
  const sum = total(parts)
  if (compare(sum, stated.value) === 0) return []
  return [{ total: stated, parts, sum: yuan(sum) }]
}

function total(parts: readonly NumberInText[]): Rational {
  return parts.reduce((sum, each) => add(sum, each.value), ZERO)
}

function yuan(value: Rational): string {
  const tenThousand = integer(10_000)
  return compare(value, tenThousand) < 0
    ? `${rationalToDecimal(value)}元`
    : `${rationalToDecimal({ n: value.n, d: value.d * 10_000n })}万元`
}
