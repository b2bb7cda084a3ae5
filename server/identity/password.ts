// A password → a PHC string that proves it, and whether a password fits such a string (Argon2id, RFC 9106).
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const run = promisify(argon2)

// The least that OWASP's password storage sheet asks for: 19 MiB, two passes, one lane. More would let a few
// simultaneous sign-ins fill the memory of a small machine.
const COST = { memory: 19_456, passes: 2, parallelism: 1 }
const VERSION = 19
const BYTES = 32
const SALT_BYTES = 16

type Cost = typeof COST

/** The PHC string: algorithm, version, cost, salt and hash, so that the cost can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await derive(password, salt, COST, BYTES)
  const { memory, passes, parallelism } = COST
  return `$argon2id$v=${VERSION}$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`
}

/** Whether the password is the one behind a PHC string; throws when the text is none of ours. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const { cost, salt, hash } = readPhc(phc)
  return timingSafeEqual(await derive(password, salt, cost, hash.length), hash)
}

/** Takes as long as verifying does: for a login that nobody has, so that the time does not tell. */
export async function verifyNothing(password: string): Promise<false> {
  await derive(password, Buffer.alloc(SALT_BYTES), COST, BYTES)
  return false
}

// The same password may be typed in full width or composed differently on another keyboard.
function derive(password: string, nonce: Buffer, cost: Cost, tagLength: number): Promise<Buffer> {
  const parameters: Argon2Parameters = { ...cost, nonce, tagLength, message: password.normalize('NFKC') }
  return run('argon2id', parameters)
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/

function readPhc(phc: string): { cost: Cost; salt: Buffer; hash: Buffer } {
  const [, memory, passes, parallelism, salt, hash] = PHC.exec(phc) ?? []
  if (!salt || !hash) throw new Error('not an Argon2id PHC string')
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  return { cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') }
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
