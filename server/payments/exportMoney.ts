// The waterfall and the forecast, exactly as listed → a file.
import { type ExportCell, type ExportFormat, exportFile } from '#population'
import { yuanText } from './fen.ts'
import type { ForecastRow } from './forecastCosts.ts'
import type { EnvelopeRow } from './listEnvelopes.ts'

const SOURCES = { central: '中央', municipal: '市级', district: '区级', fund: '基金' } as const

/** Whole or not at all. */
export async function exportMoney(
  path: string,
  format: ExportFormat,
  envelopes: readonly EnvelopeRow[],
  forecast: readonly ForecastRow[],
): Promise<void> {
  const titles = new Map(envelopes.map((each) => [each.id, each.title]))
  await exportFile(path, format, [
    {
      title: '资金',
      header: [
        ...['资金盘子', '专项', '文件', '年度', '来源', '到期日'],
        ...['下达（元）', '可用（元）', '核定待付（元）', '在途（元）', '已付（元）', '已追回（元）'],
      ],
      rows: envelopes.map((each) => [
        ...[each.title, each.programme, each.policy, each.year, SOURCES[each.source], each.expiresOn],
        ...[each.allottedFen, each.availableFen, each.reservedFen].map(money),
        ...[each.inTransitFen, each.paidFen, each.recoveredFen].map(money),
      ]),
    },
    {
      title: '后续支出',
      header: ['资金盘子', '月份', '还要支付（元）', '其中待条件（元）', '期数'],
      rows: forecast.map((each) => [
        ...[titles.get(each.envelopeId) ?? String(each.envelopeId), each.month ?? '未定'],
        ...[money(each.fen), money(each.waitingFen), each.stages],
      ]),
    },
  ])
}

function money(fen: number): ExportCell {
  return { kind: 'number', text: yuanText(fen), format: '#,##0.00' }
}
