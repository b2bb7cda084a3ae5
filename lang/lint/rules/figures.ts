// W1204: a figure in a rule that the article does not have.

import { inside } from '../../ir/inside.ts'
import type { IrExpr } from '../../ir/ir.ts'
import { dateToChinese, yearOf } from '../../values/dates.ts'
import { equal, integer, multiply, type Rational } from '../../values/rational.ts'
import { chineseNumber, type NumberInText, numbersIn } from '../amounts.ts'
import {
  articleText,
  type Checked,
  declarationAt,
  expressionsIn,
  placeIn,
  type RuleCheck,
} from './checked.ts'

export const figuresOfTheText: RuleCheck = (checked, report) => {
  const { policy, tree } = checked
  const known = new Map<string, Known>()
  const knownOf = (article: string): Known => {
    const found = known.get(article) ?? knownIn(articleText(policy, article))
    known.set(article, found)
    return found
  }
  const check = (word: string, id: string, article: string, value: unknown, declared = ''): void => {
    const articles = new Set([article, ...citedArticles(value)])
    for (const figure of figuresIn(value)) {
      if ([...articles].some((each) => holds(knownOf(each), figure, checked))) continue
      if (holds(knownIn(declared), figure, checked)) continue
      report('W1204', placeIn(tree, declarationAt(tree, word, id)), { figure: figure.text, title: id })
    }
  }
  for (const each of policy.items) check('事项', each.id, each.article, each)
  for (const each of policy.targets) check('目标', each.id, each.article, each)
  for (const reading of policy.readings) {
    // A reading may reckon on from the text (三年 → 2021年至2023年); then its label, which everyone sees, says so.
    for (const each of reading.alternatives) check('口径', reading.id, reading.article, each, each.label)
  }
  for (const each of policy.relations) check('关系', each.id, each.article, each)
  for (const each of policy.definitions) check('定义', each.name, each.citations[0]?.article ?? '', each)
}

type Figure =
  | { readonly kind: 'number'; readonly text: string; readonly values: readonly Rational[] }
  | { readonly kind: 'date' | 'year'; readonly text: string; readonly day?: number; readonly year: number }

/** What an article states: its numbers, and its dates and years as words. */
type Known = { readonly numbers: readonly Rational[]; readonly text: string }

function knownIn(text: string): Known {
  const chinese = [...text.matchAll(/[〇零一二两三四五六七八九十百千]+/g)].flatMap(
    (match) => chineseNumber(match[0]) ?? [],
  )
  return { numbers: [...numbersIn(text).map((each) => each.value), ...sharedScales(text), ...chinese], text }
}

/** 分别突破30和60亿: the scale of the last number may be meant for those before it too. */
function sharedScales(text: string): Rational[] {
  const scale = /(\d+(?:\.\d+)?)(?:[、和及与]\d+(?:\.\d+)?)+(万亿|千万|百万|亿|万)/g
  return [...text.matchAll(scale)].flatMap(
    (match) => numbersIn(`${match[1] ?? ''}${match[2] ?? ''}`)[0]?.value ?? [],
  )
}

function holds({ numbers, text }: Known, figure: Figure, { policy }: Checked): boolean {
  if (figure.kind === 'number')
    return figure.values.some((value) => numbers.some((each) => equal(each, value)))
  if (figure.kind === 'year') return text.includes(String(figure.year))
  const { issued, begins, ends } = policy.document
  // 2022年以后 begins on its first day, 到2025年 ends on its last.
  const edge = /年(?:1月1日|12月31日)$/.test(figure.text) && text.includes(`${figure.year}年`)
  return edge || text.includes(figure.text) || [issued.day, begins.day, ends?.day].includes(figure.day)
}

/** The figures of the expressions inside; 本年 − 1 and the like count years of a series and state nothing. */
function figuresIn(value: unknown): Figure[] {
  const found: Figure[] = []
  const offsets = new Set<IrExpr>()
  for (const expr of expressionsIn(value)) {
    if (expr.kind === 'arithmetic' && expr.type.kind === 'year')
      for (const each of inside(expr)) offsets.add(each)
    if (expr.kind === 'call') for (const each of expr.args) offsets.add(each)
    if (expr.kind === 'number' && !offsets.has(expr) && !isPlain(expr.value)) {
      const [written] = numbersIn(expr.text)
      if (written) found.push({ kind: 'number', text: expr.text, values: spellings(written) })
    }
    if (expr.kind === 'year' && !offsets.has(expr))
      found.push({ kind: 'year', text: `${expr.year}年`, year: expr.year })
    if (expr.kind === 'date')
      found.push({ kind: 'date', text: dateToChinese(expr.day), day: expr.day, year: yearOf(expr.day) })
  }
  return found
}

/** Nothing and one are no figures of a text: 合计为 0元, 计数 不少于 1. */
function isPlain(value: string): boolean {
  return value === '0' || value === '1'
}

/** 36个月 is 3年 in the text. */
function spellings({ value, unit }: NumberInText): Rational[] {
  if (!/^(?:年|个月|月)$/.test(unit)) return [value]
  return [value, multiply(value, { n: 1n, d: 12n }), multiply(value, integer(12))]
}

function citedArticles(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(citedArticles)
  if (!value || typeof value !== 'object') return []
  if ('quote' in value && 'article' in value) return [String(value.article)]
  return Object.values(value).flatMap(citedArticles)
}
