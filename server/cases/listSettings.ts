// The day → how each item is handled on it; and the approval paths, the newest version of each.
import { and, asc, desc, eq, gte, isNull, lte, or } from 'drizzle-orm'
import { type Path, pathSchema } from '../approval/path.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Database } from '../db/openDatabase.ts'
import { approvalPath, department, itemSetting } from '../db/tables.ts'
import { type Occasion, transact } from '../db/transact.ts'
import type { ItemSetting } from './itemSettingOn.ts'

export type SettingLine = {
  readonly setting: ItemSetting
  readonly lead: string
  readonly path: Pick<Path, 'id' | 'name' | 'mode'>
}

/** The one saved last for each item. */
export async function listSettings(database: Database, occasion: Occasion): Promise<SettingLine[]> {
  const today = dayInChina(occasion.now)
  return transact(database, occasion, async (tx) => {
    const rows = await tx
      .selectDistinctOn([itemSetting.policy, itemSetting.item], {
        ...{ setting: itemSetting, lead: department.name, definition: approvalPath.definition },
      })
      .from(itemSetting)
      .innerJoin(department, eq(department.id, itemSetting.leadDepartment))
      .innerJoin(
        approvalPath,
        and(eq(approvalPath.id, itemSetting.pathId), eq(approvalPath.version, itemSetting.pathVersion)),
      )
      .where(
        and(
          lte(itemSetting.validFrom, today),
          or(isNull(itemSetting.validTo), gte(itemSetting.validTo, today)),
        ),
      )
      .orderBy(asc(itemSetting.policy), asc(itemSetting.item), desc(itemSetting.id))
    return rows.map(({ definition, ...rest }) => {
      const { id, name, mode } = pathSchema.parse(definition)
      return { ...rest, path: { id, name, mode } }
    })
  })
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
