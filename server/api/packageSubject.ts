// POST /api/package: what one subject said of itself → what it may lawfully have together.
import { createRoute, z } from '@hono/zod-openapi'
import { bestPackage, dateToIso, type Package, type Program } from '#lang'
import { errorResponse } from './errors.ts'
import { packageSchema } from './packageSchema.ts'
import { answerRequest, subjectErrors, subjectFields } from './subjectRequest.ts'

const requestSchema = z.strictObject(subjectFields, subjectErrors).openapi('PackageRequest')

export const packageReplySchema = z
  .object({ at: z.string().openapi({ example: '2025-06-01' }), package: packageSchema })
  .openapi('PackageReply')

export type PackageReply = { readonly at: string; readonly package: Package }

export const postPackage = createRoute({
  method: 'post',
  path: '/api/package',
  summary: '最优组合：各事项合在一起依法最多可得多少',
  description:
    '按互斥、就高不重复、合计封顶、扣除、前提等关系和已获支持，给出确定可得和最多可得的组合，以及每一项减少的依据。上限不是应得金额，不计入合计；文件没有说明能否同时享受的，两种合计都给出。',
  request: { body: { required: true, content: { 'application/json': { schema: requestSchema } } } },
  responses: {
    200: { description: '最优组合', content: { 'application/json': { schema: packageReplySchema } } },
    400: errorResponse('正文不是 JSON，或参数的写法不对'),
    413: errorResponse('正文超过 1 MB'),
    415: errorResponse('正文不是 application/json'),
    422: errorResponse('事实的写法不对，或没有这个文件、事项'),
  },
})

export function packageSubject(
  program: Program,
  today: string,
  request: z.infer<typeof requestSchema>,
): PackageReply {
  const { subject, at, findings } = answerRequest(program, today, request, false)
  return { at: dateToIso(at), package: bestPackage(program, subject, findings, { at }) }
}
