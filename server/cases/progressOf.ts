// A case → its way like that of a parcel, for the applicant: what was done when and where, where it is since when and
// until when, and what usually follows. No names and no internal opinions.
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Path, stepOf } from '../approval/path.ts'
import { CASE_STATES } from '../approval/states.ts'
import type { Database } from '../db/openDatabase.ts'
import { type Occasion, type Transaction, transact } from '../db/transact.ts'
import { openPublicity } from './circumstances.ts'
import { type LoadedCase, loadCase } from './loadCase.ts'
import { CaseError } from './problem.ts'
import { REASON_CODES } from './reasons.ts'
import { PARTY_NAMES } from './refusals.ts'

type Passed = {
  readonly step: string
  readonly act: string
  readonly by: string
  readonly at: Date
  /** Why, where the act had to say it, with the clause. */
  readonly reason?: { readonly code: string; readonly text: string; readonly clause: unknown }
}

export type Progress = {
  readonly number: string
  readonly state: string
  readonly passed: readonly Passed[]
  readonly here: {
    readonly step: string
    readonly at: string
    readonly since: Date
    readonly dueOn: string | null
    /** False: counted without holidays, which were not announced yet. */
    readonly holidaysKnown: boolean
  }
  /** The steps up to the money, if nothing is sent back. Empty where the case has ended. */
  readonly ahead: readonly string[]
  readonly corrections?: { readonly items: unknown; readonly dueOn: string }
  readonly notice?: { readonly number: string; readonly closesOn: string }
}

/** Throws CaseError `unknown_case`. */
export async function progressOf(database: Database, occasion: Occasion, caseId: number): Promise<Progress> {
  return transact(database, occasion, async (tx) => {
    const loaded = await loadCase(tx, caseId)
    if (!loaded) throw new CaseError('unknown_case', '没有这个办件，请从「我的办件」进入')
    const { row, path } = loaded
    const step = stepOf(path, row.step)
    const names = await departmentNames(tx)
    const { dueOn, holidaysKnown } = row
    return {
      number: row.number,
      state: CASE_STATES[row.state],
      passed: await passedSteps(tx, loaded, names),
      here: {
        ...{ step: step.name, since: row.deskSince, dueOn, holidaysKnown },
        at: placeOf(loaded, names),
      },
      ahead: wayToMoney(path, row.step).map((each) => stepOf(path, each).name),
      ...(await correctionsOf(tx, loaded)),
      ...(await noticeOf(tx, caseId)),
    }
  })
}

async function departmentNames(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.execute<{ id: string; name: string }>(sql`SELECT id, name FROM department`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

const timelineSchema = z.object({
  ...{ act: z.string(), party: z.enum(keysOf(PARTY_NAMES)), from_step: z.string() },
  ...{ department_id: z.string().nullable(), at: z.coerce.date() },
  ...{ reason_code: z.string().nullable(), reason: z.string().nullable(), clause: z.unknown() },
})

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(record).filter((each): each is K => each in record)
}

async function passedSteps(
  tx: Transaction,
  { row, path }: LoadedCase,
  names: ReadonlyMap<string, string>,
): Promise<Passed[]> {
  const { rows } = await tx.execute(sql`SELECT * FROM case_timeline(${row.id})`)
  return rows.map((each) => {
    const { act, party, from_step, department_id, at, reason_code, reason, clause } =
      timelineSchema.parse(each)
    const step = stepOf(path, from_step)
    const by = department_id === null ? PARTY_NAMES[party] : (names.get(department_id) ?? department_id)
    const why =
      reason !== null && reason_code !== null ? { reason: reasonWords(reason_code, reason, clause) } : {}
    return { step: step.name, act: step.acts.find(({ id }) => id === act)?.name ?? act, by, at, ...why }
  })
}

function reasonWords(code: string, text: string, clause: unknown): NonNullable<Passed['reason']> {
  const known = Object.entries(REASON_CODES).find(([each]) => each === code)
  return { code: known?.[1] ?? code, text, clause }
}

function placeOf({ row, path }: LoadedCase, names: ReadonlyMap<string, string>): string {
  const [desk] = row.desk
  if (desk !== undefined) return names.get(desk) ?? desk
  return stepOf(path, row.step).desk === 'applicant' ? PARTY_NAMES.applicant : ''
}

/** The shortest way from a step to the money: what the applicant may expect if all goes well. */
export function wayToMoney(path: Path, from: string): string[] {
  const ways = new Map<string, string[]>([[from, []]])
  for (const [id, way] of ways) {
    const step = stepOf(path, id)
    if (step.state === 'paid') return way
    for (const { to } of step.acts) if (!ways.has(to)) ways.set(to, [...way, to])
  }
  return []
}

async function correctionsOf(tx: Transaction, { row }: LoadedCase): Promise<Pick<Progress, 'corrections'>> {
  if (row.state !== 'correcting') return {}
  const { rows } = await tx.execute<{ items: unknown; due_on: string }>(
    sql`SELECT items, due_on FROM correction_notice WHERE case_id = ${row.id}`,
  )
  const [told] = rows
  return told ? { corrections: { items: told.items, dueOn: told.due_on } } : {}
}

async function noticeOf(tx: Transaction, caseId: number): Promise<Pick<Progress, 'notice'>> {
  const open = await openPublicity(tx, caseId)
  return open ? { notice: { number: open.number, closesOn: open.closesOn } } : {}
}
