// Rows of the log → whether the chain holds, and where it first does not. Needs nothing but the rows themselves, so a
// stranger can compute it from an export.
import { sha256 } from './canonical.ts'

export type AuditRow = {
  readonly number: number
  readonly at: string
  readonly personId: number | null
  readonly act: string
  readonly object: string
  readonly content: string
  readonly previous: string
  readonly hash: string
}

export type Verdict =
  | { readonly kind: 'whole'; readonly rows: number; readonly last: string }
  | { readonly kind: 'broken'; readonly number: number; readonly what: 'missing' | 'order' | 'changed' }

const START = '0'.repeat(64)

/** SHA-256 over the row and the hash before it, as the database computes it (migrations/0001-foundation.sql). */
export function hashOfRow(row: Omit<AuditRow, 'hash'>): string {
  const { number, at, personId, act, object, content, previous } = row
  const fields = [
    String(number),
    at,
    personId === null ? '' : String(personId),
    act,
    object,
    content,
    previous,
  ]
  return sha256(`[${fields.map((each) => JSON.stringify(each)).join(', ')}]`)
}

/** How far the chain has been followed. */
export type Reached = { readonly rows: number; readonly last: string }

export const CHAIN_START: Reached = { rows: 0, last: START }

/** Rows by number, from 1 or from where an earlier call has come to (`after`). */
export function verifyChain(rows: Iterable<AuditRow>, after: Reached = CHAIN_START): Verdict {
  let { rows: number, last: previous } = after
  for (const row of rows) {
    number++
    if (row.number !== number) return { kind: 'broken', number, what: 'missing' }
    if (row.previous !== previous) return { kind: 'broken', number, what: 'order' }
    if (hashOfRow(row) !== row.hash) return { kind: 'broken', number, what: 'changed' }
    previous = row.hash
  }
  return { kind: 'whole', rows: number, last: previous }
}
