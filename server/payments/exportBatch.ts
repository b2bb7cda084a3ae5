// A batch → the file that a person brings to the bank. From the first export on its orders are fixed.
import { readFile } from 'node:fs/promises'
import { asc, eq, sql } from 'drizzle-orm'
import { type ExportCell, type ExportFormat, exportFile } from '#population'
import { sha256 } from '../audit/canonical.ts'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { award, batchFile, paymentBatch, paymentOrder } from '../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../db/transact.ts'
import { yuanText } from './fen.ts'
import { moveBatch } from './moveBatch.ts'
import { inWords, MoneyError, theRow } from './problem.ts'

export type ExportedBatch = {
  readonly sha256: string
  readonly orderCount: number
  readonly totalFen: number
}

const HEADER = ['支付单号', '收款人', '开户行', '账号', '金额（元）', '用途']

/** Writes the file whole or not at all, then records its total and hash; whole accounts are in it, so it is logged. */
export async function exportBatch(
  database: Database,
  occasion: Occasion,
  batchId: number,
  { path, format }: { readonly path: string; readonly format: ExportFormat },
): Promise<ExportedBatch> {
  const sealed = await transact(database, occasion, (tx) => sealedBatch(tx, batchId))
  await exportFile(path, format, [{ title: sealed.number, header: HEADER, rows: sealed.rows.map(cellsOf) }])
  const hash = sha256(await readFile(path))
  const { orderCount, totalFen } = sealed
  const exported = { sha256: hash, orderCount, totalFen }
  await transact(database, occasion, async (tx) => {
    await inWords(tx.insert(batchFile).values({ ...exported, batchId, format }))
    await record(tx, {
      act: 'batch.export',
      object: `payment_batch ${batchId}`,
      content: { ...exported, format },
    })
  })
  return exported
}

async function sealedBatch(tx: Transaction, batchId: number) {
  const found = theRow(
    await inWords(tx.select().from(paymentBatch).where(eq(paymentBatch.id, batchId))),
    '个批次',
  )
  if (found.channel !== 'file')
    throw new MoneyError('state', '这个批次直连银行，不能再导出文件，以免支付两次')
  if (found.state === 'sent') throw new MoneyError('state', '这个批次已经发送，不能再导出，以免支付两次')
  const batch = found.state === 'sealed' ? found : await moveBatch(tx, batchId, 'sealed')
  const rows = await inWords(ordersOf(tx, batchId))
  if (rows.length !== batch.orderCount)
    throw new MoneyError('notYours', '批次里有您无权办理的支付单，不能导出')
  return { number: batch.number, orderCount: batch.orderCount, totalFen: batch.totalFen, rows }
}

async function ordersOf(tx: Transaction, batchId: number) {
  const { number, payeeName, payeeBank, amountFen } = paymentOrder
  const account = sql<string>`whole_account(${paymentOrder.id})`
  return tx
    .select({ number, payeeName, payeeBank, account, amountFen, item: award.item })
    .from(paymentOrder)
    .innerJoin(award, eq(award.id, paymentOrder.awardId))
    .where(eq(paymentOrder.batchId, batchId))
    .orderBy(asc(paymentOrder.id))
}

function cellsOf(each: Awaited<ReturnType<typeof ordersOf>>[number]): ExportCell[] {
  const { number, payeeName, payeeBank, account, amountFen, item } = each
  const amount: ExportCell = { kind: 'number', text: yuanText(amountFen), format: '#,##0.00' }
  return [number, payeeName, payeeBank, account, amount, item]
}
