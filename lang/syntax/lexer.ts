// One argument's text → tokens. Keywords are a closed set, names come from the dictionary; the longest match wins.
import type { Report, Span } from '../diagnostics/diagnostic.ts'
import { dayNumber } from '../values/dates.ts'
import { parseQuantity } from '../values/units.ts'
import { NAME_PATTERN, type NameTable } from './names.ts'

export type Token =
  | { readonly kind: 'name'; readonly text: string; readonly at: Span }
  | { readonly kind: 'unknown'; readonly text: string; readonly at: Span }
  | { readonly kind: 'word'; readonly text: string; readonly at: Span }
  | { readonly kind: 'sign'; readonly text: string; readonly at: Span }
  | {
      readonly kind: 'number'
      readonly text: string
      readonly value: string
      readonly dimension: string
      readonly at: Span
    }
  | { readonly kind: 'date'; readonly day: number; readonly text: string; readonly at: Span }
  | { readonly kind: 'year'; readonly year: number; readonly text: string; readonly at: Span }
  | { readonly kind: 'text'; readonly value: string; readonly text: string; readonly at: Span }
  /** A number or a quote that could not be read; the error is already reported. */
  | { readonly kind: 'broken'; readonly text: string; readonly at: Span }
  | { readonly kind: 'end'; readonly text: ''; readonly at: Span }

/** Words of expressions. With the words that open clauses they are all the keywords there are. */
export const EXPRESSION_WORDS = [
  ...['且', '或', '非', '是', '否', '为', '不为', '含', '属于'],
  ...['超过', '突破', '高于', '大于', '达到', '不低于', '不少于', '不超过', '不高于', '低于', '不足', '少于'],
  ...['早于', '晚于', '不早于', '不晚于'],
  ...['存在', '计数', '合计', '最早', '最晚', '最高', '最低', '其中', '取', '称'],
  ...[
    '至多',
    '区间',
    '备选',
    '未明确',
    '分档',
    '唯一',
    '就高',
    '累计',
    '原则上',
    '当',
    '之于',
    '自',
    '至',
    '按',
    '左右',
    '金额',
  ],
] as const

const WORDS = [...EXPRESSION_WORDS].sort((a, b) => b.length - a.length)

const SIGNS: ReadonlyMap<string, string> = new Map([
  ...[
    ['（', '('],
    ['(', '('],
    ['）', ')'],
    [')', ')'],
    ['，', ','],
    [',', ','],
    ['、', ','],
    ['.', '.'],
    ['．', '.'],
  ],
  ...[
    ['+', '+'],
    ['＋', '+'],
    ['-', '-'],
    ['−', '-'],
    ['×', '*'],
    ['*', '*'],
    ['÷', '/'],
    ['/', '/'],
    ['=', '='],
    ['＝', '='],
  ],
] as [string, string][])

// A comma belongs to the number only before a group of three digits: in 平均增速(x, 2, y) it ends the argument.
const NUMBER = /^\d+(?:,\d{3}(?!\d))*(?:\.\d+)?/
const DATE = /^(\d{4})年(\d{1,2})月(\d{1,2})日/
const YEAR = /^(1[89]\d\d|20\d\d|21\d\d)年(?!\d{1,2}月)/
const UNIT_TAIL =
  /^(?:%|‰|(?:万亿|千万|百万|亿|万)?(?:[\p{Script=Han}A-Za-z]+(?:[·/][\p{Script=Han}A-Za-z]+)*)?)/u

export type Lexicon = { readonly names: NameTable; readonly units: ReadonlySet<string> }

/** Reads [start, end) of a file. Always ends with an `end` token; what cannot be read becomes an `unknown` token. */
export function lex(
  file: string,
  text: string,
  start: number,
  end: number,
  lexicon: Lexicon,
  report: Report,
): Token[] {
  const tokens: Token[] = []
  const region = text.slice(0, end)
  let offset = start
  while (offset < end) {
    const white = /^[\s\u3000]+/.exec(region.slice(offset, offset + 200))
    if (white) {
      offset += white[0].length
      continue
    }
    const token = nextToken(file, region, offset, lexicon, report)
    tokens.push(token)
    offset = token.at.end
  }
  tokens.push({ kind: 'end', text: '', at: { file, start: end, end } })
  return tokens
}

function nextToken(file: string, text: string, offset: number, lexicon: Lexicon, report: Report): Token {
  const span = (length: number): Span => ({ file, start: offset, end: offset + length })
  const quoted = quotedAt(text, offset)
  if (quoted) {
    if (!quoted.closed) {
      report('E0103', span(quoted.length))
      return { kind: 'broken', text: text.slice(offset, offset + quoted.length), at: span(quoted.length) }
    }
    return {
      kind: 'text',
      value: quoted.value,
      text: text.slice(offset, offset + quoted.length),
      at: span(quoted.length),
    }
  }
  const name = lexicon.names.longestAt(text, offset)
  const word = WORDS.find((each) => text.startsWith(each, offset))
  if (/\d/.test(text.charAt(offset)) && !(name && /\d/.test(name.charAt(0)) && name.length > 4)) {
    return numberToken(file, text, offset, lexicon, report)
  }
  if (name && name.length >= (word?.length ?? 0)) {
    // 上年度增速 is one unknown name, not the function 上年 and something that sticks to it.
    const read = name + glued(text, offset + name.length)
    return { kind: read === name ? 'name' : 'unknown', text: read, at: span(read.length) }
  }
  if (word) return { kind: 'word', text: word, at: span(word.length) }
  const sign = SIGNS.get(text.charAt(offset))
  if (sign) return { kind: 'sign', text: sign, at: span(1) }
  return unknownToken(file, text, offset)
}

