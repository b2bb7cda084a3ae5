// A database that an earlier version filled → the approval paths that came with the program as they are now, and the
// settings that nobody has looked through since follow them. What people saved stays; a case keeps the path on which it
// was opened.
import { desc, eq } from 'drizzle-orm'
import { type Path, pathSchema } from '../approval/path.ts'
import { PATHS } from '../approval/paths.ts'
import { canonical } from '../audit/canonical.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Database } from '../db/openDatabase.ts'
import { approvalPath } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'
import type { ItemSetting } from './itemSettingOn.ts'
import { listSettings } from './listSettings.ts'
import { type NewItemSetting, saveItemSetting } from './saveItemSetting.ts'
import { type SavedPath, savePath } from './savePath.ts'
import { stagesSchema } from './stages.ts'

/** The paths that got a new version. Safe to run at every start. */
export async function renewPaths(
  database: Database,
  now: Date,
  paths: readonly Path[] = PATHS,
): Promise<SavedPath[]> {
  const occasion = { actor: JOB, now }
  const renewed: SavedPath[] = []
  for (const path of paths) {
    if (await isOutdated(database, now, path)) renewed.push(await savePath(database, occasion, path))
  }
  const settings = renewed.length > 0 ? await listSettings(database, occasion) : []
  for (const { setting } of settings) {
    const path = renewed.find(
      (each) => each.id === setting.pathId && each.version === setting.pathVersion + 1,
    )
    if (path && setting.savedBy === null)
      await saveItemSetting(database, occasion, followed(setting, path, dayInChina(now)))
  }
  return renewed
}

async function isOutdated(database: Database, now: Date, path: Path): Promise<boolean> {
  const [last] = await transact(database, { actor: JOB, now }, (tx) =>
    tx
      .select()
      .from(approvalPath)
      .where(eq(approvalPath.id, path.id))
      .orderBy(desc(approvalPath.version))
      .limit(1),
  )
  if (!last) return true
  return last.savedBy === null && canonical(pathSchema.parse(last.definition)) !== canonical(path)
}

/** The same setting on the new version of its path. */
function followed(
  { opensOn, closesOn, firstLevelKind, quota, validTo, stages, ...setting }: ItemSetting,
  path: SavedPath,
  today: string,
): NewItemSetting {
  const { policy, item, district, leadDepartment, financeDepartment, takingPart } = setting
  const { publicityDays, programme, several } = setting
  return {
    ...{ policy, item, district, leadDepartment, financeDepartment, takingPart, publicityDays, programme },
    ...{ several, path, validFrom: today, stages: stagesSchema.parse(stages) },
    ...(firstLevelKind !== null && { firstLevelKind }),
    ...(opensOn !== null && { opensOn }),
    ...(closesOn !== null && { closesOn }),
    ...(quota !== null && { quota }),
    ...(validTo !== null && { validTo }),
  }
}
