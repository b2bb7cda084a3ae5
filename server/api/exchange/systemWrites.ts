// POST /api/exchange/facts and …/payment-results: what other systems tell us.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { pushFacts } from '../../exchange/pushFacts.ts'
import { reportPayments } from '../../exchange/reportPayments.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, jsonBody, jsonReply, line } from '../fields.ts'
import { currentSystem, requireSystem } from '../visitor.ts'
import type { ExchangeParts } from './exchangeParts.ts'

const MOST = 1000

const factsRequest = z
  .strictObject(
    {
      requestId: line('请求编号', 100).openapi({ description: '同一编号、同样内容再报一次，不会再记' }),
      profiles: z
        .array(
          z.strictObject({
            creditCode: line('统一社会信用代码', 40),
            name: line('企业名称', 200).optional().openapi({ description: '还没有登记的企业必填' }),
            district: line('所在区县', 40).optional(),
            facts: z
              .record(z.string(), z.unknown(), 'facts 应是一个对象，写明各项事实')
              .openapi({ example: { 上年度工业总产值增速: '25%', 有效资质: ['市级专精特新'] } }),
          }),
          '企业应写成一组',
        )
        .min(1, '请至少报一家企业')
        .max(MOST, `一次最多 ${MOST} 家`),
    },
    bodyErrors('requestId 和 profiles'),
  )
  .openapi('SystemFactsRequest')

const factsReply = z
  .object({
    outcome: z.enum(['taken', 'known']).openapi({ description: 'known：这个请求以前收过，这次没有再记' }),
    accepted: z.int(),
    refused: z.array(z.object({ row: z.int(), reason: z.string() })).openapi({
      description: '没有收下的行（从 1 数起）和原因；其余各行已经收下',
    }),
  })
  .openapi('SystemFactsReply')

const postFacts = createRoute({
  method: 'post',
  path: '/api/exchange/facts',
  summary: '其他系统：报送企业档案',
  description: '权限 push_facts。来源记为导入，写明系统名称和请求编号；区级系统只能报送本区企业。',
  middleware: requireSystem('push_facts'),
  request: jsonBody(factsRequest),
  responses: {
    200: jsonReply('收下的和没有收下的', factsReply),
    401: errorResponse('令牌无效'),
    403: errorResponse('令牌没有 push_facts 权限'),
  },
})

const paymentsRequest = z
  .strictObject(
    {
      payments: z
        .array(
          z.strictObject({
            order: line('支付单号', 60),
            result: z.enum(['paid', 'returned', 'unknown'], '结果只有 paid、returned、unknown'),
            amountFen: z.int('金额应为整数分').positive('金额应大于零'),
            at: z.iso
              .datetime({ offset: true, error: '时间应写成 2026-03-02T10:00:00+08:00 这样' })
              .transform((text) => new Date(text))
              .openapi({ type: 'string', example: '2026-03-02T10:00:00+08:00' }),
            reason: line('原因', 200).optional().openapi({ description: '退票和待查必填' }),
            receipt: line('回单号', 100).optional(),
          }),
          '结果应写成一组',
        )
        .min(1, '请至少报一笔')
        .max(MOST, `一次最多 ${MOST} 笔`),
    },
    bodyErrors('payments'),
  )
  .openapi('SystemPaymentsRequest')

const postPayments = createRoute({
  method: 'post',
  path: '/api/exchange/payment-results',
  summary: '其他系统：报送支付结果（到账、退票、待查）',
  description: '权限 report_payments，限本部门付的支付单。有一笔不对就全部不登记；说过的再说一次不变。',
  middleware: requireSystem('report_payments'),
  request: jsonBody(paymentsRequest),
  responses: {
    200: jsonReply('登记了几笔', z.object({ recorded: z.int(), unchanged: z.int() })),
    401: errorResponse('令牌无效'),
    403: errorResponse('令牌没有 report_payments 权限'),
    422: errorResponse('哪一笔哪里不对'),
  },
})

export function addSystemWrites(app: OpenAPIHono, { database, clock, program }: ExchangeParts): void {
  app.openapi(postFacts, async (c) => {
    const { vocabulary } = program
    const report = await pushFacts(database, vocabulary, currentSystem(c), c.req.valid('json'), clock())
    const { kind, accepted, refused } = report
    const outcome: 'known' | 'taken' = kind === 'known' ? kind : 'taken'
    return c.json({ outcome, accepted, refused: [...refused] }, 200)
  })
  app.openapi(postPayments, async (c) => {
    const { payments } = c.req.valid('json')
    return c.json(await reportPayments(database, currentSystem(c), payments, clock()), 200)
  })
}
