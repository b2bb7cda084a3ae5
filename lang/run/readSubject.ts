// Facts as people write them (JSON, Chinese or English names) → Subject. Every problem is reported with its place;
// nothing is guessed: a value of the wrong type or unit is refused and the whole input with it.

import type { Collection, Enumeration, Fact, Vocabulary } from '../ir/ir.ts'
import { subjectKinds } from '../ir/subjects.ts'
import { numberText } from '../ir/words.ts'
import { creditCodeProblem, normalizeCreditCode } from '../values/creditCode.ts'
import { parseDate } from '../values/dates.ts'
import { nearest } from '../values/nearest.ts'
import type { CompareOp } from '../values/operators.ts'
import { compare, integer, parseDecimal, type Rational, rationalFromText } from '../values/rational.ts'
import type { Type } from '../values/types.ts'
import { parseQuantity } from '../values/units.ts'
import type { Element, Subject, Value } from './subject.ts'

export type InputProblem = {
  /** Where: 租约.1.面积 (elements count from 1). */
  readonly path: string
  /** A whole Chinese sentence that says what is wrong and what to write instead. */
  readonly message: string
}

export type SubjectReading = {
  readonly subject: Subject | undefined
  readonly problems: readonly InputProblem[]
}

const NOT_APPLICABLE = '不适用'
const UNKNOWN_WORDS = new Set(['', '未知', '不清楚', '不详'])

/**
 * Reads `{"subject":"企业","facts":{…}}`. Money is a number of yuan or text such as "500.01万元"; ratios are "18.2%" or
 * a fraction between -1 and 1; dates are "2024-12-12"; yearly facts are {"2023": …}; sets and collections are arrays;
 * null or absent means unknown; "不适用" is possible where the dictionary allows it.
 */
export function readSubject(input: unknown, vocabulary: Vocabulary): SubjectReading {
  const problems: InputProblem[] = []
  const report = (path: string, message: string): void => {
    problems.push({ path, message })
  }
  if (!isRecord(input)) {
    report('', '输入应为一个 JSON 对象，写成 {"subject":"企业","facts":{…}}')
    return { subject: undefined, problems }
  }
  for (const key of Object.keys(input)) {
    if (key !== 'subject' && key !== 'facts') report(key, `不认识的键「${key}」，只能有 subject 和 facts`)
  }
  const kind = input.subject ?? '企业'
  if (typeof kind !== 'string' || !/^[\p{Script=Han}A-Za-z]+$/u.test(kind)) {
    const kinds = new Set(['企业', ...vocabulary.facts.flatMap((each) => subjectKinds(each.subject))])
    report('subject', `主体应是文字，例如：${[...kinds].join('、')}`)
  }
  const facts = input.facts ?? {}
  if (!isRecord(facts)) {
    report('facts', 'facts 应为一个对象，键是事实名称，例如 {"所在区县":"渝北区"}')
    return { subject: undefined, problems }
  }
  const subject = readFacts(facts, typeof kind === 'string' ? kind : '企业', vocabulary, report)
  return { subject: problems.length > 0 ? undefined : subject, problems }
}

type ReportProblem = (path: string, message: string) => void

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readFacts(
  facts: Readonly<Record<string, unknown>>,
  kind: string,
  vocabulary: Vocabulary,
  report: ReportProblem,
): Subject {
  const values = new Map<string, Value>()
  const collections = new Map<string, readonly Element[]>()
  const enums = new Map(vocabulary.enums.map((each) => [each.name, each]))
  const seen = new Map<string, string>()
  for (const [key, raw] of Object.entries(facts)) {
    const fact = vocabulary.facts.find((each) => each.name === key || each.english === key)
    const collection = vocabulary.collections.find((each) => each.name === key || each.english === key)
    const name = fact?.name ?? collection?.name
    if (name === undefined) {
      const names = [...vocabulary.facts, ...vocabulary.collections].flatMap((each) => [
        each.name,
        each.english,
      ])
      report(key, `字典中没有事实「${key}」${suggestion(key, names)}`)
      continue
    }
    const other = seen.get(name)
    if (other !== undefined) report(key, `「${key}」与「${other}」是同一项事实，只能填写一次`)
    seen.set(name, key)
    if (isUnknown(raw)) continue
    if (collection) {
      const elements = readCollection(raw, collection, enums, vocabulary, report)
      if (elements) collections.set(name, elements)
    } else if (fact) {
      const value = readValue(raw, fact, key, enums, vocabulary, report)
      if (value) values.set(name, value)
    }
  }
  return { kind, facts: values, collections }
}

