// GET /api/audit/decisions, and one of them computed again: as known on one day, under the law of another.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { fenToYuan, outcomeText } from '#lang'
import { dayInChina } from '../../clock/dayInChina.ts'
import { transact } from '../../db/transact.ts'
import { type DecisionLine, listDecisions } from '../../decisions/listDecisions.ts'
import { DecisionError } from '../../decisions/problem.ts'
import { type ReplayWords, replayInWords } from '../../decisions/replayInWords.ts'
import { titleOf } from '../caseLists.ts'
import { errorResponse, RequestError } from '../errors.ts'
import { day, idText, jsonReply, line, moment } from '../fields.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { type AuditParts, occasionOf } from './auditParts.ts'

const decisionSchema = z
  .object({
    ...{ id: z.int(), caseId: z.int(), caseNumber: z.string(), subject: z.string(), title: z.string() },
    ...{ outcome: z.string(), yuan: z.string(), decidedAt: moment, undone: z.boolean() },
  })
  .openapi('DecisionLine')

const decisionsSchema = z
  .object({ total: z.int(), decisions: z.array(decisionSchema), next: z.int().optional() })
  .openapi('DecisionPage')

const sideSchema = z.object({
  ...{ knownAt: moment, rules: z.string(), outcome: z.string(), amount: z.string(), award: z.string() },
  reasons: z.array(z.object({ truth: z.string(), text: z.string() })),
})

const replaySchema = z
  .object({
    ...{ id: z.int(), title: z.string(), decidedAt: moment, undone: z.string().optional() },
    ...{ kind: z.enum(['same', 'differs']), was: sideSchema, is: sideSchema },
    facts: z.array(z.object({ title: z.string(), was: z.string().optional(), is: z.string().optional() })),
    law: z.array(z.object({ document: z.string(), changes: z.array(z.string()) })),
    readings: z.array(z.string()),
    money: z.object({ text: z.string(), lawful: z.boolean() }),
    adoptions: z
      .array(z.object({ hash: z.string(), at: moment }))
      .openapi({ description: '各版规则从何时启用' }),
  })
  .openapi('Replay')

export type DecisionLineReply = z.infer<typeof decisionSchema>
export type DecisionPageReply = z.infer<typeof decisionsSchema>
export type ReplayReply = ReplayWords &
  Pick<z.infer<typeof replaySchema>, 'id' | 'title' | 'decidedAt'> & { readonly undone?: string }

const auditor = requireRole('auditor')
const refusals = { 401: errorResponse('没有登录'), 403: errorResponse('没有审计岗位') }

const getDecisions = createRoute({
  method: 'get',
  path: '/api/audit/decisions',
  summary: '核定，新的在前（审计）',
  middleware: auditor,
  request: {
    query: z.object({
      text: line('查找内容', 100).optional().openapi({ description: '办件编号或企业名称' }),
      before: z.coerce.number('before 应取自上一页的 next').int().positive().optional(),
      size: z.coerce.number().int().min(1, '每页至少一件').max(200, '每页最多 200 件').default(50),
    }),
  },
  responses: { 200: jsonReply('一页', decisionsSchema), ...refusals },
})

const getReplay = createRoute({
  method: 'get',
  path: '/api/audit/decisions/{id}/replay',
  summary: '复算一件核定：按某日已知的事实、某日启用的规则（审计）',
  description: '日期指当日 24 时（北京时间）；不写即核定当时。',
  middleware: auditor,
  request: {
    params: z.object({ id: idText }),
    query: z.object({ known: day('事实日期').optional(), law: day('规则日期').optional() }),
  },
  responses: {
    200: jsonReply('两边对照', replaySchema),
    404: errorResponse('没有这件核定，或那一天还没有启用规则'),
    422: errorResponse('日期不对'),
    ...refusals,
  },
})

export function addReplays(app: OpenAPIHono, parts: AuditParts): void {
  const { database, program, clock } = parts
  app.openapi(getDecisions, async (c) => {
    const { text, before, size } = c.req.valid('query')
    const occasion = occasionOf(parts, currentPerson(c).person.id)
    const filter = text === undefined ? {} : { text }
    const paging = { size, ...(before === undefined ? {} : { before }) }
    const { total, lines, next } = await listDecisions(database, occasion, filter, paging)
    const decisions = lines.map((each) => decisionReply(each, titleOf(program, each.policy, each.item)))
    return c.json({ total, decisions, ...(next === undefined ? {} : { next }) }, 200)
  })
  app.openapi(getReplay, async (c) => {
    const { known, law } = c.req.valid('query')
    const today = dayInChina(clock())
    if ((known ?? '') > today || (law ?? '') > today)
      throw new RequestError('wrong-period', '日期不能晚于今天：以后会知道什么、会有什么规则，现在还不知道。')
    const options = {
      ...(known === undefined ? {} : { knownAt: endOf(known) }),
      ...(law === undefined ? {} : { rulesAt: { at: endOf(law) } }),
    }
    const occasion = occasionOf(parts, currentPerson(c).person.id)
    const { id: wanted } = c.req.valid('param')
    const { replay, words } = await transact(database, occasion, (tx) =>
      replayInWords(tx, wanted, options),
    ).catch(inReply)
    const { id, frozen, decidedAt, undone } = replay.decision
    const about = { id, decidedAt, title: frozen.finding.title, ...(undone && { undone: undone.reason }) }
    return c.json({ ...about, ...words } as never, 200)
  })
}

/** There is nothing to compute again: no such decision, or no rules yet. */
function inReply(error: unknown): never {
  if (!(error instanceof DecisionError)) throw error
  throw new RequestError(error.kind === 'rules' ? 'unknown-rules' : 'unknown-decision', error.message)
}

/** A day means its end, in China. */
const endOf = (on: string): Date => new Date(`${on}T23:59:59.999+08:00`)

function decisionReply(each: DecisionLine, title: string): DecisionLineReply {
  const { id, caseId, caseNumber, subject, outcome, awardFen, decidedAt, undone } = each
  return {
    ...{ id, caseId, caseNumber, subject, title, undone, outcome: outcomeText(outcome) },
    ...{ yuan: fenToYuan(awardFen), decidedAt: decidedAt.toISOString() },
  }
}
