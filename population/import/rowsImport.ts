// The sheets of a plan → subjects, given one by one to `add`; what is wrong goes to the log and the files of bad rows.
import { type Subject, type Table, tablesOf, type Vocabulary } from '#lang'
import { type CellProblem, rowsOf } from '../rows.ts'
import type { BadRows } from './badRows.ts'
import { compose, type SideReading } from './compose.ts'
import type { Plan, PlannedSheet } from './plan.ts'
import type { ImportProgress, Log } from './report.ts'
import { type CellComplaint, type ReadRow, type RowReader, rowReader } from './rowReader.ts'
import type { SourceRow } from './sheet.ts'
import { openSides, type SideRow, type Sides } from './sides.ts'

export type SheetRun = {
  readonly planned: PlannedSheet
  readonly reader: RowReader
  readonly badRows: BadRows
  rows: number
  bad: number
}

export type RowsImport = {
  readonly plan: Plan
  readonly kind: string
  readonly vocabulary: Vocabulary
  readonly runs: readonly SheetRun[]
  readonly log: Log
  readonly add: (subject: Subject) => Promise<readonly CellProblem[]>
  readonly scratch: string
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined
}

export function sheetRun(
  planned: PlannedSheet,
  kind: string,
  vocabulary: Vocabulary,
  badRows: BadRows,
): SheetRun {
  const reader = rowReader(planned.mapping, planned.positions, planned.headers.length, vocabulary, kind)
  return { planned, reader, badRows, rows: 0, bad: 0 }
}

/** Reads everything; rejects when `signal` is aborted. */
export async function importRows(job: RowsImport): Promise<void> {
  const own = job.runs.filter((each) => each.planned.mapping.table.kind === 'subject')
  const others = job.runs.filter((each) => !own.includes(each))
  const report = progressReporter(job)
  const sides = others.length > 0 ? await openSides(job.scratch) : undefined
  try {
    for (const run of others) {
      for await (const batch of batches(run, job, report)) {
        for (const row of batch) await setAside(job, sides, run, row)
      }
    }
    const seen: Seen = new Map()
    for (const run of own) {
      for await (const batch of batches(run, job, report)) await importBatch(job, run, batch, sides, seen)
    }
    if (sides) for await (const orphan of sides.orphans()) await refuseOrphan(job, orphan)
  } finally {
    sides?.close()
  }
}

type Reporter = (run: SheetRun, bytes: number) => void

function progressReporter({ runs, onProgress }: RowsImport): Reporter {
  const read = new Map<string, number>()
  const files = new Map(runs.map(({ planned }) => [planned.sheet.file, planned.sheet.bytes]))
  const totalBytes = [...files.values()].reduce((a, b) => a + b, 0)
  return (run, bytes) => {
    read.set(run.planned.sheet.file, bytes)
    const sum = (take: (each: SheetRun) => number): number => runs.reduce((all, each) => all + take(each), 0)
    const own = runs.filter((each) => each.planned.mapping.table.kind === 'subject')
    onProgress?.({
      rows: sum((each) => each.rows),
      bytes: [...read.values()].reduce((a, b) => a + b, 0),
      totalBytes,
      subjects: own.reduce((all, each) => all + each.rows - each.bad, 0),
      bad: sum((each) => each.bad),
    })
  }
}

/** The filled rows below the header. */
async function* batches(
  run: SheetRun,
  job: RowsImport,
  report: Reporter,
): AsyncIterable<readonly SourceRow[]> {
  let bytes = 0
  const all = run.planned.sheet.rows((read) => {
    bytes = read
  })
  for await (const batch of all) {
    job.signal?.throwIfAborted()
    const rows = batch.filter(
      (each) => each.number > run.planned.headerRow && each.cells.some((cell) => cell !== null),
    )
    if (rows.length > 0) yield rows
    run.rows += rows.length
    report(run, bytes)
  }
  report(run, run.planned.sheet.bytes)
}

async function refuse(
  job: RowsImport,
  run: SheetRun,
  row: SourceRow,
  complaints: readonly CellComplaint[],
): Promise<void> {
  run.bad++
  const reason = job.log.complain(run.planned.sheet.title, row.number, complaints)
  await run.badRows.add(row, reason)
}

async function setAside(
  job: RowsImport,
  sides: Sides | undefined,
  run: SheetRun,
  row: SourceRow,
): Promise<void> {
  const [key] = run.reader.keysOf(row)
  if (key !== undefined) await sides?.put(job.runs.indexOf(run), key, row)
  else await refuse(job, run, row, [{ message: '没有写统一社会信用代码或编号，找不到所属主体' }])
}