function suggestion(name: string, candidates: readonly string[]): string {
  const hint = nearest(name, candidates)
  return hint === undefined ? '，可用 duixian facts 查看全部名称' : `，是否指「${hint}」？`
}

function isUnknown(raw: unknown): boolean {
  return raw === null || raw === undefined || (typeof raw === 'string' && UNKNOWN_WORDS.has(raw.trim()))
}

function readCollection(
  raw: unknown,
  collection: Collection,
  enums: ReadonlyMap<string, Enumeration>,
  vocabulary: Vocabulary,
  report: ReportProblem,
): Element[] | undefined {
  if (!Array.isArray(raw)) {
    report(collection.name, `「${collection.name}」应为数组，每一项是一个对象；没有则写 []`)
    return undefined
  }
  return raw.map((each: unknown, i) => {
    const path = `${collection.name}.${i + 1}`
    const element = new Map<string, Value>()
    if (!isRecord(each)) {
      report(
        path,
        `「${collection.name}」第${i + 1}项应为对象，例如 {"${collection.fields[0]?.name ?? ''}": …}`,
      )
      return element
    }
    for (const [key, value] of Object.entries(each)) {
      const field = collection.fields.find((candidate) => candidate.name === key || candidate.english === key)
      if (!field) {
        const names = collection.fields.flatMap((candidate) => [candidate.name, candidate.english])
        const own = collection.fields.map((candidate) => candidate.name).join('、')
        report(
          `${path}.${key}`,
          `「${collection.name}」没有「${key}」这一项，可填：${own}${nearestHint(key, names)}`,
        )
        continue
      }
      if (element.has(field.name)) report(`${path}.${key}`, `「${field.name}」填写了两次`)
      if (isUnknown(value)) continue
      const read = readValue(value, field, `${path}.${field.name}`, enums, vocabulary, report)
      if (read) element.set(field.name, read)
    }
    return element
  })
}

function nearestHint(name: string, candidates: readonly string[]): string {
  const hint = nearest(name, candidates)
  return hint === undefined ? '' : `；是否指「${hint}」？`
}

function readValue(
  raw: unknown,
  fact: Fact,
  path: string,
  enums: ReadonlyMap<string, Enumeration>,
  vocabulary: Vocabulary,
  report: ReportProblem,
): Value | undefined {
  if (raw === NOT_APPLICABLE) {
    if (fact.mayNotApply) return { kind: 'notApplicable' }
    report(path, `「${fact.name}」不能填「不适用」；不清楚时留空`)
    return undefined
  }
  const { type } = fact
  switch (type.kind) {
    case 'bool':
      return readBool(raw, fact, path, report)
    case 'number':
    case 'date':
    case 'year': {
      const value = readNumber(raw, fact, type, path, vocabulary, report)
      return value && { kind: 'number', value }
    }
    case 'yearly':
      return readYearly(raw, fact, type.dimension, path, vocabulary, report)
    case 'text':
      return readText(raw, fact, path, report)
    case 'enum': {
      const value = readEnum(raw, fact, type.name, path, enums, report)
      return value === undefined ? undefined : { kind: 'word', value }
    }
    case 'set':
      return readSet(raw, fact, type.name, path, enums, report)
  }
}

const TRUE_WORDS = new Set<unknown>([true, 'true', '是', '有', '已'])
const FALSE_WORDS = new Set<unknown>([false, 'false', '否', '无', '没有', '未'])

function readBool(raw: unknown, fact: Fact, path: string, report: ReportProblem): Value | undefined {
  if (TRUE_WORDS.has(raw)) return { kind: 'bool', value: true }
  if (FALSE_WORDS.has(raw)) return { kind: 'bool', value: false }
  report(path, `「${fact.name}」应为 是/否（true/false），得到的是 ${shown(raw)}`)
  return undefined
}

