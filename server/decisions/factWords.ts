// The path of a difference between facts → what the dictionary calls it, and its values as people read them. Pure.
import type { Vocabulary } from '#lang'
import type { Difference } from './differences.ts'

export type FactChange = {
  readonly title: string
  /** Absent where it was not known. */
  readonly was?: string
  readonly is?: string
}

export function factChanges(vocabulary: Vocabulary, all: readonly Difference[]): FactChange[] {
  return all.map(({ path, was, is }) => ({
    title: titleOf(vocabulary, path.split('.')),
    ...(was === undefined ? {} : { was: valueText(vocabulary, was) }),
    ...(is === undefined ? {} : { is: valueText(vocabulary, is) }),
  }))
}

/** facts.leases.0.area → 租约第1项 面积; facts.revenue.2024 → 主营业务收入（2024年）. */
function titleOf({ facts, collections }: Vocabulary, [root, name = '', ...rest]: readonly string[]): string {
  if (root !== 'facts') return '主体种类'
  const collection = collections.find((each) => each.english === name || each.name === name)
  if (collection) {
    const [index, field, ...deeper] = rest
    if (index === undefined) return collection.name
    const fieldName = collection.fields.find((each) => each.english === field || each.name === field)?.name
    const part = field === undefined ? '' : ` ${[fieldName ?? field, ...deeper].join(' ')}`
    return `${collection.name}第${Number(index) + 1}项${part}`
  }
  const title = facts.find((each) => each.english === name || each.name === name)?.name ?? name
  return rest.length > 0
    ? `${title}（${rest.map((each) => (isYear(each) ? `${each}年` : each)).join(' ')}）`
    : title
}

const isYear = (text: string): boolean => /^\d{4}$/.test(text)
const LONGEST = 200

function valueText(vocabulary: Vocabulary, value: unknown): string {
  const text = whole(vocabulary, value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

function whole(vocabulary: Vocabulary, value: unknown): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (value === null) return '不适用'
  if (Array.isArray(value))
    return value.length === 0 ? '没有' : value.map((each) => whole(vocabulary, each)).join('；')
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([key, each]) => `${fieldName(vocabulary, key)} ${whole(vocabulary, each)}`)
    .join('，')
}

function fieldName({ collections }: Vocabulary, key: string): string {
  if (isYear(key)) return `${key}年`
  const field = collections.flatMap((each) => each.fields).find((each) => each.english === key)
  return field?.name ?? key
}
