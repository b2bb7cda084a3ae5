// A filter → rows of the log with the names of who acted, the newest first. For who may read it.

import { and, desc, eq, gte, ilike, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { containing } from '../db/containing.ts'
import type { Database } from '../db/openDatabase.ts'
import { audit, personName } from '../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../db/transact.ts'
import type { AuditRow } from './verifyChain.ts'

export type LogFilter = {
  /** A kind of object (`case`), or one of them (`case 12`). */
  readonly object?: string
  readonly act?: string
  /** A person's number, or a part of the name. */
  readonly person?: string
  /** Days in China, both included. */
  readonly from?: string
  readonly to?: string
}

export type LogLine = AuditRow & {
  readonly person: string | null
  /** The other system that acted, by the name in the row itself. */
  readonly system: string | null
}

export type LogPage = {
  readonly lines: readonly LogLine[]
  /** Of the whole filtered set. */
  readonly total: number
  /** The next page lies before this row. */
  readonly next?: number
}

export function listLog(
  database: Database,
  occasion: Occasion,
  filter: LogFilter,
  { before, size = 50 }: { readonly before?: number; readonly size?: number } = {},
): Promise<LogPage> {
  return transact(database, occasion, async (tx) => {
    const where = and(...conditionsOf(filter))
    const total = await tx.$count(audit, where)
    const found = await tx
      .select()
      .from(audit)
      .where(and(where, before === undefined ? undefined : lt(audit.number, before)))
      .orderBy(desc(audit.number))
      .limit(size + 1)
    const lines = await named(tx, found.slice(0, size))
    const last = lines.at(-1)
    return { lines, total, ...(found.length > size && last ? { next: last.number } : {}) }
  })
}

/** The whole filtered set as it is when it is first asked, page by page. */
export async function* allLog(
  database: Database,
  occasion: Occasion,
  filter: LogFilter,
): AsyncGenerator<LogLine> {
  let before: number | undefined
  do {
    const paging = { size: 1000, ...(before === undefined ? {} : { before }) }
    const page = await listLog(database, occasion, filter, paging)
    yield* page.lines
    before = page.next
  } while (before !== undefined)
}

/** The acts that occur, by stepping over the index: a list of few words, however long the log is. */
export async function listActs(database: Database, occasion: Occasion): Promise<string[]> {
  const { rows } = await transact(database, occasion, (tx) =>
    tx.execute<{ act: string }>(sql`
      WITH RECURSIVE each AS (
        (SELECT act FROM audit ORDER BY act LIMIT 1)
        UNION ALL
        SELECT (SELECT act FROM audit WHERE act > each.act ORDER BY act LIMIT 1) FROM each WHERE each.act IS NOT NULL
      ) SELECT act FROM each WHERE act IS NOT NULL`),
  )
  return rows.map((each) => each.act)
}

function conditionsOf({ object, act, person, from, to }: LogFilter): (SQL | undefined)[] {
  return [
    object === undefined ? undefined : isObject(object),
    act === undefined ? undefined : eq(audit.act, act),
    person === undefined ? undefined : byPerson(person),
    from === undefined ? undefined : gte(audit.at, momentOf(from, '00:00:00.000')),
    to === undefined ? undefined : lte(audit.at, momentOf(to, '23:59:59.999')),
  ]
}

function isObject(object: string): SQL | undefined {
  return or(eq(audit.object, object), sql`starts_with(${audit.object}, ${`${object} `})`)
}

function byPerson(person: string): SQL {
  if (/^\d{1,15}$/.test(person)) return eq(audit.personId, Number(person))
  const pattern = containing(person)
  return sql`${audit.personId} IN (${sql`SELECT id FROM person_name WHERE ${ilike(personName.name, pattern)}`})`
}

/** As the log writes moments, so that they compare as text. */
const momentOf = (day: string, time: string): string => new Date(`${day}T${time}+08:00`).toISOString()

async function named(tx: Transaction, rows: readonly AuditRow[]): Promise<LogLine[]> {
  const ids = [...new Set(rows.flatMap(({ personId }) => personId ?? []))]
  const people = ids.length > 0 ? await tx.select().from(personName).where(inArray(personName.id, ids)) : []
  const names = new Map(people.map((each) => [each.id, each.name]))
  return rows.map((row) => ({
    ...row,
    person: row.personId === null ? null : (names.get(row.personId) ?? null),
    system: row.personId === null ? systemIn(row.content) : null,
  }))
}

const bySystem = z.object({ system: z.number(), name: z.string() })

function systemIn(content: string): string | null {
  const { success, data } = bySystem.safeParse(JSON.parse(content))
  return success ? data.name : null
}