function shown(raw: unknown): string {
  const text = JSON.stringify(raw) ?? String(raw)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

function readText(raw: unknown, fact: Fact, path: string, report: ReportProblem): Value | undefined {
  if (typeof raw !== 'string') {
    report(path, `「${fact.name}」应为文字，得到的是 ${shown(raw)}`)
    return undefined
  }
  if (fact.format !== '统一社会信用代码') return { kind: 'word', value: raw.trim() }
  const problem = creditCodeProblem(raw)
  if (!problem) return { kind: 'word', value: normalizeCreditCode(raw) }
  const why = {
    length: '应为18位',
    character: '含有不允许的字符（不用 I、O、S、V、Z）',
    check: `校验位不符，末位应为 ${problem.expected ?? ''}`,
  }[problem.kind]
  report(path, `「${fact.name}」${shown(raw)} ${why}（GB 32100—2015）`)
  return undefined
}

function readEnum(
  raw: unknown,
  fact: Fact,
  name: string,
  path: string,
  enums: ReadonlyMap<string, Enumeration>,
  report: ReportProblem,
): string | undefined {
  const values = enums.get(name)?.values ?? []
  const found = values.find((each) => each.name === raw || each.alias === raw)
  if (found) return found.name
  const names = values.map((each) => each.name)
  const listed = names.length > 10 ? `${names.slice(0, 10).join('、')}等${names.length}项` : names.join('、')
  const hint = typeof raw === 'string' ? nearestHint(raw, names) : ''
  report(path, `「${fact.name}」没有 ${shown(raw)} 这个选项，可填：${listed}${hint}`)
  return undefined
}

function readSet(
  raw: unknown,
  fact: Fact,
  name: string,
  path: string,
  enums: ReadonlyMap<string, Enumeration>,
  report: ReportProblem,
): Value | undefined {
  if (!Array.isArray(raw)) {
    report(
      path,
      `「${fact.name}」可多选，应为数组，例如 ["${enums.get(name)?.values[0]?.name ?? ''}"]；都没有则写 []`,
    )
    return undefined
  }
  const values = raw.map((each: unknown) => readEnum(each, fact, name, path, enums, report))
  return values.includes(undefined)
    ? undefined
    : { kind: 'set', values: new Set(values.filter((each) => each !== undefined)) }
}

function readYearly(
  raw: unknown,
  fact: Fact,
  dimension: string,
  path: string,
  vocabulary: Vocabulary,
  report: ReportProblem,
): Value | undefined {
  if (!isRecord(raw)) {
    report(path, `「${fact.name}」按年填写，例如 {"2023": …, "2024": …}，得到的是 ${shown(raw)}`)
    return undefined
  }
  const values = new Map<number, Rational>()
  for (const [key, value] of Object.entries(raw)) {
    const year = /^(\d{4})年?$/.exec(key)
    if (!year || Number(year[1]) < 1900 || Number(year[1]) > 2200) {
      report(`${path}.${key}`, `「${fact.name}」的年份应为四位数字，例如 "2024"，得到的是「${key}」`)
      continue
    }
    if (values.has(Number(year[1]))) report(`${path}.${key}`, `「${fact.name}」${year[1]}年填写了两次`)
    if (isUnknown(value)) continue
    const number = readNumber(
      value,
      fact,
      { kind: 'number', dimension },
      `${path}.${key}`,
      vocabulary,
      report,
    )
    if (number) values.set(Number(year[1]), number)
  }
  return { kind: 'yearly', values }
}

function readNumber(
  raw: unknown,
  fact: Fact,
  type: Type,
  path: string,
  vocabulary: Vocabulary,
  report: ReportProblem,
): Rational | undefined {
  const value =
    type.kind === 'number'
      ? readQuantity(raw, fact, type.dimension, path, vocabulary, report)
      : readDay(raw, fact, type, path, report)
  if (!value) return undefined
  for (const bound of fact.bounds) {
    const limit = rationalFromText(bound.value)
    if (holds(bound.op, compare(value, limit))) continue
    report(
      path,
      `「${fact.name}」应${bound.word}${numberText(limit, type)}，得到的是 ${numberText(value, type)}`,
    )
    return undefined
  }
  return value
}

function holds(op: CompareOp, order: number): boolean {
  switch (op) {
    case 'gt':
      return order > 0
    case 'ge':
      return order >= 0
    case 'lt':
      return order < 0
    case 'le':
      return order <= 0
    case 'eq':
      return order === 0
    case 'ne':
      return order !== 0
  }
}

function readDay(
  raw: unknown,
  fact: Fact,
  type: Type,
  path: string,
  report: ReportProblem,
): Rational | undefined {
  if (type.kind === 'year') {
    const year = /^(\d{4})年?$/.exec(String(raw))
    if (year) return integer(Number(year[1]))
    report(path, `「${fact.name}」应为年份，例如 2023，得到的是 ${shown(raw)}`)
    return undefined
  }
  const day = typeof raw === 'string' ? parseDate(raw) : undefined
  if (day !== undefined) return integer(day)
  const shaped = typeof raw === 'string' && /^\d{4}\D\d{1,2}\D\d{1,2}/.test(raw)
  const why = shaped ? '日历上没有这一天' : '应为日期，写成 "2024-12-12" 或 "2024年12月12日"'
  report(path, `「${fact.name}」${shown(raw)}：${why}`)
  return undefined
}

const UNIT_EXAMPLE: Readonly<Record<string, string>> = {
  元: '数字（单位为元）或 "50万元" 这样的文字',
  '': '"18.2%" 这样的文字，或 0.182 这样介于 -1 与 1 之间的小数',
}

function readQuantity(
  raw: unknown,
  fact: Fact,
  dimension: string,
  path: string,
  vocabulary: Vocabulary,
  report: ReportProblem,
): Rational | undefined {
  const expected =
    UNIT_EXAMPLE[dimension] ?? `数字（单位为${dimension}）或带单位的文字，例如 "12${dimension}"`
  const refuse = (why: string): undefined => {
    report(path, `「${fact.name}」${shown(raw)}：${why}，应为${expected}`)
    return undefined
  }
  if (typeof raw === 'number') {
    // A JSON number's shortest decimal form is exact for what the author wrote, up to 15 digits.
    const digits = String(raw)
      .replace(/[-.e+]/g, '')
      .replace(/^0+/, '')
    const value = parseDecimal(String(raw))
    if (!value) return refuse('不是有限的数')
    if (digits.length > 15) return refuse('数字超过15位有效数字，会失去精确，请写成文字')
    return bare(value)
  }
  if (typeof raw !== 'string') return refuse('类型不对')
  const quantity = parseQuantity(raw, new Set(vocabulary.units))
  if (!quantity) return refuse('读不懂')
  const unitless = quantity.dimension === '' && !/[%‰]/.test(raw.normalize('NFKC'))
  if (unitless) return bare(quantity.value)
  if (quantity.dimension !== dimension) return refuse('单位不符')
  if (dimension === '' && !/[%‰]/.test(raw.normalize('NFKC'))) return bare(quantity.value)
  return whole(quantity.value)

  function bare(value: Rational): Rational | undefined {
    if (dimension !== '') return whole(scaled(value))
    if (compare(value, integer(1)) > 0 || compare(value, integer(-1)) < 0) {
      return refuse(`没有百分号的数超出 -1 至 1，分不清是 ${String(raw)}% 还是 ${String(raw)} 倍`)
    }
    return value
  }
  /** A bare number is in yuan where money is asked for. */
  function scaled(value: Rational): Rational {
    return dimension.startsWith('元') ? { n: value.n * 100n, d: value.d } : value
  }
  function whole(value: Rational): Rational | undefined {
    const fen = dimension === '元' ? simplest(value) : value
    if (dimension === '元' && fen.d !== 1n) return refuse('精确到分以下')
    return fen
  }
}

function simplest(value: Rational): Rational {
  return value.n % value.d === 0n ? { n: value.n / value.d, d: 1n } : value
}
