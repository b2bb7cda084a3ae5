// What the finance desk asks the server. Money moves by other hands, so nothing is kept for long.
import type { BatchInFullReply, BatchReply } from '#server/api/money/batches.ts'
import type { ClawbackReply } from '#server/api/money/clawbacks.ts'
import type { CommitmentReply } from '#server/api/money/commitments.ts'
import type { EnvelopeMovementsReply, EnvelopeReply } from '#server/api/money/envelopes.ts'
import type { OrdersReply } from '#server/api/money/orders.ts'
import type { ForecastReply, ReconciliationReply } from '#server/api/money/reconciliation.ts'
import type { ResultFileReply } from '#server/api/money/results.ts'
import { ask } from '../ui/ask.ts'

export type Filter = Readonly<Record<string, string | number | undefined>>

function asked<T>(place: string, filter: Filter = {}) {
  const path = `/api/money/${place}${searchOf(filter)}`
  return { queryKey: ['money', path], queryFn: () => ask<T>(path), staleTime: 0, retry: false }
}

function searchOf(filter: Filter): string {
  const given = Object.entries(filter).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  )
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

/** Where the whole of a list is as a file. */
export const exportPath = (table: string, filter: Filter = {}): string =>
  `/api/money/export${searchOf({ table, ...filter })}`

export const envelopes = () => asked<EnvelopeReply[]>('envelopes')
export const oneEnvelope = (id: number, filter: Filter) =>
  asked<EnvelopeMovementsReply>(`envelopes/${id}`, filter)
export const orders = (filter: Filter) => asked<OrdersReply>('orders', filter)
export const batches = () => asked<BatchReply[]>('batches')
export const oneBatch = (id: number) => asked<BatchInFullReply>(`batches/${id}`)
export const resultFiles = () => asked<ResultFileReply[]>('results')
export const reconciliation = (filter: Filter) => asked<ReconciliationReply>('reconciliation', filter)
export const forecast = () => asked<ForecastReply[]>('forecast')
export const clawbacks = () => asked<ClawbackReply[]>('clawbacks')
export const commitments = () => asked<CommitmentReply[]>('commitments')
