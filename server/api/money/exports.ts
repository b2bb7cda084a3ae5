// GET /api/money/export: any list of money as .xlsx, the whole filtered set, not one page of it.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type ExportTable, exportFile } from '#population'
import { dayInChina } from '../../clock/dayInChina.ts'
import { ACCOUNTS } from '../../db/tables.ts'
import type { Transaction } from '../../db/transact.ts'
import type { Role } from '../../identity/rights.ts'
import { forecastCosts } from '../../payments/forecastCosts.ts'
import { listBatches } from '../../payments/listBatches.ts'
import { listClawbacks } from '../../payments/listClawbacks.ts'
import { listCommitments } from '../../payments/listCommitments.ts'
import { listEnvelopes } from '../../payments/listEnvelopes.ts'
import { listMovements } from '../../payments/listMovements.ts'
import { listOrders } from '../../payments/listOrders.ts'
import { listResultFiles } from '../../payments/listResultFiles.ts'
import {
  batchesTable,
  clawbacksTable,
  commitmentsTable,
  envelopesTable,
  forecastTable,
  movementsTable,
  ordersTable,
  reconciliationTable,
  resultFilesTable,
} from '../../payments/moneyTables.ts'
import { reconcile } from '../../payments/reconcile.ts'
import { RequestError } from '../errors.ts'
import { fileResponse, sendFile, xlsxType } from '../file.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { batchFields } from './batches.ts'
import { envelopeFields, filterOf } from './envelopes.ts'
import { asPerson, BATCH_LOOKERS, FILE_LOOKERS, LOOKERS, type MoneyParts, refusals } from './moneyParts.ts'
import { orderFields, orderFilterOf } from './orders.ts'
import { reconciliationFields } from './reconciliation.ts'

const TABLES = [
  ...(['envelopes', 'movements', 'orders', 'batches', 'results'] as const),
  ...(['reconciliation', 'forecast', 'clawbacks', 'commitments'] as const),
] as const

const query = z.object({
  table: z.enum(TABLES, `table 是 ${TABLES.join('、')} 之一`),
  ...{ ...envelopeFields, ...orderFields, ...reconciliationFields },
  account: z.enum(ACCOUNTS, `账户只有 ${ACCOUNTS.join('、')}`).default('available'),
  batchState: batchFields.state,
})

type Query = z.output<typeof query>

const SEEN_BY: Partial<Readonly<Record<Query['table'], readonly Role[]>>> = {
  ...{ batches: BATCH_LOOKERS, reconciliation: BATCH_LOOKERS, results: FILE_LOOKERS },
}

const getExport = createRoute({
  method: 'get',
  path: '/api/money/export',
  summary: '导出 Excel：筛选出的全部行，与屏幕上的列表、图一致',
  middleware: requireRole(...LOOKERS),
  request: { query },
  responses: { 200: fileResponse('Excel 文件', xlsxType), ...refusals },
})

export function addExports(app: OpenAPIHono, parts: MoneyParts): void {
  app.openapi(getExport, async (c) => {
    const wanted = c.req.valid('query')
    const roles = SEEN_BY[wanted.table]
    if (roles && !currentPerson(c).duties.some(({ role }) => roles.includes(role)))
      throw new RequestError('forbidden', '您的岗位看不到这张表。')
    const table = await asPerson(parts, c, (tx) => tableOf(tx, wanted, parts.clock()))
    const folder = await mkdtemp(join(tmpdir(), 'duixian-money-'))
    try {
      const path = join(folder, 'export.xlsx')
      await exportFile(path, 'xlsx', [table])
      const name = `${table.title}-${dayInChina(parts.clock())}.xlsx`
      return sendFile(c, { name, type: xlsxType, content: await readFile(path) })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
}

async function tableOf(tx: Transaction, wanted: Query, now: Date): Promise<ExportTable> {
  switch (wanted.table) {
    case 'envelopes':
      return envelopesTable(await listEnvelopes(tx, filterOf(wanted)))
    case 'movements':
      if (wanted.envelope === undefined)
        throw new RequestError('wrong-shape', '请写明是哪个资金盘子的往来：envelope=编号。')
      return movementsTable(await listMovements(tx, wanted.envelope, wanted.account), wanted.account)
    case 'orders':
      return ordersTable(await listOrders(tx, orderFilterOf(wanted)))
    case 'batches':
      return batchesTable(
        await listBatches(tx, wanted.batchState === undefined ? {} : { state: wanted.batchState }),
      )
    case 'results':
      return resultFilesTable(await listResultFiles(tx))
    case 'reconciliation': {
      const { standing, envelope } = wanted
      const filter = {
        ...(standing !== undefined && { standings: [standing] }),
        ...(envelope !== undefined && { envelopeId: envelope }),
      }
      return reconciliationTable(await reconcile(tx, now, filter))
    }
    case 'forecast':
      return forecastTable(await forecastCosts(tx, wanted.envelope), await listEnvelopes(tx))
    case 'clawbacks':
      return clawbacksTable(await listClawbacks(tx))
    case 'commitments':
      return commitmentsTable(await listCommitments(tx))
  }
}
