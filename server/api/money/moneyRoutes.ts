// Everything about money, in one place because it shares the database, the clock and the bank.
import type { OpenAPIHono } from '@hono/zod-openapi'
import { addBatches } from './batches.ts'
import { addClawbacks } from './clawbacks.ts'
import { addCommitments } from './commitments.ts'
import { addEnvelopes } from './envelopes.ts'
import { addExports } from './exports.ts'
import type { MoneyParts } from './moneyParts.ts'
import { addOrders } from './orders.ts'
import { addReconciliation } from './reconciliation.ts'
import { addResults } from './results.ts'

export function addMoney(app: OpenAPIHono, parts: MoneyParts): void {
  addEnvelopes(app, parts)
  addOrders(app, parts)
  addBatches(app, parts)
  addResults(app, parts)
  addReconciliation(app, parts)
  addClawbacks(app, parts)
  addCommitments(app, parts)
  addExports(app, parts)
}
