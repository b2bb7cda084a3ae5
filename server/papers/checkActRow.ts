// One row of an uploaded table of acts → what it would do, and everything that is wrong with it by its cell. Nothing is
// changed.
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Program } from '#lang'
import type { FilledRow } from '#population'
import { type PathAct, stepOf } from '../approval/path.ts'
import type { ActInput } from '../cases/acting.ts'
import { considerAct } from '../cases/actOn.ts'
import { type Effects, NotPossible } from '../cases/effects.ts'
import { type LoadedCase, loadCase } from '../cases/loadCase.ts'
import { reasonSchema } from '../cases/reasons.ts'
import type { CaseRefusal } from '../cases/refusals.ts'
import { staleness } from '../cases/staleness.ts'
import { subject, supportCase } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { type ActColumn, isOfficers, STANCES } from './actTable.ts'
import { actValue, type CellProblem, type FilledActs, readingValue } from './filledActs.ts'
import { payloadOfRow, superfluous } from './payloadOfRow.ts'
import { reasonOfRow } from './reasonOfRow.ts'
import type { RowOfActs } from './rowOfActs.ts'

const stanceSchema = z.enum(['agree', 'disagree', 'no_comment'])

/** One row as it will be done. */
export const actRowSchema = z.object({
  ...{ line: z.int(), caseId: z.int(), number: z.string(), version: z.int(), opinion: z.string() },
  what: z.discriminatedUnion('kind', [
    z.object({
      ...{ kind: z.literal('act'), act: z.string(), reason: reasonSchema.optional() },
      payload: z.record(z.string(), z.unknown()).optional(),
    }),
    z.object({ kind: z.literal('opinion'), department: z.string(), stance: stanceSchema }),
  ]),
})
export type ActRow = z.infer<typeof actRowSchema>

export type CheckedRow = {
  readonly line: number
  readonly number: string
  readonly subject: string
  readonly act: string
  /** What is decided and reserved with it, in words. */
  readonly money: readonly string[]
  readonly problems: readonly CellProblem[]
}

export type Officer = { readonly person: number; readonly now: Date; readonly effects: Effects }

export type Checking = {
  readonly tx: Transaction
  readonly officer: Officer
  readonly program: Program
  readonly table: FilledActs
  /** Numbers of cases in the rows before. */
  readonly seen: Set<string>
  /** 分 that the rows before take, by envelope. */
  readonly taken: Map<number, number>
}

export type Checked = { readonly row: CheckedRow; readonly ready: ActRow | undefined }

/** What becomes of a row where nothing is wrong with it. */
type Ready = { readonly what: ActRow['what']; readonly money: readonly string[] }

type Cells = Pick<RowOfActs, 'value' | 'followed' | 'unchosen' | 'wrong' | 'wrongReading'> & {
  /** What was told of them so far. */
  readonly problems: readonly CellProblem[]
}

/** Everything that is wrong with one row, or how it will be done. */
export async function checkActRow(checking: Checking, filled: FilledRow): Promise<Checked> {
  const { number: line } = filled
  const cells = cellsOf(checking.table, filled)
  const { problems } = cells
  const [number, version] = [cells.value('number'), versionOf(cells)]
  const found = await findCase(checking.tx, number)
  if (!found) cells.wrong('number', `没有办件「${number}」，或者它不由您办理，请核对编号`)
  if (found && checking.seen.has(number))
    cells.wrong('number', `办件「${number}」在前面的行里已经有了，一件只能写一行`)
  checking.seen.add(number)
  const opinion = cells.value('opinion')
  if (opinion.length > 2000) cells.wrong('opinion', `意见最长 2000 个字，这里有 ${opinion.length} 个，请精简`)

  const ready =
    found && version !== undefined ? await readyOf(checking, cells, found.loaded, line, version) : undefined
  const { what, money = [] } = ready ?? {}
  const about = { line, number, subject: found?.subject ?? '', act: cells.value('act') }
  const fit = found && version !== undefined && what && problems.length === 0
  return {
    row: { ...about, money, problems },
    ready: fit ? { line, caseId: found.loaded.row.id, number, version, opinion, what } : undefined,
  }
}

