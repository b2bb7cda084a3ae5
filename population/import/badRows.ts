// Rows that were refused → <source>-未导入.csv: the original cells, the row's number, and why.

import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { csvField, neutralText } from '../neutral.ts'
import type { SourceCell, SourceRow } from './sheet.ts'

export type BadRows = {
  readonly add: (row: SourceRow, reason: string) => Promise<void>
  /** Puts the file in its place when there is a row in it; returns its path then. */
  readonly finish: () => Promise<string | undefined>
  /** Leaves nothing. */
  readonly discard: () => Promise<void>
}

/** Nothing is written without a path, and no file appears before `finish`. */
export function createBadRows(path: string | undefined, header: readonly string[]): BadRows {
  const part = `${path}.part`
  let handle: FileHandle | undefined
  let pending = ''

  async function add(row: SourceRow, reason: string): Promise<void> {
    if (path === undefined) return
    if (!handle) {
      handle = await open(part, 'w')
      // The mark lets Excel see that the file is UTF-8.
      pending = `\uFEFF${line([...header, '行号', '原因'])}`
    }
    const cells = header.map((_, i) => shown(row.cells[i] ?? null))
    const rest = row.cells.slice(header.length).map(shown)
    pending += line([...cells, String(row.number), reason, ...rest])
    if (pending.length > 1 << 16) await flush()
  }

  async function flush(): Promise<void> {
    await handle?.write(pending)
    pending = ''
  }

  async function finish(): Promise<string | undefined> {
    if (!handle || path === undefined) return undefined
    await flush()
    await handle.close()
    await rename(part, path)
    return path
  }

  async function discard(): Promise<void> {
    if (!handle) return
    await handle.close()
    await rm(part, { force: true })
  }

  return { add, finish, discard }
}

function line(cells: readonly string[]): string {
  return `${cells.map((each) => csvField(neutralText(each))).join(',')}\r\n`
}

function shown(cell: SourceCell): string {
  if (cell === null) return ''
  return typeof cell === 'object' ? cell.join('、') : String(cell)
}
