// A file that is written to the disk first, so that a mistake can still be answered as one, and sent from there.
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Context } from 'hono'

type Names = {
  /** For browsers that know no others. */
  readonly ascii: string
  readonly name: string
  readonly type: string
}

/** `write` gets the path of a file in a folder of its own; both are removed when it has been sent. */
export async function sendWritten(
  c: Context,
  { ascii, name, type }: Names,
  write: (path: string) => Promise<unknown>,
): Promise<Response> {
  const folder = await mkdtemp(join(tmpdir(), 'duixian-file-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const path = join(folder, ascii)
  try {
    await write(path)
  } catch (error) {
    await remove()
    throw error
  }
  const file = createReadStream(path)
  file.once('close', remove)
  return c.body(Readable.toWeb(file) as ReadableStream, 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
  })
}

/** Keeps an upload in a file while `read` looks at it. */
export async function withUpload<T>(bytes: Buffer, read: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'duixian-upload-'))
  try {
    const path = join(folder, 'upload.xlsx')
    await writeFile(path, bytes, { mode: 0o600 })
    return await read(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
