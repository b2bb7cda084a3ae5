// GET /api/exchange/cases: other systems read the cases of the department that their token speaks for.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { CASE_STATE_NAMES, CASE_STATES } from '../../approval/states.ts'
import { caseOfSystem, casesOfSystem } from '../../exchange/casesOfSystem.ts'
import { titleOf } from '../caseLists.ts'
import { errorResponse, RequestError } from '../errors.ts'
import { jsonReply, line, moment } from '../fields.ts'
import { currentSystem, requireSystem } from '../visitor.ts'
import type { ExchangeParts } from './exchangeParts.ts'

const query = z.object({
  state: z.enum(CASE_STATE_NAMES, '没有这个状态').optional(),
  policy: line('文件编号', 80).optional(),
  item: line('事项编号', 80).optional(),
  year: z.coerce.number('年度应为数').int('年度应为整数').min(2000).max(2100).optional(),
  creditCode: line('统一社会信用代码', 18).optional(),
  after: z.coerce.number('after 应取自上一页的 next').int().positive().optional(),
  size: z.coerce
    .number('每页件数应为数')
    .int()
    .min(1, '每页至少一件')
    .max(500, '每页最多 500 件')
    .default(100),
})

const caseSchema = z
  .object({
    number: z.string().openapi({ example: '渝北-2026-000001' }),
    subject: z.object({ name: z.string(), creditCode: z.string().nullable() }),
    policy: z.string(),
    item: z.string(),
    title: z.string(),
    year: z.int(),
    stage: z.string(),
    element: z.string(),
    state: z.enum(CASE_STATE_NAMES),
    stateName: z.string(),
    version: z.int().openapi({ description: '办过几步' }),
    dueOn: z.string().nullable(),
    openedAt: moment,
    submittedAt: moment.nullable(),
    awardFen: z.int().nullable().openapi({ description: '核定金额（分）；没有核定为 null' }),
  })
  .openapi('SystemCase')

const actSchema = z
  .object({
    number: z.int(),
    act: z.string(),
    party: z.string(),
    from: z.string(),
    to: z.string(),
    at: moment,
  })
  .openapi('SystemCaseAct')

const bearer = { 401: errorResponse('令牌无效'), 403: errorResponse('令牌没有 read_cases 权限') }

const getCases = createRoute({
  method: 'get',
  path: '/api/exchange/cases',
  summary: '其他系统：本部门经办、参与过的办件',
  description:
    '请求头 Authorization: Bearer 令牌（权限 read_cases）。只有本部门看得到的办件，不含草稿和办理意见。',
  middleware: requireSystem('read_cases'),
  request: { query },
  responses: {
    200: jsonReply(
      '按编号一页；还有时带 next',
      z.object({ cases: z.array(caseSchema), next: z.int().optional() }),
    ),
    ...bearer,
  },
})

const getCase = createRoute({
  method: 'get',
  path: '/api/exchange/cases/{number}',
  summary: '其他系统：一个办件及其办理过程',
  middleware: requireSystem('read_cases'),
  request: { params: z.object({ number: line('办件编号', 60) }) },
  responses: {
    200: jsonReply('办件', caseSchema.extend({ acts: z.array(actSchema) })),
    404: errorResponse('没有这个办件，或本部门看不到'),
    ...bearer,
  },
})

type Found = Awaited<ReturnType<typeof casesOfSystem>>['cases'][number]

export function addSystemCases(app: OpenAPIHono, { database, clock, program }: ExchangeParts): void {
  const reply = ({ id: _, awardFen, openedAt, submittedAt, ...rest }: Found) => ({
    ...{ ...rest, title: titleOf(program, rest.policy, rest.item), stateName: CASE_STATES[rest.state] },
    ...{ awardFen: awardFen ?? null, openedAt: openedAt.toISOString() },
    submittedAt: submittedAt?.toISOString() ?? null,
  })
  app.openapi(getCases, async (c) => {
    const reading = { token: currentSystem(c).id, now: clock() }
    const { cases, next } = await casesOfSystem(database, reading, c.req.valid('query'))
    return c.json({ cases: cases.map(reply), ...(next !== undefined && { next }) }, 200)
  })
  app.openapi(getCase, async (c) => {
    const { number } = c.req.valid('param')
    const found = await caseOfSystem(database, { token: currentSystem(c).id, now: clock() }, number)
    if (!found) throw new RequestError('unknown-case', `没有办件 ${number}，或本部门看不到它`)
    const { acts, ...line } = found
    const told = acts.map(({ fromState, toState, at, ...act }) => ({
      ...{ ...act, from: fromState, to: toState, at: at.toISOString() },
    }))
    return c.json({ ...reply(line), acts: told }, 200)
  })
}