function quotedAt(
  text: string,
  offset: number,
): { value: string; length: number; closed: boolean } | undefined {
  if (text.charAt(offset) !== '「') return undefined
  const close = closingQuote(text, offset)
  if (close < 0) {
    const line = text.indexOf('\n', offset)
    const stop = line < 0 ? text.length : line
    return { value: text.slice(offset + 1, stop), length: stop - offset, closed: false }
  }
  return { value: text.slice(offset + 1, close), length: close + 1 - offset, closed: true }
}

/** The offset of the 」 that closes the 「 at `offset` (quotes nest), or -1. Quotes end with their line. */
export function closingQuote(text: string, offset: number): number {
  let depth = 0
  for (let i = offset; i < text.length; i++) {
    const char = text.charAt(i)
    if (char === '\n') return -1
    if (char === '「') depth++
    if (char === '」' && --depth === 0) return i
  }
  return -1
}

function numberToken(file: string, text: string, offset: number, lexicon: Lexicon, report: Report): Token {
  const rest = text.slice(offset, offset + 80)
  const span = (length: number): Span => ({ file, start: offset, end: offset + length })
  const date = DATE.exec(rest)
  if (date) {
    const day = dayNumber(Number(date[1]), Number(date[2]), Number(date[3]))
    if (day === undefined) report('E0105', span(date[0].length), { date: date[0] })
    return { kind: 'date', day: day ?? 0, text: date[0], at: span(date[0].length) }
  }
  const year = YEAR.exec(rest)
  if (year) return { kind: 'year', year: Number(year[1]), text: year[0], at: span(year[0].length) }
  const digits = NUMBER.exec(rest)?.[0] ?? rest.charAt(0)
  const written = longestQuantity(rest, digits, lexicon)
  const unit = glued(text, offset + (written?.text.length ?? digits.length))
  if (!written || unit !== '') {
    const read = (written?.text ?? digits) + unit
    // The multiplier that was read belongs to what was meant as the unit: 5万箱.
    report('E0104', span(read.length), { text: read, unit: read.slice(digits.length) || read })
    return { kind: 'broken', text: read, at: span(read.length) }
  }
  return {
    kind: 'number',
    text: written.text,
    value: written.value,
    dimension: written.dimension,
    at: span(written.text.length),
  }
}

function longestQuantity(
  rest: string,
  digits: string,
  lexicon: Lexicon,
): { text: string; value: string; dimension: string } | undefined {
  const tail = UNIT_TAIL.exec(rest.slice(digits.length))?.[0] ?? ''
  for (let length = tail.length; length >= 0; length--) {
    const text = digits + tail.slice(0, length)
    const quantity = parseQuantity(text, lexicon.units)
    if (!quantity || swallowsName(rest, digits.length, length, lexicon)) continue
    const { n, d } = quantity.value
    return { text, value: d === 1n ? `${n}` : `${n}/${d}`, dimension: quantity.dimension }
  }
  return undefined
}

/** What sticks to a number or a name and opens no keyword: the 箱 of 5箱. */
function glued(text: string, offset: number): string {
  if (WORDS.some((each) => text.startsWith(each, offset))) return ''
  return upToWord(text, offset, NAME_PATTERN.exec(text.slice(offset, offset + 60))?.[0] ?? '')
}

/** In 100元/人数 the unit must not eat the first character of the name 人数. */
function swallowsName(rest: string, from: number, length: number, lexicon: Lexicon): boolean {
  const end = from + length
  for (let i = from + 1; i < end; i++) {
    if (!/[·/]/.test(rest.charAt(i - 1))) continue
    const name = lexicon.names.longestAt(rest, i)
    if (name && i + name.length > end) return true
  }
  return false
}

function unknownToken(file: string, text: string, offset: number): Token {
  const run = NAME_PATTERN.exec(text.slice(offset, offset + 60))?.[0] ?? text.charAt(offset)
  const found = upToWord(text, offset, run)
  return { kind: 'unknown', text: found, at: { file, start: offset, end: offset + found.length } }
}

/** An unknown run stops where a keyword begins, so that 上年产值超过20% still shows its comparison. */
function upToWord(text: string, offset: number, run: string): string {
  for (let i = 1; i < run.length; i++) {
    if (WORDS.some((each) => each.length > 1 && text.startsWith(each, offset + i))) return run.slice(0, i)
  }
  return run
}
