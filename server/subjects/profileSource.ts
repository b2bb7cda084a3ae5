// Where profiles of enterprises come from → subjects and facts. A source gives batches; each is taken once, whole.

import { eq, sql } from 'drizzle-orm'
import { normalizeCreditCode, type Vocabulary } from '#lang'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { importFile, subject } from '../db/tables.ts'
import { JOB, type Transaction, transact } from '../db/transact.ts'
import { SubjectError } from './problem.ts'
import { registerSubject } from './registerSubject.ts'
import { saidFacts } from './saidFacts.ts'

/** One enterprise as a source tells it. */
export type ProfileRow = {
  /** As a spreadsheet shows it, from 1. */
  readonly row: number
  readonly creditCode: string
  /** Needed only for an enterprise that is not registered yet. */
  readonly name?: string
  readonly district?: string
  readonly facts: Readonly<Record<string, unknown>>
}

export type RefusedRow = { readonly row: number; readonly reason: string }

export type Profiles = {
  readonly rows: readonly ProfileRow[]
  readonly refused: readonly RefusedRow[]
  /** What was not understood and left out: columns of a file. */
  readonly ignored: readonly string[]
}

/** A file, or one answer of a service. */
export type ProfileBatch = {
  readonly name: string
  /** SHA-256 of what is in it: equal batches are taken once. */
  readonly hash: string
  /** Throws ProfileRefusal when nothing of it can be taken. */
  read(): Promise<Profiles>
  /** Hears which rows were not taken; returns where they can be found. */
  returnRows(refused: readonly RefusedRow[]): Promise<string | undefined>
}

/** An adapter to some system that knows enterprises. */
export type ProfileSource = {
  readonly id: string
  batches(): AsyncIterable<ProfileBatch>
}

/** A batch as a whole cannot be taken; the message says why and what to do. */
export class ProfileRefusal extends Error {}

export type BatchReport = {
  readonly name: string
  readonly kind: 'taken' | 'refused' | 'known'
  readonly accepted: number
  readonly refused: readonly RefusedRow[]
  readonly ignored: readonly string[]
  readonly message: string
  readonly returned?: string
}

/** Takes every batch that was not taken before, each in one transaction: all its good rows, or none. */
export async function pullProfiles(
  database: Database,
  vocabulary: Vocabulary,
  source: ProfileSource,
  now: Date,
): Promise<BatchReport[]> {
  const reports: BatchReport[] = []
  for await (const batch of source.batches())
    reports.push(await pullBatch(database, vocabulary, source, batch, now))
  return reports
}

async function pullBatch(
  database: Database,
  vocabulary: Vocabulary,
  { id: source }: ProfileSource,
  batch: ProfileBatch,
  now: Date,
): Promise<BatchReport> {
  const { name, hash } = batch
  const run = <T>(work: (tx: Transaction) => Promise<T>) => transact(database, { actor: JOB, now }, work)
  const empty = { name, accepted: 0, refused: [], ignored: [], message: '' }
  if (await run((tx) => isKnown(tx, hash))) return { ...empty, kind: 'known' }
  const profiles = await batch.read().catch((error: unknown) => {
    if (error instanceof ProfileRefusal) return error.message
    throw error
  })
  if (typeof profiles === 'string') {
    await run((tx) => note(tx, { hash, source, name, outcome: 'refused', ...none(profiles) }))
    return { ...empty, kind: 'refused', message: profiles }
  }
  const taken = await run((tx) => take(tx, vocabulary, source, batch, profiles))
  if (!taken) return { ...empty, kind: 'known' }
  const returned = taken.refused.length > 0 ? await batch.returnRows(taken.refused) : undefined
  return {
    ...{ ...empty, ...taken, kind: 'taken', ignored: profiles.ignored },
    ...(returned === undefined ? {} : { returned }),
  }
}

const none = (message: string) => ({ accepted: 0, refused: 0, message })

async function isKnown(tx: Transaction, hash: string): Promise<boolean> {
  return (await tx.$count(importFile, eq(importFile.hash, hash))) > 0
}

async function note(tx: Transaction, row: typeof importFile.$inferInsert): Promise<void> {
  const [made] = await tx.insert(importFile).values(row).onConflictDoNothing().returning()
  if (!made) return
  const { hash, name, outcome, accepted, refused } = made
  await record(tx, {
    act: 'import-profiles',
    object: `file ${hash}`,
    content: { name, outcome, accepted, refused },
  })
}

/** Undefined when somebody else has taken it in the meantime. */
async function take(
  tx: Transaction,
  vocabulary: Vocabulary,
  source: string,
  { name, hash }: ProfileBatch,
  profiles: Profiles,
): Promise<Pick<BatchReport, 'accepted' | 'refused' | 'message'> | undefined> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('import'), hashtext(${hash}))`)
  if (await isKnown(tx, hash)) return undefined
  const refused = [...profiles.refused]
  let accepted = 0
  for (const row of profiles.rows) {
    await tx.execute(sql`SAVEPOINT profile`)
    try {
      await takeRow(tx, vocabulary, name, row)
      accepted++
    } catch (error) {
      if (!(error instanceof SubjectError)) throw error
      // An enterprise of which nothing could be taken is not registered either.
      await tx.execute(sql`ROLLBACK TO SAVEPOINT profile`)
      refused.push({ row: row.row, reason: error.message })
    }
    await tx.execute(sql`RELEASE SAVEPOINT profile`)
  }
  refused.sort((a, b) => a.row - b.row)
  // The reasons stay in the database too, should the file of refused rows get lost.
  const message = refused.map((each) => `第${each.row}行：${each.reason}`).join('\n')
  await note(tx, { hash, source, name, outcome: 'read', accepted, refused: refused.length, message })
  return { accepted, refused, message }
}

async function takeRow(
  tx: Transaction,
  vocabulary: Vocabulary,
  file: string,
  row: ProfileRow,
): Promise<void> {
  const code = normalizeCreditCode(row.creditCode)
  const [found] = await tx.select({ id: subject.id }).from(subject).where(eq(subject.creditCode, code))
  const { name = '', district, facts } = row
  const id =
    found?.id ??
    (await registerSubject(tx, vocabulary, {
      ...{ kind: '企业', name, creditCode: code },
      ...(district === undefined ? {} : { district }),
    }))
  const voice = { kind: 'import', note: `${file} 第${row.row}行` } as const
  await saidFacts(tx, vocabulary, { subject: id, voice, facts })
}
