// A screen that is older than the case → what happened since, in words.
import { sql } from 'drizzle-orm'
import { stepOf } from '../approval/path.ts'
import { actName } from '../approval/transferAct.ts'
import type { Transaction } from '../db/transact.ts'
import type { ActInput } from './acting.ts'
import type { LoadedCase } from './loadCase.ts'
import type { CaseRefusal } from './refusals.ts'

/** Empty where the screen shows the case as it is. */
export async function staleness(
  tx: Transaction,
  { row, path }: LoadedCase,
  { version }: Partial<ActInput> & Pick<ActInput, 'version'>,
): Promise<CaseRefusal[]> {
  if (version === row.version) return []
  const { rows } = await tx.execute<{ act: string; from_step: string; department: string | null }>(sql`
    SELECT act, from_step, department.name AS department
    FROM case_timeline(${row.id}) AS each LEFT JOIN department ON department.id = each.department_id
    WHERE each.number = ${row.version}`)
  const [last] = rows
  const name = last && actName(stepOf(path, last.from_step), last.act)
  const done = name === undefined ? '' : `${last?.department ?? ''}已经办理「${name}」，`
  const here = stepOf(path, row.step).name
  return [{ kind: 'stale', text: `您看到的不是最新情况：${done}这件现在处于「${here}」，请刷新后再办` }]
}
