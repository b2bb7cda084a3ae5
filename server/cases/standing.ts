// Who acts on a case → as which party, from which department, and whether they must keep away.
import { sql } from 'drizzle-orm'
import type { Party, PathAct } from '../approval/path.ts'
import type { Transaction } from '../db/transact.ts'
import type { Who } from './acting.ts'
import type { CaseRow, LoadedCase } from './loadCase.ts'

export type Standing = {
  readonly party: Party
  readonly person: number
  readonly department: string | null
  /** Tied to the subject by a statement, or by acting for it. */
  readonly recused: boolean
}

const NOBODY = 0

/** As the party that the act asks for, where the person is that; as nobody in particular otherwise. */
export async function standingOf(
  tx: Transaction,
  who: Who,
  { row }: LoadedCase,
  act: PathAct,
): Promise<Standing> {
  const outside = { person: NOBODY, department: null, recused: false }
  if (who.kind === 'public') return { ...outside, party: 'anyone' }
  // What the bank said may come in with a payer's import.
  if (who.kind !== 'person') return { ...outside, party: who.kind }
  const { person } = who
  const ties = await tiesOf(tx, person, row)
  const asker = { person, department: null, recused: false }
  if (act.by === 'applicant') return { ...asker, party: ties.applies ? 'applicant' : 'anyone' }
  // What anyone may do is done as one of the public (registerObjection.ts), not with the rights of a duty.
  if (act.by === 'anyone') return { ...asker, party: 'applicant' }
  if (act.by === 'clock') return { ...asker, party: 'anyone' }
  // What the bank said of an order, a payer enters with its receipt; it passes through nobody's hand.
  if (act.by === 'bank') {
    const pays = (await departmentOf(tx, 'payer', [...row.departments])) !== undefined
    return { ...asker, party: pays ? 'bank' : 'anyone', recused: pays && ties.recused }
  }
  const department = await departmentOf(tx, act.by, placesOf(row))
  if (department === undefined) return { ...asker, party: 'anyone' }
  return { person, department, party: act.by, recused: ties.recused }
}

/** Where officers act on it: at the desk on which it lies; where it lies on none, in the department that leads. */
function placesOf(row: { readonly desk: readonly string[]; readonly leadDepartment: string }): string[] {
  return row.desk.length > 0 ? [...row.desk] : [row.leadDepartment]
}

async function tiesOf(
  tx: Transaction,
  person: number,
  { subjectId: subject, state }: CaseRow,
): Promise<{ applies: boolean; recused: boolean }> {
  const { rows } = await tx.execute<{ applies: boolean; recused: boolean }>(sql`
    SELECT acts_for(${subject}, applicant_scope(${state})) AS applies,
      acts_for(${subject}, 'view')
        OR EXISTS (SELECT 1 FROM recusal WHERE person_id = ${person} AND subject_id = ${subject}) AS recused`)
  return rows[0] ?? { applies: false, recused: true }
}

async function departmentOf(tx: Transaction, role: Party, places: string[]): Promise<string | undefined> {
  for (const place of places) {
    const { rows } = await tx.execute<{ has: boolean }>(
      sql`SELECT has_duty_in(ARRAY[${role}], ARRAY[${place}]) AS has`,
    )
    if (rows[0]?.has) return place
  }
  return undefined
}
