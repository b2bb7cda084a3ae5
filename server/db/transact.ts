// A person and a moment → one transaction that runs with that person's rights, and nothing of which outlives it.
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Database } from './openDatabase.ts'

/** Queries in a transaction; rows come typed by server/db/tables.ts. */
export type Transaction = NodePgDatabase<Record<string, never>>

/**
 * For whom a transaction runs: a person or another system's token, whose rights the database itself applies, or the
 * process. The process may do what a person asked of it, where only it can (changing a password): then the log names
 * the person. A system reads, and says what a policy of its own lets it say.
 */
export type Actor =
  | { readonly kind: 'person'; readonly person: number }
  | { readonly kind: 'system'; readonly token: number }
  | { readonly kind: 'job'; readonly person?: number }

const ROLE_OF = { person: 'duixian_app', system: 'duixian_system', job: 'duixian_job' } as const

export const JOB: Actor = { kind: 'job' }

/** What a transaction may be told; `now` is the moment of the act. */
export type Occasion = { readonly actor: Actor; readonly now: Date }

// serialization_failure, deadlock_detected: nothing happened, so trying again is safe.
const AGAIN = new Set(['40001', '40P01'])
const MOST_TRIES = 5

/**
 * Runs `work` in one transaction in the role of the actor. It commits when `work` returns and leaves nothing when it
 * throws; `work` may run again after a conflict, so it must not do anything else than speak with the database.
 */
export async function transact<T>(
  database: Database,
  occasion: Occasion,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await once(database, occasion, work)
    } catch (error) {
      if (tries === MOST_TRIES || !AGAIN.has(codeOf(error) ?? '')) throw error
    }
  }
}

const places = new WeakMap<Transaction, Database>()

/** Where a transaction runs: what never changes once it is written may be kept in memory for each database. */
export function databaseOf(tx: Transaction): Database {
  const database = places.get(tx)
  if (!database) throw new Error('a transaction that transact did not begin')
  return database
}

async function once<T>(
  database: Database,
  { actor, now }: Occasion,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const client = await database.pool.connect()
  let broken: Error | undefined
  try {
    await client.query(beginning(actor, now))
    const tx: Transaction = drizzle(client)
    places.set(tx, database)
    const result = await work(tx)
    await client.query('COMMIT')
    return result
  } catch (error) {
    broken = await rolledBack(client)
    throw error
  } finally {
    client.release(broken)
  }
}

/** One message instead of three: every request waits for it. */
function beginning(actor: Actor, now: Date): string {
  const person = actor.kind === 'system' ? undefined : actor.person
  const token = actor.kind === 'system' ? actor.token : undefined
  const set = (name: string, value: string | number = ''): string =>
    `set_config('duixian.${name}', ${pg.escapeLiteral(String(value))}, true)`
  const settings = [set('person', person), set('token', token), set('now', now.toISOString())]
  return `BEGIN; SET LOCAL ROLE ${ROLE_OF[actor.kind]}; SELECT ${settings.join(', ')}`
}

/** The connection is given up where even that fails. */
async function rolledBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK')
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** PostgreSQL's code of an error (SQLSTATE), also where a library has wrapped it. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}

/** The names by which a refusal can be told apart: the rule that was broken, then PostgreSQL's code. */
export function refusalNames(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const own = [
    'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined,
    'code' in error && typeof error.code === 'string' ? error.code : undefined,
  ]
  return [...own.filter((each) => each !== undefined), ...refusalNames(error.cause)]
}
