// A token and a project → what is known of it on a day as of a moment, as far as the token's department sees it. People
// are not named.
import { sql } from 'drizzle-orm'
import type { Database } from '../../db/openDatabase.ts'
import { transact } from '../../db/transact.ts'
import { departmentNames } from '../../identity/departmentNames.ts'
import { allProjectsIn, type ProjectFilter, projectDay } from './listProjects.ts'
import { ProjectError } from './problem.ts'
import { actsOf, enterpriseOf, gatesOf, meetingsOf, type ProjectInFull, staysOf } from './projectInFull.ts'

/** Read with the token's own rights: the database shows nothing else. */
type Reading = { readonly token: number; readonly now: Date }

export type ProjectOfSystem = Pick<
  ProjectInFull,
  'line' | 'on' | 'acts' | 'stays' | 'gates' | 'meetings' | 'enterprise' | 'departments'
>

const NOBODY = sql`NULL`

/** Throws ProjectError `unknown_project`. */
export function projectOfSystem(
  database: Database,
  { token, now }: Reading,
  id: number,
  as: Pick<ProjectFilter, 'at' | 'known'> = {},
): Promise<ProjectOfSystem> {
  const on = projectDay(now, as)
  return transact(database, { actor: { kind: 'system', token }, now }, async (tx) => {
    const [line] = await allProjectsIn(tx, on, now, { id })
    if (!line) throw new ProjectError('unknown_project', '没有这个项目，或令牌所属的部门看不到它')
    const acts = await actsOf(tx, id, on, NOBODY)
    return {
      ...{ line, on, acts, gates: gatesOf(line, acts), stays: staysOf(acts, on.day) },
      meetings: await meetingsOf(tx, acts),
      enterprise: await enterpriseOf(tx, line),
      departments: await departmentNames(tx),
    }
  })
}
