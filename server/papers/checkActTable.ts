// An uploaded table of acts → every row with what is wrong, named by its cell; kept to be confirmed where nothing is.
import type { Program } from '#lang'
import type { FilledRow } from '#population'
import { sha256 } from '../audit/canonical.ts'
import { record } from '../audit/record.ts'
import { CaseError } from '../cases/problem.ts'
import type { Database } from '../db/openDatabase.ts'
import { actImport } from '../db/tables.ts'
import { type Transaction, transact } from '../db/transact.ts'
import { COLUMNS, MONEY_COLUMNS } from './actTable.ts'
import { type ActRow, type Checked, type CheckedRow, checkActRow, type Officer } from './checkActRow.ts'
import { actValue, type CellProblem, type FilledActs, readFilledActs, readingValue } from './filledActs.ts'

export type CheckedTable = {
  /** What is confirmed; absent where anything is wrong. */
  readonly id?: number
  readonly rows: readonly CheckedRow[]
  /** Rows without an act, which are left as they are. */
  readonly skipped: number
  /** Cells that are no plain values, and what was chosen for cases of which nothing is done. */
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
  const occasion = { actor: { kind: 'person' as const, person: officer.person }, now: officer.now }
  const through = { officer, program, table, seen: new Set<string>(), taken: new Map<number, number>() }
  const checked: Checked[] = []
  // A transaction for each: to judge hundreds of cases takes long, and confirming asks everything again.
  for (const row of filled)
    checked.push(await transact(database, occasion, (tx) => checkActRow({ tx, ...through }, row)))
  const problems = [...table.troubles, ...stray(table)]
  const rows = checked.map((each) => each.row)
  const found = { rows, skipped: table.rows.length - filled.length, problems }
  const fit = problems.length === 0 && rows.every((each) => each.problems.length === 0)
  if (!fit) return found
  const ready = checked.flatMap((each) => (each.ready ? [each.ready] : []))
  const id = await transact(database, occasion, (tx) => keep(tx, { name, bytes, ready }))
  return { id, ...found }
}

type Fit = { readonly name: string; readonly bytes: Buffer; readonly ready: readonly ActRow[] }

/** Waits for its confirmation. */
async function keep(tx: Transaction, { name, bytes, ready }: Fit): Promise<number> {
  const hash = sha256(bytes)
  const [kept] = await tx
    .insert(actImport)
    .values({ name, sha256: hash, rows: [...ready] })
    .returning()
  if (!kept) throw new Error('nothing was inserted')
  const content = { name, sha256: hash, rows: ready.length }
  await record(tx, { act: 'workbench.check-import', object: `act_import ${kept.id}`, content })
  return kept.id
}

/** What was chosen for a case of which nothing is done: somebody forgot the one or the other. */
function stray({ rows, followed, actProblem, readingProblem }: FilledActs): CellProblem[] {
  const isActed = (row: FilledRow): boolean => actValue(row, 'act') !== ''
  const acted = new Set(rows.filter(isActed).map((row) => actValue(row, 'number')))
  const said = (number: string): string =>
    `办件「${number}」没有写「${COLUMNS.act}」，请在那一行写上，或清空这一格`
  const cells = rows
    .filter((row) => !isActed(row))
    .flatMap((row) =>
      MONEY_COLUMNS.filter((column) => actValue(row, column) !== '').map((column) =>
        actProblem(row.number, column, said(actValue(row, 'number'))),
      ),
    )
  const readings = followed.filter((row) => !acted.has(readingValue(row, 'number')))
  return [
    ...cells,
    ...readings.map((row) => readingProblem(row.number, 'alternative', said(readingValue(row, 'number')))),
  ]
}
