// The lines of the plan as shown → the tables of an Excel file: the first says what the numbers are.
import { type ExportTable, exportBook } from '#population'
import { periodWords } from './period.ts'
import type { Plan, PlanLine } from './planAsOf.ts'
import { decimalText, quantityText } from './quantity.ts'
import { GATHERS_WORDS, requirementText, STANDING_WORDS, statusWords } from './statusWords.ts'

/** What a table calls the lamps. */
export const LAMP_WORDS = { green: '绿', yellow: '黄', red: '红', grey: '未定' } as const

/** `lines` are exactly those that the list shows. */
export async function exportPlan(plan: Plan, lines: readonly PlanLine[]): Promise<Buffer> {
  return exportBook([aboutTable(plan, lines), listTable(lines), reportsTable(lines), sumsTable(lines)])
}

function aboutTable({ day, knownAt }: Plan, lines: readonly PlanLine[]): ExportTable {
  const samples = lines.some(({ official }) => official.some(({ sample }) => sample))
  return {
    title: '说明',
    header: ['项目', '内容'],
    rows: [
      ['日期', day],
      ['已知到', knownAt.toISOString()],
      ['指标数', lines.length],
      ...(samples ? [['示例数据', '含示例数据，不是真实填报']] : []),
      [
        '灯',
        '绿：已达到，或八成预测区间都达到；黄：区间一部分达到；红：区间都达不到，或约束性指标到期未达到；未定：数据不足或条文没有说清',
      ],
    ],
  }
}

function listTable(lines: readonly PlanLine[]): ExportTable {
  return {
    title: '指标',
    header: [
      '区县',
      '文件',
      '条',
      '指标',
      '要求',
      '单位',
      '现值',
      '期间',
      '灯',
      '情况',
      '责任部门',
      '统计方式（配置）',
      '说明',
    ],
    rows: lines.map((line) => {
      const { indicator, owner, status } = line
      const { target, unit, setting, district, policy } = indicator
      return [
        ...[district, policy, target.article, target.indicator, requirementText(indicator), unit.text],
        status.held ? numberCell(status.held) : null,
        status.held ? periodWords(status.held.period) : '',
        ...[
          LAMP_WORDS[status.lamp],
          STANDING_WORDS[status.standing],
          owner.name,
          GATHERS_WORDS[setting.gathers],
        ],
        statusWords(indicator, status).join('\n'),
      ]
    }),
  }
}

const numberCell = ({ value }: PlanLine['readings'][number]) =>
  ({ kind: 'number', text: decimalText(value, 6) }) as const

function reportsTable(lines: readonly PlanLine[]): ExportTable {
  return {
    title: '正式值',
    header: ['区县', '指标', '期间', '正式值', '单位', '定值时间', '示例数据'],
    rows: lines.flatMap(({ indicator, official }) =>
      official.map(({ period, value, unit, recordedAt, sample }) => [
        ...[indicator.district, indicator.target.indicator, period],
        ...[{ kind: 'number', text: value } as const, unit, recordedAt.toISOString(), sample],
      ]),
    ),
  }
}

function sumsTable(lines: readonly PlanLine[]): ExportTable {
  return {
    title: '分项与总数',
    header: ['总数指标', '比较', '分项', '分项值', '合计', '结论'],
    rows: lines.flatMap(({ indicator, sums }) =>
      sums.flatMap(({ of, parts, sum, words }) =>
        parts.map((part) => [
          ...[indicator.target.indicator, of === 'stated' ? '条文' : '所报', part.indicator, part.text],
          ...[sum ? quantityText(sum, indicator.unit, 6) : '未知', words],
        ]),
      ),
    ),
  }
}
