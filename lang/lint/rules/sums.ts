// W1101, W1112, W1113 on what was declared: stages against 合计, sub-targets against their 上级, one 指标 asked for twice.
import type { Diagnostic, Span } from '../../diagnostics/diagnostic.ts'
import type { Item, Target } from '../../ir/ir.ts'
import { exprText, numberText } from '../../ir/words.ts'
import { moneyText } from '../../values/money.ts'
import { add, compare, type Rational, ZERO } from '../../values/rational.ts'
import { type Checked, constant, declarationAt, placeIn, type RuleCheck } from './checked.ts'

/** A finding in the words of the article says it already. */
function alreadySaid(
  code: string,
  article: string,
  { tree }: Checked,
  before: readonly Diagnostic[],
): boolean {
  const found = tree.articles.findIndex((each) => each.id === article)
  const start = tree.articles[found]?.at.start ?? 0
  const end = tree.articles[found + 1]?.at.start ?? Number.POSITIVE_INFINITY
  return before.some(
    (each) =>
      each.code === code && each.at.file === tree.file && start <= each.at.start && each.at.start < end,
  )
}

export const statedTotals: RuleCheck = (checked, report, before) => {
  for (const item of checked.policy.items) {
    const stated = item.statedTotal && constant(item.statedTotal.expr)
    const parts = stageAmounts(item)
    if (!stated || !parts || parts.length < 2) continue
    const sum = parts.reduce(add, ZERO)
    if (compare(sum, stated) === 0 || alreadySaid('W1101', item.article, checked, before)) continue
    report('W1101', placeIn(checked.tree, declarationAt(checked.tree, '事项', item.id), '合计'), {
      total: moneyText(stated),
      sum: moneyText(sum),
      parts: parts.map(moneyText).join('＋'),
    })
  }
}

/** The amount of each stage; undefined when a fact decides one of them. */
function stageAmounts({ parts }: Item): Rational[] | undefined {
  const amounts = parts.map(({ amount }) =>
    amount.kind === 'exact' && amount.value.kind === 'expr' ? constant(amount.value.expr) : undefined,
  )
  return amounts.some((each) => each === undefined) ? undefined : (amounts as Rational[])
}

export const targetSums: RuleCheck = (checked, report, before) => {
  const { policy, tree } = checked
  for (const target of policy.targets) {
    const stated = constant(target.value)
    const children = policy.targets.filter((each) => each.parent === target.id && sameUnit(each, target))
    const values = children.map((each) => constant(each.value))
    if (!stated || children.length < 2 || values.some((each) => each === undefined)) continue
    const sum = (values as Rational[]).reduce(add, ZERO)
    const short = compare(sum, stated) < 0
    const over = compare(sum, stated) > 0 && (target.op === 'le' || target.op === 'lt')
    if ((!short && !over) || alreadySaid('W1112', target.article, checked, before)) continue
    const at = (each: Target): Span => placeIn(tree, declarationAt(tree, '目标', each.id), '要求')
    report(
      'W1112',
      at(target),
      {
        goal: target.indicator,
        stated: exprText(target.value),
        sum: sumText(children, sum),
        parts: children.map((each) => exprText(each.value)).join('＋'),
      },
      children.map((each) => ({ at: at(each), note: '' })),
    )
  }
}

function sameUnit(a: Target, b: Target): boolean {
  return a.value.kind === 'number' && b.value.kind === 'number' && a.value.dimension === b.value.dimension
}

function sumText([first]: readonly Target[], sum: Rational): string {
  if (first?.value.kind !== 'number') return ''
  return numberText(sum, { kind: 'number', dimension: first.value.dimension })
}

export const targetsStatedTwice: RuleCheck = (checked, report, before) => {
  const { policy, tree } = checked
  for (const [i, target] of policy.targets.entries()) {
    const other = policy.targets
      .slice(0, i)
      .find((each) => each.indicator === target.indicator && each.deadline === target.deadline)
    if (!other || requirement(other) === requirement(target)) continue
    if (alreadySaid('W1113', target.article, checked, before)) continue
    const at = (each: Target): Span => placeIn(tree, declarationAt(tree, '目标', each.id), '要求')
    report(
      'W1113',
      at(target),
      { goal: target.indicator, one: requirement(other), other: requirement(target) },
      [{ at: at(other), note: '' }],
    )
  }
}

function requirement({ word, op, value, to }: Target): string {
  const range = to ? `至${exprText(to)}` : ''
  return `${to ? '' : word}${exprText(value)}${range}${op === 'about' ? '左右' : ''}`
}
