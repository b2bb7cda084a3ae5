// POST /api/audit/verification, and the heads of the log that are public.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { asc } from 'drizzle-orm'
import { publishByPerson } from '../../audit/publishByPerson.ts'
import { type Verification, verifyForPerson } from '../../audit/verifyForPerson.ts'
import { auditHead } from '../../db/tables.ts'
import { JOB, transact } from '../../db/transact.ts'
import { answerRun } from '../answerRun.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, jsonBody, jsonReply, moment } from '../fields.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { type AuditParts, CHECKERS } from './auditParts.ts'

const headSchema = z
  .object({
    ...{ number: z.int(), at: moment, firstRow: z.int(), lastRow: z.int() },
    ...{ lastHash: z.string(), root: z.string(), previous: z.string(), hash: z.string() },
  })
  .openapi('AuditHead')

const verdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sound'), rows: z.int(), last: z.string(), covered: z.int() }),
  z.object({ kind: z.literal('broken'), number: z.int(), what: z.enum(['missing', 'order', 'changed']) }),
  z.object({
    ...{ kind: z.literal('wrong_head'), number: z.int() },
    what: z.enum(['order', 'changed', 'not_covered', 'rows']),
  }),
])

const verificationSchema = z
  .object({
    verdict: verdictSchema,
    published: headSchema
      .nullable()
      .optional()
      .openapi({ description: 'null：这里没有散列为所给值的留痕头' }),
  })
  .openapi('LogVerification')

export type HeadReply = z.infer<typeof headSchema>
export type VerificationReply = Verification

export const headHash = z
  .string('留痕头应为文本')
  .transform((text) => text.toLowerCase())
  .pipe(z.string().regex(/^[0-9a-f]{64}$/, '留痕头应是 64 位十六进制的散列'))

const verificationRequest = z
  .strictObject({ published: headHash.optional() }, bodyErrors('published（可以不写）'))
  .openapi('LogVerificationRequest')

const refusals = { 401: errorResponse('没有登录'), 403: errorResponse('没有审计岗位') }

const postVerification = createRoute({
  method: 'post',
  path: '/api/audit/verification',
  summary: '验证留痕：从第一条到最后一条逐条重算散列，并核对已公布的留痕头',
  description: '请求头带 Accept: application/x-ndjson 时逐行返回进度；关闭请求即停止。验证本身也留痕。',
  middleware: requireRole(...CHECKERS),
  request: jsonBody(verificationRequest),
  responses: { 200: jsonReply('结论', verificationSchema), ...refusals },
})

const getHeads = createRoute({
  method: 'get',
  path: '/api/audit/heads',
  summary: '已公布的留痕头；任何人可看',
  responses: { 200: jsonReply('由早到晚', z.array(headSchema)) },
})

const postHead = createRoute({
  method: 'post',
  path: '/api/audit/heads',
  summary: '公布新的留痕头（审计管理员）',
  description: '包含上一个以来的全部留痕。散列要同时登在本系统之外（门户网站、报纸），才收不回、改不了。',
  middleware: requireRole('audit_admin'),
  responses: {
    200: jsonReply('新的留痕头', headSchema.nullable().openapi({ description: 'null：没有新的留痕' })),
    ...refusals,
  },
})

export function addVerification(app: OpenAPIHono, { database, clock }: AuditParts): void {
  app.openapi(postVerification, async (c) => {
    const { published } = c.req.valid('json')
    const asking = { person: currentPerson(c).person.id, now: clock(), published }
    return (await answerRun(c, (watch) => verifyForPerson(database, asking, watch))) as never
  })
  app.openapi(getHeads, async (c) => {
    const heads = await transact(database, { actor: JOB, now: clock() }, (tx) =>
      tx.select().from(auditHead).orderBy(asc(auditHead.number)),
    )
    return c.json(heads, 200)
  })
  app.openapi(postHead, async (c) =>
    c.json((await publishByPerson(database, clock(), currentPerson(c).person.id)) ?? null, 200),
  )
}
