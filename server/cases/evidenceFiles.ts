// Files by their hash, in a folder outside the web root: what a person calls a file is never part of a path.
import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 as hashOf } from '../audit/canonical.ts'

function placeOf(folder: string, sha256: string): { readonly folder: string; readonly file: string } {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('not a hash')
  const inner = join(folder, sha256.slice(0, 2))
  return { folder: inner, file: join(inner, sha256) }
}

/** Whole or not at all; a file that is there already stays as it is. Returns the hash. */
export async function keepFile(folder: string, bytes: Buffer): Promise<string> {
  const sha256 = hashOf(bytes)
  const place = placeOf(folder, sha256)
  await mkdir(place.folder, { recursive: true, mode: 0o700 })
  const draft = join(place.folder, `.${randomUUID()}`)
  try {
    await writeFile(draft, bytes, { mode: 0o600, flag: 'wx', flush: true })
    await link(draft, place.file).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    })
  } finally {
    await rm(draft, { force: true })
  }
  return sha256
}

/** Throws where the file is missing or is no longer what was kept. */
export async function readKept(folder: string, sha256: string): Promise<Buffer> {
  const bytes = await readFile(placeOf(folder, sha256).file)
  if (hashOf(bytes) !== sha256) throw new Error(`佐证材料 ${sha256} 与存入时不同`)
  return bytes
}
