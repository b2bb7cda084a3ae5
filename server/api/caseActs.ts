// POST /api/cases/{id}/acts and POST /api/cases/acts: an act on one case, or the same act on many.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Acted } from '../cases/actOn.ts'
import { actOn } from '../cases/actOn.ts'
import { actOnMany } from '../cases/actOnMany.ts'
import { actFields, lines, saidOf, version } from './caseFields.ts'
import { type CaseParts, OFFICERS } from './caseParts.ts'
import { errorResponse, type Problem, RequestError } from './errors.ts'
import { bodyErrors, id, idText, jsonBody, jsonReply } from './fields.ts'
import { currentPerson, requireRole, requireSession } from './visitor.ts'

const MOST_AT_ONCE = 200
const MOST_CORRECTIONS = 50

const actRequest = z
  .strictObject(
    {
      ...actFields,
      version,
      corrections: z
        .array(z.strictObject({ what: lines('缺什么', 500), how: lines('怎样补', 500) }), '缺项应写成一组')
        .max(MOST_CORRECTIONS, `缺项最多 ${MOST_CORRECTIONS} 项`)
        .optional()
        .openapi({ description: '一次性告知补正：全部缺项' }),
      appeal: lines('申诉理由', 2000).optional().openapi({ description: '申诉：哪一点认定得不对' }),
    },
    bodyErrors('requestId、act 和 version'),
  )
  .openapi('CaseActRequest')

const manyRequest = z
  .strictObject(
    {
      ...actFields,
      cases: z
        .array(z.strictObject({ id: id('办件编号'), version }), '办件应写成一组')
        .min(1, '请至少选一件')
        .max(MOST_AT_ONCE, `一次最多 ${MOST_AT_ONCE} 件`),
    },
    bodyErrors('requestId、act 和 cases'),
  )
  .openapi('CaseActsRequest')

const doneSchema = z
  .object({
    version: z.int(),
    step: z.string(),
    state: z.string(),
    repeated: z.boolean().openapi({ description: '这个请求以前已经办过，这次没有再办' }),
  })
  .openapi('CaseActDone')

const manySchema = z
  .object({
    results: z.array(
      z.object({ id: z.int(), done: z.boolean(), problems: z.array(z.string()) }).openapi({
        description: '每件各自办成或不办；problems 为没有办的原因',
      }),
    ),
  })
  .openapi('CaseActsDone')

export type ManyActsReply = z.infer<typeof manySchema>

const refusals = {
  401: errorResponse('没有登录'),
  403: errorResponse('没有权限，或不是从本网站的页面发出'),
}

const postAct = createRoute({
  method: 'post',
  path: '/api/cases/{id}/acts',
  summary: '办理一件：提交、补正、确认、撤回、受理、复核等',
  description: '可以办什么见 GET /api/cases/{id} 的 possible。没有办成时，problems 逐条写明原因和改法。',
  middleware: requireSession(),
  request: { params: z.object({ id: idText }), ...jsonBody(actRequest) },
  responses: {
    200: jsonReply('办成了', doneSchema),
    409: errorResponse('现在不能办理，原因逐条列出'),
    ...refusals,
  },
})

const postActs = createRoute({
  method: 'post',
  path: '/api/cases/acts',
  summary: '批量办理：对相同的办件做同一操作',
  middleware: requireRole(...OFFICERS),
  request: jsonBody(manyRequest),
  responses: { 200: jsonReply('逐件的结果', manySchema), ...refusals },
})

export function addCaseActs(app: OpenAPIHono, { database, clock, effects }: CaseParts): void {
  const actingOf = (person: number) => ({
    ...{ who: { kind: 'person' as const, person }, now: clock(), effects },
  })
  app.openapi(postAct, async (c) => {
    const { act, version, corrections, appeal, ...said } = c.req.valid('json')
    const more = { ...(corrections && { corrections }), ...(appeal !== undefined && { appeal }) }
    const input = { ...saidOf(said), version, ...more }
    const acting = actingOf(currentPerson(c).person.id)
    const acted = await actOn(database, acting, c.req.valid('param').id, act, input)
    if (acted.kind === 'refused') throw refused(acted)
    const { version: now, step, state, repeated } = acted
    return c.json({ version: now, step, state, repeated }, 200)
  })
  app.openapi(postActs, async (c) => {
    const { act, cases, ...said } = c.req.valid('json')
    const chosen = cases.map(({ id: caseId, version }) => ({ caseId, version }))
    const acting = actingOf(currentPerson(c).person.id)
    const acted = await actOnMany(database, acting, chosen, act, saidOf(said))
    const results = acted.map(({ caseId, result }) => ({
      ...{ id: caseId, done: result.kind === 'done', problems: problemsOf(result) },
    }))
    return c.json({ results }, 200)
  })
}

type Refused = Extract<Acted, { kind: 'refused' }>

function refused({ why }: Refused): RequestError {
  const problems: Problem[] = why.map(({ kind, text }) => ({ path: kind, message: text }))
  const unknown = why.some(({ kind }) => kind === 'unknown_case')
  const first = why[0]?.text ?? ''
  if (unknown) return new RequestError('unknown-case', first)
  return new RequestError('refused-act', '现在不能这样办理，原因如下。', problems)
}

function problemsOf(result: Acted | { readonly kind: 'failed'; readonly text: string }): string[] {
  if (result.kind === 'failed') return [result.text]
  return result.kind === 'refused' ? result.why.map(({ text }) => text) : []
}
