// One target as shown → an Excel file: how it stands, every report and decision on it, its course and the forecast.
import { type ExportCell, type ExportTable, exportBook } from '#population'
import type { lineJson } from './lineJson.ts'
import { parsePeriod, periodWords } from './period.ts'

/** A report, decision or correction, with the names of who made it. Values are exact decimal text in `unit`. */
type CourseReport = {
  readonly at: string
  readonly period: string
  readonly kind: 'proposed' | 'official' | 'returned'
  readonly follows: number | null
  readonly value: string
  readonly unit: string
  readonly by: string
  readonly reason: string
  readonly sample: boolean
  readonly evidence: readonly { readonly name: string }[]
}

type Line = ReturnType<typeof lineJson>
type Points = Extract<Line['forecast'], { readonly kind: 'forecast' }>['points']

type Shown = {
  readonly day: string
  readonly line: Omit<Line, 'forecast'> & { readonly forecast: { readonly points: Points } }
  readonly reports: readonly CourseReport[]
}

export function exportCourse(shown: Shown): Promise<Buffer> {
  return exportBook([aboutTable(shown), reportsTable(shown), courseTable(shown)])
}

const number = (text: string): ExportCell => ({ kind: 'number', text })
const periodText = (text: string): string => {
  const period = parsePeriod(text)
  return period ? periodWords(period) : text
}

function aboutTable({ day, line }: Shown): ExportTable {
  return {
    title: '说明',
    header: ['项目', '内容'],
    rows: [
      ...[
        ['按哪一天', day],
        ['区县', line.district],
        ['指标', line.indicator],
        ['要求', line.requirement],
      ],
      ...[
        ['单位', line.unit],
        ['责任部门', line.owner.name],
      ],
      ...line.words.map((words) => ['情况', words]),
      ...(line.sample ? [['示例数据', '含示例数据，不是真实填报']] : []),
    ],
  }
}

const KINDS = { proposed: '报送', official: '定为正式值', returned: '退回' } as const

function reportsTable({ reports }: Shown): ExportTable {
  return {
    title: '报送与审定',
    header: ['时间', '期间', '办理', '数值', '单位', '谁', '说明', '材料', '示例数据'],
    rows: reports.map(({ at, period, kind, follows, value, unit, by, reason, evidence, sample }) => [
      ...[at, periodText(period), kind === 'proposed' && follows !== null ? '更正' : KINDS[kind]],
      ...[number(value), unit, by, reason, evidence.map(({ name }) => name).join('、'), sample],
    ]),
  }
}

/** Official values first, then the periods ahead. */
function courseTable({ line }: Shown): ExportTable {
  const { series, forecast } = line
  const estimate = (value: number): ExportCell => number(value.toFixed(2))
  return {
    title: '走势与预测',
    header: ['期间', '正式值', '预测', '八成把握：低', '八成把握：高', '九成五把握：低', '九成五把握：高'],
    rows: [
      ...series.map(({ period, value }) => [periodText(period), number(value), null, null, null, null, null]),
      ...forecast.points.map(({ period, value, likely, nearlySure }) => [
        ...[periodText(period), null, estimate(value)],
        ...[likely.low, likely.high, nearlySure.low, nearlySure.high].map(estimate),
      ]),
    ],
  }
}
