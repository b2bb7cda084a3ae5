// A policy → what in it contradicts itself once numbers are changed: tiers that overlap, are empty or never count.
import type { Cases, Condition, Policy, Row } from '../ir/ir.ts'
import { exprText } from '../ir/words.ts'
import { dateToChinese } from '../values/dates.ts'
import { compare } from '../values/rational.ts'
import { isEmpty, type Limits, limitsOf, meet, numberIn, rangeText } from './ranges.ts'

/** `path` is what the parameters that cause it begin with. */
export type Contradiction = { readonly path: string; readonly message: string }

/** Everything contradictory in a policy. What stands in a law as it is may be among it: compare before and after. */
export function contradictionsOf(policy: Policy): Contradiction[] {
  const at = policy.document.id
  return [
    ...policy.definitions.flatMap((each) =>
      each.body.kind === 'cases' ? ofTable(each.body, `${at}/definitions/${each.name}`) : [],
    ),
    ...policy.items.flatMap((item) => [
      ...item.parts.flatMap((part, i) => {
        const path = `${at}/items/${item.id}/parts/${i}`
        return [
          ...ofAmount(part.amount, `${path}/amount`),
          ...ofConditions([...item.conditions, ...part.conditions], `${at}/items/${item.id}`),
        ]
      }),
      ...ofPeriod(
        item.window?.from,
        item.window?.to,
        `「${item.title}」执行期`,
        `${at}/items/${item.id}/window`,
      ),
    ]),
    ...ofPeriod(policy.document.begins.day, policy.document.ends?.day, '文件有效期', `${at}/document`),
  ]
}

function ofPeriod(
  from: number | undefined,
  to: number | undefined,
  what: string,
  path: string,
): Contradiction[] {
  if (from === undefined || to === undefined || from <= to) return []
  const message = `${what}开始（${dateToChinese(from)}）晚于截止（${dateToChinese(to)}）；把开始改早，或者把截止改晚`
  return [{ path, message }]
}

function ofAmount(amount: Policy['items'][number]['parts'][number]['amount'], path: string): Contradiction[] {
  if (amount.kind === 'exact' || amount.kind === 'upTo')
    return amount.value.kind === 'cases' ? ofTable(amount.value, path) : []
  if (amount.kind !== 'range') return []
  const from = numberIn(amount.from)
  const to = numberIn(amount.to)
  if (!from || !to || compare(from, to) <= 0) return []
  const message = `金额下限${exprText(amount.from)}高于上限${exprText(amount.to)}；下限写得不高于上限`
  return [{ path, message }]
}

/** Conditions of one list that no number can meet together. */
function ofConditions(conditions: readonly Condition[], path: string): Contradiction[] {
  const operands = conditions.flatMap((each) => (each.kind === 'test' ? [each.expr] : []))
  const { ranges } = limitsOf({ kind: 'and', operands })
  return [...ranges].flatMap(([fact, range]) =>
    isEmpty(range)
      ? [{ path, message: `${fact}${rangeText(range)}，没有哪个数能够同时满足；改其中一个界限` }]
      : [],
  )
}

function ofTable(table: Cases, path: string): Contradiction[] {
  const rows = table.rows.flatMap((row, i) =>
    row.when ? [{ row, path, i, limits: limitsOf(row.when) }] : [],
  )
  const empty = rows.flatMap(({ row, i, limits }) =>
    [...limits.ranges].flatMap(([fact, range]) =>
      isEmpty(range)
        ? [
            {
              path: `${path}/rows/${i}`,
              message: `${nameOf(row, i)}的${fact}${rangeText(range)}，没有哪个数够得着这一档；改其中一个界限`,
            },
          ]
        : [],
    ),
  )
  const pairs = rows.flatMap((a, i) => rows.slice(i + 1).map((b) => [a, b] as const))
  return [
    ...empty,
    ...pairs.flatMap(([a, b]) =>
      table.policy === 'unique'
        ? overlap(a, b)
        : table.policy === 'highest'
          ? [...idle(a, b), ...idle(b, a)]
          : [],
    ),
  ]
}

type Tier = { readonly row: Row; readonly i: number; readonly path: string; readonly limits: Limits }

function nameOf(row: Row, i: number): string {
  return row.label === undefined ? `第${i + 1}档` : `「${row.label}」`
}

/** Two rows of a 唯一 table that a number meets at once, though nothing else tells them apart. */
function overlap(a: Tier, b: Tier): Contradiction[] {
  if (a.row.under !== b.row.under || !comparable(a.limits, b.limits)) return []
  const facts = [...a.limits.ranges.keys()]
  const apart = facts.some((fact) => {
    const both = meet(a.limits.ranges.get(fact), b.limits.ranges.get(fact))
    return isEmpty(both)
  })
  if (apart || sameValue(a.row, b.row)) return []
  const names = `${nameOf(a.row, a.i)}和${nameOf(b.row, b.i)}`
  return [
    { path: a.path, message: `${names}的${facts.join('、')}范围重叠，同一个数落进两档；改界限使两档分开` },
  ]
}

/** In a 就高 table, a row that asks for more and pays no more never counts. */
function idle(low: Tier, high: Tier): Contradiction[] {
  if (!comparable(low.limits, high.limits) || low.limits.ranges.size !== 1) return []
  const [below] = low.limits.ranges.values()
  const [above] = high.limits.ranges.values()
  if (!below?.low || !above?.low || below.high || above.high) return []
  const less = numberIn(low.row.value)
  const more = numberIn(high.row.value)
  if (!less || !more || compare(below.low.at, above.low.at) >= 0 || compare(less, more) < 0) return []
  const names = `${nameOf(high.row, high.i)}的门槛高于${nameOf(low.row, low.i)}`
  return [{ path: high.path, message: `${names}，金额却不更高，这一档永远用不上；按门槛高低排金额` }]
}

function comparable(a: Limits, b: Limits): boolean {
  const facts = [...a.ranges.keys()]
  return (
    facts.length > 0 &&
    facts.length === b.ranges.size &&
    facts.every((each) => b.ranges.has(each)) &&
    a.others.toSorted().join('\n') === b.others.toSorted().join('\n')
  )
}

function sameValue(a: Row, b: Row): boolean {
  return exprText(a.value) === exprText(b.value)
}
