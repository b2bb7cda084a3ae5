// The wall as shown → an Excel file: targets by area, tasks by lead, projects by list.
import { type ExportTable, exportBook } from '#population'
import { yuanText } from '../payments/fen.ts'
import { STAGE_NAMES } from './projects/stages.ts'
import { LAMP_WORDS } from './targets/exportPlan.ts'
import { leadsTable } from './tasks/exportRanking.ts'
import type { Wall } from './wall.ts'

const LAMPS = ['red', 'yellow', 'green', 'grey'] as const

/** `places`: the departments' names. */
export function exportWall(wall: Wall, places: ReadonlyMap<string, string>): Promise<Buffer> {
  return exportBook([aboutTable(wall), areasTable(wall), leadsTable(wall.tasks, places), stagesTable(wall)])
}

function aboutTable({ day, targets, tasks, projects, sample }: Wall): ExportTable {
  return {
    title: '说明',
    header: ['项目', '内容'],
    rows: [
      ['按哪一天', day],
      ['指标数', targets.total],
      ['任务数', tasks.total],
      ['项目数', projects.total],
      ...(sample ? [['示例数据', '含示例数据，不是真实情况']] : []),
    ],
  }
}

function areasTable({ targets }: Wall): ExportTable {
  return {
    title: '指标',
    header: ['文件', '领域', '指标数', ...LAMPS.map((lamp) => LAMP_WORDS[lamp])],
    rows: targets.areas.map(({ document, title, total, lamps }) => [
      ...[document, title, total],
      ...LAMPS.map((lamp) => lamps[lamp]),
    ]),
  }
}

function stagesTable({ projects }: Wall): ExportTable {
  return {
    title: '项目',
    header: ['清单', '项目数', '计划投资（元）', '逾期', '推迟过', '绿色通道', '市级重点项目库'],
    rows: projects.stages.map(({ stage, projects: count, investedFen, late, slipped, green, admitted }) => [
      ...[STAGE_NAMES[stage], count, { kind: 'number', text: yuanText(investedFen) } as const],
      ...[late, slipped, green, admitted],
    ]),
  }
}
