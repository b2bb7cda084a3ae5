// A case's number in the database → the case with its path, its situation and its setting, as far as the person may see.
import { eq, sql } from 'drizzle-orm'
import type { Path } from '../approval/path.ts'
import { readSituation } from '../approval/readSituation.ts'
import type { Situation } from '../approval/situation.ts'
import { itemSetting, supportCase } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { loadPath } from './loadPath.ts'
import { CaseError } from './problem.ts'

export type CaseRow = typeof supportCase.$inferSelect
type SettingRow = typeof itemSetting.$inferSelect

export type LoadedCase = {
  readonly row: CaseRow
  readonly path: Path
  readonly situation: Situation
  readonly setting: SettingRow
}

/** The case; undefined where there is none that this person sees. */
export async function loadCase(tx: Transaction, id: number): Promise<LoadedCase | undefined> {
  const [found] = await tx
    .select({ row: supportCase, setting: itemSetting })
    .from(supportCase)
    .innerJoin(itemSetting, eq(itemSetting.id, supportCase.settingId))
    .where(eq(supportCase.id, id))
  if (!found) return undefined
  const path = await loadPath(tx, found.row.pathId, found.row.pathVersion)
  return { ...found, path, situation: readSituation(found.row.situation) }
}

/** As `loadCase`. Throws CaseError `unknown_case`. */
export async function requireCase(tx: Transaction, id: number): Promise<LoadedCase> {
  const loaded = await loadCase(tx, id)
  if (!loaded) throw new CaseError('unknown_case', '没有这个办件，或者它不由您办理，请从列表进入')
  return loaded
}

/** As `loadCase`, and nobody else changes it before this transaction ends. */
export async function lockCase(tx: Transaction, id: number): Promise<LoadedCase | undefined> {
  await tx.execute(sql`SELECT lock_case(${id})`)
  return loadCase(tx, id)
}
