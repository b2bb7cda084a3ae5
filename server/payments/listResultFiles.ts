// The files of a bank that were imported, the latest first.
import { desc, eq, sql } from 'drizzle-orm'
import { paymentResult, personName, resultFile } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

export type ResultFileRow = Awaited<ReturnType<typeof listResultFiles>>[number]

/** `fresh`: rows that said something new. */
export function listResultFiles(tx: Transaction) {
  const { id, name, sha256, rowCount, importedAt } = resultFile
  const said = (result: string) =>
    sql`count(*) FILTER (WHERE ${paymentResult.result} = ${result})`.mapWith(Number)
  return tx
    .select({
      ...{ id, name, sha256, rowCount, importedAt, person: personName.name },
      ...{ paid: said('paid'), returned: said('returned'), unknown: said('unknown') },
    })
    .from(resultFile)
    .leftJoin(paymentResult, eq(paymentResult.fileId, resultFile.id))
    .leftJoin(personName, eq(personName.id, resultFile.importedBy))
    .groupBy(resultFile.id, personName.name)
    .orderBy(desc(resultFile.id))
}
