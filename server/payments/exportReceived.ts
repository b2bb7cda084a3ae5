// What a subject received and paid back, exactly as listed → an Excel file.
import { type ExportCell, exportBook } from '#population'
import { dayInChina } from '../clock/dayInChina.ts'
import { yuanText } from './fen.ts'
import type { PaidBack, Received } from './listReceived.ts'

export function exportReceived(received: Received, paidBack: PaidBack): Promise<Buffer> {
  return exportBook([
    {
      title: '到账',
      header: [
        ...['到账日期', '金额（元）', '事项', '文号', '年度', '第几期', '支付单号', '办件编号'],
        ...['开户银行', '账号（末四位）', '银行回单号'],
      ],
      rows: received.map((each) => [
        ...[dayInChina(each.arrivedAt), money(each.amountFen), each.item, each.policy, each.year, each.stage],
        ...[each.number, each.caseNumber ?? '', each.payeeBank, each.maskedAccount, each.receipt ?? ''],
      ]),
    },
    {
      title: '退回',
      header: ['退回日期', '金额（元）', '事项', '凭证号', '原因'],
      rows: paidBack.map((each) => [
        ...[each.receivedOn, money(each.amountFen), each.item, each.reference, each.reason],
      ]),
    },
  ])
}

function money(fen: number): ExportCell {
  return { kind: 'number', text: yuanText(fen), format: '#,##0.00' }
}
