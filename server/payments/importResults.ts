// A bank's file of arrivals and returns → results of orders, all of them or none; the same file twice changes nothing.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { eq } from 'drizzle-orm'
import { PopulationError } from '#population'
import { sha256 } from '../audit/canonical.ts'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { paymentResult, resultFile } from '../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../db/transact.ts'
import { checkResults, type NewResult } from './checkResults.ts'
import { inWords, MoneyError, theRow } from './problem.ts'
import { type ReadResults, type RowProblem, readResults } from './readResults.ts'

export type ImportedResults = {
  /** `known`: this very file was imported before, and nothing was changed now. */
  readonly kind: 'imported' | 'known'
  readonly paid: number
  readonly returned: number
  readonly unknown: number
  /** Rows that said what was known. */
  readonly unchanged: number
}

/** Thrown with every row that is wrong; nothing was imported. */
export class ResultsError extends MoneyError {
  readonly problems: readonly RowProblem[]

  constructor(problems: readonly RowProblem[]) {
    super('file', `回单有 ${problems.length} 处不对，全部没有导入，请改正后重新导入`)
    this.problems = problems
  }
}

const CHUNK = 1000

export async function importResults(
  database: Database,
  occasion: Occasion,
  path: string,
  name = basename(path),
): Promise<ImportedResults> {
  const hash = sha256(await readFile(path))
  const read = await readResults(path).catch(inOurWords)
  return transact(database, occasion, async (tx) => {
    const before = await tx.select().from(resultFile).where(eq(resultFile.sha256, hash))
    if (before.length > 0) return counted('known', [], read.rows.length)
    const fresh = await trueRows(tx, read, occasion.now)
    const file = { sha256: hash, name, rowCount: read.rows.length }
    const { id } = theRow(
      await inWords(tx.insert(resultFile).values(file).returning({ id: resultFile.id })),
      '份回单',
    )
    await saveResults(tx, id, fresh)
    const imported = counted('imported', fresh, read.rows.length)
    await record(tx, { act: 'results.import', object: `result_file ${id}`, content: { ...file, imported } })
    return imported
  })
}

async function trueRows(
  tx: Transaction,
  { rows, problems }: ReadResults,
  now: Date,
): Promise<readonly NewResult[]> {
  const checked = await checkResults(tx, rows, now)
  const all = [...problems, ...checked.problems].sort((a, b) => a.line - b.line)
  if (all.length > 0) throw new ResultsError(all)
  return checked.fresh
}

async function saveResults(tx: Transaction, fileId: number, fresh: readonly NewResult[]): Promise<void> {
  for (let i = 0; i < fresh.length; i += CHUNK) {
    const rows = fresh.slice(i, i + CHUNK).map(({ orderId, result, at, reason, line }) => ({
      ...{ orderId, result, at, reason, line, fileId },
      source: 'file' as const,
    }))
    await inWords(tx.insert(paymentResult).values(rows))
  }
}

function counted(kind: ImportedResults['kind'], fresh: readonly NewResult[], rows: number): ImportedResults {
  const count = (result: NewResult['result']): number => fresh.filter((each) => each.result === result).length
  return {
    kind,
    ...{ paid: count('paid'), returned: count('returned'), unknown: count('unknown') },
    unchanged: rows - fresh.length,
  }
}

function inOurWords(error: unknown): never {
  if (error instanceof PopulationError) throw new MoneyError('file', error.message, { cause: error })
  throw error
}
