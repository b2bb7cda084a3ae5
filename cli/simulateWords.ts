// Simulations and comparisons → Chinese tables for a terminal; certain money, upper bounds and what is open kept apart.
import { yuanText } from '#lang'
import type { Comparison, Cost, Dimension, ItemResult, SimulationResult } from '#server/simulation/result.ts'

const DIMENSION_WORDS: Readonly<Record<Dimension, string>> = {
  ...{ district: '区县', street: '镇街', industry: '行业', size: '规模' },
}

export function printSimulation(result: SimulationResult, by: Dimension | undefined): void {
  printHeading(result)
  for (const policy of new Set(result.items.map((each) => each.policy))) {
    console.log(`\n${policy}`)
    const own = result.items.filter((each) => each.policy === policy)
    printTable(['事项', '符合', '待定', '不符合', '确定', '上限', '未定', '待定金额'], own.map(itemCells))
  }
  if (by && result.groups?.[by]) {
    console.log(`\n按${DIMENSION_WORDS[by]}`)
    const cells = result.groups[by].map(({ key, reach, cost }) => itemCells({ title: key, reach, cost }))
    printTable([DIMENSION_WORDS[by], '符合', '待定', '不符合', '确定', '上限', '未定', '待定金额'], cells)
    const small = result.smallCells?.filter((each) => each.dimension === by).length ?? 0
    if (small > 0) console.log(`  其中 ${small} 组不足3个主体，只供内部使用`)
  }
  for (const each of result.packages ?? []) {
    const name = each.policy ?? '各文件合计'
    console.log(
      `\n${name}：逐项相加 ${yuanText(each.separately)}，合在一起确定 ${yuanText(each.exact.yuan)}（${each.exact.subjects} 户）`,
    )
    if (each.open.subjects > 0)
      console.log(`  另有 ${each.open.subjects} 户看口径：${rangeText(each.open.from, each.open.to)}`)
  }
  printEngine(result.engine)
}

export function printComparison(result: Comparison): void {
  printHeading(result)
  if (result.items.length === 0) console.log('\n这些改动不影响所选的事项')
  else
    printTable(
      ['事项', '得益', '多得', '受损', '少得', '说不定', '不变', '改前确定', '改后确定'],
      result.items.map(({ before, after, winners, losers, unclear, same }) => [
        ...[before.title, String(winners.subjects), yuanText(winners.yuan)],
        ...[String(losers.subjects), yuanText(losers.yuan), String(unclear), String(same)],
        ...[yuanText(before.cost.exact.yuan), yuanText(after.cost.exact.yuan)],
      ]),
    )
  for (const { title, yuan, before, after } of result.envelopes)
    console.log(
      `预算「${title}」${yuanText(yuan)}：改前确定 ${yuanText(before.exact.yuan)}，改后确定 ${yuanText(after.exact.yuan)}，改后上限 ${yuanText(after.upTo.yuan)}`,
    )
  printEngine(result.engine)
}

function printHeading({ population, at }: Pick<SimulationResult, 'population' | 'at'>): void {
  const origin = population.synthetic ? '合成数据，不是真实主体' : population.source
  console.log(
    `${population.title}（${population.id}）  ${population.kind} ${population.subjects} 个  ${origin}`,
  )
  console.log(`评估日 ${at}`)
}

function printEngine({ path, interpreted, millis }: SimulationResult['engine']): void {
  const note = interpreted > 0 ? `，其中 ${interpreted} 个（主体、事项）由解释器计算` : ''
  const engine = path === 'duckdb' ? '，由 DuckDB 直接从数据文件计算' : ''
  console.log(`\n用时 ${(millis / 1000).toFixed(1)} 秒${engine}${note}`)
}

function itemCells({ title, reach, cost }: Pick<ItemResult, 'title' | 'reach' | 'cost'>): string[] {
  return [
    ...[title, String(reach.eligible), String(reach.undetermined)],
    String(reach.not_eligible + reach.not_applicable + reach.not_in_force),
    ...costCells(cost),
  ]
}

function costCells({ exact, upTo, open, undetermined }: Cost): string[] {
  return [
    exact.subjects > 0 ? yuanText(exact.yuan) : '—',
    upTo.subjects > 0 ? `至多 ${yuanText(upTo.yuan)}` : '—',
    open.subjects > 0 ? rangeText(open.from, open.to) : '—',
    undetermined.subjects > 0 ? rangeText(undetermined.from, undetermined.to) : '—',
  ]
}

function rangeText(from: string, to: string | null): string {
  if (to === null) return `${yuanText(from)} 以上`
  return from === to ? yuanText(from) : `${yuanText(from)}～${yuanText(to)}`
}

/** Chinese signs take two places. */
function widthOf(text: string): number {
  return [...text].reduce((sum, each) => sum + (/[\u1100-\uffdc]/.test(each) ? 2 : 1), 0)
}

function printTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = header.map((each, i) => Math.max(widthOf(each), ...rows.map((row) => widthOf(row[i] ?? ''))))
  for (const row of [header, ...rows]) {
    const cells = row.map((each, i) => {
      const space = ' '.repeat((widths[i] ?? 0) - widthOf(each))
      return i === 0 ? each + space : space + each
    })
    console.log(`  ${cells.join('  ')}`)
  }
}