function cellsOf(table: FilledActs, filled: FilledRow): Cells {
  const problems: CellProblem[] = []
  const isOwn = (row: FilledRow): boolean => readingValue(row, 'number') === actValue(filled, 'number')
  return {
    problems,
    value: (column) => actValue(filled, column),
    ...{ followed: table.followed.filter(isOwn), unchosen: table.unchosen.filter(isOwn) },
    wrong: (column, message) => {
      problems.push(table.actProblem(filled.number, column, message))
    },
    wrongReading: (line, column, message) => {
      problems.push(table.readingProblem(line, column, message))
    },
  }
}

function versionOf({ value, wrong }: Cells): number | undefined {
  const version = Number(value('version'))
  if (value('version') !== '' && Number.isInteger(version) && version >= 0) return version
  wrong('version', `「${value('version')}」不是操作次数，请用下载的模板，不要改这一栏`)
  return undefined
}

/** undefined where the row says nothing that could be done. */
async function readyOf(
  checking: Checking,
  cells: Cells,
  loaded: LoadedCase,
  line: number,
  version: number,
): Promise<Ready | undefined> {
  const name = cells.value('act')
  const stance = Object.entries(STANCES).find(([words]) => words === name)?.[1]
  if (stance !== undefined) return opinionOf(checking, cells, loaded, version, stance)
  const { acts, name: step } = stepOf(loaded.path, loaded.row.step)
  const act = acts.find((each) => each.name === name && isOfficers(each))
  if (act?.does.includes('use_correction'))
    cells.wrong('act', '一次性告知补正要逐项列缺什么、怎样补，请进入该件办理')
  else if (act) return actOf(checking, cells, loaded, act, { key: `check ${line}`, version })
  else {
    const stale = await staleness(checking.tx, loaded, { key: '', version })
    for (const each of stale) cells.wrong('version', each.text)
    const names = acts.filter(isOfficers).map((each) => `「${each.name}」`)
    const instead = names.length > 0 ? `可以写${names.join('、')}` : '这一步不由部门办理，请清空这一格'
    if (stale.length === 0) cells.wrong('act', `环节「${step}」里没有操作「${name}」，${instead}`)
  }
  return undefined
}

async function opinionOf(
  { tx, officer }: Checking,
  cells: Cells,
  loaded: LoadedCase,
  version: number,
  stance: z.infer<typeof stanceSchema>,
): Promise<Ready> {
  for (const each of await staleness(tx, loaded, { key: '', version })) cells.wrong('version', each.text)
  const department = await ownPart(tx, officer.person, loaded)
  if (department === undefined) cells.wrong('act', '您的部门不在须出具意见的部门之列，请改写操作或清空这一行')
  superfluous({ ...cells, act: cells.value('act'), does: [] })
  if (stance === 'disagree' && cells.value('opinion') === '')
    cells.wrong('opinion', '不同意的要写明意见，请补齐')
  return { what: { kind: 'opinion', department: department ?? '', stance }, money: [] }
}

async function actOf(
  checking: Checking,
  cells: Cells,
  loaded: LoadedCase,
  act: PathAct,
  request: Pick<ActInput, 'key' | 'version'>,
): Promise<Ready> {
  const row = { ...cells, tx: checking.tx, program: checking.program, case: loaded.row, act }
  const reason = reasonOfRow(row)
  const { payload, attempt } = await payloadOfRow(row)
  const said = { ...(reason && { reason }), ...(payload && { payload }) }
  const input = { ...request, opinion: cells.value('opinion'), ...said }
  for (const each of await against(checking, loaded, act.id, input)) cells.wrong(columnOf(each), each.text)
  // What cannot be done at all, or cannot be read, is not tried.
  const money = cells.problems.length === 0 ? await attempt(checking.taken) : []
  return { what: { kind: 'act', act: act.id, ...said }, money }
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
