// A database → whether its log is whole, row by row and head by head, with progress.
import { and, asc, count, gt, gte, lte } from 'drizzle-orm'
import type { Database } from '../db/openDatabase.ts'
import { audit, auditHead } from '../db/tables.ts'
import { JOB, type Transaction, transact } from '../db/transact.ts'
import { type HeadProblem, headProblem } from './heads.ts'
import { rootOf } from './merkle.ts'
import { CHAIN_START, type Reached, type Verdict, verifyChain } from './verifyChain.ts'

export type LogVerdict =
  | Extract<Verdict, { kind: 'broken' }>
  | ({ readonly kind: 'wrong_head' } & HeadProblem)
  /** The last row that the published heads cover; 0 when nothing was published. */
  | (Reached & { readonly kind: 'sound'; readonly covered: number })

export type Progress = { readonly done: number; readonly total: number }

const BATCH = 5000

/**
 * Reads in short transactions, so that it disturbs nobody however long the log is. Stops where `signal` is aborted, with
 * its reason.
 */
export async function verifyLog(
  database: Database,
  now: Date,
  onProgress?: (progress: Progress) => void,
  signal?: AbortSignal,
): Promise<LogVerdict> {
  const read = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    transact(database, { actor: JOB, now }, work)
  const total = await read(async (tx) => (await tx.select({ rows: count() }).from(audit))[0]?.rows ?? 0)
  let so: Reached = CHAIN_START
  for (;;) {
    signal?.throwIfAborted()
    const rows = await read((tx) =>
      tx.select().from(audit).where(gt(audit.number, so.rows)).orderBy(asc(audit.number)).limit(BATCH),
    )
    const verdict = verifyChain(rows, so)
    if (verdict.kind === 'broken') return verdict
    so = { rows: verdict.rows, last: verdict.last }
    onProgress?.({ done: so.rows, total: Math.max(total, so.rows) })
    if (rows.length < BATCH) break
  }
  return read((tx) => withHeads(tx, so))
}

async function withHeads(tx: Transaction, so: Reached): Promise<LogVerdict> {
  const heads = await tx.select().from(auditHead).orderBy(asc(auditHead.number))
  const problem = headProblem(heads)
  if (problem) return { kind: 'wrong_head', ...problem }
  if (heads[0] && heads[0].number !== 1) return { kind: 'wrong_head', number: 1, what: 'order' }
  for (const { number, firstRow, lastRow, lastHash, root } of heads) {
    const rows = await tx
      .select({ hash: audit.hash })
      .from(audit)
      .where(and(gte(audit.number, firstRow), lte(audit.number, lastRow)))
      .orderBy(asc(audit.number))
    const hashes = rows.map((each) => each.hash)
    const fits = hashes.length === lastRow - firstRow + 1 && hashes.at(-1) === lastHash
    // A log whose end was cut off or written anew is whole in itself; only the heads know.
    if (!fits || rootOf(hashes) !== root) return { kind: 'wrong_head', number, what: 'rows' }
  }
  return { kind: 'sound', ...so, covered: heads.at(-1)?.lastRow ?? 0 }
}
