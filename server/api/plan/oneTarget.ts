// GET /api/plan/targets/{policy}/{target} and …/course.xlsx: a target in full, with its whole course.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { and, asc, eq, isNull, or } from 'drizzle-orm'
import type { Policy, Program } from '#lang'
import { department, personName } from '../../db/tables.ts'
import { type Transaction, transact } from '../../db/transact.ts'
import type { Session } from '../../identity/session.ts'
import { PlanError } from '../../plan/problem.ts'
import { areaOf } from '../../plan/targets/areas.ts'
import { exportCourse } from '../../plan/targets/exportCourse.ts'
import type { Setting } from '../../plan/targets/indicator.ts'
import { lineJson } from '../../plan/targets/lineJson.ts'
import { historyOf, type ReportRow } from '../../plan/targets/loadPlan.ts'
import { dueOn, lastEnded, parsePeriod, periodAt, periodWords } from '../../plan/targets/period.ts'
import { type PlanLine, planAsOf } from '../../plan/targets/planAsOf.ts'
import { type EvidenceName, evidenceOf, namesOf } from '../../plan/targets/reviewList.ts'
import { openReadings } from '../../plan/targets/statusWords.ts'
import { knownOf } from '../../plan/targets/workbook.ts'
import { errorResponse } from '../errors.ts'
import { day, jsonReply, line } from '../fields.ts'
import { fileResponse, sendFile, xlsxType } from '../file.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { refusals } from './planLists.ts'
import {
  momentsOf,
  occasionOf,
  PLAN_READERS,
  type PlanParts,
  plannedDistricts,
  reportingDepartments,
} from './planParts.ts'
import { type PlanReportReply, type PlanTargetReply, targetSchema } from './planReply.ts'

const asked = {
  params: z.object({ policy: line('文件编号', 80), target: line('目标编号', 120) }),
  query: z.object({
    district: line('区县', 40).optional().openapi({ description: '默认是文件所在的区县' }),
    at: day('日期').optional(),
    known: day('已知日期').optional(),
  }),
}

type Asked = z.infer<typeof asked.params> & z.infer<typeof asked.query>

const getTarget = createRoute({
  method: 'get',
  path: '/api/plan/targets/{policy}/{target}',
  summary: '一个目标：条文、情况、预测、报送和历史',
  middleware: requireRole(...PLAN_READERS),
  request: asked,
  responses: {
    200: jsonReply('目标', targetSchema),
    404: errorResponse('没有这个目标，或看不到'),
    ...refusals,
  },
})

const getCourse = createRoute({
  method: 'get',
  path: '/api/plan/targets/{policy}/{target}/course.xlsx',
  summary: '一个目标导出 Excel：情况、全部报送与审定、走势与预测',
  middleware: requireRole(...PLAN_READERS),
  request: asked,
  responses: {
    200: fileResponse('Excel 文件', xlsxType),
    404: errorResponse('没有这个目标，或看不到'),
    ...refusals,
  },
})

export function addOneTarget(app: OpenAPIHono, { database, clock, program }: PlanParts): void {
  const targetFor = async (session: Session, { policy: id, target, ...query }: Asked) => {
    const now = clock()
    const { day: at, knownAt } = momentsOf(query, now)
    const policy = program.policies.find(({ document }) => document.id === id)
    if (!policy) throw noTarget()
    const district = query.district ?? policy.document.jurisdiction
    const reply = await transact(database, occasionOf(session, now), async (tx) => {
      const plan = await planAsOf(tx, program, at, knownAt, { policy: id, district, target })
      const found = plan.lines.find(({ indicator }) => indicator.target.id === target)
      if (!found) throw noTarget()
      const course = await courseOf(tx, found, knownAt)
      const current = query.at === undefined && query.known === undefined
      const reply = targetReply(program, policy, found, session, { at, current })
      return { ...reply, ...course, keepers: reply.may.set ? await keepersOf(tx, district) : [] }
    })
    return { ...reply, day: at, knownAt: knownAt.toISOString() }
  }
  app.openapi(getTarget, async (c) => {
    const target = { ...c.req.valid('param'), ...c.req.valid('query') }
    return c.json(await targetFor(currentPerson(c), target), 200)
  })
  app.openapi(getCourse, async (c) => {
    const target = { ...c.req.valid('param'), ...c.req.valid('query') }
    const shown = await targetFor(currentPerson(c), target)
    const name = `${shown.line.title}-${shown.day}.xlsx`
    return sendFile(c, { name, type: xlsxType, content: await exportCourse(shown) })
  })
}

