// A secret and a moment → the code of six digits that an authenticator shows (RFC 6238, as all of them do by default).
import { Secret, TOTP } from 'otpauth'

const PERIOD = 30
// One step early or late: clocks differ, and people type slowly.
const WINDOW = 1

export function newTotpSecret(): Uint8Array {
  return new Secret({ size: 20 }).bytes
}

/** What an authenticator reads from a QR code. */
export function totpUri(secret: Uint8Array, login: string): string {
  return totp(secret, login).toString()
}

/** The same for typing in, in groups of four. */
export function totpText(secret: Uint8Array): string {
  return (totp(secret, '').secret.base32.match(/.{1,4}/g) ?? []).join(' ')
}

/** The time step whose code this is; undefined when it is none of those that count now. */
export function stepOfCode(secret: Uint8Array, code: string, now: Date): number | undefined {
  // Anything else of six characters, such as digits in full width, makes otpauth throw.
  if (!/^\d{6}$/.test(code)) return undefined
  const delta = totp(secret, '').validate({ token: code, timestamp: now.getTime(), window: WINDOW })
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / PERIOD) + delta
}

export function codeAt(secret: Uint8Array, now: Date): string {
  return totp(secret, '').generate({ timestamp: now.getTime() })
}

function totp(secret: Uint8Array, label: string): TOTP {
  // Copied: otpauth wants the whole buffer, and Node's small buffers share one.
  const own = new Secret({ buffer: Uint8Array.from(secret).buffer })
  return new TOTP({ issuer: '兑现', label, secret: own, period: PERIOD })
}
