// Numbers as official texts write them: 50万元, 1.5亿元, 三百万元, 100万—500万元, 5%, 20家以上.
import { add, integer, multiply, parseDecimal, type Rational, ZERO } from '../values/rational.ts'

export type NumberInText = {
  readonly start: number
  readonly end: number
  readonly text: string
  /** The number with its 万 and 亿 multiplied out; 5% is 5. */
  readonly value: Rational
  readonly scaled: boolean
  /** 元, %, 家 …: what follows directly. Empty when nothing that counts does. */
  readonly unit: string
}

const SCALES: readonly (readonly [string, number])[] = [
  ['万亿', 1_000_000_000_000],
  ['千万', 10_000_000],
  ['百万', 1_000_000],
  ['亿', 100_000_000],
  ['万', 10_000],
]

const UNITS = [
  ...[
    '亿吨公里',
    '平方米',
    '平方公里',
    '立方米',
    '公里',
    '千瓦时',
    '工作日',
    '个百分点',
    '个月',
    '美元',
    '人次',
    '方面',
  ],
  ...[
    '元',
    '%',
    '％',
    '‰',
    '家',
    '个',
    '项',
    '条',
    '栋',
    '名',
    '人',
    '户',
    '台',
    '套',
    '件',
    '次',
    '批',
    '场',
    '所',
  ],
  ...[
    '处',
    '座',
    '款',
    '期',
    '辆',
    '年',
    '月',
    '日',
    '天',
    '亩',
    '吨',
    '度',
    '倍',
    '成',
    '字',
    '篇',
    '位',
    '只',
    '类',
    '级',
  ],
]

const NUMBER = /(?<!第)(?:\d+(?:[,，]\d{3}(?!\d))*(?:\.\d+)?|[〇零一二两三四五六七八九十百千]+)/g

/** Every number of a text with its scale and unit. Chinese numerals count where a scale or a unit follows. */
export function numbersIn(text: string): NumberInText[] {
  const found: NumberInText[] = []
  for (const match of text.matchAll(NUMBER)) {
    const arabic = /^\d/.test(match[0])
    const plain = arabic ? parseDecimal(match[0].replace(/[,，]/g, '')) : chineseNumber(match[0])
    if (!plain) continue
    const after = match.index + match[0].length
    const scale = SCALES.find(([word]) => text.startsWith(word, after))
    const unitAt = after + (scale?.[0].length ?? 0)
    const unit = UNITS.find((each) => text.startsWith(each, unitAt)) ?? ''
    if (!arabic && !scale && unit === '') continue
    const end = unitAt + unit.length
    found.push({
      start: match.index,
      end,
      text: text.slice(match.index, end),
      value: scale ? multiply(plain, integer(scale[1])) : plain,
      scaled: scale !== undefined,
      unit,
    })
  }
  return found
}

/** Sums of money: what ends in 元 and is not a price (元/度), and elements of an enumeration or range that does. */
export function moneyIn(text: string): NumberInText[] {
  const numbers = numbersIn(text)
  return numbers.flatMap((each, i) => {
    const owner = each.unit === '元' ? each : unitOwner(text, numbers, i)
    return owner?.unit === '元' && !/^[/／]/.test(text.slice(owner.end)) ? [each] : []
  })
}

/** 100万—500万元, 50、100万元: the later number that lends its unit to one without. */
function unitOwner(text: string, numbers: readonly NumberInText[], i: number): NumberInText | undefined {
  let current = numbers[i]
  for (let next = i + 1; current && current.unit === ''; next++) {
    const following = numbers[next]
    if (!following || !/^[、，—–\-~～至到和或及与]+$/.test(text.slice(current.end, following.start)))
      return undefined
    current = following
  }
  return current
}

/** The number that lends its unit, for one that has none of its own. */
export function borrowsUnit(text: string, numbers: readonly NumberInText[], i: number): boolean {
  return numbers[i]?.unit === '' && unitOwner(text, numbers, i) !== undefined
}

const DIGITS = '零一二三四五六七八九'

/** 三百五十 → 350, 十二 → 12, 二〇二四 → 2024; undefined when it is no number. */
export function chineseNumber(text: string): Rational | undefined {
  const plain = text.replaceAll('〇', '零').replaceAll('两', '二')
  if (!/[十百千]/.test(plain)) {
    const digits = [...plain].map((each) => DIGITS.indexOf(each))
    return digits.includes(-1) ? undefined : parseDecimal(digits.join(''))
  }
  let total = ZERO
  let digit: number | undefined
  for (const char of plain) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[char]
    if (unit === undefined) digit = DIGITS.indexOf(char)
    else {
      total = add(total, integer((digit || 1) * unit))
      digit = undefined
    }
  }
  return add(total, integer(digit ?? 0))
}
