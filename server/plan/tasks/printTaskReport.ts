// A filter → 通报 or 专报 as a .docx. Every number that it prints is bound to the filter that yields it, and is counted
// again in the list that is attached, at the moment of printing: where the two differ, nothing is printed.
import { and, desc, inArray, lt } from 'drizzle-orm'
import type { Program } from '#lang'
import type { Database } from '../../db/openDatabase.ts'
import { planTaskAct } from '../../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import { departmentNames } from '../../identity/departmentNames.ts'
import { type ReportKind, type ReportLine, taskReport } from '../../office/taskReport.ts'
import { definitionOf, documentNameOf } from './definition.ts'
import { LAMP_NAMES, LAMP_RULE, LAMPS } from './lamp.ts'
import { allTasksIn, type TaskDay, type TaskFilter, type TaskLine, taskDay } from './listTasks.ts'
import { TaskError } from './problem.ts'
import { STEP_NAMES } from './steps.ts'
import { RANK_RULE, summaryIn, type TaskSummary } from './summarizeTasks.ts'

const DAY = 86_400_000

/** 专报 is about what is late alone. Throws TaskError `task_changed` where a number is not what its list says. */
export function printTaskReport(
  database: Database,
  occasion: Occasion,
  program: Program,
  kind: ReportKind,
  asked: TaskFilter,
): Promise<Buffer> {
  const filter: TaskFilter = kind === 'special' ? { ...asked, lamp: 'red' } : asked
  const on = taskDay(occasion.now, filter.at)
  return transact(database, occasion, async (tx) => {
    const summary = await summaryIn(tx, on, program, filter)
    const lines = await allTasksIn(tx, on, program, filter)
    requireSame(summary, lines)
    const places = await departmentNames(tx)
    const nameOf = (lead: string | null): string =>
      lead === null ? '未定牵头单位' : (places.get(lead) ?? lead)
    const said = await lastSaid(tx, lines, on)
    return taskReport({
      ...{ kind, today: Date.parse(on.today) / DAY, scope: scopeOf(program, places, filter) },
      figures: { total: summary.total, ...summary.lamps },
      departments: summary.leads.map(({ lead, lamps, total, rank }) => ({
        ...{ name: nameOf(lead), total, ...lamps, rank: rank === undefined ? '—' : String(rank) },
      })),
      rules: [...LAMP_RULE, ...RANK_RULE],
      lines: lines.map((line) => reportLine(program, line, nameOf, said)),
    })
  })
}

/** The numbers of the text beside those of the attached list. */
export function requireSame(summary: TaskSummary, lines: readonly TaskLine[]): void {
  const wrong = [
    summary.total !== lines.length,
    ...LAMPS.map((lamp) => summary.lamps[lamp] !== lines.filter((each) => each.lamp === lamp).length),
    ...summary.leads.map(({ lead, lamps, total }) => {
      const own = lines.filter((each) => each.lead === lead)
      return (
        total !== own.length ||
        LAMPS.some((lamp) => lamps[lamp] !== own.filter((each) => each.lamp === lamp).length)
      )
    }),
    summary.leads.reduce((sum, each) => sum + each.total, 0) !== lines.length,
  ]
  if (wrong.some((each) => each))
    throw new TaskError('task_changed', '生成时任务正在变动，文中的数与清单不一致，没有生成；请再试一次')
}

function scopeOf(program: Program, places: ReadonlyMap<string, string>, filter: TaskFilter): string {
  const { policy, department, lead, step, lamp, text, district } = filter
  const parts = [
    policy === undefined ? '' : `《${documentNameOf(program, policy)}》`,
    district ?? '',
    lead === undefined ? '' : lead === 'none' ? '未定牵头单位' : `${places.get(lead) ?? lead}牵头`,
    department === undefined ? '' : `${places.get(department) ?? department}负责`,
    step === undefined ? '' : `处于“${STEP_NAMES[step]}”环节`,
    lamp === undefined ? '' : LAMP_NAMES[lamp],
    text === undefined ? '' : `含“${text}”`,
  ].filter((each) => each !== '')
  return parts.length === 0 ? '本人可见的全部任务' : `${parts.join('、')}的任务`
}

function reportLine(
  program: Program,
  line: TaskLine,
  nameOf: (lead: string | null) => string,
  said: ReadonlyMap<number, string>,
): ReportLine {
  return {
    title: definitionOf(program, line.policy, line.task)?.task.title ?? line.task,
    document: documentNameOf(program, line.policy),
    ...{ lamp: LAMP_NAMES[line.lamp], late: line.late, step: STEP_NAMES[line.step] },
    ...{ lead: line.lead === null ? '' : nameOf(line.lead), nextOn: line.nextOn ?? '未定' },
    ...{ said: said.get(line.id) ?? '', sample: line.sample },
  }
}

/** What a department last said of each. */
async function lastSaid(
  tx: Transaction,
  lines: readonly TaskLine[],
  { knownBefore }: TaskDay,
): Promise<ReadonlyMap<number, string>> {
  const late = lines.filter((each) => each.lamp === 'red').map(({ id }) => id)
  if (late.length === 0) return new Map()
  const { taskId, number, text, act } = planTaskAct
  const rows = await tx
    .select({ taskId, number, text, act })
    .from(planTaskAct)
    .where(and(inArray(taskId, late), knownBefore && lt(planTaskAct.recordedAt, knownBefore)))
    .orderBy(taskId, desc(number))
  const own = Map.groupBy(
    rows.filter((each) => each.act === 'progress' || each.act === 'report'),
    (each) => each.taskId,
  )
  return new Map([...own].map(([id, acts]) => [id, acts[0]?.text ?? '']))
}
