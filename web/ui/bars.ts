// Rows and series → what ECharts draws: horizontal bars, each series with a colour and a pattern of its own.
import type { EChartsCoreOption } from 'echarts/core'

export type Look = { readonly color: string; readonly pattern?: 'stripes' | 'dots' | 'cross' }

export type BarSeries = {
  readonly name: string
  readonly look: Look
  /** For the picture only: sums are kept as exact text. */
  readonly values: readonly number[]
  /** What the pointer shows for each row; nothing where it is undefined. */
  readonly texts: readonly (string | undefined)[]
}

export type Bars = {
  readonly labels: readonly string[]
  readonly series: readonly BarSeries[]
  readonly stacked: boolean
  /** Name of the axis: 万元, 家. */
  readonly unit: string
  readonly wide: boolean
  readonly large: boolean
}

export const ink = '#1d2125'
const inkSoft = '#4d535a'
const grid = '#e4dfd4'

export const looks = {
  exact: { color: '#12613d' },
  upTo: { color: '#b97a1a', pattern: 'stripes' },
  open: { color: '#1a5285', pattern: 'dots' },
  undetermined: { color: '#7b5aa6', pattern: 'cross' },
  notEligible: { color: '#b3261e', pattern: 'stripes' },
  quiet: { color: '#8b8f94', pattern: 'dots' },
  quieter: { color: '#c3c0b8' },
  before: { color: '#8b8f94', pattern: 'stripes' },
  after: { color: '#9e1b16' },
} as const satisfies Record<string, Look>

export function barOption({ labels, series, stacked, unit, wide, large }: Bars): EChartsCoreOption {
  const fontSize = large ? 17 : 13
  const labelWidth = (wide ? 230 : 108) * (large ? 1.2 : 1)
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit', color: ink },
    grid: { left: labelWidth + 12, right: wide ? 56 : 28, top: 8, bottom: 44 },
    xAxis: {
      type: 'value',
      name: unit,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: { color: inkSoft, fontSize },
      axisLabel: { color: inkSoft, fontSize, hideOverlap: true },
      splitLine: { lineStyle: { color: grid } },
      splitNumber: wide ? 5 : 3,
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: labels,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: inkSoft } },
      axisLabel: {
        color: ink,
        fontSize,
        interval: 0,
        lineHeight: fontSize * 1.25,
        formatter: (label: string) => inTwoLines(label, wide ? 17 : 8),
      },
    },
    tooltip: tooltip(labels, series, wide),
    series: series.map(({ name, look, values }) => ({
      type: 'bar',
      name,
      // Next to a long bar a short one would vanish.
      data: values.map((each) => (each > 0 ? each : '-')),
      barMinHeight: 3,
      ...(stacked && { stack: 'all' }),
      ...(stacked ? { barMaxWidth: 22 } : { barMaxWidth: 16, barGap: '15%' }),
      cursor: 'pointer',
      itemStyle: styleOf(look, stacked),
    })),
  }
}

export function styleOf({ color, pattern }: Look, apart = true) {
  // A white edge keeps the parts of a bar from running into one.
  const edge = apart ? { borderColor: '#fff', borderWidth: 1 } : {}
  return { color, ...edge, ...(pattern && { decal: decals[pattern] }) }
}

const line = { color: 'rgba(255, 255, 255, 0.75)', symbolSize: 1 }
const decals = {
  stripes: { ...line, symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: -Math.PI / 4 },
  dots: {
    ...line,
    symbol: 'circle',
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [6, 0],
    symbolSize: 0.6,
  },
  cross: { ...line, symbol: 'rect', dashArrayX: [[2, 5]], dashArrayY: [2, 5] },
}

/** Chinese has no spaces to break a line at. */
function inTwoLines(text: string, length: number): string {
  if (text.length <= length) return text
  return `${text.slice(0, length)}\n${shortened(text.slice(length), length)}`
}

export function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}

type Pointed = { readonly dataIndex: number }

/** The pointer shows every part of a row by itself; nothing is summed. */
export function tooltip(labels: readonly string[], series: readonly BarSeries[], wide: boolean) {
  return {
    trigger: 'axis',
    axisPointer: { type: 'shadow' },
    confine: true,
    textStyle: { color: ink, fontSize: 14 },
    extraCssText: `max-width: ${wide ? '28rem' : '17rem'}; white-space: normal;`,
    formatter: (pointed: readonly Pointed[]) => described(labels, series, pointed[0]?.dataIndex ?? 0),
  }
}

function described(labels: readonly string[], series: readonly BarSeries[], row: number): HTMLElement {
  const box = document.createElement('div')
  const title = document.createElement('strong')
  title.textContent = labels[row] ?? ''
  box.append(title)
  for (const { name, texts } of series) {
    const text = texts[row]
    if (text === undefined) continue
    const own = document.createElement('div')
    own.textContent = `${name}：${text}`
    box.append(own)
  }
  return box
}
