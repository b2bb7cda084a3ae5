// A data folder → the right to write in it, held by one process at a time; what a killed writer left is cleaned.
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from './database.ts'
import { PopulationError } from './problem.ts'

const LOCK_FILE = '.lock.duckdb'
const WRITING = '.writing'
const REPLACED = '.replaced'

/** The folders in which this process writes: the system's lock only tells processes apart. */
const ours = new Set<string>()

/**
 * Runs `work` as the only writer of the populations' folder. The lock is that of an open database file, which the
 * system takes back when a process dies, so a killed writer never blocks the next one.
 */
export async function asOnlyWriter<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true })
  if (ours.has(folder)) throw busy()
  ours.add(folder)
  try {
    const lock = await takeLock(join(folder, LOCK_FILE))
    try {
      await cleanLeftovers(folder)
      return await work()
    } finally {
      lock.close()
    }
  } finally {
    ours.delete(folder)
  }
}

async function takeLock(file: string): Promise<{ readonly close: () => void }> {
  try {
    return await openDatabase(undefined, file)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (/lock|being used by another process/i.test(message)) throw busy()
    // A process that died while it made the file left no database. Nothing is kept in it.
    await rm(file, { force: true })
    return openDatabase(undefined, file)
  }
}

function busy(): PopulationError {
  return new PopulationError('busy', '另一个导入或生成正在写入数据文件夹，请等它结束后再试')
}

/** Where a population lies while it is written. */
export function writingFolder(folder: string, id: string): string {
  return join(folder, `.${id}${WRITING}`)
}

/** Puts the finished folder in the place of the population; a replaced one disappears after that. */
export async function putInPlace(folder: string, id: string): Promise<void> {
  const place = join(folder, id)
  const replaced = join(folder, `.${id}${REPLACED}`)
  if (existsSync(place)) await rename(place, replaced)
  await rename(writingFolder(folder, id), place)
  await rm(replaced, { recursive: true, force: true })
}

async function cleanLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (name.startsWith('.') && name.endsWith(WRITING)) await rm(path, { recursive: true, force: true })
    if (!name.startsWith('.') || !name.endsWith(REPLACED)) continue
    // Killed between the two renames: the old one is the one that stands.
    const place = join(folder, name.slice(1, -REPLACED.length))
    if (existsSync(place)) await rm(path, { recursive: true, force: true })
    else await rename(path, place)
  }
}
