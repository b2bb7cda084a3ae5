// The log → heads that are published: each covers the rows since the one before, and is chained to it.
import { and, asc, desc, gt, gte, lte, sql } from 'drizzle-orm'
import { audit, auditHead } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { hashOfValue } from './canonical.ts'
import { type ProofStep, proofsOf, rootOf } from './merkle.ts'
import type { AuditRow } from './verifyChain.ts'

export type Head = {
  /** From 1. */
  readonly number: number
  readonly at: string
  readonly firstRow: number
  readonly lastRow: number
  /** The chain's own hash at the last row. */
  readonly lastHash: string
  /** Merkle root of the hashes of the rows. */
  readonly root: string
  readonly previous: string
  readonly hash: string
}

/** What stands before the first head. */
const NO_HEAD = '0'.repeat(64)

export function hashOfHead({ hash: _, ...rest }: Head): string {
  return hashOfValue(rest)
}

/** A row with the proof that a head covers it. */
export type ProvenRow = AuditRow & { readonly head: number; readonly proof: readonly ProofStep[] }

/**
 * Covers all rows that no head covers yet; undefined when there are none. Runs as the process itself. What it returns
 * is to be published where it cannot be taken back: on the department's site, in a newspaper.
 */
export async function publishHead(tx: Transaction, now: Date): Promise<Head | undefined> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('audit_head'))`)
  const last = await lastHead(tx)
  const rows = await tx
    .select({ number: audit.number, hash: audit.hash })
    .from(audit)
    .where(gt(audit.number, last?.lastRow ?? 0))
    .orderBy(asc(audit.number))
  const [first, end] = [rows[0], rows.at(-1)]
  if (!first || !end) return undefined
  const bare = {
    ...{ number: (last?.number ?? 0) + 1, at: now.toISOString() },
    ...{ firstRow: first.number, lastRow: end.number, lastHash: end.hash },
    ...{ root: rootOf(rows.map((each) => each.hash)), previous: last?.hash ?? NO_HEAD },
  }
  const head = { ...bare, hash: hashOfValue(bare) }
  await tx.insert(auditHead).values(head)
  return head
}

/** The one that covers most; undefined where there is none yet. */
export async function lastHead(tx: Transaction): Promise<Head | undefined> {
  const [last] = await tx.select().from(auditHead).orderBy(desc(auditHead.number)).limit(1)
  return last
}

/** The heads from the one that covers the row to the last one. */
export async function headsFrom(tx: Transaction, row: number): Promise<Head[]> {
  return tx.select().from(auditHead).where(gte(auditHead.lastRow, row)).orderBy(asc(auditHead.number))
}

/** Each row with its proof; rows that no head covers yet are left out. */
export async function provenRows(tx: Transaction, rows: readonly AuditRow[]): Promise<ProvenRow[]> {
  const heads = await headsFrom(tx, Math.min(...rows.map((each) => each.number)))
  const proven: ProvenRow[] = []
  for (const head of heads) {
    const own = rows.filter((each) => each.number >= head.firstRow && each.number <= head.lastRow)
    if (own.length === 0) continue
    const covered = await tx
      .select({ hash: audit.hash })
      .from(audit)
      .where(and(gte(audit.number, head.firstRow), lte(audit.number, head.lastRow)))
      .orderBy(asc(audit.number))
    const proofs = proofsOf(
      covered.map((each) => each.hash),
      own.map((each) => each.number - head.firstRow),
    )
    for (const [i, row] of own.entries()) proven.push({ ...row, head: head.number, proof: proofs[i] ?? [] })
  }
  return proven
}

export type HeadProblem = {
  readonly number: number
  readonly what: 'order' | 'changed' | 'not_covered' | 'rows'
}

/** Whether heads follow one another; rows are not looked at. */
export function headProblem(heads: readonly Head[]): HeadProblem | undefined {
  for (const [i, head] of heads.entries()) {
    const before = heads[i - 1]
    if (hashOfHead(head) !== head.hash) return { number: head.number, what: 'changed' }
    const follows = before
      ? head.number === before.number + 1 &&
        head.previous === before.hash &&
        head.firstRow === before.lastRow + 1
      : head.number !== 1 || (head.previous === NO_HEAD && head.firstRow === 1)
    if (!follows || head.lastRow < head.firstRow) return { number: head.number, what: 'order' }
  }
  return undefined
}
