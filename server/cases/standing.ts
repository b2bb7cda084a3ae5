// Who acts on a case → as which party, from which department, and whether they must keep away.
import { sql } from 'drizzle-orm'
import type { Party, PathAct } from '../approval/path.ts'
import type { Transaction } from '../db/transact.ts'
import type { Who } from './acting.ts'
import type { CaseRow } from './loadCase.ts'

export type Standing = {
  readonly party: Party
  readonly person: number
  readonly department: string | null
  /** Tied to the subject by a statement, or by acting for it. */
  readonly recused: boolean
}

/** What ties a person to a case and to departments: found once, for as many acts as are looked at. */
export type Ties = {
  readonly applies: boolean
  readonly recused: boolean
  readonly duties: readonly { readonly role: string; readonly department: string }[]
}

type Placed = Pick<CaseRow, 'desk' | 'departments' | 'leadDepartment'>

const NOBODY = 0

/** The ties of whoever runs the transaction; nobody but a person has any. */
export async function tiesOf(
  tx: Transaction,
  who: Who,
  { subjectId: subject, state }: Pick<CaseRow, 'subjectId' | 'state'>,
): Promise<Ties> {
  if (who.kind !== 'person') return { applies: false, recused: false, duties: [] }
  const { rows } = await tx.execute<Ties>(sql`
    SELECT acts_for(${subject}, applicant_scope(${state})) AS applies,
      acts_for(${subject}, 'view')
        OR EXISTS (SELECT 1 FROM recusal WHERE person_id = ${who.person} AND subject_id = ${subject}) AS recused,
      (SELECT COALESCE(jsonb_agg(jsonb_build_object('role', role, 'department', department_id)), '[]') FROM duty
        WHERE person_id = acting_person() AND has_duty_in(ARRAY[role], ARRAY[department_id])) AS duties`)
  return rows[0] ?? { applies: false, recused: true, duties: [] }
}

/** As the party that the act asks for, where the person is that; as nobody in particular otherwise. */
export function standingOf(who: Who, ties: Ties, row: Placed, act: PathAct): Standing {
  const outside = { person: NOBODY, department: null, recused: false }
  if (who.kind === 'public') return { ...outside, party: 'anyone' }
  // What the bank said may come in with a payer's import.
  if (who.kind !== 'person') return { ...outside, party: who.kind }
  const { person } = who
  const asker = { person, department: null, recused: false }
  if (act.by === 'applicant') return { ...asker, party: ties.applies ? 'applicant' : 'anyone' }
  // What anyone may do is done as one of the public (registerObjection.ts), not with the rights of a duty.
  if (act.by === 'anyone') return { ...asker, party: 'applicant' }
  if (act.by === 'clock') return { ...asker, party: 'anyone' }
  // What the bank said of an order, a payer enters with its receipt; it passes through nobody's hand.
  if (act.by === 'bank') {
    const pays = departmentOf(ties, 'payer', row.departments) !== undefined
    return { ...asker, party: pays ? 'bank' : 'anyone', recused: pays && ties.recused }
  }
  const department = departmentOf(ties, act.by, placesOf(row))
  if (department === undefined) return { ...asker, party: 'anyone' }
  return { person, department, party: act.by, recused: ties.recused }
}

/** Where officers act on it: at the desk on which it lies; where it lies on none, in the department that leads. */
function placesOf({ desk, leadDepartment }: Placed): readonly string[] {
  return desk.length > 0 ? desk : [leadDepartment]
}

/** The first of these departments in which the person has the duty. */
function departmentOf({ duties }: Ties, role: Party, places: readonly string[]): string | undefined {
  return places.find((place) => duties.some((each) => each.role === role && each.department === place))
}
