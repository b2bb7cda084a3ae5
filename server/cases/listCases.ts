// A filter → cases that the person may see: the workbench of an officer, or the cases of an applicant. The one that is

// due first stands first, so the overdue ones lead.
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { dayInChina } from '../clock/dayInChina.ts'
import { workingDaysBetween } from '../clock/workingDays.ts'
import type { Database } from '../db/openDatabase.ts'
import { decision, decisionUndone, subject } from '../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../db/transact.ts'
import {
  type CaseFilter,
  casesFor,
  countFor,
  MOST_COUNTED,
  type Place,
  type Question,
  questionOf,
} from './askForCases.ts'
import type { CaseRow } from './loadCase.ts'
import { loadPath } from './loadPath.ts'

export type CaseLine = {
  readonly row: CaseRow
  readonly subject: string
  readonly creditCode: string | null
  readonly step: string
  /** What has been decided and stands, in 分. */
  readonly fen: number | null
  /** Working days; 0 where it is not late. */
  readonly late: number
  /** Working days up to the due day; null where there is none, 0 on that day and after it. */
  readonly left: number | null
  /** Working days on this desk. */
  readonly age: number
}

export type CasePage = {
  readonly lines: readonly CaseLine[]
  /** Of the whole filtered set, up to MOST_COUNTED. */
  readonly total: number
  /** There are more than `total`. */
  readonly more: boolean
  readonly next?: Place
}

type Paging = { readonly after?: Place; readonly size?: number }

/** `now` of the occasion decides what is late. */
export async function listCases(
  database: Database,
  occasion: Occasion,
  filter: CaseFilter,
  { after, size = 50 }: Paging = {},
): Promise<CasePage> {
  return transact(database, occasion, async (tx) => {
    const question = await questionOf(tx, filter)
    const counted = await countFor(tx, question)
    const { lines, next } = await pageOf(tx, occasion, question, { size, ...(after && { after }) })
    const total = Math.min(counted, MOST_COUNTED)
    return { lines, total, more: counted > total, ...(next && { next }) }
  })
}

/** The whole filtered set, page by page: for exports and for acts on all of it. */
export async function* allCases(
  database: Database,
  occasion: Occasion,
  filter: CaseFilter,
): AsyncGenerator<CaseLine> {
  const size = 500
  let after: Place | undefined
  do {
    const paging = { size, ...(after && { after }) }
    const page = await transact(database, occasion, async (tx) =>
      pageOf(tx, occasion, await questionOf(tx, filter), paging),
    )
    yield* page.lines
    after = page.next
  } while (after)
}

async function pageOf(
  tx: Transaction,
  { now }: Occasion,
  question: Question,
  { after, size }: { readonly after?: Place; readonly size: number },
): Promise<{ readonly lines: readonly CaseLine[]; readonly next: Place | undefined }> {
  const found = await casesFor(tx, question, { most: size + 1, ...(after && { after }) })
  const lines = await linesOf(tx, found.slice(0, size), dayInChina(now))
  const last = found.length > size ? lines.at(-1)?.row : undefined
  return { lines, next: last && { dueOn: last.dueOn, id: last.id } }
}

async function linesOf(tx: Transaction, found: readonly CaseRow[], today: string): Promise<CaseLine[]> {
  const subjects = await namesOf(tx, found)
  const awards = await awardsOf(tx, found)
  const steps = new Map<string, string>()
  for (const row of found) {
    if (steps.has(stepKey(row))) continue
    const path = await loadPath(tx, row.pathId, row.pathVersion)
    for (const step of path.steps) steps.set(stepKey({ ...row, step: step.id }), step.name)
  }
  return found.map((row) => ({
    ...{ row, subject: subjects.get(row.subjectId)?.name ?? '', step: steps.get(stepKey(row)) ?? row.step },
    ...{ creditCode: subjects.get(row.subjectId)?.creditCode ?? null, fen: awards.get(row.id) ?? null },
    late: row.dueOn === null ? 0 : workingDaysBetween(row.dueOn, today),
    left: row.dueOn === null ? null : workingDaysBetween(today, row.dueOn),
    age: workingDaysBetween(dayInChina(row.deskSince), today),
  }))
}

type Named = { readonly name: string; readonly creditCode: string | null }

async function namesOf(tx: Transaction, rows: readonly CaseRow[]): Promise<ReadonlyMap<number, Named>> {
  if (rows.length === 0) return new Map()
  const ids = [...new Set(rows.map((each) => each.subjectId))]
  const { id, name, creditCode } = subject
  const named = await tx.select({ id, name, creditCode }).from(subject).where(inArray(subject.id, ids))
  return new Map(named.map((each) => [each.id, each]))
}

async function awardsOf(tx: Transaction, rows: readonly CaseRow[]): Promise<ReadonlyMap<number, number>> {
  if (rows.length === 0) return new Map()
  const { caseId, awardFen } = decision
  const ids = rows.map((each) => each.id)
  const decided = await tx
    .select({ caseId, awardFen })
    .from(decision)
    .leftJoin(decisionUndone, eq(decisionUndone.decisionId, decision.id))
    .where(and(inArray(caseId, ids), isNull(decisionUndone.decisionId)))
  return new Map(decided.map((each) => [each.caseId, Number(each.awardFen)]))
}

function stepKey({ pathId, pathVersion, step }: Pick<CaseRow, 'pathId' | 'pathVersion' | 'step'>): string {
  return `${pathId} ${pathVersion} ${step}`
}
