// An uploaded table of acts → every row with what is wrong, named by its cell; kept to be confirmed where nothing is.
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Program } from '#lang'
import { type FilledRow, type FilledTable, PopulationError, readFilledTable } from '#population'
import { type PathAct, stepOf } from '../approval/path.ts'
import { sha256 } from '../audit/canonical.ts'
import { record } from '../audit/record.ts'
import type { ActInput } from '../cases/acting.ts'
import { considerAct } from '../cases/actOn.ts'
import { type Effects, NotPossible } from '../cases/effects.ts'
import { type LoadedCase, loadCase } from '../cases/loadCase.ts'
import { CaseError } from '../cases/problem.ts'
import { type CaseReason, REASON_CODES, reasonSchema } from '../cases/reasons.ts'
import type { CaseRefusal } from '../cases/refusals.ts'
import { staleness } from '../cases/staleness.ts'
import type { Database } from '../db/openDatabase.ts'
import { actImport, subject, supportCase } from '../db/tables.ts'
import { type Transaction, transact } from '../db/transact.ts'
import { ACT_SHEET, type ActColumn, COLUMNS, isOfficers, MOST_ROWS, STANCES } from './actTable.ts'

const stanceSchema = z.enum(['agree', 'disagree', 'no_comment'])

/** One row as it will be done. */
export const actRowSchema = z.object({
  ...{ line: z.int(), caseId: z.int(), number: z.string(), version: z.int(), opinion: z.string() },
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('act'), act: z.string(), reason: reasonSchema.optional() }),
    z.object({ kind: z.literal('opinion'), department: z.string(), stance: stanceSchema }),
  ]),
})
export type ActRow = z.infer<typeof actRowSchema>

type CellProblem = { readonly cell: string; readonly message: string }

type CheckedRow = {
  readonly line: number
  readonly number: string
  readonly subject: string
  readonly act: string
  readonly problems: readonly CellProblem[]
}

export type CheckedTable = {
  /** What is confirmed; absent where anything is wrong. */
  readonly id?: number
  readonly rows: readonly CheckedRow[]
  /** Rows without an act, which are left as they are. */
  readonly skipped: number
  /** Cells that are no plain values. */
  readonly problems: readonly CellProblem[]
}

type Officer = { readonly person: number; readonly now: Date; readonly effects: Effects }
type File = { readonly path: string; readonly name: string; readonly bytes: Buffer }

