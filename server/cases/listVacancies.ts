// The day → where the handling of an item would stop, because nobody holds the duty that a step asks for.
import { sql } from 'drizzle-orm'
import { PARTIES, type Party, type PathStep } from '../approval/path.ts'
import type { Database } from '../db/openDatabase.ts'
import { department } from '../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../db/transact.ts'
import type { ItemSetting } from './itemSettingOn.ts'
import { settingsOn } from './listSettings.ts'

export type Vacancy = {
  /** The number of the item's setting. */
  readonly setting: number
  /** The department whose duty it is; null where it may be any of the first level's kind (镇街、平台公司). */
  readonly department: { readonly id: string; readonly name: string } | null
  /** In the order of a case's way. */
  readonly duties: readonly Party[]
}

/** For every item as it is handled today; nothing for an item of which every step finds somebody. */
export async function listVacancies(database: Database, occasion: Occasion): Promise<Vacancy[]> {
  return transact(database, occasion, async (tx) => {
    const staff = await staffOf(tx)
    const settings = await settingsOn(tx, occasion.now)
    return settings.flatMap(({ setting, path }) => vacanciesOf(setting, path.steps, staff))
  })
}

type Department = Pick<typeof department.$inferSelect, 'id' | 'name' | 'kind' | 'district'>
type Staff = readonly (Department & { readonly roles: readonly string[] })[]

async function staffOf(tx: Transaction): Promise<Staff> {
  const { rows } = await tx.execute<{ department_id: string; roles: string[] }>(
    sql`SELECT * FROM staffed_duties()`,
  )
  const roles = new Map(rows.map((each) => [each.department_id, each.roles]))
  const { id, name, kind, district } = department
  const all = await tx.select({ id, name, kind, district }).from(department)
  return all.map((each) => ({ ...each, roles: roles.get(each.id) ?? [] }))
}

/** A step finds somebody where one of the departments at its desk has the duty. */
function vacanciesOf(setting: ItemSetting, steps: readonly PathStep[], staff: Staff): Vacancy[] {
  const missing = new Map<string | null, Set<Party>>()
  for (const step of steps) {
    const desk = deskOf(setting, step, staff)
    for (const party of officersOf(step)) {
      if (desk.some(({ roles }) => roles.includes(party))) continue
      const place = placeOf(setting, step, party)
      missing.set(place, (missing.get(place) ?? new Set()).add(party))
    }
  }
  return [...missing].map(([id, duties]) => ({
    ...{ setting: setting.id, department: id === null ? null : { id, name: nameOf(staff, id) } },
    duties: PARTIES.filter((each) => duties.has(each)),
  }))
}

/** Finance only pays; whatever else is done on its desk is the lead department's to do. */
function placeOf(
  { leadDepartment, financeDepartment }: ItemSetting,
  { desk }: PathStep,
  party: Party,
): string | null {
  if (desk === 'first') return null
  return desk === 'finance' && party === 'payer' ? financeDepartment : leadDepartment
}

const nameOf = (staff: Staff, id: string): string => staff.find((each) => each.id === id)?.name ?? id

const OUTSIDE: readonly Party[] = ['applicant', 'anyone', 'clock', 'bank']

const officersOf = ({ acts }: PathStep): Set<Party> =>
  new Set(acts.map(({ by }) => by).filter((each) => !OUTSIDE.includes(each)))

/** As `desk_of` of the database has it (0004-cases.sql); what lies on no desk is the lead department's. */
function deskOf(setting: ItemSetting, { desk }: PathStep, staff: Staff): Staff {
  const { leadDepartment, financeDepartment, takingPart, firstLevelKind, district } = setting
  const named = (...ids: readonly string[]): Staff =>
    ids.flatMap((id) => staff.filter((each) => each.id === id))
  switch (desk) {
    case 'first':
      return staff.filter((each) => each.kind === firstLevelKind && each.district === district)
    case 'finance':
      return named(financeDepartment, leadDepartment)
    case 'all':
      return named(leadDepartment, ...takingPart)
    default:
      return named(leadDepartment)
  }
}
