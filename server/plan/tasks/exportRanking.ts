// How the tasks stand → an Excel file: the departments in their order with the rule of it, and the tasks by step.
import { type ExportTable, exportBook } from '#population'
import { LAMP_NAMES, LAMP_RULE } from './lamp.ts'
import { STEP_NAMES } from './steps.ts'
import { RANK_RULE, type TaskSummary } from './summarizeTasks.ts'

type Names = ReadonlyMap<string, string>

const LAMPS = ['red', 'yellow', 'green', 'undated', 'done'] as const

/** `places`: the departments' names. What the page shows, line by line; the lines sum up to the total. */
export function exportRanking(summary: TaskSummary, places: Names): Promise<Buffer> {
  return exportBook([aboutTable(summary), leadsTable(summary, places), stepsTable(summary)])
}

function aboutTable({ today, total }: TaskSummary): ExportTable {
  return {
    title: '说明',
    header: ['项目', '内容'],
    rows: [
      ['按哪一天', today],
      ['任务数', total],
      ...RANK_RULE.map((rule) => ['排名', rule]),
      ...LAMP_RULE.map((rule) => ['灯', rule]),
    ],
  }
}

/** Of the ranking, and of the wall. */
export function leadsTable({ leads }: Pick<TaskSummary, 'leads'>, places: Names): ExportTable {
  return {
    title: '牵头单位',
    header: ['名次', '牵头单位', '任务数', ...LAMPS.map((lamp) => LAMP_NAMES[lamp]), '逾期工作日合计'],
    rows: leads.map(({ lead, rank, total, lamps, lateDays }) => [
      ...[rank ?? null, lead === null ? '还没有牵头单位' : (places.get(lead) ?? lead), total],
      ...LAMPS.map((lamp) => lamps[lamp]),
      lateDays,
    ]),
  }
}

function stepsTable({ steps }: TaskSummary): ExportTable {
  return {
    title: '环节',
    header: ['环节', '任务数'],
    rows: steps.map(({ step, tasks }) => [STEP_NAMES[step], tasks]),
  }
}
