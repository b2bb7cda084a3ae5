// Somebody who checks asks whether the log is whole → the answer, beside a head that was published elsewhere. That it was
// asked, and what came out, is logged.
import { eq } from 'drizzle-orm'
import type { Database } from '../db/openDatabase.ts'
import { auditHead } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'
import type { Head } from './heads.ts'
import { record } from './record.ts'
import { type LogVerdict, verifyLog } from './verifyLog.ts'

export type Verification = {
  readonly verdict: LogVerdict
  /** The head whose hash was given: null when this log has none of that hash. Absent when none was given. */
  readonly published?: Head | null
}

type Asking = { readonly person: number; readonly now: Date; readonly published?: string | undefined }
type Watching = {
  readonly signal?: AbortSignal | undefined
  readonly progress?: ((done: number, total: number) => void) | undefined
}

/** Reads as the process: the verdict is over every row, whoever asks. */
export async function verifyForPerson(
  database: Database,
  { person, now, published }: Asking,
  { signal, progress }: Watching = {},
): Promise<Verification> {
  const verdict = await verifyLog(
    database,
    now,
    progress && (({ done, total }) => progress(done, total)),
    signal,
  )
  const head = published === undefined ? undefined : await headOf(database, now, published)
  const found = head === undefined ? {} : { published: head }
  await transact(database, { actor: { kind: 'person', person }, now }, (tx) =>
    record(tx, { act: 'verify-log', object: 'audit', content: { verdict, ...found } }),
  )
  return { verdict, ...found }
}

async function headOf(database: Database, now: Date, hash: string): Promise<Head | null> {
  const [head] = await transact(database, { actor: JOB, now }, (tx) =>
    tx.select().from(auditHead).where(eq(auditHead.hash, hash)),
  )
  return head ?? null
}
