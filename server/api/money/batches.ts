// /api/money/batches: orders that go to the bank together.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { transact } from '../../db/transact.ts'
import { followBank } from '../../granting/followBank.ts'
import { followBatch } from '../../granting/followBatch.ts'
import { againstSending } from '../../payments/againstSending.ts'
import { collectBatch } from '../../payments/collectBatch.ts'
import { dissolveBatch } from '../../payments/dissolveBatch.ts'
import { exportBatch } from '../../payments/exportBatch.ts'
import { type BatchRow, listBatches, listBatchFiles } from '../../payments/listBatches.ts'
import { listOrders } from '../../payments/listOrders.ts'
import { theRow } from '../../payments/problem.ts'
import { sendBatch } from '../../payments/sendBatch.ts'
import { submitBatch } from '../../payments/submitBatch.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, doneSchema, id, idText, jsonBody, jsonReply, line, moment } from '../fields.ts'
import { fileResponse, sendFile, xlsxType } from '../file.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import {
  asPerson,
  BATCH_LOOKERS,
  inYuan,
  type MoneyParts,
  noBank,
  occasionOf,
  refusals,
  yuan,
} from './moneyParts.ts'
import { orderReply, orderSchema } from './orders.ts'
import { followedReply, followedSchema } from './results.ts'

const MOST_ORDERS = 5000
const LATEST = 200

const csvType = 'text/csv; charset=utf-8'

const STATES = ['open', 'sealed', 'sent', 'dissolved'] as const

const batchSchema = z
  .object({
    ...{ id: z.int(), number: z.string(), channel: z.enum(['file', 'direct']), state: z.enum(STATES) },
    ...{ orders: z.int(), sum: yuan, waiting: z.int(), paid: z.int(), returned: z.int(), unknown: z.int() },
    ...{ files: z.int(), maker: z.string().nullable(), madeAt: moment },
    ...{ sender: z.string().nullable(), sentAt: moment.nullable() },
  })
  .openapi('MoneyBatch')

export type BatchReply = z.infer<typeof batchSchema>

const oneSchema = z
  .object({
    batch: batchSchema,
    orders: z.array(orderSchema),
    files: z.array(
      z.object({
        ...{ id: z.int(), format: z.enum(['csv', 'xlsx']), sha256: z.string(), orders: z.int(), sum: yuan },
        ...{ at: moment, person: z.string().nullable() },
      }),
    ),
    against: z.array(z.string()).openapi({ description: '我现在不能发送的原因；空：可以发送' }),
  })
  .openapi('MoneyBatchInFull')

export type BatchInFullReply = z.infer<typeof oneSchema>

export const batchFields = { state: z.enum(STATES, '没有这个状态').optional() }

const newBatch = z
  .strictObject(
    {
      channel: z.enum(['file', 'direct'], '方式只有 file、direct'),
      orders: z
        .array(id('支付单编号'), '支付单应写成一组编号')
        .min(1, '请先选出要支付的支付单')
        .max(MOST_ORDERS, `一个批次最多 ${MOST_ORDERS} 张支付单`),
    },
    bodyErrors('channel 和 orders'),
  )
  .openapi('NewBatchRequest')

const getBatches = createRoute({
  method: 'get',
  path: '/api/money/batches',
  summary: '支付批次，新的在前',
  middleware: requireRole(...BATCH_LOOKERS),
  request: { query: z.object(batchFields) },
  responses: { 200: jsonReply(`最近 ${LATEST} 个批次`, z.array(batchSchema)), ...refusals },
})

const postBatch = createRoute({
  method: 'post',
  path: '/api/money/batches',
  summary: '把支付单收成批次（支付）',
  middleware: requireRole('payer'),
  request: jsonBody(newBatch),
  responses: {
    200: jsonReply('批次', z.object({ id: z.int(), number: z.string() })),
    409: errorResponse('有支付单不能收入，整批没有建立'),
    ...refusals,
  },
})

const getBatch = createRoute({
  method: 'get',
  path: '/api/money/batches/{id}',
  summary: '一个批次：支付单、银行文件，和我能不能发送',
  middleware: requireRole(...BATCH_LOOKERS),
  request: { params: z.object({ id: idText }) },
  responses: { 200: jsonReply('批次', oneSchema), 404: errorResponse('没有这个批次'), ...refusals },
})

const fileRequest = z
  .strictObject({ format: z.enum(['csv', 'xlsx'], '格式只有 csv、xlsx') }, bodyErrors('format'))
  .openapi('BatchFileRequest')

const postFile = createRoute({
  method: 'post',
  path: '/api/money/batches/{id}/file',
  summary: '导出银行文件（支付）：批次随之封存，导出会留下记录',
  middleware: requireRole('payer'),
  request: { params: z.object({ id: idText }), ...jsonBody(fileRequest) },
  responses: {
    200: fileResponse('银行文件，含完整账号', xlsxType),
    409: errorResponse('已发送或已解散，不能导出'),
    ...refusals,
  },
})