const noTarget = (): PlanError =>
  new PlanError('unknown_indicator', '没有这个目标，或它不在您能看到的范围内，请从计划目标的列表进入')

type Course = Pick<PlanTargetReply, 'reports' | 'setting'>

async function courseOf(tx: Transaction, { indicator, owner }: PlanLine, knownAt: Date): Promise<Course> {
  const { policy, target, district, setting } = indicator
  const rows = await historyOf(tx, { policy, target: target.id, district }, knownAt)
  const [names, files] = [await namesOf(tx, rows), await evidenceOf(tx, rows)]
  const [setter] =
    setting.setBy === null ? [] : await tx.select().from(personName).where(eq(personName.id, setting.setBy))
  return {
    reports: rows.map((row) => reportReply(row, names, files)),
    setting: settingReply(setting, owner.name, setter?.name ?? null),
  }
}

async function keepersOf(tx: Transaction, district: string): Promise<PlanTargetReply['keepers']> {
  const { id, name, closedAt } = department
  const own = or(eq(department.district, district), isNull(department.district))
  return tx
    .select({ id, name })
    .from(department)
    .where(and(own, isNull(closedAt)))
    .orderBy(asc(department.district), asc(name))
}

function settingReply(
  setting: Setting,
  department: string,
  setBy: string | null,
): PlanTargetReply['setting'] {
  const { definition, formula, unit, source, periodicity, gathers, firstPeriod, dueDays } = setting
  const { lowest, highest, note, recordedAt, sample } = setting
  return {
    ...{ definition, formula, unit, source, periodicity, gathers, firstPeriod, dueDays },
    ...{ lowest, highest, note, department, setBy, setAt: recordedAt.toISOString(), sample },
  }
}

export function reportReply(
  row: ReportRow,
  names: ReadonlyMap<number, string>,
  files: readonly EvidenceName[],
): PlanReportReply {
  const { id, period, kind, value, unit, reason, follows, saidBy, saidByToken, recordedAt, sample } = row
  const system = saidByToken === null ? '示例' : '其他系统'
  return {
    ...{ id, period, kind, value, unit, reason, follows, sample, at: recordedAt.toISOString() },
    by: saidBy === null ? system : (names.get(saidBy) ?? ''),
    evidence: files
      .filter(({ reportId }) => reportId === id)
      .map(({ id: file, name }) => ({ id: file, name })),
  }
}

function targetReply(
  program: Program,
  policy: Policy,
  found: PlanLine,
  session: Session,
  { at, current }: { readonly at: string; readonly current: boolean },
): Omit<PlanTargetReply, 'day' | 'knownAt' | 'keepers' | keyof Course> {
  const { target, setting, district } = found.indicator
  const { lead, responsible, openEnded } = target.departments
  const planner = plannedDistricts(session).includes(district)
  return {
    line: { ...lineJson(found), area: areaOf(program, found.indicator.policy, target.article) },
    document: policy.document.title,
    quotes: target.citations.map(({ article, quote }) => ({ article, quote })),
    notes: [...target.notes],
    questions: openReadings(policy, target),
    departments: { named: [...lead, ...responsible], openEnded },
    periods: periodsOf(found, at),
    may: {
      report: reportingDepartments(session).includes(setting.departmentId),
      ...{ decide: planner, set: planner && current },
    },
  }
}

/** Those that are over, the last one first. */
function periodsOf(found: PlanLine, at: string): PlanTargetReply['periods'] {
  const { setting } = found.indicator
  const first = parsePeriod(setting.firstPeriod)
  const last = lastEnded(setting.periodicity, at)
  if (!first) return []
  return Array.from({ length: Math.max(0, last.index - first.index + 1) }, (_, i) => {
    const period = periodAt(setting.periodicity, last.index - i)
    const state = knownOf(found, period.text).kind
    return { period: period.text, words: periodWords(period), due: dueOn(period, setting.dueDays), state }
  })
}
