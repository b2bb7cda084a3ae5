// The waterfall and the forecast, exactly as listed → a file.
import { type ExportFormat, exportFile } from '#population'
import type { ForecastRow } from './forecastCosts.ts'
import type { EnvelopeRow } from './listEnvelopes.ts'
import { envelopesTable, forecastTable } from './moneyTables.ts'

/** Whole or not at all. */
export async function exportMoney(
  path: string,
  format: ExportFormat,
  envelopes: readonly EnvelopeRow[],
  forecast: readonly ForecastRow[],
): Promise<void> {
  await exportFile(path, format, [envelopesTable(envelopes), forecastTable(forecast, envelopes)])
}
