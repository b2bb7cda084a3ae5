// A case that ended without an award is taken up again → refused where the enterprise has begun another one since: there
// is one case for each item and year (the index one_case_of_item says the same).
import { and, eq, ne, notInArray } from 'drizzle-orm'
import { type PathAct, stepOf } from '../approval/path.ts'
import { GIVEN_UP } from '../approval/states.ts'
import { supportCase } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import type { LoadedCase } from './loadCase.ts'
import type { CaseRefusal } from './refusals.ts'

/** Asked with the rights of whoever acts: the applicant sees every case of the enterprise. */
export async function otherTry(
  tx: Transaction,
  { row, path }: LoadedCase,
  act: PathAct,
): Promise<CaseRefusal[]> {
  if (!GIVEN_UP.has(row.state) || GIVEN_UP.has(stepOf(path, act.to).state)) return []
  const { subjectId, policy, item, year, stage, element } = supportCase
  const [other] = await tx
    .select({ number: supportCase.number })
    .from(supportCase)
    .where(
      and(
        ...[eq(subjectId, row.subjectId), eq(policy, row.policy), eq(item, row.item)],
        ...[eq(year, row.year), eq(stage, row.stage), eq(element, row.element)],
        ...[notInArray(supportCase.state, [...GIVEN_UP]), ne(supportCase.id, row.id)],
      ),
    )
  if (!other) return []
  const text = `同一事项、同一年度已重新申报（${other.number}），请在那一件里继续；要就这一件申诉的，请先撤回那一件`
  return [{ kind: 'other_try', text }]
}
