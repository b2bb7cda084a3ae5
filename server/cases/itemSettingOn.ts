// An item and a day → how it is handled on that day.
import { and, desc, eq, gte, isNull, lte, or } from 'drizzle-orm'
import { itemSetting } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { CaseError } from './problem.ts'

export type ItemSetting = typeof itemSetting.$inferSelect

/** The row saved last among those valid on the day. Throws CaseError `unknown_setting`. */
export async function itemSettingOn(
  tx: Transaction,
  { policy, item }: { readonly policy: string; readonly item: string },
  day: string,
): Promise<ItemSetting> {
  const [setting] = await tx
    .select()
    .from(itemSetting)
    .where(
      and(
        ...[eq(itemSetting.policy, policy), eq(itemSetting.item, item), lte(itemSetting.validFrom, day)],
        or(isNull(itemSetting.validTo), gte(itemSetting.validTo, day)),
      ),
    )
    .orderBy(desc(itemSetting.id))
    .limit(1)
  if (!setting) throw new CaseError('unknown_setting', '这个事项还没有开通线上办理，请联系牵头部门')
  return setting
}
