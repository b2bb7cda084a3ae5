// Secrets that we must read again (those of second factors) → text that is worth nothing without the installation's key.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '../db/transact.ts'

const ALGORITHM = 'aes-256-gcm'
const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16

/** 32 bytes. */
export type SealKey = Buffer

/**
 * The key in the environment (DUIXIAN_KEY, base64), else in a file beside the data, which is made at the first start. A
 * backup of the database without this file keeps its second factors closed, so both must be kept, apart.
 */
export function loadSealKey(folder: string, given: string | undefined): SealKey {
  if (given) return readKey(given, 'DUIXIAN_KEY')
  const file = join(folder, 'identity.key')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  return readKey(readFileSync(file, 'utf8'), file)
}

function readKey(text: string, where: string): SealKey {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== KEY_BYTES) throw new Error(`${where} 里的密钥应为 32 字节的 base64 文本`)
  return key
}

/** `of` names what the secret belongs to: moved to another row it cannot be opened. */
export function seal(key: SealKey, of: string, secret: Uint8Array): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(of))
  const closed = Buffer.concat([cipher.update(secret), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), closed]).toString('base64')
}

/** Throws when the key is another one, or the text was changed or belongs to something else. */
export function unseal(key: SealKey, of: string, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(of)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()])
}
