// Where browsers reach us and where a request came from: what depends on the machine in front of this process.
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

export type Front = {
  /** The address that people type, such as https://dx.example.gov.cn; without it, whatever the request names. */
  readonly publicUrl?: URL | undefined
  /** Whether a proxy of ours is in front and says for whom it asks; otherwise such headers are anybody's claim. */
  readonly behindProxy: boolean
}

/** Only over TLS may cookies be bound to it, and browsers told to use nothing else. */
export function isSecure({ publicUrl }: Front): boolean {
  return publicUrl?.protocol === 'https:'
}

/** The address of whoever asks: counted, limited and logged. */
export function addressOf({ behindProxy }: Front, c: Context): string {
  // The last one is what our own proxy saw; those before it are claims.
  const forwarded = behindProxy ? c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() : undefined
  return (forwarded || socketAddress(c) || 'unknown').slice(0, 64)
}

/** Whether a browser sent the request from a page of ours; a caller that is no browser says nothing of it. */
export function isOwnPage({ publicUrl }: Front, c: Context): boolean {
  const site = c.req.header('Sec-Fetch-Site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const origin = c.req.header('Origin')
  if (origin === undefined) return true
  return origin === (publicUrl?.origin ?? `${new URL(c.req.url).protocol}//${c.req.header('Host')}`)
}

function socketAddress(c: Context): string | undefined {
  // A request that came over no socket: in tests, or from inside.
  if (!c.env || typeof c.env !== 'object' || !('incoming' in c.env)) return undefined
  return getConnInfo(c).remote.address?.replace(/^::ffff:/, '')
}
