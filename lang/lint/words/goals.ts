// W1112: goals of a section that together fall short of the goal above them. W1113: one goal stated in two ways.
import type { Span } from '../../diagnostics/diagnostic.ts'
import { add, compare, type Rational, rationalToDecimal, ZERO } from '../../values/rational.ts'
import { type NumberInText, numbersIn } from '../amounts.ts'
import type { Paragraph } from '../text.ts'
import type { WordsCheck } from './words.ts'

/** 打造金融特色楼宇5栋以上: what is counted, how many, and the words that say how exactly. */
type Goal = {
  readonly thing: string
  readonly number: NumberInText
  readonly comparison: string
  /** 新招引, 新增: counts what comes in, not what is there. */
  readonly incoming: boolean
  readonly at: Span
}

type Section = {
  readonly article: string
  readonly heading: string
  readonly level: number
  readonly goals: readonly Goal[]
}

export const goalSums: WordsCheck = ({ paragraphs }, report) => {
  const sections = sectionsOf(paragraphs)
  for (const [i, section] of sections.entries()) {
    const below: Section[] = []
    for (const next of sections.slice(i + 1)) {
      if (next.level <= section.level) break
      if (next.level === section.level + 1) below.push(next)
    }
    for (const goal of section.goals) {
      const parts = below.flatMap((each) => each.goals.filter((part) => partOf(part, goal)))
      const sum = parts.reduce((total, each) => add(total, each.number.value), ZERO)
      if (parts.length < 2 || compare(sum, goal.number.value) >= 0) continue
      report(
        'W1112',
        goal.at,
        {
          goal: goal.thing,
          stated: goal.number.text,
          sum: `${rationalToDecimal(sum)}${goal.number.unit}`,
          parts: partsText(parts),
        },
        parts.map((each) => ({ at: each.at, note: '' })),
      )
    }
  }
}

function partsText(parts: readonly Goal[]): string {
  return parts.map((each) => each.number.text).join('＋')
}

function partOf(part: Goal, whole: Goal): boolean {
  return (
    part.number.unit === whole.number.unit &&
    part.incoming === whole.incoming &&
    part.thing.includes(whole.thing.slice(-2))
  )
}

export const goalsStatedTwice: WordsCheck = ({ paragraphs }, report) => {
  const seen: Goal[] = []
  for (const section of sectionsOf(paragraphs)) {
    for (const goal of section.goals) {
      const other = seen.find((each) => sameThing(each, goal))
      if (other && exactness(other) !== exactness(goal)) {
        report('W1113', goal.at, { goal: goal.thing, one: statedText(other), other: statedText(goal) }, [
          { at: other.at, note: '' },
        ])
      }
      if (!other) seen.push(goal)
    }
  }
}

const LEAST_NAME = 4

function sameThing(a: Goal, b: Goal): boolean {
  if (a.number.unit !== b.number.unit || a.incoming !== b.incoming) return false
  if (a.thing === b.thing) return a.thing.length >= LEAST_NAME
  const sameNumber = compare(a.number.value, b.number.value) === 0
  return (
    sameNumber && a.thing.length >= LEAST_NAME && a.thing.slice(-LEAST_NAME) === b.thing.slice(-LEAST_NAME)
  )
}

/** 20家 and 20家以上 differ, 达20家 and 20家 do not. */
function exactness({ number, comparison }: Goal): string {
  const word = /超|突破/.test(comparison)
    ? '超过'
    : /以上|不少于|不低于|达|至少/.test(comparison)
      ? '以上'
      : comparison
  return `${valueText(number.value)} ${word}`
}

function valueText(value: Rational): string {
  return rationalToDecimal(value)
}

function statedText({ number, comparison }: Goal): string {
  return /以上|左右/.test(comparison) ? `${number.text}${comparison}` : `${comparison}${number.text}`
}

/** One section an article; a plain text's paragraphs under one heading belong together. */
function sectionsOf(paragraphs: readonly Paragraph[]): Section[] {
  const sections: { article: string; heading: string; level: number; goals: Goal[] }[] = []
  for (const paragraph of paragraphs) {
    const last = sections.at(-1)
    const open = last?.article === paragraph.article ? last : undefined
    const section = open ?? {
      article: paragraph.article,
      heading: paragraph.heading,
      level: paragraph.level,
      goals: [],
    }
    if (!open) sections.push(section)
    section.goals.push(...goalsOf(paragraph))
  }
  return sections
}

const PERIOD = /到\d{4}年|\d{4}年(?:底|末)|每年|力争|争取|三年内|目标/
const COUNTED = /^(?:家|个|栋|项|名|所|座|条|户|处|批)$/
const VERB =
  /^.*(?:到\d{4}年|力争|成功|争取|每年|累计|新增纳统|新招引|新引进培育|新引进|新落户|新培育|新增|引进培育|引进|招引|引育|培育汇聚|培育引进|培育|打造|建成|建设|集聚|研发|遴选|认定|实现|完成|建立|发展|形成)/
const INCOMING = /新招引|新引进|新落户|新增|引进|招引|引育/
const COMPARISON = /(?:突破|超过|超|达到|达|不少于|不低于|至少)$/

/** The goals of a paragraph: numbers of things in clauses that follow a date or 力争. */
function goalsOf({ text, at }: Paragraph): Goal[] {
  const from = PERIOD.exec(text)?.index
  if (from === undefined) return []
  const goals: Goal[] = []
  let incoming = false
  for (const clause of clausesOf(text, from)) {
    // 打造人力资源机构30家、会展品牌5个: the second clause keeps the verb of the first.
    const verb = VERB.exec(clause.text)?.[0]
    if (verb !== undefined) incoming = INCOMING.test(verb)
    for (const number of numbersIn(clause.text)) {
      if (!COUNTED.test(number.unit)) continue
      const before = clause.text.slice(0, number.start)
      const after = clause.text.slice(number.end)
      const comparison = COMPARISON.exec(before)?.[0] ?? /^(?:以上|左右)/.exec(after)?.[0] ?? ''
      const ahead = before.replace(COMPARISON, '').replace(VERB, '')
      const thing = ahead.length >= 2 ? ahead : thingBehind(text, clause.start + number.end)
      if (thing.length < 2) continue
      goals.push({
        thing,
        number,
        comparison,
        incoming,
        at: at(clause.start, clause.start + clause.text.length),
      })
    }
  }
  return goals
}

/** 20家具有行业引领力、核心竞争力的行业领军企业: the words after the last 的, up to the end of the clause. */
function thingBehind(text: string, from: number): string {
  const rest = text.slice(from).replace(/^(?:以上|左右)/, '')
  const clause = /^[^，。；]*/.exec(rest)?.[0] ?? ''
  return clause.slice(clause.lastIndexOf('的') + 1)
}

function clausesOf(text: string, from: number): { readonly start: number; readonly text: string }[] {
  const found: { start: number; text: string }[] = []
  let start = from
  for (let i = from; i <= text.length; i++) {
    if (i < text.length && !/[，、。；（(]/.test(text.charAt(i))) continue
    if (i > start) found.push({ start, text: text.slice(start, i) })
    start = i + 1
  }
  return found
}
