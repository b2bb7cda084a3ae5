// Which database a command means: --database FOLDER, else DATABASE_URL, else the one in the data folder.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { dataFolder } from '#population'
import { AnnouncedError, loadAnnounced } from '#server/clock/announced.ts'
import { keepAnnounced } from '#server/clock/workingDays.ts'
import { type Database, openDatabase } from '#server/db/openDatabase.ts'
import { DatabaseError } from '#server/db/problem.ts'
import { callerPath } from './library.ts'
import { type Flags, single, UsageError } from './usage.ts'

export type Named =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'url'; readonly url: string }

export function databaseNamed(flags: Flags): Named {
  const folder = single(flags, 'database')
  if (folder !== undefined) return { kind: 'folder', folder: callerPath(folder) }
  const url = process.env.DATABASE_URL
  if (url) return { kind: 'url', url }
  return { kind: 'folder', folder: join(dataFolder(process.env, callerPath('.')), 'database') }
}

/** Opens a database that is there, gives it to `work` and closes it. */
export async function withDatabase<T>(flags: Flags, work: (database: Database) => Promise<T>): Promise<T> {
  const named = databaseNamed(flags)
  if (named.kind === 'folder' && !existsSync(join(named.folder, 'pgdata')))
    throw new UsageError(`「${named.folder}」里没有数据库，用 --database 文件夹 指明，或设 DATABASE_URL`)
  keepHolidays(named)
  const database = await opened(() => openDatabase(named.kind === 'url' ? { url: named.url } : named))
  try {
    return await work(database)
  } catch (error) {
    if (error instanceof DatabaseError) throw new UsageError(error.message)
    throw error
  } finally {
    await database.close()
  }
}

/** Days are counted as the server counts them: by the holidays that lie beside its database. */
function keepHolidays(named: Named): void {
  const data = named.kind === 'folder' ? dirname(named.folder) : dataFolder(process.env, callerPath('.'))
  try {
    keepAnnounced(loadAnnounced(data))
  } catch (error) {
    if (error instanceof AnnouncedError) throw new UsageError(error.message)
    throw error
  }
}

/** What the database itself complains about is an error of use. */
export async function opened(open: () => Promise<Database>): Promise<Database> {
  try {
    return await open()
  } catch (error) {
    if (error instanceof DatabaseError) throw new UsageError(error.message)
    if (error instanceof Error && 'code' in error) throw new UsageError(`连不上数据库：${error.message}`)
    throw error
  }
}