const postSending = createRoute({
  method: 'post',
  path: '/api/money/batches/{id}/sending',
  summary: '登记已发送银行（支付，不是开单的人）',
  middleware: requireRole('payer'),
  request: { params: z.object({ id: idText }) },
  responses: {
    200: jsonReply('已发送，资金在途；办件随之推进', followedSchema),
    409: errorResponse('不能发送：四眼原则、没有导出文件、公示或异议'),
    ...refusals,
  },
})

const postSubmission = createRoute({
  method: 'post',
  path: '/api/money/batches/{id}/submission',
  summary: '向直连银行提交（支付）：中断后可以再提交，每张支付单只付一次',
  middleware: requireRole('payer'),
  request: { params: z.object({ id: idText }) },
  responses: {
    200: jsonReply('已提交，办件随之推进', followedSchema),
    409: errorResponse('没有直连银行'),
    ...refusals,
  },
})

const dissolution = z
  .strictObject({ reason: line('原因', 500) }, bodyErrors('reason'))
  .openapi('DissolutionRequest')

const postDissolution = createRoute({
  method: 'post',
  path: '/api/money/batches/{id}/dissolution',
  summary: '解散没有发送的批次（支付）',
  middleware: requireRole('payer'),
  request: { params: z.object({ id: idText }), ...jsonBody(dissolution) },
  responses: { 200: jsonReply('已解散', doneSchema), 409: errorResponse('已经发送'), ...refusals },
})

export function addBatches(app: OpenAPIHono, parts: MoneyParts): void {
  const { database, clock, effects, bank } = parts
  app.openapi(getBatches, async (c) => {
    const { state } = c.req.valid('query')
    const rows = await asPerson(parts, c, (tx) =>
      listBatches(tx, state === undefined ? {} : { state }, { size: LATEST }),
    )
    return c.json(rows.map(batchReply), 200)
  })
  app.openapi(postBatch, async (c) => {
    const { channel, orders: orderIds } = c.req.valid('json')
    if (channel === 'direct' && !bank) throw noBank()
    return c.json(await asPerson(parts, c, (tx) => collectBatch(tx, { channel, orderIds })), 200)
  })
  app.openapi(getBatch, async (c) => {
    const { id: batchId } = c.req.valid('param')
    const me = currentPerson(c).person.id
    const found = await asPerson(parts, c, async (tx) => ({
      batch: theRow(await listBatches(tx, { id: batchId }), '个批次'),
      orders: await listOrders(tx, { batchId }),
      files: await listBatchFiles(tx, batchId),
      against: await againstSending(tx, batchId, me),
    }))
    const files = found.files.map(
      ({ id: file, format, sha256, orderCount, totalFen, exportedAt, person }) => ({
        ...{ id: file, format, sha256, orders: orderCount, sum: inYuan(totalFen) },
        ...{ at: exportedAt.toISOString(), person },
      }),
    )
    const orders = found.orders.map((each) => orderReply(each, me))
    return c.json({ batch: batchReply(found.batch), orders, files, against: found.against }, 200)
  })
  app.openapi(postFile, async (c) => {
    const { format } = c.req.valid('json')
    const { id: batchId } = c.req.valid('param')
    const occasion = occasionOf(parts, c)
    const { number } = theRow(
      await transact(database, occasion, (tx) => listBatches(tx, { id: batchId })),
      '个批次',
    )
    const folder = await mkdtemp(join(tmpdir(), 'duixian-batch-'))
    try {
      const path = join(folder, `batch.${format}`)
      await exportBatch(database, occasion, batchId, { path, format })
      const type = format === 'csv' ? csvType : xlsxType
      return sendFile(c, { name: `支付批次-${number}.${format}`, type, content: await readFile(path) })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
  app.openapi(postSending, async (c) => {
    const { id: batchId } = c.req.valid('param')
    const person = currentPerson(c).person.id
    const sent = await asPerson(parts, c, (tx) => sendBatch(tx, batchId))
    const followed = await followBatch(database, { person, now: clock(), effects }, batchId)
    if (sent.channel !== 'direct' || !bank) return c.json(followedReply(followed), 200)
    await submitBatch(database, bank, batchId, clock)
    return c.json(followedReply(followed, await followBank(database, clock(), effects)), 200)
  })
  app.openapi(postSubmission, async (c) => {
    if (!bank) throw noBank()
    const { id: batchId } = c.req.valid('param')
    theRow(await asPerson(parts, c, (tx) => listBatches(tx, { id: batchId })), '个批次')
    await submitBatch(database, bank, batchId, clock)
    return c.json(followedReply(await followBank(database, clock(), effects)), 200)
  })
  app.openapi(postDissolution, async (c) => {
    const { reason } = c.req.valid('json')
    await asPerson(parts, c, (tx) => dissolveBatch(tx, c.req.valid('param').id, reason))
    return c.json({ done: true } as const, 200)
  })
}

function batchReply({ fen, madeAt, sentAt, madeBy: _, sentBy: __, ...row }: BatchRow): BatchReply {
  return { ...row, sum: inYuan(fen), madeAt: madeAt.toISOString(), sentAt: sentAt?.toISOString() ?? null }
}
