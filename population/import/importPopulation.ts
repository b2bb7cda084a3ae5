// Files of a district → a population, with every row that could not be read set aside and said why.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join } from 'node:path'
import { type Subject, tablesOf, type Vocabulary } from '#lang'
import { PopulationError } from '../problem.ts'
import { rowsOf } from '../rows.ts'
import { createPopulation } from '../store.ts'
import type { SubjectWriter } from '../subjectWriter.ts'
import { createBadRows } from './badRows.ts'
import { type Mapping, rememberMapping } from './mappingFile.ts'
import { type Plan, planImport } from './plan.ts'
import { createLog, type ImportProgress, type ImportReport, type Log } from './report.ts'
import { importRows, type RowsImport, type SheetRun, sheetRun } from './rowsImport.ts'

export type ImportOptions = {
  readonly data: string
  readonly files: readonly string[]
  readonly id: string
  readonly title: string
  readonly kind: string
  readonly vocabulary: Vocabulary
  readonly mapping?: Mapping | undefined
  /** When the files were planned already, to show the mapping first. */
  readonly plan?: Plan | undefined
  /** Instead of <source>-未导入.csv beside the source; only for a single sheet. */
  readonly badFile?: string | undefined
  /** Reads and checks everything and writes nothing but `badFile`. */
  readonly dryRun?: boolean
  readonly replace?: boolean
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined
  readonly now?: Date
}

/**
 * Imports the files as one population. Rows that cannot be read go to files beside the sources; when no row can be
 * read, or `signal` is aborted, there is no population.
 */
export async function importPopulation(options: ImportOptions): Promise<ImportReport> {
  const plan = options.plan ?? (await planImport(options))
  const runs = plan.sheets.map((planned) => {
    const badRows = createBadRows(badPath(options, plan, planned.sheet), planned.headers)
    return sheetRun(planned, options.kind, options.vocabulary, badRows)
  })
  const log = createLog()
  try {
    const population = options.dryRun
      ? await tryOut(options, plan, runs, log)
      : await write(options, plan, runs, log)
    const badFiles = await finishBadRows(runs)
    if (population) await rememberMapping(options.data, plan.mapping)
    return {
      ...(population ? { population } : {}),
      subjects: subjectsOf(runs),
      sheets: runs.map((each) => ({
        sheet: each.planned.sheet.title,
        table: tableName(each),
        ...{ rows: each.rows, bad: each.bad },
      })),
      ...{ problems: log.problems, problemCount: log.count(), notices: log.notices() },
      ...{ badFiles, open: plan.open },
    }
  } catch (error) {
    throw await afterFailure(error, runs, log)
  }
}

type Written = NonNullable<ImportReport['population']>

async function write(
  options: ImportOptions,
  plan: Plan,
  runs: readonly SheetRun[],
  log: Log,
): Promise<Written> {
  const { id, title, kind } = options
  const source = options.files.map((each) => basename(each)).join('、')
  const fill = async (writer: SubjectWriter): Promise<void> => {
    await importRows(jobOf(options, plan, runs, log, writer.add, writer.scratch))
    options.signal?.throwIfAborted()
  }
  const { summary } = await createPopulation(
    options.data,
    { id, title, kind, source, synthetic: false },
    options.vocabulary,
    fill,
    { replace: options.replace ?? false, ...(options.now ? { now: options.now } : {}) },
  )
  return summary
}

async function tryOut(
  options: ImportOptions,
  plan: Plan,
  runs: readonly SheetRun[],
  log: Log,
): Promise<undefined> {
  const scratch = await mkdtemp(join(tmpdir(), 'duixian-'))
  const tables = tablesOf(options.vocabulary, options.kind)
  try {
    const add = async (subject: Subject): Promise<ReturnType<typeof rowsOf>['problems']> =>
      rowsOf(subject, tables).problems
    await importRows(jobOf(options, plan, runs, log, add, scratch))
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function jobOf(
  { kind, vocabulary, signal, onProgress }: ImportOptions,
  plan: Plan,
  runs: readonly SheetRun[],
  log: Log,
  add: RowsImport['add'],
  scratch: string,
): RowsImport {
  const notices = plan.sheets.flatMap(({ mapping }) =>
    mapping.columns.flatMap(({ header, target }) => {
      if (!target) return [`“${header}”没有对应字典里的事实，没有读`]
      const name = target?.kind === 'fact' ? target.fact : target?.kind === 'field' ? target.field : undefined
      const money = name !== undefined && isMoney(name, vocabulary) && !('unit' in (target ?? {}))
      return money ? [`“${header}”没有写单位，按元读`] : []
    }),
  )
  for (const each of plan.skipped) log.notice(`“${each}”没有认得的表头，没有读`)
  for (const each of notices) log.notice(each)
  return { plan, kind, vocabulary, runs, log, add, scratch, signal, onProgress }
}

function isMoney(name: string, vocabulary: Vocabulary): boolean {
  const all = [...vocabulary.facts, ...vocabulary.collections.flatMap((each) => each.fields)]
  const type = all.find((each) => each.name === name)?.type
  return type !== undefined && 'dimension' in type && type.dimension === '元'
}

/** No row at all could be read: the bad rows are what helps, so they stay. Any other failure leaves nothing. */
async function afterFailure(error: unknown, runs: readonly SheetRun[], log: Log): Promise<unknown> {
  const empty = error instanceof PopulationError && error.problem === 'empty'
  if (!empty) {
    for (const each of runs) await each.badRows.discard()
    return error
  }
  const files = await finishBadRows(runs)
  const first = log.problems[0]
  const why = first ? `，第一处是：${first.sheet} ${first.message}` : '，表头下面没有内容'
  const where = files.length > 0 ? `；全部原因见 ${files.join('、')}` : ''
  return new PopulationError('empty', `没有一行可以导入，数据集没有建立${why}${where}`)
}

async function finishBadRows(runs: readonly SheetRun[]): Promise<string[]> {
  const files: string[] = []
  for (const each of runs) {
    const file = await each.badRows.finish()
    if (file !== undefined) files.push(file)
  }
  return files
}

function badPath(
  { badFile, dryRun }: ImportOptions,
  plan: Plan,
  { file, name }: Plan['sheets'][number]['sheet'],
): string | undefined {
  if (badFile !== undefined && plan.sheets.length > 1) {
    throw new PopulationError('file', '几张表一起导入时不能只指定一个未导入文件，不指定则各写在源文件旁边')
  }
  if (badFile !== undefined || dryRun) return badFile
  const several = plan.sheets.filter((each) => each.sheet.file === file).length > 1
  const base = basename(file, extname(file))
  const sheet = several ? `-${name.replace(/[\\/:*?"<>|]/g, '_')}` : ''
  return join(dirname(file), `${base}${sheet}-未导入.csv`)
}

function subjectsOf(runs: readonly SheetRun[]): number {
  const own = runs.filter((each) => each.planned.mapping.table.kind === 'subject')
  return own.reduce((all, each) => all + each.rows - each.bad, 0)
}

function tableName({ planned }: SheetRun): string {
  const { table } = planned.mapping
  return table.kind === 'subject' ? '主体' : table.kind === 'yearly' ? '逐年' : table.collection
}
