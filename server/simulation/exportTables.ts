// Simulations and comparisons → the tables of an Excel file, the first of which says what the numbers are.
import { documentTitle, type Program, type ReasonCode } from '#lang'
import type { ExportCell, ExportTable, PopulationSummary } from '#population'
import type { Comparison, ItemResult, Reform, SimulationResult } from './result.ts'

/** Tables of a simulation that was computed already. */
export function simulationTables(program: Program, result: SimulationResult, now: Date): ExportTable[] {
  const policies = [...new Set(result.items.map((each) => each.policy))]
  const engine = engineLine(result.engine)
  const groups = Object.entries(result.groups ?? {}).map(
    ([dimension, rows]): ExportTable => ({
      title: `按${DIMENSION_WORDS[dimension] ?? dimension}`,
      header: ['分组', ...COST_HEADER],
      rows: rows.map((each) => [each.key, ...costCells(each)]),
    }),
  )
  return [
    aboutTable(program, result.population, result.at, policies, now, [engine]),
    {
      title: '事项',
      header: ['文件', '事项', ...COST_HEADER],
      rows: result.items.map((each) => itemCells(program, each)),
    },
    ...groups,
    {
      title: '缺什么',
      header: ['事项', '缺少', '原因', '主体数', '只缺这一项'],
      rows: result.items.flatMap(missingRows),
    },
    {
      title: '为何不符合',
      header: ['事项', '理由', '事实', '主体数'],
      rows: result.items.flatMap(reasonRows),
    },
  ]
}

export function comparisonTables(program: Program, result: Comparison, now: Date): ExportTable[] {
  const policies = [...new Set(result.items.map((each) => each.before.policy))]
  return [
    aboutTable(program, result.population, result.at, policies, now, [
      ...reformLines(result.reform),
      engineLine(result.engine),
    ]),
    {
      title: '比较',
      header: [
        ...['事项', '得益主体', '多得（元）', '受损主体', '少得（元）', '说不定', '不变'],
        ...['改前符合', '改后符合', '改前确定（元）', '改后确定（元）', '改前上限（元）', '改后上限（元）'],
      ],
      rows: result.items.map(({ before, after, ...each }) => [
        ...[before.title, each.winners.subjects, money(each.winners.yuan)],
        ...[each.losers.subjects, money(each.losers.yuan), each.unclear, each.same],
        ...[before.reach.eligible, after.reach.eligible],
        ...[money(before.cost.exact.yuan), money(after.cost.exact.yuan)],
        ...[money(before.cost.upTo.yuan), money(after.cost.upTo.yuan)],
      ]),
    },
    {
      title: '预算',
      header: ['预算', '额度（元）', '改前确定（元）', '改后确定（元）', '改前上限（元）', '改后上限（元）'],
      rows: result.envelopes.map((each) => [
        ...[each.title, money(each.yuan), money(each.before.exact.yuan), money(each.after.exact.yuan)],
        ...[money(each.before.upTo.yuan), money(each.after.upTo.yuan)],
      ]),
    },
  ]
}

type Line = readonly [string, string]

/** The first sheet: what the numbers are and where they come from. */
export function aboutTable(
  program: Program,
  population: PopulationSummary,
  at: string,
  policies: readonly string[],
  now: Date,
  lines: readonly Line[],
): ExportTable {
  const documents = program.policies.filter((each) => policies.includes(each.document.id))
  const origin = population.synthetic
    ? `合成数据，不是真实企业${population.seed === undefined ? '' : `（种子 ${population.seed}）`}`
    : '导入的数据'
  const all: Line[] = [
    ['数据集', `${population.title}（${population.id}），${population.kind} ${population.subjects} 个`],
    ['来源', `${origin}：${population.source}`],
    ['评估日', at],
    ...documents.map(({ document }): Line => ['文件', `${documentTitle(document)} ${document.number}`]),
    ...lines,
    [
      '说明',
      '“确定”是按条文应得的数；“上限”只是最多可能，不是应得；“待定”还缺事实、认定、标准或口径，不得与前两项相加。',
    ],
    ['保密', '主体少于3个的分组和名单能看出单个主体的情况，只供内部使用。'],
    ['导出时间', now.toISOString()],
  ]
  return { title: '说明', header: ['项目', '内容'], rows: all }
}

