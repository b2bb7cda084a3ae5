// Figures of the plan's tasks and their list → 通报 (to all) or 专报 (to the leader) as a .docx. It writes only the
// figures that it is given; whoever gives them has counted the list beside them.
import { dateToChinese } from '#lang'
import { body, chineseNumber, clause, heading, paper, paragraph, title } from './paper.ts'
import { paperTable } from './table.ts'

export type ReportKind = 'bulletin' | 'special'

export type ReportLine = {
  readonly title: string
  readonly document: string
  readonly lamp: string
  readonly late: number
  readonly step: string
  readonly lead: string
  readonly nextOn: string
  /** What was last said of it; empty where nothing was. */
  readonly said: string
  readonly sample: boolean
}

export type ReportContent = {
  readonly kind: ReportKind
  /** Days since 1970. */
  readonly today: number
  readonly scope: string
  readonly figures: Readonly<Record<'total' | 'red' | 'yellow' | 'green' | 'undated' | 'done', number>>
  readonly departments: readonly {
    readonly name: string
    readonly total: number
    readonly red: number
    readonly yellow: number
    readonly green: number
    readonly undated: number
    readonly done: number
    readonly rank: string
  }[]
  readonly rules: readonly string[]
  readonly lines: readonly ReportLine[]
}

const TITLES = { bulletin: '重点任务推进情况通报', special: '重点任务逾期情况专报' } as const

export const reportTitle = (kind: ReportKind): string => TITLES[kind]

export function taskReport(content: ReportContent): Promise<Buffer> {
  const { kind, today, scope, figures, lines, rules } = content
  const samples = lines.filter(({ sample }) => sample).length
  const sampleWords = `本件含示例数据：所附清单中标明的 ${samples} 项办理情况是虚构的，不能作为依据。`
  return paper(TITLES[kind], [
    title(TITLES[kind]),
    paragraph([{ text: `（截至${dateToChinese(today)}）`, font: 'script' }], { align: 'centre' }),
    ...(samples > 0 ? [paragraph([{ text: sampleWords, font: 'black' }])] : []),
    heading('一、总体情况'),
    body(`范围：${scope}。`),
    body(overall(figures)),
    heading('二、各牵头单位情况'),
    paperTable(
      ['牵头单位', '任务数', '红灯', '黄灯', '绿灯', '未定期限', '已办结', '名次'],
      content.departments.map(({ name, total, red, yellow, green, undated, done, rank }) => [
        ...[name, total, red, yellow, green, undated, done].map(String),
        rank,
      ]),
      [30, 10, 10, 10, 10, 10, 10, 10],
    ),
    heading(kind === 'special' ? '三、逾期任务' : '三、任务清单'),
    ...(kind === 'special' ? lines.flatMap(late) : []),
    paperTable(
      ['序号', '任务', '文件', '灯', '环节', '牵头单位', '最近日子'],
      lines.map((each, i) => [
        ...[String(i + 1), `${each.title}${each.sample ? '（示例数据）' : ''}`, each.document],
        ...[each.late > 0 ? `${each.lamp}（逾期${each.late}个工作日）` : each.lamp, each.step, each.lead],
        each.nextOn,
      ]),
      [7, 30, 20, 13, 8, 12, 10],
    ),
    heading('四、判断规则'),
    ...rules.map((rule) => body(rule)),
  ])
}

function overall({ total, red, yellow, green, undated, done }: ReportContent['figures']): string {
  return `共 ${total} 项任务，其中红灯 ${red} 项、黄灯 ${yellow} 项、绿灯 ${green} 项，未定期限 ${undated} 项，已办结 ${done} 项。`
}

function late({ title: name, late: days, lead, step, said, sample }: ReportLine, i: number) {
  const words = `${lead === '' ? '还没有定牵头单位' : `由${lead}牵头`}，现处“${step}”环节，逾期 ${days} 个工作日。`
  return [
    clause(`（${chineseNumber(i + 1)}）${name}${sample ? '（示例数据）' : ''}。`, {
      text: said === '' ? words : `${words}最近反馈：${said}`,
    }),
  ]
}
