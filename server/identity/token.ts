// Secrets that we make ourselves: 256 random bits, of which only a hash is kept.
import { randomBytes } from 'node:crypto'
import { sha256 } from '../audit/canonical.ts'

/** 43 characters of base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** SHA-256 in hexadecimal. Enough for what cannot be guessed; what people think up is hashed by password.ts. */
export function hashToken(token: string): string {
  return sha256(token)
}
