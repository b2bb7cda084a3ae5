// GET /api/plan/targets and its export: the plan of a day as known at a moment, narrowed as asked.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Program } from '#lang'
import { transact } from '../../db/transact.ts'
import type { Session } from '../../identity/session.ts'
import { areaOf } from '../../plan/targets/areas.ts'
import { exportPlan } from '../../plan/targets/exportPlan.ts'
import { filterLines, type LineFilter } from '../../plan/targets/filterLines.ts'
import { type JudgedLine, judgePlan } from '../../plan/targets/judgePlan.ts'
import { type LineToTell, lineHead, toTell } from '../../plan/targets/lineJson.ts'
import { countWaiting } from '../../plan/targets/loadPlan.ts'
import { type Plan, planAsOf, programAsKnown } from '../../plan/targets/planAsOf.ts'
import { LAMPS, STANDINGS } from '../../plan/targets/status.ts'
import { areaKey } from '../../plan/wall.ts'
import { errorResponse } from '../errors.ts'
import { day, jsonReply, line } from '../fields.ts'
import { fileResponse, sendFile, xlsxType } from '../file.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { momentsOf, occasionOf, PLAN_READERS, type PlanParts, reportingDepartments } from './planParts.ts'
import { type PlanLineReply, type PlanReply, planSchema } from './planReply.ts'

const flag = z.enum(['1'], '只能写 1').optional()

export const planQuery = z.object({
  at: day('日期').optional().openapi({ description: '哪一天的情况；默认今天' }),
  known: day('已知日期').optional().openapi({ description: '按这一天结束时已知的数据；默认现在' }),
  district: line('区县', 40).optional(),
  policy: line('文件编号', 80).optional(),
})

const listQuery = planQuery.extend({
  lamp: z.enum(LAMPS, '灯只有 green、yellow、red、grey').optional(),
  standing: z.enum(STANDINGS, '没有这种情况').optional(),
  late: flag.openapi({ description: '只看报送逾期的' }),
  mine: flag.openapi({ description: '只看我的部门填报的' }),
  department: line('部门编号', 64).optional(),
  area: line('领域', 120).optional().openapi({ description: '文件的一部分，写成 文件编号/部分' }),
  text: line('查找内容', 100).optional().openapi({ description: '指标或责任部门' }),
})

const pageQuery = listQuery.extend({
  from: z.coerce.number('from 应为数字').int().min(0, '从 0 起').max(1_000_000, '太大').default(0),
  size: z.coerce
    .number('size 应为数字')
    .int()
    .min(1, '每页至少一项')
    .max(200, '每页最多 200 项')
    .default(100),
})

type Query = z.infer<typeof listQuery>

export const refusals = {
  401: errorResponse('没有登录'),
  403: errorResponse('没有办理、领导、审计或计划统筹岗位'),
}

const getTargets = createRoute({
  method: 'get',
  path: '/api/plan/targets',
  summary: '计划目标：某一天的情况，按当时已知的数据',
  middleware: requireRole(...PLAN_READERS),
  request: { query: pageQuery },
  responses: { 200: jsonReply('我看得到的指标，按文件的先后', planSchema), ...refusals },
})

const getExport = createRoute({
  method: 'get',
  path: '/api/plan/export',
  summary: '计划目标：导出 Excel，与列表一致',
  middleware: requireRole(...PLAN_READERS),
  request: { query: listQuery },
  responses: { 200: fileResponse('Excel 文件', xlsxType), ...refusals },
})

export function addPlanLists(app: OpenAPIHono, { database, clock, program }: PlanParts): void {
  const within = <Line extends Pick<JudgedLine, 'indicator'>>(
    lines: readonly Line[],
    area: string | undefined,
  ): readonly Line[] => (area === undefined ? lines : lines.filter((each) => areaKey(program, each) === area))
  const ask = async (session: Session, query: Query) => {
    const now = clock()
    const { day: at, knownAt } = momentsOf(query, now)
    return transact(database, occasionOf(session, now), async (tx) => {
      const plan = await planAsOf(tx, program, at, knownAt, scopeOf(query))
      return { ...plan, lines: within(plan.lines, query.area) }
    })
  }
  app.openapi(getTargets, async (c) => {
    const { from, size, ...query } = c.req.valid('query')
    const session = currentPerson(c)
    const now = clock()
    const { day: at, knownAt } = momentsOf(query, now)
    const { lamp, late, ...rest } = filterOf(session, query)
    const reply = await transact(database, occasionOf(session, now), async (tx) => {
      const judged = await judgePlan(tx, { database, program }, at, knownAt, scopeOf(query))
      const counted = filterLines(within(judged, query.area), rest)
      const shown = filterLines(counted, { ...(lamp && { lamp }), ...(late && { late }) })
      const page = shown.slice(from, from + size)
      const waiting = await countWaiting(tx, page, { day: at, knownAt })
      const lines = page.map((each) =>
        headReply(program, { ...each, waiting: waiting.get(each.indicator) ?? 0 }),
      )
      const { rules } = await programAsKnown(tx, program, knownAt)
      return { ...countsReply({ day: at, knownAt, rules }, counted), total: shown.length, lines }
    })
    return c.json(reply, 200)
  })
  app.openapi(getExport, async (c) => {
    const query = c.req.valid('query')
    const session = currentPerson(c)
    const plan = await ask(session, query)
    const content = await exportPlan(plan, filterLines(plan.lines, filterOf(session, query)))
    return sendFile(c, { name: `计划目标-${plan.day}.xlsx`, type: xlsxType, content })
  })
}

export function scopeOf({ district, policy }: z.infer<typeof planQuery>) {
  return { ...(district !== undefined && { district }), ...(policy !== undefined && { policy }) }
}

function filterOf(session: Session, { lamp, standing, late, mine, department, text }: Query): LineFilter {
  const departments = mine === undefined ? department && [department] : reportingDepartments(session)
  return {
    ...(lamp && { lamp }),
    ...(standing && { standing }),
    ...(late && { late: true }),
    ...(departments && { departments }),
    ...(text !== undefined && { text }),
  }
}

/** Counts are of all lines that the other filters leave, so that each can be chosen. */
export function planReply(program: Program, plan: Plan): PlanReply {
  const lines = plan.lines.map((each) => headReply(program, toTell(each)))
  return { ...countsReply(plan, plan.lines), total: lines.length, lines }
}

type Counted = Pick<JudgedLine, 'status'>

function countsReply(
  plan: Omit<Plan, 'lines'>,
  counted: readonly Counted[],
): Omit<PlanReply, 'total' | 'lines'> {
  const count = (wanted: (each: Counted) => boolean): number => counted.filter(wanted).length
  const ofLamp = (one: (typeof LAMPS)[number]): number => count(({ status }) => status.lamp === one)
  return {
    ...{ day: plan.day, knownAt: plan.knownAt.toISOString(), rules: plan.rules },
    counts: { green: ofLamp('green'), yellow: ofLamp('yellow'), red: ofLamp('red'), grey: ofLamp('grey') },
    late: count(({ status }) => status.missing?.late === true),
  }
}

function headReply(program: Program, each: LineToTell): PlanLineReply {
  const head = lineHead(each)
  return { ...head, area: areaOf(program, head.policy, head.article) }
}