function engineLine({ path, interpreted, millis }: SimulationResult['engine']): Line {
  const note = interpreted > 0 ? `，其中 ${interpreted} 个（主体、事项）由解释器逐个计算` : ''
  return ['计算方式', `${path === 'kernels' ? '编译成按列计算的程序' : 'DuckDB'}${note}，用时 ${millis} 毫秒`]
}

export function reformLines(reform: (Pick<Reform, 'changes'> & Partial<Reform>) | undefined): Line[] {
  if (!reform) return []
  return [
    ...(reform.title ? [['方案', reform.title] as const] : []),
    ...reform.changes.map((each): Line => ['改动', changeWords(each)]),
  ]
}

function changeWords(change: Reform['changes'][number]): string {
  switch (change.kind) {
    case 'number':
      return `${change.parameter} 改为 ${change.value}`
    case 'scale':
      return `${change.parameter} 乘以 ${change.factor}`
    case 'reading':
      return `${change.policy} 口径 ${change.reading} 按 ${change.alternative}`
    case 'remove':
      return `停用 ${change.item}`
  }
}

const DIMENSION_WORDS: Readonly<Record<string, string>> = {
  ...{ district: '区县', street: '镇街', industry: '行业', size: '规模' },
}

const COST_HEADER = [
  ...[
    '符合',
    '不符合',
    '待定',
    '不适用',
    '不在有效期',
    '确定（户）',
    '确定（元）',
    '上限（户）',
    '上限（元）',
  ],
  ...[
    '未定金额（户）',
    '未定从（元）',
    '未定至（元）',
    '待定从（元）',
    '待定至（元）',
    '未写明数额',
    '非资金',
  ],
]

function costCells({ reach, cost }: Pick<ItemResult, 'reach' | 'cost'>): ExportCell[] {
  const end = (yuan: string | null): ExportCell => (yuan === null ? '不封顶' : money(yuan))
  return [
    ...[reach.eligible, reach.not_eligible, reach.undetermined, reach.not_applicable, reach.not_in_force],
    ...[cost.exact.subjects, money(cost.exact.yuan), cost.upTo.subjects, money(cost.upTo.yuan)],
    ...[cost.open.subjects, money(cost.open.from), end(cost.open.to)],
    ...[money(cost.undetermined.from), end(cost.undetermined.to), cost.unstated, cost.nonMonetary],
  ]
}

function itemCells(program: Program, each: ItemResult): ExportCell[] {
  const document = program.policies.find(({ document }) => document.id === each.policy)?.document
  return [document?.number ?? each.policy, each.title, ...costCells(each)]
}

const CAUSE_WORDS: Readonly<Record<string, string>> = {
  ...{ fact: '缺事实', decision: '待认定', standard: '缺标准', reading: '口径未定' },
}

function missingRows({ title, missing }: ItemResult): ExportCell[][] {
  return missing.map((each) => [
    title,
    each.fact,
    CAUSE_WORDS[each.cause] ?? each.cause,
    each.subjects,
    each.alone,
  ])
}

const REASON_WORDS: Readonly<Record<ReasonCode, string>> = {
  ...{
    met: '满足',
    'not-above': '未超过',
    below: '低于',
    above: '高于',
    'not-below': '不低于',
    differs: '不相同',
  },
  ...{ equals: '相同', 'not-in-set': '不在其中', 'none-found': '没有相应的记录', 'not-so': '不是' },
  ...{
    'not-applicable': '不适用',
    unknown: '未知',
    'wrong-place': '不在范围内',
    'wrong-subject': '主体不同',
  },
  ...{ 'outside-validity': '文件不在有效期', 'outside-window': '不在申报期', 'before-document': '早于文件' },
  ...{ 'in-future': '在将来', 'already-received': '已经享受', 'no-alternative-met': '各条都不满足' },
  ...{ conflict: '互相矛盾', 'decision-pending': '待认定' },
}

function reasonRows({ title, reasons }: ItemResult): ExportCell[][] {
  return reasons.map((each) => [title, REASON_WORDS[each.code], each.fact, each.subjects])
}

function money(yuan: string): ExportCell {
  return { kind: 'number', text: yuan, format: '#,##0.00' }
}
