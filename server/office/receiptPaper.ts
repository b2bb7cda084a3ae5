// What a receipt says → a paper to print and file.
import { dateToChinese, fenToYuan, parseDate } from '#lang'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Receipt } from '../granting/receiptOf.ts'
import { capitalYuan } from './capitalYuan.ts'
import { body, paper, paragraph, title } from './paper.ts'

export function receiptPaper(receipt: Receipt, printedAt: Date): Promise<Buffer> {
  const { order, payer, payee, bank, maskedAccount, amountFen, document, item, subject } = receipt
  const fen = BigInt(amountFen)
  return paper('惠企资金电子回单', [
    title('惠企资金电子回单'),
    body(`支付单号：${order}`, { before: 14 }),
    body(`办件编号：${receipt.case}`),
    body(`付款单位：${payer}`),
    body(`收款人：${payee}`),
    body(`开户银行：${bank}`),
    body(`收款账号：${maskedAccount}`),
    body(`金额（小写）：${fenToYuan(fen)} 元`),
    body(`金额（大写）：${capitalYuan(fen)}`),
    body(`用途：${document}「${item}」`),
    ...(subject === payee ? [] : [body(`享受支持的主体：${subject}`)]),
    body(`到账日期：${chineseDay(receipt.arrivedAt)}`),
    body(`银行回单号：${receipt.reference === '' ? '银行没有给出' : receipt.reference}`),
    body(
      '本回单依据银行回执生成，供企业核对入账；与银行对账单不一致的，以银行对账单为准，并请告知付款单位。',
      {
        before: 14,
      },
    ),
    paragraph([{ text: `打印日期：${chineseDay(printedAt)}` }], { align: 'right', freeRight: 4, before: 14 }),
  ])
}

function chineseDay(moment: Date): string {
  return dateToChinese(parseDate(dayInChina(moment)) ?? 0)
}
