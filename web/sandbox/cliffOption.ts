// Bins around a threshold → columns with a line where the threshold stands, and one where it is assumed to stand.
import type { EChartsCoreOption } from 'echarts/core'
import type { Cliff } from '#server/api/simulationReply.ts'
import { ink, looks, shortened, styleOf, tooltip } from '../ui/bars.ts'
import { wanDigits } from '../ui/money.ts'
import { countText, wanText } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'

type Bin = Cliff['bins'][number]

/** "500.00 万元", "20%": the edge of a bin in the words of the text. */
function edgeText({ unit }: Pick<Cliff, 'unit'>, edge: string): string {
  return unit === '元' ? words.sandbox.wan(wanDigits(edge)) : `${edge}${unit}`
}

export function binText(cliff: Cliff, { from, to }: Bin): string {
  const said = words.sandbox.cliff
  if (from === '') return said.under(edgeText(cliff, to))
  if (to === '') return said.beyond(edgeText(cliff, from))
  return said.between(edgeText(cliff, from), edgeText(cliff, to))
}

/** The first bin past the threshold. */
export function edgeBin({ bins, threshold }: Cliff): number {
  const found = bins.findIndex(({ from }) => from !== '' && from === threshold)
  return found < 0 ? Math.floor(bins.length / 2) : found
}

export function cliffOption(
  cliff: Cliff,
  assumed: string | undefined,
  wide: boolean,
  large: boolean,
): EChartsCoreOption {
  const fontSize = large ? 17 : 13
  const { bins, threshold } = cliff
  const said = words.sandbox.cliff
  const labels = bins.map((bin) => binText(cliff, bin))
  const others = bins.map(({ subjects, eligible }) => subjects - eligible)
  const texts = (values: readonly number[]) => values.map((each) => words.sandbox.people(countText(each)))
  const eligible = bins.map((bin) => bin.eligible)
  const series = [
    { name: said.eligible, look: looks.exact, values: eligible, texts: texts(eligible) },
    { name: said.notEligible, look: looks.quiet, values: others, texts: texts(others) },
    { name: said.yuan, look: looks.exact, values: [], texts: bins.map(({ yuan }) => wanText(yuan)) },
  ]
  const stands = (place: number, text: string, color: string, lift: number) => ({
    xAxis: place,
    lineStyle: { color, width: 2, type: color === ink ? 'solid' : 'dashed' },
    label: { formatter: text, color, fontSize, position: 'end', padding: [0, 0, lift, 0] },
  })
  const assumedAt = assumed === undefined ? undefined : placeOf(cliff, assumed)
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit', color: ink },
    grid: { left: 52, right: 24, top: 60, bottom: wide ? 60 : 72 },
    tooltip: tooltip(labels, series, wide),
    xAxis: [
      { type: 'category', data: bins.map(({ from }) => from), show: false },
      {
        // Edges lie between the columns: a second axis of numbers carries them and the lines.
        ...{ type: 'value', min: 0, max: bins.length, interval: wide ? 2 : 5, position: 'bottom' },
        splitLine: { show: false },
        axisLabel: {
          fontSize,
          color: ink,
          rotate: wide ? 0 : 30,
          formatter: (place: number) => {
            const edge = bins[place]?.from
            return edge ? shortened(edgeText(cliff, edge), 12) : ''
          },
        },
      },
    ],
    yAxis: { type: 'value', name: words.sandbox.cost.subjects, minInterval: 1, axisLabel: { fontSize } },
    series: [
      ...series.slice(0, 2).map(({ name, look, values }) => ({
        ...{ type: 'bar', name, stack: 'all', data: values, barCategoryGap: '8%' },
        itemStyle: styleOf(look),
      })),
      {
        ...{ type: 'bar', xAxisIndex: 1, data: [], silent: true },
        markLine: {
          ...{ symbol: 'none', silent: true, animation: false },
          data: [
            stands(edgeBin(cliff), said.line(edgeText(cliff, threshold)), ink, 0),
            ...(assumedAt === undefined
              ? []
              : [stands(assumedAt, said.assumed(assumed ?? ''), '#9e1b16', 18)]),
          ],
        },
      },
    ],
  }
}

const scales: { readonly [unit: string]: number } = { 元: 1, 万元: 10_000, 亿元: 100_000_000 }

/** Where an assumption lies among the bins, for its line; undefined when it lies outside or is in another unit. */
function placeOf(cliff: Cliff, assumed: string): number | undefined {
  const { bins, unit } = cliff
  const match = /^([\d.]+)(\D*)$/.exec(assumed.normalize('NFKC').replace(/[\s,]/g, ''))
  if (!match) return undefined
  const written = match[2] ?? ''
  const scale = unit === '元' ? scales[written] : written === unit ? 1 : undefined
  if (scale === undefined) return undefined
  const value = Number(match[1]) * scale
  const place = bins.findIndex(
    ({ from, to }) => from !== '' && to !== '' && Number(from) <= value && value < Number(to),
  )
  const bin = bins[place]
  if (!bin) return undefined
  return place + (value - Number(bin.from)) / (Number(bin.to) - Number(bin.from))
}