async function refuseOrphan(job: RowsImport, { key, row, sheet }: SideRow): Promise<void> {
  const run = job.runs[sheet]
  const shown = key.slice(key.indexOf(':') + 1)
  if (run) await refuse(job, run, row, [{ message: `所属主体“${shown}”不在名单里，或没有导入` }])
}

async function importBatch(
  job: RowsImport,
  run: SheetRun,
  batch: readonly SourceRow[],
  sides: Sides | undefined,
  seen: Seen,
): Promise<void> {
  const read = batch.map((row) => ({ row, said: run.reader.read(row) }))
  const found = sides ? await sides.rowsOf(read.flatMap((each) => each.said.keys)) : undefined
  for (const { row, said } of read) {
    const complaints = [...said.complaints, ...duplicates(job, said, seen)]
    if (complaints.length > 0) {
      await refuse(job, run, row, complaints)
      continue
    }
    const rows = said.keys.flatMap((key) => found?.get(key) ?? [])
    const problems = await addSubject(job, said, rows)
    if (problems.length > 0) {
      await refuse(
        job,
        run,
        row,
        problems.map((each) => complaintOf(run, each)),
      )
      continue
    }
    for (const key of said.keys) seen.set(key, row.number * job.runs.length + job.runs.indexOf(run))
    for (const each of said.notices) job.log.notice(each)
    await sides?.accept(said.keys)
  }
}

/** Key → row × sheets + sheet, in one number: there may be millions. */
type Seen = Map<string, number>

function duplicates({ runs }: RowsImport, { keys }: ReadRow, seen: Seen): CellComplaint[] {
  return keys.flatMap((key) => {
    const place = seen.get(key)
    if (place === undefined) return []
    const first = `${runs[place % runs.length]?.planned.sheet.title} 第${Math.floor(place / runs.length)}行`
    const what = key.startsWith('code:') ? '统一社会信用代码' : '编号'
    return [{ message: `${what} ${key.slice(key.indexOf(':') + 1)} 与 ${first} 重复，已保留先出现的一行` }]
  })
}

function complaintOf(run: SheetRun, { path, message }: CellProblem): CellComplaint {
  const header = run.reader.headerOf(path)
  return header === undefined ? { message } : { header, message }
}

async function addSubject(
  job: RowsImport,
  said: ReadRow,
  rows: readonly SideRow[],
): Promise<readonly CellProblem[]> {
  const readings = rows.flatMap((side): SideReading[] => {
    const run = job.runs[side.sheet]
    return run ? [{ side, mapping: run.planned.mapping, read: checkedRead(job, run, side.row) }] : []
  })
  const none = job.plan.sheets.flatMap(({ mapping: { table } }) =>
    table.kind === 'collection' && table.unlisted === 'none' ? [table.collection] : [],
  )
  const { subject, refused } = compose(job.kind, said.facts, readings, none)
  const problems = await job.add(subject)
  if (problems.length > 0) return problems
  for (const { side, complaints } of refused) {
    const run = job.runs[side.sheet]
    if (run) await refuse(job, run, side.row, complaints)
  }
  return []
}

/** Read, and held against the columns at once, so that a figure too fine is refused with its own row. */
function checkedRead(job: RowsImport, run: SheetRun, row: SourceRow): ReadRow {
  const read = run.reader.read(row)
  const { table } = run.planned.mapping
  const collections =
    table.kind === 'collection' ? [[table.collection, [read.element ?? new Map()]] as const] : []
  const alone: Subject = { kind: job.kind, facts: read.facts, collections: new Map(collections) }
  const { problems } = rowsOf(alone, tablesFor(job, run))
  const unplaced = problems.map(({ path, message }) =>
    complaintOf(run, { path: path.replace(/\.\d{4}$/, ''), message }),
  )
  return { ...read, complaints: [...read.complaints, ...unplaced] }
}

const tablesOfRuns = new WeakMap<SheetRun, readonly Table[]>()

function tablesFor({ vocabulary, kind }: RowsImport, run: SheetRun): readonly Table[] {
  const known = tablesOfRuns.get(run)
  if (known) return known
  const { table } = run.planned.mapping
  const tables = tablesOf(vocabulary, kind).filter((each) =>
    table.kind === 'collection' ? each.collection === table.collection : each.kind === table.kind,
  )
  tablesOfRuns.set(run, tables)
  return tables
}
