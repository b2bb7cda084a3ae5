// A batch and whoever looks at it → everything that stands against their sending it, before they try.
import { eq, sql } from 'drizzle-orm'
import { award, batchFile, paymentBatch, paymentOrder } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

/**
 * Empty: it can be sent. What others may see of a case and this person may not is still found out when it is sent; the
 * database asks it all again then.
 */
export async function againstSending(tx: Transaction, batchId: number, person: number): Promise<string[]> {
  const [batch] = await tx.select().from(paymentBatch).where(eq(paymentBatch.id, batchId))
  if (!batch) return ['没有这个批次，或者您无权办理']
  if (batch.state === 'sent') return ['批次已经发送；一个批次只发送一次']
  if (batch.state === 'dissolved') return ['批次已经解散']
  const { made, handed, orders } = await handsOf(tx, batchId, person)
  const files = await tx.$count(batchFile, eq(batchFile.batchId, batchId))
  const against: string[] = []
  if (orders === 0) against.push('批次里没有支付单')
  if (made > 0)
    against.push(`其中 ${made} 张支付单是您开具的：开单和发送须由不同的支付人员办理，请由另一位支付人员发送`)
  if (handed > 0)
    against.push(
      `其中 ${handed} 张支付单的办件由您经办、复核或审批过：这些岗位不能再支付，请由其他支付人员发送`,
    )
  if (batch.channel === 'file' && files === 0)
    against.push('还没有导出银行文件：先下载银行文件，送银行后再登记发送')
  return against
}

async function handsOf(tx: Transaction, batchId: number, person: number) {
  const [counted] = await tx
    .select({
      orders: sql`count(*)`.mapWith(Number),
      made: sql`count(*) FILTER (WHERE ${paymentOrder.madeBy} = ${person})`.mapWith(Number),
      handed:
        sql`count(*) FILTER (WHERE ${person}::bigint IN (${award.handledBy}, ${award.reviewedBy}, ${award.approvedBy}))`.mapWith(
          Number,
        ),
    })
    .from(paymentOrder)
    .innerJoin(award, eq(award.id, paymentOrder.awardId))
    .where(eq(paymentOrder.batchId, batchId))
  return counted ?? { orders: 0, made: 0, handed: 0 }
}
