// A checked table of acts → all of it done in one transaction, or nothing and the reasons by row. Confirmed twice, it is
// done once.
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { record } from '../audit/record.ts'
import { actWithin } from '../cases/actOn.ts'
import { type Acting, NotPossible } from '../cases/effects.ts'
import { giveOpinionWithin } from '../cases/giveOpinion.ts'
import { loadCase } from '../cases/loadCase.ts'
import { CaseError } from '../cases/problem.ts'
import { staleness } from '../cases/staleness.ts'
import type { Database } from '../db/openDatabase.ts'
import { actImport } from '../db/tables.ts'
import { type Transaction, transact } from '../db/transact.ts'
import { type ActRow, actRowSchema } from './checkActRow.ts'

type RowRefusal = { readonly line: number; readonly number: string; readonly message: string }

export type Confirmed =
  | { readonly kind: 'done'; readonly count: number; readonly repeated: boolean }
  | { readonly kind: 'refused'; readonly why: readonly RowRefusal[] }

/** Thrown inside of the transaction, so that nothing of it stays. */
class Refused extends Error {
  readonly why: readonly RowRefusal[]
  constructor(why: readonly RowRefusal[]) {
    super('rows were refused')
    this.why = why
  }
}

/** Throws CaseError `wrong_table` where this person has no such table. */
export async function confirmActTable(
  database: Database,
  { person, ...acting }: Omit<Acting, 'who'> & { readonly person: number },
  id: number,
): Promise<Confirmed> {
  const who = { kind: 'person' as const, person }
  try {
    return await transact(database, { actor: who, now: acting.now }, (tx) =>
      confirm(tx, { ...acting, who }, id),
    )
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', why: error.why }
    throw error
  }
}

async function confirm(tx: Transaction, acting: Acting, id: number): Promise<Confirmed> {
  const [kept] = await tx.select().from(actImport).where(eq(actImport.id, id)).for('update')
  if (!kept) throw new CaseError('wrong_table', '没有这份核对过的表，请重新上传')
  const rows = z.array(actRowSchema).parse(kept.rows)
  if (kept.doneAt !== null) return { kind: 'done', count: rows.length, repeated: true }

  // In one order and before the first row of the log, so that two tables wait for each other only once.
  for (const caseId of rows.map((each) => each.caseId).sort((a, b) => a - b))
    await tx.execute(sql`SELECT lock_case(${caseId})`)
  const why: RowRefusal[] = []
  for (const row of rows) why.push(...(await doRow(tx, acting, `table ${id}`, row)))
  if (why.length > 0) throw new Refused(why)

  await tx.update(actImport).set({ doneAt: acting.now }).where(eq(actImport.id, id))
  const content = { sha256: kept.sha256, rows: rows.length }
  await record(tx, { act: 'workbench.import', object: `act_import ${id}`, content })
  return { kind: 'done', count: rows.length, repeated: false }
}

/** A refused row leaves nothing, and the rows after it are tried all the same: every reason is told at once. */
async function doRow(tx: Transaction, acting: Acting, key: string, row: ActRow): Promise<RowRefusal[]> {
  await tx.execute(sql`SAVEPOINT row_of_table`)
  const texts = await tryRow(tx, acting, key, row).catch(async (error: unknown) => {
    if (!(error instanceof NotPossible) && !(error instanceof CaseError)) throw error
    await tx.execute(sql`ROLLBACK TO SAVEPOINT row_of_table`)
    return [error.message]
  })
  await tx.execute(sql`RELEASE SAVEPOINT row_of_table`)
  return texts.map((message) => ({ line: row.line, number: row.number, message }))
}

async function tryRow(
  tx: Transaction,
  acting: Acting,
  key: string,
  { caseId, version, opinion, what }: ActRow,
): Promise<string[]> {
  if (what.kind === 'opinion') {
    const loaded = await loadCase(tx, caseId)
    const stale = loaded ? await staleness(tx, loaded, { key, version }) : []
    if (stale.length > 0) return stale.map((each) => each.text)
    await giveOpinionWithin(tx, caseId, { department: what.department, stance: what.stance, opinion })
    return []
  }
  const { act, reason, payload } = what
  const said = { ...(reason && { reason }), ...(payload && { payload }) }
  const acted = await actWithin(tx, acting, caseId, act, { key, version, opinion, ...said })
  return acted.kind === 'refused' ? acted.why.map((each) => each.text) : []
}
