// A population of any size → DuckDB over its files, which looks at some subjects in a row at a time and within a bound of
// memory. What does not fit goes to a folder of its own, which is removed at the end.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SUBJECT_KEY } from '#lang'
import { relationOf } from './connect.ts'
import { named, openDatabase } from './database.ts'
import type { Population } from './store.ts'

export type Answer = Readonly<Record<string, unknown>>

export type Session = {
  /** From now on the tables hold only the subjects from `from` up to but without `past`. */
  readonly look: (from: number, past: number) => Promise<void>
  readonly run: (sql: string, signal?: AbortSignal) => Promise<void>
  readonly ask: (sql: string, signal?: AbortSignal) => Promise<readonly Answer[]>
  readonly close: () => Promise<void>
}

/** DuckDB takes some hundred megabytes beside what it counts. */
const MEMORY = { threads: 2, memory: '256MB' } as const

/** Opens a session; the caller closes it. Aborted, a statement ends at once and throws the signal's reason. */
export async function openSession(population: Population): Promise<Session> {
  const scratch = await mkdtemp(join(tmpdir(), 'duixian-session-'))
  const remove = (): Promise<void> => rm(scratch, { recursive: true, force: true })
  try {
    const { connection, close } = await openDatabase(scratch, ':memory:', MEMORY)
    const look = async (from: number, past: number): Promise<void> => {
      await connection.run(`SET VARIABLE first_subject = ${from}; SET VARIABLE past_subjects = ${past}`)
    }
    await connection.run('SET preserve_insertion_order = false')
    await look(0, population.summary.subjects)
    for (const table of population.tables) {
      const key = table.kind === 'subject' ? 'id' : SUBJECT_KEY
      const range = `${key} >= getvariable('first_subject') AND ${key} < getvariable('past_subjects')`
      const sql = `SELECT * FROM (${relationOf(population, table)}) WHERE ${range}`
      await connection.run(`CREATE VIEW ${named(table.name)} AS ${sql}`)
    }
    const stopped = async <T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
      signal?.throwIfAborted()
      const stop = (): void => connection.interrupt()
      signal?.addEventListener('abort', stop)
      try {
        return await work()
      } catch (error) {
        signal?.throwIfAborted()
        throw error
      } finally {
        signal?.removeEventListener('abort', stop)
      }
    }
    return {
      look,
      run: (sql, signal) =>
        stopped(signal, async () => {
          await connection.run(sql)
        }),
      ask: (sql, signal) =>
        stopped(signal, async () => (await connection.runAndReadAll(sql)).getRowObjects()),
      close: async () => {
        close()
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}

/** Whether a statement needed more than its bound of memory, so that fewer subjects at a time may do. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Out of Memory')
}
