// A subject and an item → a new case at the start of its path. Whoever may open it has decided that before.
import { and, eq, notInArray } from 'drizzle-orm'
import { stepOf } from '../approval/path.ts'
import { startOf } from '../approval/situation.ts'
import { GIVEN_UP } from '../approval/states.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { addWorkingDays } from '../clock/workingDays.ts'
import { supportCase } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import type { ItemSetting } from './itemSettingOn.ts'
import type { CaseRow } from './loadCase.ts'
import { loadPath } from './loadPath.ts'
import { CaseError, orRefuse } from './problem.ts'

export type NewCase = {
  readonly subject: number
  readonly year: number
  readonly stage: string
  readonly element: string
  readonly firstDepartment: string | undefined
  readonly previousCase?: number
}

/** Throws CaseError `duplicate`, `element`, `first_department` or `not_yours`. */
export async function enterCase(
  tx: Transaction,
  setting: ItemSetting,
  { subject, year, stage, element, firstDepartment, previousCase }: NewCase,
  now: Date,
): Promise<CaseRow> {
  const { policy, item } = setting
  const same = { subjectId: subject, policy, item, year, stage, element }
  const existing = await sameCase(tx, same)
  if (existing) throw duplicate(existing.number)
  const path = await loadPath(tx, setting.pathId, setting.pathVersion)
  const { days } = stepOf(path, path.start)
  const due = days === undefined ? undefined : addWorkingDays(dayInChina(now), days)
  const entering = tx
    .insert(supportCase)
    .values({
      ...same,
      ...{ settingId: setting.id, situation: startOf(path), previousCase: previousCase ?? null },
      ...{ firstDepartment: firstDepartment ?? null, dueOn: due?.day ?? null },
      holidaysKnown: due?.holidaysKnown ?? true,
    })
    .returning()
  const [row] = await orRefuse(entering, {
    one_case_of_item: ['duplicate', '同一企业、同一事项、同一年度已有办件，请在那一件里继续'],
    element: ['element', '这个事项按项申报时要写明是哪一项，按企业申报时不写，请改正'],
    first_department: ['first_department', '没有选对初核单位，请选择本区负责初核的镇街或出租方'],
    department_closed: ['first_department', '选的初核单位已经撤销，请重新选择'],
    '42501': ['not_yours', '您没有为这家企业申报的授权，请由企业负责人授权后再来'],
    '23503': ['unknown_subject', '没有这个企业，请先登记企业'],
  })
  if (!row) throw new CaseError('not_yours', '办件没有建立')
  return row
}

type Same = Pick<CaseRow, 'subjectId' | 'policy' | 'item' | 'year' | 'stage' | 'element'>

async function sameCase(tx: Transaction, same: Same): Promise<CaseRow | undefined> {
  const [row] = await tx
    .select()
    .from(supportCase)
    .where(
      and(
        ...[eq(supportCase.subjectId, same.subjectId), eq(supportCase.policy, same.policy)],
        ...[eq(supportCase.item, same.item), eq(supportCase.year, same.year)],
        ...[eq(supportCase.stage, same.stage), eq(supportCase.element, same.element)],
        notInArray(supportCase.state, [...GIVEN_UP]),
      ),
    )
  return row
}

function duplicate(number: string): CaseError {
  return new CaseError('duplicate', `同一企业、同一事项、同一年度已有办件 ${number}，请在那一件里继续`)
}