/** Throws CaseError `wrong_table` where the file is no such table. Nothing of the cases is changed. */
export async function checkActTable(
  database: Database,
  officer: Officer,
  program: Program,
  { path, name, bytes }: File,
): Promise<CheckedTable> {
  const table = await readTable(path, bytes.length)
  const filled = table.rows.filter(({ values }) => values.get(COLUMNS.act) !== '')
  if (filled.length === 0)
    throw new CaseError('wrong_table', `「${COLUMNS.act}」一栏都是空的，请至少填写一行再上传`)
  const actor = { kind: 'person' as const, person: officer.person }
  return transact(database, { actor, now: officer.now }, async (tx) => {
    const seen = new Set<string>()
    const checked: { readonly row: CheckedRow; readonly ready: ActRow | undefined }[] = []
    for (const row of filled) checked.push(await checkRow({ tx, officer, program, table, seen }, row))
    const rows = checked.map((each) => each.row)
    const skipped = table.rows.length - filled.length
    const fit = table.troubles.length === 0 && rows.every((each) => each.problems.length === 0)
    const found = { rows, skipped, problems: table.troubles }
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

async function readTable(path: string, size: number): Promise<FilledTable> {
  try {
    const titles = Object.values(COLUMNS)
    return await readFilledTable(path, size, { sheet: ACT_SHEET, titles, mostRows: MOST_ROWS })
  } catch (error) {
    if (error instanceof PopulationError) throw new CaseError('wrong_table', error.message, { cause: error })
    throw error
  }
}

type Checking = {
  readonly tx: Transaction
  readonly officer: Officer
  readonly program: Program
  readonly table: FilledTable
  /** Numbers of cases in the rows before. */
  readonly seen: Set<string>
}

type Checked = { readonly row: CheckedRow; readonly ready: ActRow | undefined }

async function checkRow(checking: Checking, { number: line, values }: FilledRow): Promise<Checked> {
  const { tx, table, seen } = checking
  const value = (column: ActColumn): string => values.get(COLUMNS[column]) ?? ''
  const problems: CellProblem[] = []
  const wrong = (column: ActColumn, message: string): void => {
    problems.push({ cell: table.cellOf(COLUMNS[column], line), message })
  }
  const about = { line, number: value('number'), act: value('act') }
  const found = await findCase(tx, value('number'))
  const done = (ready?: ActRow): Checked => ({
    row: { ...about, subject: found?.subject ?? '', problems },
    ready: problems.length === 0 ? ready : undefined,
  })

  if (!found) {
    wrong('number', `没有办件「${about.number}」，或者它不由您办理，请核对编号`)
    return done()
  }
  if (seen.has(about.number)) wrong('number', `办件「${about.number}」在前面的行里已经有了，一件只能写一行`)
  seen.add(about.number)
  const { loaded } = found
  const version = Number(value('version'))
  if (value('version') === '' || !Number.isInteger(version) || version < 0) {
    wrong('version', `「${value('version')}」不是操作次数，请用下载的模板，不要改这一栏`)
    return done()
  }
  const told = value('opinion')
  if (told.length > 2000) wrong('opinion', `意见最长 2000 个字，这里有 ${told.length} 个，请精简`)
  const row = { line, caseId: loaded.row.id, number: about.number, version, opinion: told }
  const stance = Object.entries(STANCES).find(([words]) => words === about.act)?.[1]
  if (stance !== undefined) {
    const stale = await staleness(tx, loaded, { key: '', version })
    for (const each of stale) wrong('version', each.text)
    const department = await ownPart(tx, checking.officer.person, loaded)
    if (department === undefined) wrong('act', '您的部门不在须出具意见的部门之列，请改写操作或清空这一行')
    if (stance === 'disagree' && told === '') wrong('opinion', '不同意的要写明意见，请补齐')
    return done({ ...row, what: { kind: 'opinion', department: department ?? '', stance } })
  }

  const step = stepOf(loaded.path, loaded.row.step)
  const act = step.acts.find((each) => each.name === about.act && isOfficers(each))
  if (!act) {
    const stale = await staleness(tx, loaded, { key: '', version })
    const names = step.acts.filter(isOfficers).map((each) => `「${each.name}」`)
    const instead = names.length > 0 ? `可以写${names.join('、')}` : '这一步不由部门办理，请清空这一格'
    for (const each of stale) wrong('version', each.text)
    if (stale.length === 0) wrong('act', `环节「${step.name}」里没有操作「${about.act}」，${instead}`)
    return done()
  }
  const reason = reasonOf(checking.program, loaded, act, value, wrong)
  if (act.does.includes('use_correction')) {
    wrong('act', '一次性告知补正要逐项列缺什么、怎样补，请进入该件办理')
    return done()
  }
  const input: ActInput = { key: `check ${line}`, version, opinion: told, ...(reason && { reason }) }
  for (const each of await against(checking, loaded, act.id, input)) wrong(columnOf(each), each.text)
  return done({
    ...row,
    what: { kind: 'act', act: act.id, ...(act.reason && reason ? { reason } : {}) },
  })
}

async function findCase(
  tx: Transaction,
  number: string,
): Promise<{ readonly loaded: LoadedCase; readonly subject: string } | undefined> {
  const [row] = await tx
    .select({ id: supportCase.id, subject: subject.name })
    .from(supportCase)
    .innerJoin(subject, eq(subject.id, supportCase.subjectId))
    .where(eq(supportCase.number, number))
  const loaded = row && (await loadCase(tx, row.id))
  return loaded && { loaded, subject: row.subject }
}

/** The department that takes part and in which this person may speak. */
async function ownPart(tx: Transaction, person: number, { row }: LoadedCase): Promise<string | undefined> {
  const { rows } = await tx.execute<{ department: string }>(
    sql`SELECT DISTINCT department_id AS department FROM duty WHERE person_id = ${person}
      AND has_duty_in(ARRAY['handler', 'reviewer', 'approver', 'leader'], ARRAY[department_id])`,
  )
  return rows.map((each) => each.department).find((each) => row.takingPart.includes(each))
}

async function against(
  { tx, officer }: Checking,
  loaded: LoadedCase,
  act: string,
  input: ActInput,
): Promise<readonly CaseRefusal[]> {
  const acting = { who: { kind: 'person' as const, person: officer.person }, ...officer }
  try {
    const considered = await considerAct(tx, acting, loaded, act, input)
    return considered.kind === 'refused' ? considered.why : []
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error
    return [{ kind: 'not_possible', text: error.message }]
  }
}

function columnOf({ kind }: CaseRefusal): ActColumn {
  if (kind === 'stale') return 'version'
  return kind === 'no_reason' || kind === 'no_clause' ? 'reasonKind' : 'act'
}

/** What the row says of its reason, each cell checked; absent where nothing is said or the act needs none. */
function reasonOf(
  program: Program,
  { row }: LoadedCase,
  act: PathAct,
  value: (column: ActColumn) => string,
  wrong: (column: ActColumn, message: string) => void,
): CaseReason | undefined {
  const said = [value('reasonKind'), value('reason'), value('article'), value('quote')]
  if (!act.reason || said.every((each) => each === '')) return undefined
  const [kind = '', text = '', heading = '', quote = ''] = said
  const code = Object.entries(REASON_CODES).find(([each, name]) => name === kind && each !== 'lapsed')?.[0]
  if (code === undefined) wrong('reasonKind', `没有理由类别「${kind}」，请按「填写说明」里的写`)
  if (text === '') wrong('reason', '请写明理由')
  if (text.length > 2000) wrong('reason', '理由最长 2000 个字，请精简')
  const policy = program.policies.find(({ document }) => document.id === row.policy)
  const article = policy?.articles.find((each) => each.heading === heading || each.id === heading)
  if (policy && !article) wrong('article', `文件里没有条款「${heading}」，请照政策库里条的标题写`)
  if (quote === '') wrong('quote', '请照抄条款原文')
  else if (article && !article.text.replace(/\s/g, '').includes(quote.replace(/\s/g, '')))
    wrong('quote', `「${article.heading}」里没有这句原文，请照抄`)
  return {
    ...{ code: code ?? 'other', text: text || '—' },
    clause: { policy: row.policy, article: article?.id ?? (heading || '—'), quote: quote || '—' },
  }
}
