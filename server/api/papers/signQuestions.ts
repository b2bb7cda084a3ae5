// Questions about signs: asked by officers, answered once by the applicant, read by both.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { transact } from '../../db/transact.ts'
import { answerSignQuestion, askAboutSign, questionsOf } from '../../papers/signQuestions.ts'
import { lines } from '../caseFields.ts'
import { type CaseParts, OFFICERS } from '../caseParts.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, doneSchema, idText, jsonBody, jsonReply, moment } from '../fields.ts'
import { currentPerson, requireRole, requireSession } from '../visitor.ts'

const questionSchema = z
  .object({
    ...{ id: z.int(), question: z.string(), askedAt: moment },
    ...{ answer: z.string().nullable(), answeredAt: moment.nullable() },
  })
  .openapi('SignQuestion')

export type SignQuestionReply = z.infer<typeof questionSchema>

const said = (what: string) => lines(what, 2000).refine((text) => text.trim() !== '', `请填写${what}`)
const refusals = { 401: errorResponse('没有登录'), 403: errorResponse('没有权限') }
const params = z.object({ id: idText })

const getQuestions = createRoute({
  method: 'get',
  path: '/api/cases/{id}/sign-questions',
  summary: '就疑点请企业说明的问题和回答',
  middleware: requireSession(),
  request: { params },
  responses: { 200: jsonReply('先问的在前', z.array(questionSchema)), ...refusals },
})

const postQuestion = createRoute({
  method: 'post',
  path: '/api/cases/{id}/sign-questions',
  summary: '就疑点请企业说明',
  description: '企业看得到问题：不要写其他企业的情况。',
  middleware: requireRole(...OFFICERS),
  request: {
    params,
    ...jsonBody(
      z.strictObject({ question: said('问题') }, bodyErrors('question')).openapi('SignQuestionRequest'),
    ),
  },
  responses: {
    200: jsonReply('编号', z.object({ id: z.int() })),
    404: errorResponse('没有这个办件'),
    ...refusals,
  },
})

const postAnswer = createRoute({
  method: 'post',
  path: '/api/sign-questions/{id}',
  summary: '企业说明一次',
  middleware: requireSession(),
  request: {
    params,
    ...jsonBody(z.strictObject({ answer: said('说明') }, bodyErrors('answer')).openapi('SignAnswerRequest')),
  },
  responses: {
    200: jsonReply('已说明', doneSchema),
    404: errorResponse('没有这个问题，或没有申报授权'),
    409: errorResponse('已经说明过'),
    ...refusals,
  },
})

export function addSignQuestions(app: OpenAPIHono, { database, clock }: CaseParts): void {
  const occasionOf = (person: number) => ({ actor: { kind: 'person' as const, person }, now: clock() })
  app.openapi(getQuestions, async (c) => {
    const { id } = c.req.valid('param')
    const occasion = occasionOf(currentPerson(c).person.id)
    return c.json(await transact(database, occasion, (tx) => questionsOf(tx, id)), 200)
  })
  app.openapi(postQuestion, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const { question } = c.req.valid('json')
    return c.json(
      { id: await askAboutSign(database, occasion, c.req.valid('param').id, question.trim()) },
      200,
    )
  })
  app.openapi(postAnswer, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const { answer } = c.req.valid('json')
    await answerSignQuestion(database, occasion, c.req.valid('param').id, answer.trim())
    return c.json({ done: true } as const, 200)
  })
}
