// Tasks as listed → an Excel file of the whole filtered set; the first sheet says what the lamps mean.
import type { Program } from '#lang'
import { type ExportTable, exportBook } from '#population'
import type { Database } from '../../db/openDatabase.ts'
import { type Occasion, transact } from '../../db/transact.ts'
import { departmentNames } from '../../identity/departmentNames.ts'
import { definitionOf, documentNameOf, ownerNamesOf } from './definition.ts'
import { LAMP_NAMES, LAMP_RULE } from './lamp.ts'
import { allTasksIn, type TaskFilter, type TaskLine, taskDay } from './listTasks.ts'
import { STEP_NAMES } from './steps.ts'

const SAMPLE_NOTE = '示例数据，不是真实办理情况'

export async function exportTasks(
  database: Database,
  occasion: Occasion,
  program: Program,
  filter: TaskFilter,
): Promise<Buffer> {
  const on = taskDay(occasion.now, filter.at)
  const { lines, places } = await transact(database, occasion, async (tx) => ({
    lines: await allTasksIn(tx, on, program, filter),
    places: await departmentNames(tx),
  }))
  return exportBook([aboutTable(on.today, lines), listTable(program, places, lines)])
}

function aboutTable(today: string, lines: readonly TaskLine[]): ExportTable {
  return {
    title: '说明',
    header: ['项目', '内容'],
    rows: [
      ['按哪一天', today],
      ['任务数', lines.length],
      ...(lines.some(({ sample }) => sample) ? [['示例数据', '标明的行是示例数据，不是真实办理情况']] : []),
      ...LAMP_RULE.map((rule) => ['灯', rule]),
    ],
  }
}

const HEADER = [
  ...['编号', '文件', '条', '任务', '灯', '逾期工作日', '环节', '牵头单位', '责任单位', '文件写的责任单位'],
  ...['文件写的期限', '期限', '最近一个日子', '反馈日期', '内容', '备注'],
]

function listTable(
  program: Program,
  places: ReadonlyMap<string, string>,
  lines: readonly TaskLine[],
): ExportTable {
  const nameOf = (place: string): string => places.get(place) ?? place
  return {
    title: '任务',
    header: HEADER,
    rows: lines.map((line) => {
      const task = definitionOf(program, line.policy, line.task)?.task
      const openEnded = task?.departments.openEnded ? '等' : ''
      return [
        ...[line.id, documentNameOf(program, line.policy), task?.article ?? '', task?.title ?? line.task],
        ...[LAMP_NAMES[line.lamp], line.lamp === 'red' ? line.late : null, STEP_NAMES[line.step]],
        ...[line.lead === null ? '' : nameOf(line.lead), line.departments.map(nameOf).join('、')],
        ...[task ? `${ownerNamesOf(task).join('、')}${openEnded}` : '', task?.deadline ?? ''],
        ...[line.deadline, line.nextOn, line.reportedOn, task?.content ?? ''],
        line.sample ? SAMPLE_NOTE : '',
      ]
    }),
  }
}
