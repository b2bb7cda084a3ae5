// A case → its way like that of a parcel, for the applicant: what was done when and where, where it is since when and
// until when, and what usually follows. No names and no internal opinions.
import { sql } from 'drizzle-orm'
import { type Path, stepOf } from '../approval/path.ts'
import { CASE_STATES } from '../approval/states.ts'
import { actName } from '../approval/transferAct.ts'
import type { Transaction } from '../db/transact.ts'
import { openPublicity } from './circumstances.ts'
import type { LoadedCase } from './loadCase.ts'
import { REASON_CODES } from './reasons.ts'
import { PARTY_NAMES } from './refusals.ts'
import { type TimelineRow, timelineOf } from './timeline.ts'
import { type Handed, transfersOf } from './transfersOf.ts'

type Passed = {
  readonly step: string
  readonly act: string
  readonly by: string
  readonly at: Date
  /** Where the act handed it to another department. */
  readonly transfer?: Handed
  /** Why, where the act had to say it, with the clause; without one where it rests on none. */
  readonly reason?: { readonly code: string; readonly text: string; readonly clause: unknown }
}

type Progress = {
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

type Found = {
  readonly progress: Progress
  readonly left: readonly string[]
  readonly transfers: ReadonlyMap<number, Handed>
}

/** How far it is, the steps that acts have left, in their order, and its transfers; `names`: of departments, by their ids. */
export async function progressOf(
  tx: Transaction,
  loaded: LoadedCase,
  names: ReadonlyMap<string, string>,
): Promise<Found> {
  const { row, path } = loaded
  const step = stepOf(path, row.step)
  const { dueOn, holidaysKnown } = row
  const acts = await timelineOf(tx, row.id)
  const transfers = await transfersOf(tx, row.id, names)
  const progress = {
    number: row.number,
    state: CASE_STATES[row.state],
    passed: acts.map((each) => passedStep(path, names, each, transfers.get(each.number))),
    here: {
      ...{ step: step.name, since: row.deskSince, dueOn, holidaysKnown },
      at: placeOf(loaded, names),
    },
    ahead: wayToMoney(path, row.step).map((each) => stepOf(path, each).name),
    ...(await correctionsOf(tx, loaded)),
    ...(await noticeOf(tx, row.id)),
  }
  return { progress, left: acts.map((each) => each.from_step), transfers }
}

function passedStep(
  path: Path,
  names: ReadonlyMap<string, string>,
  row: TimelineRow,
  transfer: Handed | undefined,
): Passed {
  const { act, party, from_step, department_id, at, reason_code, reason, clause } = row
  const step = stepOf(path, from_step)
  const by = department_id === null ? PARTY_NAMES[party] : (names.get(department_id) ?? department_id)
  const why =
    reason !== null && reason_code !== null ? { reason: reasonWords(reason_code, reason, clause) } : {}
  return { step: step.name, act: actName(step, act), by, at, ...(transfer && { transfer }), ...why }
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

/** The shortest way from a step to the money: what the applicant may expect if all goes well, and nobody appeals. */
export function wayToMoney(path: Path, from: string): string[] {
  const ways = new Map<string, string[]>([[from, []]])
  for (const [id, way] of ways) {
    const step = stepOf(path, id)
    if (step.state === 'paid') return way
    for (const { to, does } of step.acts)
      if (!ways.has(to) && !does.includes('open_appeal')) ways.set(to, [...way, to])
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
