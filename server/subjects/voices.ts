// Statements → who said each, as the subject may read it: its own people by name, government by department.
import { inArray } from 'drizzle-orm'
import { personName } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { departmentNames } from '../identity/departmentNames.ts'
import type { Statement } from './statement.ts'

/** Empty where nobody is named: a register or a list has only its note. */
export type VoiceOf = (statement: Pick<Statement, 'source' | 'saidBy' | 'department'>) => string

export async function voicesOf(
  tx: Transaction,
  statements: readonly Pick<Statement, 'source' | 'saidBy' | 'department'>[],
): Promise<VoiceOf> {
  const own = statements.flatMap(({ source, saidBy }) =>
    source === 'enterprise' && saidBy !== null ? saidBy : [],
  )
  const places = statements.flatMap((each) => each.department ?? [])
  const people = own.length === 0 ? [] : await tx.select().from(personName).where(inArray(personName.id, own))
  const personOf = new Map(people.map(({ id, name }) => [id, name]))
  const departmentOf = await departmentNames(tx, places)
  return ({ source, saidBy, department: place }) => {
    if (place !== null) return departmentOf.get(place) ?? place
    return source === 'enterprise' && saidBy !== null ? (personOf.get(saidBy) ?? '') : ''
  }
}
