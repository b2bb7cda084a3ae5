// Lists of money → tables of a file, with the same rows, sums and words as on the screen.
import type { ExportCell, ExportTable } from '#population'
import { minuteInChina } from '../clock/dayInChina.ts'
import { yuanText } from './fen.ts'
import type { ForecastRow } from './forecastCosts.ts'
import type { BatchRow } from './listBatches.ts'
import type { ClawbackRow } from './listClawbacks.ts'
import type { CommitmentRow } from './listCommitments.ts'
import type { EnvelopeRow } from './listEnvelopes.ts'
import { type Account, asShown, type MovementRow } from './listMovements.ts'
import type { OrderRow } from './listOrders.ts'
import type { ResultFileRow } from './listResultFiles.ts'
import type { OrderStanding, ReconciledRow } from './reconcile.ts'

const SOURCE_NAMES = { central: '中央', municipal: '市级', district: '区级', fund: '基金' } as const

const ORDER_STATE_NAMES: Readonly<Record<OrderRow['state'], string>> = {
  ...{ made: '已开单', batched: '已入批次', sent: '在途', paid: '已到账' },
  ...{ returned: '退票', unknown: '待查', cancelled: '已作废' },
}

const STANDING_NAMES: Readonly<Record<OrderStanding, string>> = {
  ...{ made: '已开单，未入批次', batched: '在批次中，未发送', in_transit: '在途', unknown: '待查' },
  ...{ returned: '退票，待重新支付', replaced: '退票，已重新开单', paid: '已到账' },
}

const MOVEMENT_NAMES: Readonly<Record<MovementRow['kind'], string>> = {
  ...{ allot: '下达', reserve: '核定预留', release: '不再支付，退回', send: '发送银行' },
  ...{ arrive: '到账', return: '退票', recover: '追回到账', reverse: '冲正' },
}

const BATCH_STATE_NAMES: Readonly<Record<BatchRow['state'], string>> = {
  ...{ open: '收集中', sealed: '已封存', sent: '已发送', dissolved: '已解散' },
}
const CHANNEL_NAMES = { file: '银行文件', direct: '直连银行' } as const
const RESULT_NAMES = { accepted: '已受理', paid: '到账', returned: '退票', unknown: '待查' } as const

export function envelopesTable(envelopes: readonly EnvelopeRow[]): ExportTable {
  return {
    title: '资金',
    header: [
      ...['资金盘子', '专项', '文件', '年度', '来源', '到期日'],
      ...['下达（元）', '可用（元）', '核定待付（元）', '在途（元）', '已付（元）', '已追回（元）'],
    ],
    rows: envelopes.map((each) => [
      ...[each.title, each.programme, each.policy, each.year, SOURCE_NAMES[each.source], each.expiresOn],
      ...[each.allottedFen, each.availableFen, each.reservedFen].map(money),
      ...[each.inTransitFen, each.paidFen, each.recoveredFen].map(money),
    ]),
  }
}

export function forecastTable(
  forecast: readonly ForecastRow[],
  envelopes: readonly EnvelopeRow[],
): ExportTable {
  const titles = new Map(envelopes.map((each) => [each.id, each.title]))
  return {
    title: '后续支出',
    header: ['资金盘子', '月份', '还要支付（元）', '其中待条件（元）', '期数'],
    rows: forecast.map((each) => [
      ...[titles.get(each.envelopeId) ?? String(each.envelopeId), each.month ?? '未定'],
      ...[money(each.fen), money(each.waitingFen), each.stages],
    ]),
  }
}

/** With the signs that the waterfall has. */
export function movementsTable(movements: readonly MovementRow[], account: Account): ExportTable {
  return {
    title: '往来',
    header: ['时间', '种类', '金额（元）', '主体', '事项', '经手人', '说明'],
    rows: movements.map((each) => [
      ...[minuteInChina(each.at), MOVEMENT_NAMES[each.kind], money(asShown(account, each.amountFen))],
      ...[each.subject, each.item, each.person, each.note],
    ]),
  }
}

