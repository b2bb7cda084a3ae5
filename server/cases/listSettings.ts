// The day → how each item is handled on it; and the approval paths, the newest version of each.
import { and, asc, desc, eq, gte, isNull, lte, or } from 'drizzle-orm'
import { type Path, pathSchema } from '../approval/path.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Database } from '../db/openDatabase.ts'
import { approvalPath, department, itemSetting } from '../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../db/transact.ts'
import type { ItemSetting } from './itemSettingOn.ts'
import { loadPath } from './loadPath.ts'

export type SettingLine = {
  readonly setting: ItemSetting
  readonly lead: string
  readonly path: Pick<Path, 'id' | 'name' | 'mode'>
}

/** The one saved last for each item. */
export async function listSettings(database: Database, occasion: Occasion): Promise<SettingLine[]> {
  const settings = await transact(database, occasion, (tx) => settingsOn(tx, occasion.now))
  return settings.map(({ path: { id, name, mode }, ...rest }) => ({ ...rest, path: { id, name, mode } }))
}

type WholeSetting = Omit<SettingLine, 'path'> & { readonly path: Path }

/** As `listSettings`, each with its whole path. */
export async function settingsOn(tx: Transaction, now: Date): Promise<readonly WholeSetting[]> {
  const today = dayInChina(now)
  const rows = await tx
    .selectDistinctOn([itemSetting.policy, itemSetting.item], { setting: itemSetting, lead: department.name })
    .from(itemSetting)
    .innerJoin(department, eq(department.id, itemSetting.leadDepartment))
    .where(
      and(
        lte(itemSetting.validFrom, today),
        or(isNull(itemSetting.validTo), gte(itemSetting.validTo, today)),
      ),
    )
    .orderBy(asc(itemSetting.policy), asc(itemSetting.item), desc(itemSetting.id))
  const settings: WholeSetting[] = []
  for (const row of rows)
    settings.push({ ...row, path: await loadPath(tx, row.setting.pathId, row.setting.pathVersion) })
  return settings
}

export type PathLine = { readonly version: number; readonly path: Path; readonly checkedAt: Date }

export async function listPaths(database: Database, occasion: Occasion): Promise<PathLine[]> {
  const rows = await transact(database, occasion, (tx) =>
    tx
      .selectDistinctOn([approvalPath.id])
      .from(approvalPath)
      .orderBy(asc(approvalPath.id), desc(approvalPath.version)),
  )
  return rows.map(({ version, definition, checkedAt }) => ({
    ...{ version, checkedAt, path: pathSchema.parse(definition) },
  }))
}
