// An uploaded table of acts → every row with what is wrong, named by its cell; kept to be confirmed where nothing is.
import type { Program } from '#lang'
import type { FilledRow } from '#population'
import { sha256 } from '../audit/canonical.ts'
import { record } from '../audit/record.ts'
import { CaseError } from '../cases/problem.ts'
import type { Database } from '../db/openDatabase.ts'
import { actImport } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { COLUMNS } from './actTable.ts'
import { type Checked, type CheckedRow, checkActRow, type Officer } from './checkActRow.ts'
import { actValue, type CellProblem, type FilledActs, readFilledActs, readingValue } from './filledActs.ts'

export type CheckedTable = {
  /** What is confirmed; absent where anything is wrong. */
  readonly id?: number
  readonly rows: readonly CheckedRow[]
  /** Rows without an act, which are left as they are. */
  readonly skipped: number
  /** Cells that are no plain values, and readings of cases of which nothing is done. */
  readonly problems: readonly CellProblem[]
}

type File = { readonly path: string; readonly name: string; readonly bytes: Buffer }

/** Throws CaseError `wrong_table` where the file is no such table. Nothing of the cases is changed. */
export async function checkActTable(
  database: Database,
  officer: Officer,
  program: Program,
  { path, name, bytes }: File,
): Promise<CheckedTable> {
  const table = await readFilledActs(path, bytes.length)
  const filled = table.rows.filter((row) => actValue(row, 'act') !== '')
  if (filled.length === 0)
    throw new CaseError('wrong_table', `「${COLUMNS.act}」一栏都是空的，请至少填写一行再上传`)
  const actor = { kind: 'person' as const, person: officer.person }
  return transact(database, { actor, now: officer.now }, async (tx) => {
    const checking = {
      tx,
      officer,
      program,
      table,
      seen: new Set<string>(),
      taken: new Map<number, number>(),
    }
    const checked: Checked[] = []
    for (const row of filled) checked.push(await checkActRow(checking, row))
    const rows = checked.map((each) => each.row)
    const skipped = table.rows.length - filled.length
    const problems = [...table.troubles, ...strayReadings(table, filled)]
    const fit = problems.length === 0 && rows.every((each) => each.problems.length === 0)
    const found = { rows, skipped, problems }
    if (!fit) return found
    const ready = checked.flatMap((each) => (each.ready ? [each.ready] : []))
    const hash = sha256(bytes)
    const [kept] = await tx.insert(actImport).values({ name, sha256: hash, rows: ready }).returning()
    if (!kept) throw new Error('nothing was inserted')
    const content = { name, sha256: hash, rows: ready.length }
    await record(tx, { act: 'workbench.check-import', object: `act_import ${kept.id}`, content })
    return { id: kept.id, ...found }
  })
}

/** Readings that were chosen for a case of which nothing is done. */
function strayReadings(
  { followed, readingProblem }: FilledActs,
  filled: readonly FilledRow[],
): CellProblem[] {
  const acted = new Set(filled.map((row) => actValue(row, 'number')))
  return followed
    .filter((row) => !acted.has(readingValue(row, 'number')))
    .map((row) => {
      const number = readingValue(row, 'number')
      const message = `办件「${number}」没有写「${COLUMNS.act}」，请在那一行写上，或清空这一格`
      return readingProblem(row.number, 'alternative', message)
    })
}
