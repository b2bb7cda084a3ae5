// Rows of the log → whether the chain holds, and where it first does not. Needs nothing but the rows themselves, so a
// stranger can compute it from an export.
import { createHash } from 'node:crypto'

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
function hashOf(row: Omit<AuditRow, 'hash'>): string {
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
  return createHash('sha256')
    .update(`[${fields.map((each) => JSON.stringify(each)).join(', ')}]`)
    .digest('hex')
}

/** Rows by number from 1. */
export function verifyChain(rows: Iterable<AuditRow>): Verdict {
  let number = 0
  let previous = START
  for (const row of rows) {
    number++
    if (row.number !== number) return { kind: 'broken', number, what: 'missing' }
    if (row.previous !== previous) return { kind: 'broken', number, what: 'order' }
    if (hashOf(row) !== row.hash) return { kind: 'broken', number, what: 'changed' }
    previous = row.hash
  }
  return { kind: 'whole', rows: number, last: previous }
}
