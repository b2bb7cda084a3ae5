// POST /api/audit/bundle: an uploaded audit bundle, computed again from nothing but itself.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { fenToYuan, outcomeText } from '#lang'
import { actText } from '../../audit/actText.ts'
import type { OpenBundle } from '../../proof/bundle.ts'
import { type BundleVerdict, verifyBundle } from '../../proof/verifyBundle.ts'
import { errorResponse } from '../errors.ts'
import { fileField, jsonReply, moment } from '../fields.ts'
import { requireRole } from '../visitor.ts'
import { headHash } from './verification.ts'

const problemSchema = z.object({ where: z.string(), what: z.string() })

const checkSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('wrong'), problems: z.array(problemSchema) }),
    z.object({
      kind: z.literal('sound'),
      ...{ subject: z.string(), item: z.string(), outcome: z.string(), yuan: z.string(), on: z.string() },
      ...{ rules: z.string(), evidence: z.int(), rows: z.int() },
      clauses: z.array(z.object({ document: z.string(), article: z.string(), quotes: z.array(z.string()) })),
      timeline: z.array(z.object({ at: moment, who: z.string(), act: z.string(), opinion: z.string() })),
      orders: z.array(z.object({ number: z.string(), yuan: z.string(), result: z.string() })),
      head: z.object({ number: z.int(), at: moment, hash: z.string() }),
      compared: z.boolean().openapi({ description: '是否已与公布的留痕头核对' }),
    }),
  ])
  .openapi('BundleCheck')

export type BundleCheckReply = z.infer<typeof checkSchema>

const form = z
  .strictObject({
    file: fileField('请选择一份核查包'),
    published: headHash.optional().openapi({ description: '从别处得到的、已公布的留痕头' }),
  })
  .openapi('BundleCheckRequest')

const postBundle = createRoute({
  method: 'post',
  path: '/api/audit/bundle',
  summary: '核查一份核查包（审计）：只凭文件本身重新计算，不查数据库',
  middleware: requireRole('auditor'),
  request: { body: { required: true, content: { 'multipart/form-data': { schema: form } } } },
  responses: {
    200: jsonReply('通过，或有哪些不符', checkSchema),
    401: errorResponse('没有登录'),
    403: errorResponse('没有审计岗位'),
    413: errorResponse('文件太大'),
  },
})

export function addBundleCheck(app: OpenAPIHono): void {
  app.openapi(postBundle, async (c) => {
    const { file, published } = c.req.valid('form')
    const bytes = new Uint8Array(await file.arrayBuffer())
    const verdict = checked(bytes, published)
    return c.json(
      verdict.kind === 'wrong'
        ? { kind: 'wrong' as const, problems: [...verdict.problems] }
        : soundReply(verdict.bundle, published !== undefined),
      200,
    )
  })
}

/** Whoever seals a bundle also writes its rules: what makes the engine stumble is their mistake, not ours. */
function checked(bytes: Uint8Array, published: string | undefined): BundleVerdict {
  try {
    return verifyBundle(bytes, published === undefined ? {} : { published })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { kind: 'wrong', problems: [{ where: 'rules', what: `所附规则不能运行：${error.message}` }] }
  }
}

const RESULTS = { paid: '已到账', returned: '退票' } as const

function soundReply(bundle: OpenBundle, compared: boolean): BundleCheckReply {
  const { subject, decision, rules, log, people, clauses, timeline, orders, receipts } = bundle
  const { frozen } = decision
  const nameOf = (id: number | null): string => people.find((each) => each.person === id)?.name ?? '系统'
  const head = log.heads.at(-1)
  return {
    ...{ kind: 'sound', subject: subject.name, item: frozen.finding.title, on: frozen.on, compared },
    ...{ outcome: outcomeText(frozen.outcome), yuan: fenToYuan(BigInt(frozen.award)), rules: rules.hash },
    ...{ evidence: frozen.evidence.length, rows: log.rows.length },
    clauses: clauses.map(({ title, heading, quotes }) => ({ document: title, article: heading, quotes })),
    timeline: timeline.map(({ at, person, act, opinion }) => ({
      ...{ at, who: nameOf(person), act: actText(`case.${act}`).replace(/^case\./, ''), opinion },
    })),
    orders: orders.map(({ number, fen, cancelled }) => {
      const result = receipts.findLast((each) => each.order === number)?.result
      const told = result ? RESULTS[result] : '银行还没有回音'
      return { number, yuan: fenToYuan(BigInt(fen)), result: cancelled ? '已撤销' : told }
    }),
    head: { number: head?.number ?? 0, at: head?.at ?? '', hash: head?.hash ?? '' },
  }
}
