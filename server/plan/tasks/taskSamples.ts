// Invented courses of a couple of dozen of 渝中区's tasks, to show how it looks. Days are counted from the first start,
// so that there is something late, something due and something closed. Nothing of it is real; every row says so.

export type SampleStep = {
  readonly act:
    | 'assign'
    | 'sign'
    | 'break_down'
    | 'progress'
    | 'node_done'
    | 'report'
    | 'review'
    | 'finish'
    | 'strike'
    | 'ask'
    | 'answer'
  /** Days from the first start; negative: before. */
  readonly on: number
  readonly text?: string
  readonly nodes?: readonly (
    | { readonly title: string; readonly plannedOn: number }
    | { readonly node: number; readonly actualOn: number }
  )[]
}

export type SampleCourse = {
  readonly task: string
  readonly lead: string
  readonly steps: readonly SampleStep[]
}

const begun = (on: number, titles: readonly (readonly [string, number])[]): SampleStep[] => [
  { act: 'assign', on, text: '请按实施方案抓好落实。' },
  { act: 'sign', on: on + 3 },
  { act: 'break_down', on: on + 10, nodes: titles.map(([title, plannedOn]) => ({ title, plannedOn })) },
]
const done = (node: number, actualOn: number): SampleStep => ({
  ...{ act: 'node_done', on: actualOn + 1 },
  nodes: [{ node, actualOn }],
})

/** The second node's day has passed. */
const late = (task: string, lead: string, days: number, text: string): SampleCourse => ({
  ...{ task, lead },
  steps: [
    ...begun(-200, [
      ['形成工作方案', -150],
      ['完成阶段成果', -days],
      ['总结评估', 120],
    ]),
    done(1, -155),
    { act: 'progress', on: -days - 20, text },
  ],
})
const soon = (task: string, lead: string, days: number): SampleCourse => ({
  ...{ task, lead },
  steps: [
    ...begun(-120, [
      ['形成工作方案', -60],
      ['完成阶段成果', days],
    ]),
    done(1, -65),
  ],
})
const onCourse = (task: string, lead: string, days: number): SampleCourse => ({
  ...{ task, lead },
  steps: [
    ...begun(-90, [
      ['形成工作方案', days],
      ['完成阶段成果', days + 120],
    ]),
  ],
})
const closed = (task: string, lead: string, last: 'report' | 'finish' | 'strike'): SampleCourse => ({
  ...{ task, lead },
  steps: [
    ...begun(-260, [
      ['形成工作方案', -200],
      ['完成阶段成果', -40],
    ]),
    ...[done(1, -205), done(2, -45)],
    { act: 'report', on: -38, text: '阶段成果已完成，材料齐全。' },
    ...(last === 'report'
      ? []
      : ([
          { act: 'review', on: -30, text: '核对属实。' },
          { act: 'finish', on: -25 },
        ] as const)),
    ...(last === 'strike' ? ([{ act: 'strike', on: -20, text: '同意销号。' }] as const) : []),
  ],
})

/** Departments by the name in the text. */
export const SAMPLE_COURSES: readonly SampleCourse[] = [
  late('task-yz-finance-headquarters', '区产业发展局', 12, '已对接两家机构，落户条件还在谈。'),
  late('task-yz-specialized-board', '区产业发展局', 3, '入板企业名单已报送。'),
  late('task-yz-software-system', '区经信委', 25, '空间布局方案正在征求意见。'),
  late('task-yz-low-altitude-network', '区交通运输委', 8, '起降点选址已完成七成。'),
  late('task-yz-new-commerce-modes', '区商务委', 4, '直播基地已开工。'),
  late('task-yz-data-elements', '区大数据局', 16, '场景清单已形成。'),
  soon('task-yz-finance-cluster', '区产业发展局', 8),
  soon('task-yz-innovation-platforms', '区科技局', 5),
  soon('task-yz-logistics-hub', '区交通运输委', 10),
  soon('task-yz-four-lists', '区发改委', 6),
  soon('task-yz-census', '区统计局', 9),
  onCourse('task-yz-fund-life-cycle', '区产业发展局', 60),
  onCourse('task-yz-green-finance-zone', '区产业发展局', 75),
  onCourse('task-yz-double-increase', '区科技局', 45),
  onCourse('task-yz-brand-exhibitions', '区商务委', 90),
  onCourse('task-yz-hr-branches', '区人社局', 80),
  onCourse('task-yz-inspection-fields', '区市场监管局', 100),
  onCourse('task-yz-ai-ecosystem', '区经信委', 70),
  onCourse('task-yz-smart-medicine', '区卫健委', 65),
  onCourse('task-yz-general-contracting', '区住建委', 110),
  closed('task-yz-equity-products', '区产业发展局', 'report'),
  closed('task-yz-notary-arbitration', '区司法局', 'report'),
  closed('task-yz-accounting-lead', '区财政局', 'finish'),
  closed('task-yz-municipal-statistics', '区统计局', 'strike'),
  closed('task-yz-deliberate', '区发改委', 'strike'),
  {
    ...{ task: 'task-yz-insurance-asset-management', lead: '区产业发展局' },
    steps: [
      ...begun(-60, [['形成工作方案', 40]]),
      { act: 'ask', on: -5, text: '保险资管机构的认定口径如何掌握？' },
    ],
  },
]

export const SAMPLE_TASKS: ReadonlySet<string> = new Set(SAMPLE_COURSES.map(({ task }) => task))
