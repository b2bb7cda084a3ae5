// A folder → the right to run its database, held by one process: the embedded database takes no lock of its own, and
// two processes on one folder lose rows.
import { DatabaseSync } from 'node:sqlite'

const BUSY = 5

/**
 * Takes the lock, which is that of an open file: the system takes it back when the process dies, so a killed one never
 * blocks the next. Returns what gives it back; undefined when another process holds it.
 */
export function takeLock(file: string): (() => void) | undefined {
  const held = new DatabaseSync(file, { timeout: 0 })
  try {
    held.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    return () => held.close()
  } catch (error) {
    held.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) return undefined
    throw error
  }
}
