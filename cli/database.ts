// duixian database backup|restore: the embedded database as one file, and back.
import { existsSync } from 'node:fs'
import { open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { openDatabase } from '#server/db/openDatabase.ts'
import { callerPath } from './library.ts'
import { databaseNamed, opened, withDatabase } from './openDatabase.ts'
import { type Flags, readFlags, UsageError } from './usage.ts'

const USAGE = 'database 后面写 backup 文件 或 restore 文件，例如 duixian database backup 备份.tar.gz'

export async function databaseCommand([command, ...args]: readonly string[]): Promise<number> {
  const flags = readFlags(args, ['database'], [])
  switch (command) {
    case 'backup':
      return backup(flags)
    case 'restore':
      return restore(flags)
    default:
      throw new UsageError(command === undefined ? USAGE : `没有命令「database ${command}」，${USAGE}`)
  }
}

function fileOf({ rest }: Flags): string {
  const [file, extra] = rest
  if (file === undefined) throw new UsageError(`缺少文件，${USAGE}`)
  if (extra !== undefined) throw new UsageError(`多余的参数「${extra}」`)
  return file
}

function refuseServer(flags: Flags, instead: string): string {
  const named = databaseNamed(flags)
  if (named.kind === 'url') throw new UsageError(`DATABASE_URL 指的是数据库服务器，请用 ${instead}`)
  return named.folder
}

/** The file appears whole or not at all, and never in the place of another. */
async function backup(flags: Flags): Promise<number> {
  const shown = fileOf(flags)
  const file = callerPath(shown)
  refuseServer(flags, 'pg_dump 备份')
  if (existsSync(file)) throw new UsageError(`「${shown}」已经存在，请换一个文件名`)
  const part = `${file}.part`
  try {
    const bytes = await withDatabase(flags, (database) => database.dump())
    await writeFile(part, bytes ?? new Uint8Array(), { mode: 0o600 })
    await rename(part, file)
    console.log(`已备份到 ${shown}，${bytes?.length ?? 0} 字节`)
    return 0
  } finally {
    await rm(part, { force: true })
  }
}

async function restore(flags: Flags): Promise<number> {
  const shown = fileOf(flags)
  const file = callerPath(shown)
  const folder = refuseServer(flags, 'pg_restore 或 psql 恢复')
  await requireDump(file, shown)
  const isNew = !existsSync(folder) || (await readdir(folder)).length === 0
  try {
    const database = await opened(() => openDatabase({ folder, restore: file }))
    await database.close()
  } catch (error) {
    // A folder that held nothing before holds nothing after, so that the next try finds it empty.
    if (isNew) await rm(folder, { recursive: true, force: true })
    if (error instanceof UsageError) throw error
    throw new UsageError(`「${shown}」恢复不了：${error instanceof Error ? error.message : String(error)}`)
  }
  console.log(`已从 ${shown} 恢复到 ${folder}`)
  return 0
}

async function requireDump(file: string, shown: string): Promise<void> {
  if (!existsSync(file)) throw new UsageError(`没有文件「${shown}」`)
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(2), 0, 2, 0)
    if (bytesRead < 2 || buffer[0] !== 0x1f || buffer[1] !== 0x8b)
      throw new UsageError(`「${shown}」不是 duixian database backup 写的备份`)
  } finally {
    await handle.close()
  }
}
