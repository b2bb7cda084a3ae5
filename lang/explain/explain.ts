// Findings, amounts and items → Chinese sentences, as a person reads them.
import type { Body, Condition, Item, Part, Policy } from '../ir/ir.ts'
import { exprText } from '../ir/words.ts'
import type { Amount, Cause, Finding, Outcome } from '../run/finding.ts'
import { dateToChinese } from '../values/dates.ts'
import { moneyText, yuanToFen } from '../values/money.ts'
import { rational } from '../values/rational.ts'

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  eligible: '符合',
  not_eligible: '不符合',
  undetermined: '待定',
  not_applicable: '不适用',
  not_in_force: '不在有效期',
}

export function outcomeText(outcome: Outcome): string {
  return OUTCOMES[outcome]
}

const CAUSES: Readonly<Record<Cause, string>> = {
  fact: '缺少事实',
  decision: '待部门认定',
  standard: '缺少外部标准',
  reading: '口径未定',
  time: '适用时间存疑',
  conflict: '相互矛盾',
}

export function causeText(cause: Cause): string {
  return CAUSES[cause]
}

/** Yuan text → 50万元. */
export function yuanText(yuan: string): string {
  return moneyText(rational(yuanToFen(yuan)))
}

/** 确定 48万元 · 上限 50万元 · 区间 0元 至 50万元 · 备选 100万元、200万元 · 未明确 · 非资金 */
export function amountText(amount: Amount): string {
  switch (amount.kind) {
    case 'exact':
      return `确定 ${yuanText(amount.yuan)}`
    case 'upper_bound':
      return `上限 ${yuanText(amount.yuan)}`
    case 'range':
      return amount.to === null
        ? `区间 ${yuanText(amount.from)} 以上`
        : `区间 ${yuanText(amount.from)} 至 ${yuanText(amount.to)}`
    case 'candidates':
      return `备选 ${amount.candidates.map((each) => yuanText(each.yuan)).join('、')}`
    case 'unstated':
      return '未明确'
    case 'non_monetary':
      return '非资金'
  }
}

/** One finding as a person reads it: the answer, then the reasons, what is missing, and the clause. */
export function explainFinding(finding: Finding, policy: Policy): string {
  const lines = [`${finding.title}：${outcomeText(finding.outcome)}，${amountText(finding.amount)}`]
  if (finding.content !== undefined) lines.push(`  内容：${finding.content}`)
  if (finding.amount.kind === 'candidates') {
    for (const each of finding.amount.candidates) lines.push(`  备选 ${yuanText(each.yuan)}：${each.reading}`)
  }
  if (finding.ifEligible) lines.push(`  如条件全部满足：${amountText(finding.ifEligible)}`)
  if (finding.causes.length > 0) lines.push(`  待定原因：${finding.causes.map(causeText).join('、')}`)
  const marks = { met: '✓', unmet: '✗', unknown: '？' } as const
  for (const reason of finding.reasons) {
    lines.push(`  ${marks[reason.truth]} ${reason.text}${underReading(reason.reading)}`)
  }
  for (const each of finding.basis) {
    const part = each.part === undefined ? '' : `${each.part}：`
    lines.push(`  计算：${part}${each.text}${underReading(each.reading)}`)
  }
  for (const cap of finding.caps) {
    const used = cap.applied === undefined ? '是否触及尚不清楚' : cap.applied ? '已按此封顶' : '未触及'
    lines.push(`  封顶：${cap.text}（${used}）${underReading(cap.reading)}`)
  }
  for (const need of finding.needs)
    lines.push(`  还需：${need.fact}（${need.authority.name}）——${need.question}`)
  for (const reading of finding.readings.filter((each) => each.decisive)) {
    lines.push(`  口径未定：${reading.question}（请示${reading.askTo}）`)
    for (const each of reading.alternatives) {
      lines.push(`    ${each.key} ${each.label}：${outcomeText(each.outcome)}，${amountText(each.amount)}`)
    }
  }
  for (const change of finding.changes) {
    const gap = change.gap === undefined ? '' : `，差${change.gap}`
    lines.push(`  改变：${change.fact}现为${change.has}，须${change.needs}${gap}`)
  }
  if (finding.received !== undefined && finding.received !== '0.00')
    lines.push(`  此前已获：${yuanText(finding.received)}`)
  for (const flag of finding.flags) lines.push(`  注意：${flag.text}`)
  const owners = [...finding.departments.lead, ...finding.departments.responsible]
  if (owners.length > 0)
    lines.push(`  主管：${owners.join('、')}${finding.departments.openEnded ? '等' : ''}`)
  for (const citation of finding.citations) {
    const article = policy.articles.find((each) => each.id === citation.article)
    lines.push(
      `  依据：${policy.document.number} 〔${article?.heading ?? citation.article}〕「${citation.quote}」`,
    )
  }
  return lines.join('\n')
}

function underReading(reading: string | undefined): string {
  return reading === undefined ? '' : `（${reading}）`
}

/** A rule in words, for reading beside its article. */
export type ItemDescription = {
  readonly conditions: readonly string[]
  readonly parts: readonly {
    readonly label: string
    readonly conditions: readonly string[]
    readonly amount: string
  }[]
  readonly caps: readonly string[]
  readonly window?: string
  readonly frequency?: string
}

export function describeItem(item: Item): ItemDescription {
  const caps = [...item.caps, ...item.parts.flatMap((each) => each.caps)]
  const from = item.window?.from === undefined ? '' : `自${dateToChinese(item.window.from)}起`
  const to = item.window?.to === undefined ? '' : `至${dateToChinese(item.window.to)}止`
  return {
    conditions: item.conditions.map(conditionText),
    parts: item.parts.map((part) => ({
      label: part.label ?? '',
      conditions: [...selectionText(part), ...part.conditions.map(conditionText)],
      amount: amountRuleText(part),
    })),
    caps: caps.map((cap) => {
      const when = cap.when ? `（当${exprText(cap.when)}）` : ''
      return `${cap.scope}${cap.soft ? '原则上' : ''}不超过${exprText(cap.limit)}${when}`
    }),
    ...(item.window ? { window: `${from}${to}` } : {}),
    ...(item.frequency ? { frequency: item.frequency.text } : {}),
  }
}

function selectionText(part: Part): string[] {
  const { over } = part
  if (!over) return []
  const which = over.where ? `符合「${exprText(over.where)}」的` : ''
  return [over.mode === 'each' ? `对每一项${which}${over.collection}` : `有${which}${over.collection}`]
}

export function conditionText(condition: Condition): string {
  if (condition.kind === 'test') return exprText(condition.expr)
  return condition.conditions.map(conditionText).join(condition.kind === 'any' ? '，或者' : '，且')
}

function amountRuleText(part: Part): string {
  const { amount } = part
  switch (amount.kind) {
    case 'exact':
      return bodyText(amount.value)
    case 'upTo':
      return `不超过${bodyText(amount.value)}`
    case 'range':
      return `${exprText(amount.from)}至${exprText(amount.to)}`
    case 'candidates':
      return `${amount.values.map(exprText).join('或')}，分档条件文件未列`
    case 'unstated':
      return '文件未明确金额'
    case 'nonMonetary':
      return ''
  }
}

function bodyText(body: Body): string {
  if (body.kind === 'expr') return exprText(body.expr)
  return body.rows
    .map(
      (row) => `${row.general ? '一般' : row.when ? `当${exprText(row.when)}` : ''}：${exprText(row.value)}`,
    )
    .join('；')
}
