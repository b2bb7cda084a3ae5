// Every department in which a duty can be held.
import { asc } from 'drizzle-orm'
import type { Database } from '../db/openDatabase.ts'
import { department } from '../db/tables.ts'
import { transact } from '../db/transact.ts'

export function listDepartments(database: Database, now: Date, person: number) {
  return transact(database, { actor: { kind: 'person', person }, now }, (tx) =>
    tx.select().from(department).orderBy(asc(department.id)),
  )
}