export function ordersTable(orders: readonly OrderRow[]): ExportTable {
  return {
    title: '支付单',
    header: [
      ...['支付单号', '状态', '金额（元）', '收款人', '开户行', '账号（掩码）', '事项', '办件', '期'],
      ...['资金盘子', '批次', '开单人', '开单时间', '发送人', '发送时间', '回单号'],
    ],
    rows: orders.map((each) => [
      ...[each.number, ORDER_STATE_NAMES[each.state], money(each.amountFen), each.payeeName, each.payeeBank],
      ...[each.maskedAccount, each.item, each.caseNumber, each.stage, each.envelope, each.batch],
      ...[each.maker, minuteInChina(each.madeAt), each.sender, each.sentAt && minuteInChina(each.sentAt)],
      each.receipt,
    ]),
  }
}

export function batchesTable(batches: readonly BatchRow[]): ExportTable {
  return {
    title: '批次',
    header: [
      ...['批次', '状态', '方式', '支付单', '金额（元）', '在途', '到账', '退票', '待查'],
      ...['建批人', '建批时间', '发送人', '发送时间'],
    ],
    rows: batches.map((each) => [
      ...[each.number, BATCH_STATE_NAMES[each.state], CHANNEL_NAMES[each.channel], each.orders],
      ...[money(each.fen), each.waiting, each.paid, each.returned, each.unknown],
      ...[each.maker, minuteInChina(each.madeAt), each.sender, each.sentAt && minuteInChina(each.sentAt)],
    ]),
  }
}

export function resultFilesTable(files: readonly ResultFileRow[]): ExportTable {
  return {
    title: '银行回单',
    header: ['文件', 'SHA-256', '行数', '到账', '退票', '待查', '导入人', '导入时间'],
    rows: files.map((each) => [
      ...[each.name, each.sha256, each.rowCount, each.paid, each.returned, each.unknown],
      ...[each.person, minuteInChina(each.importedAt)],
    ]),
  }
}

export function reconciliationTable(rows: readonly ReconciledRow[]): ExportTable {
  return {
    title: '对账',
    header: [
      ...['支付单号', '对账状态', '金额（元）', '收款人', '事项', '资金盘子', '批次', '发送时间', '在途天数'],
      ...['银行结果', '结果时间', '原因', '账上在途（元）', '账上已付（元）', '三方一致'],
    ],
    rows: rows.map((each) => [
      ...[each.number, STANDING_NAMES[each.standing], money(each.amountFen), each.payeeName, each.item],
      ...[each.envelope, each.batch, each.sentAt && minuteInChina(each.sentAt), each.days],
      ...[
        each.result && RESULT_NAMES[each.result],
        each.resultAt && minuteInChina(each.resultAt),
        each.reason,
      ],
      ...[money(each.inTransitFen), money(each.paidFen), each.agrees],
    ]),
  }
}

export function clawbacksTable(clawbacks: readonly ClawbackRow[]): ExportTable {
  return {
    title: '追回',
    header: [
      '主体',
      '事项',
      '资金盘子',
      '应追回（元）',
      '已追回（元）',
      '期限',
      '原因',
      '依据',
      '决定人',
      '决定时间',
    ],
    rows: clawbacks.map((each) => [
      ...[
        each.subject,
        each.item,
        each.envelope,
        money(each.amountFen),
        money(each.recoveredFen),
        each.dueOn,
      ],
      ...[each.reason, each.clause, each.decider, minuteInChina(each.decidedAt)],
    ]),
  }
}

export function commitmentsTable(commitments: readonly CommitmentRow[]): ExportTable {
  return {
    title: '基金投资',
    header: [
      ...['主体', '基金', '协议', '文件', '投资（元）', '单笔上限（元）', '投资日', '最早退出日'],
      ...['已退出（元）', '退出所得（元）'],
    ],
    rows: commitments.map((each) => [
      ...[
        each.subject,
        each.fund,
        each.agreement,
        each.policy,
        money(each.amountFen),
        money(each.ceilingFen),
      ],
      ...[each.investedOn, each.earliestExitOn, money(each.exitedFen), money(each.proceedsFen)],
    ]),
  }
}

function money(fen: number): ExportCell {
  return { kind: 'number', text: yuanText(fen), format: '#,##0.00' }
}
