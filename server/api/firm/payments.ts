// /api/subjects/{subject}/payments and …/payments.xlsx: the money that arrived, and what was paid back.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { fenToYuan } from '#lang'
import { dayInChina } from '../../clock/dayInChina.ts'
import { transact } from '../../db/transact.ts'
import { exportReceived } from '../../payments/exportReceived.ts'
import { listPaidBack, listReceived } from '../../payments/listReceived.ts'
import { subjectRow } from '../../subjects/statement.ts'
import { jsonReply } from '../fields.ts'
import { fileResponse, sendFile, xlsxType } from '../file.ts'
import { currentPerson, requireScope } from '../visitor.ts'
import { type FirmParts, occasionOf, ofSubject, refusals } from './firmParts.ts'

const yuan = z.string().openapi({ example: '150000.00', description: '元，精确到分' })

const receivedSchema = z
  .object({
    number: z.string().openapi({ description: '支付单号：一笔付款的身份' }),
    yuan,
    arrivedOn: z.string(),
    item: z.string(),
    document: z.string(),
    year: z.int(),
    stage: z.int(),
    caseId: z.int(),
    caseNumber: z.string().nullable(),
    bank: z.string(),
    account: z.string().openapi({ description: '只显示末四位' }),
    receipt: z.string().nullable(),
  })
  .openapi('ReceivedPayment')

const paymentsSchema = z
  .object({
    total: yuan,
    paidBackTotal: yuan,
    payments: z.array(receivedSchema),
    paidBack: z.array(
      z.object({
        yuan,
        on: z.string(),
        item: z.string(),
        caseId: z.int(),
        reference: z.string(),
        reason: z.string(),
      }),
    ),
  })
  .openapi('ReceivedPayments')

export type PaymentsReply = z.infer<typeof paymentsSchema>

const getPayments = createRoute({
  method: 'get',
  path: '/api/subjects/{subject}/payments',
  summary: '到账记录：每一笔到账的日期、金额、事项、文号和支付单号',
  middleware: requireScope('view'),
  request: { params: ofSubject },
  responses: { 200: jsonReply('全部，最近的在前', paymentsSchema), ...refusals },
})

const getPaymentsFile = createRoute({
  method: 'get',
  path: '/api/subjects/{subject}/payments.xlsx',
  summary: '到账记录：导出 Excel',
  middleware: requireScope('view'),
  request: { params: ofSubject },
  responses: { 200: fileResponse('Excel 文件，与列表相同', xlsxType), ...refusals },
})

export function addPayments(app: OpenAPIHono, { database, clock }: FirmParts): void {
  const paymentsOf = (person: number, subject: number) =>
    transact(database, occasionOf(person, clock()), async (tx) => ({
      of: await subjectRow(tx, subject),
      received: await listReceived(tx, subject),
      paidBack: await listPaidBack(tx, subject),
    }))
  app.openapi(getPayments, async (c) => {
    const { received, paidBack } = await paymentsOf(currentPerson(c).person.id, c.req.valid('param').subject)
    const reply = {
      ...{ total: sum(received), paidBackTotal: sum(paidBack) },
      payments: received.map(({ amountFen, arrivedAt, policy, payeeBank, maskedAccount, ...each }) => ({
        ...each,
        ...{ yuan: yuanOf(amountFen), arrivedOn: dayInChina(arrivedAt), document: policy },
        ...{ bank: payeeBank, account: maskedAccount },
      })),
      paidBack: paidBack.map(({ amountFen, receivedOn, ...each }) => ({
        ...{ ...each, yuan: yuanOf(amountFen), on: receivedOn },
      })),
    }
    return c.json(reply, 200)
  })
  app.openapi(getPaymentsFile, async (c) => {
    const { of, received, paidBack } = await paymentsOf(
      currentPerson(c).person.id,
      c.req.valid('param').subject,
    )
    const name = `${of.name}到账记录-${dayInChina(clock())}.xlsx`
    return sendFile(c, { name, type: xlsxType, content: await exportReceived(received, paidBack) })
  })
}

const yuanOf = (fen: number): string => fenToYuan(BigInt(fen))

function sum(rows: readonly { readonly amountFen: number }[]): string {
  return fenToYuan(rows.reduce((total, each) => total + BigInt(each.amountFen), 0n))
}
