// Requests to rectify what government holds of an enterprise: asked by the enterprise, answered by a department.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Vocabulary } from '#lang'
import { transact } from '../../db/transact.ts'
import type { Session } from '../../identity/session.ts'
import { answerRectification, type RectificationAnswer } from '../../subjects/answerRectification.ts'
import { askRectification } from '../../subjects/askRectification.ts'
import { declaredAs } from '../../subjects/dictionary.ts'
import { listRectifications } from '../../subjects/listRectifications.ts'
import { lines } from '../caseFields.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, doneSchema, idText, jsonBody, jsonReply, line, moment } from '../fields.ts'
import { currentPerson, requireRole, requireScope } from '../visitor.ts'
import { type FirmParts, occasionOf, ofSubject, refusals } from './firmParts.ts'

const rectificationSchema = z
  .object({
    id: z.int(),
    subject: z.object({ id: z.int(), name: z.string(), kind: z.string() }),
    name: z.string().openapi({ description: '词典里的英文名' }),
    title: z.string(),
    year: z.int().nullable(),
    held: z.unknown().openapi({ description: '提出时作数的数据；null：还没有数据' }),
    claim: z.string(),
    ground: z.string(),
    department: z.string().nullable().openapi({ description: '由谁答复；空为本区部门都可以' }),
    askedAt: moment,
    outcome: z.enum(['rectified', 'kept']).nullable(),
    answer: z.string().nullable(),
    answeredFor: z.string().nullable(),
    answeredAt: moment.nullable(),
  })
  .openapi('Rectification')

export type RectificationReply = z.infer<typeof rectificationSchema>

const text = (what: string, most: number) =>
  lines(what, most).refine((typed) => typed.trim() !== '', { error: `请填写${what}` })

const askRequest = z
  .strictObject(
    {
      name: line('事实', 120).openapi({ description: '词典里的名称' }),
      year: z.int('年份应为整数').min(1900).max(2200).optional(),
      claim: text('应当是什么', 500),
      ground: text('依据', 1000),
    },
    bodyErrors('name、claim 和 ground'),
  )
  .openapi('RectificationRequest')

const answerRequest = z
  .discriminatedUnion(
    'outcome',
    [
      z.strictObject(
        { outcome: z.literal('kept'), answer: text('答复', 1000) },
        bodyErrors('outcome 和 answer'),
      ),
      z.strictObject(
        {
          outcome: z.literal('rectified'),
          answer: text('答复', 1000),
          value: z.unknown().refine((value) => value !== undefined, { error: '请写明更正后的数据' }),
        },
        bodyErrors('outcome、answer 和 value'),
      ),
    ],
    'outcome 应为 rectified（已更正）或 kept（维持不变）',
  )
  .openapi('RectificationAnswer')

const getOwn = createRoute({
  method: 'get',
  path: '/api/subjects/{subject}/rectifications',
  summary: '企业的更正申请',
  middleware: requireScope('view'),
  request: { params: ofSubject },
  responses: { 200: jsonReply('没有答复的在前', z.array(rectificationSchema)), ...refusals },
})

const postOwn = createRoute({
  method: 'post',
  path: '/api/subjects/{subject}/rectifications',
  summary: '申请更正部门掌握的数据',
  middleware: requireScope('apply'),
  request: { params: ofSubject, ...jsonBody(askRequest) },
  responses: {
    200: jsonReply('申请的编号', z.object({ id: z.int() })),
    409: errorResponse('同一项已在办理'),
    422: errorResponse('没有这项事实，或由企业自己填写'),
    ...refusals,
  },
})

const getAll = createRoute({
  method: 'get',
  path: '/api/rectifications',
  summary: '更正申请：经办、复核和审计看得到的',
  middleware: requireRole('handler', 'reviewer', 'auditor'),
  responses: { 200: jsonReply('没有答复的在前，最多 200 份', z.array(rectificationSchema)), ...refusals },
})

const postAnswer = createRoute({
  method: 'post',
  path: '/api/rectifications/{id}/answer',
  summary: '答复更正申请：更正（同时记下新的数据）或维持不变',
  middleware: requireRole('handler', 'reviewer'),
  request: { params: z.object({ id: idText }), ...jsonBody(answerRequest) },
  responses: {
    200: jsonReply('已答复', doneSchema),
    404: errorResponse('没有这份申请'),
    409: errorResponse('已经答复'),
    422: errorResponse('新的数据写法不对'),
    ...refusals,
  },
})

export function addRectifications(app: OpenAPIHono, { database, clock, program }: FirmParts): void {
  const { vocabulary } = program
  const listed = async (person: number, filter: { subject?: number }) => {
    const rows = await transact(database, occasionOf(person, clock()), (tx) => listRectifications(tx, filter))
    return rows.map((each) => replyOf(each, vocabulary))
  }
  app.openapi(getOwn, async (c) =>
    c.json(await listed(currentPerson(c).person.id, c.req.valid('param')), 200),
  )
  app.openapi(getAll, async (c) => c.json(await listed(currentPerson(c).person.id, {}), 200))
  app.openapi(postOwn, async (c) => {
    const now = clock()
    const asked = { ...c.req.valid('param'), ...c.req.valid('json') }
    const made = await transact(database, occasionOf(currentPerson(c).person.id, now), (tx) =>
      askRectification(tx, vocabulary, asked, now),
    )
    return c.json({ id: made }, 200)
  })
  app.openapi(postAnswer, async (c) => {
    const now = clock()
    const session = currentPerson(c)
    const said = { ...c.req.valid('param'), ...placeOf(session), ...c.req.valid('json') }
    await transact(database, occasionOf(session.person.id, now), (tx) =>
      answerRectification(tx, vocabulary, said, now),
    )
    return c.json({ done: true } as const, 200)
  })
}

function placeOf({ person, duties }: Session): Pick<RectificationAnswer, 'person' | 'departments'> {
  const own = duties.filter(({ role }) => role === 'handler' || role === 'reviewer')
  return { person: person.id, departments: own.flatMap((each) => each.department?.id ?? []) }
}

type Row = Awaited<ReturnType<typeof listRectifications>>[number]

function replyOf({ askedAt, answeredAt, disputed, ...row }: Row, vocabulary: Vocabulary): RectificationReply {
  return {
    ...row,
    held: disputed === null ? null : JSON.parse(disputed),
    ...{ title: declaredAs(vocabulary, row.name)?.declared.name ?? row.name },
    ...{ askedAt: askedAt.toISOString(), answeredAt: answeredAt?.toISOString() ?? null },
  }
}
