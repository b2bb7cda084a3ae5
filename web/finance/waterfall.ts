// The sums of envelopes → the steps of their waterfall, and what ECharts draws of them.
import type { EChartsCoreOption } from 'echarts/core'
import type { EnvelopeReply } from '#server/api/money/envelopes.ts'
import { ink, type Look, looks, styleOf } from '../ui/bars.ts'
import { minusYuan, sumYuan } from '../ui/money.ts'
import { wanLength, wanText } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'

/** Accounts of an envelope in the order in which money goes, with what they are called in its replies. */
export const FLOW = [
  { account: 'source', sum: 'allotted', look: looks.quieter },
  { account: 'reserved', sum: 'reserved', look: looks.upTo },
  { account: 'in_transit', sum: 'inTransit', look: looks.open },
  { account: 'paid', sum: 'paid', look: looks.exact },
  { account: 'recovered', sum: 'recovered', look: looks.undetermined },
  { account: 'available', sum: 'available', look: looks.quiet },
] as const

type Account = (typeof FLOW)[number]['account']
export type Sums = Pick<EnvelopeReply, (typeof FLOW)[number]['sum']>

export type WaterfallStep = {
  readonly account: Account
  readonly name: string
  readonly look: Look
  readonly yuan: string
  /** Where the bar begins: what is left below it. */
  readonly from: string
}

/** What of the money is left goes down with every step, up again with what came back, and ends as what is available. */
export function stepsOf(sums: Sums): WaterfallStep[] {
  let left = sums.allotted
  return FLOW.map(({ account, sum, look }) => {
    const yuan = sums[sum]
    const step = (from: string) => ({ account, name: words.finance.account[account], look, yuan, from })
    if (account === 'source' || account === 'available') return step('0.00')
    const before = left
    left = account === 'recovered' ? sumYuan([left, yuan]) : minusYuan(left, yuan)
    return step(account === 'recovered' ? before : left)
  })
}

export function totalOf(envelopes: readonly Sums[]): Sums {
  const total = (sum: keyof Sums): string => sumYuan(['0.00', ...envelopes.map((each) => each[sum])])
  return {
    ...{ allotted: total('allotted'), available: total('available'), reserved: total('reserved') },
    ...{ inTransit: total('inTransit'), paid: total('paid'), recovered: total('recovered') },
  }
}

export function waterfallOption(
  steps: readonly WaterfallStep[],
  wide: boolean,
  large: boolean,
): EChartsCoreOption {
  const fontSize = large ? 17 : 13
  const text = { color: ink, fontSize }
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit', color: ink },
    grid: { left: fontSize * 6, right: wide ? 150 : 16, top: 8, bottom: 44 },
    xAxis: {
      ...{
        type: 'value',
        name: words.sandbox.unit,
        nameLocation: 'middle',
        nameGap: 28,
        nameTextStyle: text,
      },
      ...{ axisLabel: { ...text, hideOverlap: true }, splitNumber: wide ? 5 : 3 },
    },
    yAxis: {
      ...{ type: 'category', inverse: true, data: steps.map((each) => each.name) },
      ...{ axisTick: { show: false }, axisLabel: { ...text, interval: 0 } },
    },
    series: [
      {
        ...{ type: 'bar', stack: 'all', silent: true, barMaxWidth: 26 },
        ...{ itemStyle: { color: 'transparent' }, data: steps.map((each) => wanLength(each.from)) },
      },
      {
        ...{ type: 'bar', stack: 'all', barMaxWidth: 26, barMinHeight: 3, cursor: 'pointer' },
        data: steps.map(({ yuan, look }) => ({
          // Nothing is no bar, where a little still is one.
          value: wanLength(yuan) > 0 ? wanLength(yuan) : '-',
          itemStyle: styleOf(look),
          label: { show: wide, position: 'right', formatter: wanText(yuan), ...text },
        })),
      },
    ],
  }
}
