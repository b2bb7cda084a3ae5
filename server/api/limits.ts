// How much one address may ask, and how large a request may be: so that nobody can stop the others.
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { MOST_BYTES } from '../cases/mediaType.ts'
import { RequestError } from './errors.ts'
import { addressOf, type Front } from './front.ts'
import { MOST_RESULT_BYTES } from './money/results.ts'

const KB = 1024
const MINUTE = 60_000
const MOST_ADDRESSES = 10_000

export type Limits = {
  /** Requests of one address in a minute. */
  readonly requests: number
  /** Of these, attempts to sign in: each costs a tenth of a second of work. */
  readonly signIns: number
  /** Objections, each of which stops a case until an officer has answered it; 10 where nothing is said. */
  readonly objections?: number
}

const MOST_OBJECTIONS = 10

export const LIMITS: Limits = { requests: 1200, signIns: 60 }

const signingIn = /^\/api\/(session|password|second-factor|single-sign-on)\b/

// The first that fits. What identity needs is short; rules and facts of a subject are not.
const sizes = [
  {
    path: /^\/api\/(session|password|second-factor|single-sign-on|persons|duties|departments|tokens|subjects)\b/,
    size: 16 * KB,
  },
  // A bundle brings its rules along.
  { path: /^\/api\/audit\/bundle$/, size: 16 * KB * KB },
  // A file with what is said of it.
  {
    path: /^\/api\/(cases|plan\/reports|(exchange\/)?plan\/tasks)\/\d+\/evidence$/,
    size: MOST_BYTES + 64 * KB,
  },
  { path: /^\/api\/money\/results$/, size: MOST_RESULT_BYTES + 64 * KB },
  { path: /^\/api\/plan\/((project-)?workbook|task-nodes)$/, size: 5 * 1024 * KB },
  { path: /^/, size: 1024 * KB },
].map(({ path, size }) => ({ path, limit: bodyLimit({ maxSize: size, onError: () => refuseLarge(size) }) }))

/** Refuses a body that is larger than requests of its kind can be, before it has been read. */
export const limitBody: MiddlewareHandler = (c, next) => {
  const fitting = sizes.find((each) => each.path.test(c.req.path))
  return fitting ? fitting.limit(c, next) : next()
}

function refuseLarge(size: number): never {
  const most = size >= 1024 * KB ? `${Math.floor(size / KB / 1024)} MB` : `${size / KB} KB`
  throw new RequestError('too-large', `请求正文超过 ${most}，请分批提交。`)
}

/** Refuses what one address asks beyond the limits; counts in memory, so each process counts for itself. */
export function limitRate(limits: Limits, front: Front, clock: () => Date): MiddlewareHandler {
  const all = counter(limits.requests, clock)
  const signIns = counter(limits.signIns, clock)
  const objections = counter(limits.objections ?? MOST_OBJECTIONS, clock)
  return async (c, next) => {
    const address = addressOf(front, c)
    const attempt = signingIn.test(c.req.path) && !isQuestion(c.req.method, c.req.path)
    const objection = c.req.path === '/api/objections'
    if (!all(address) || (attempt && !signIns(address)) || (objection && !objections(address)))
      throw new RequestError('too-many-requests', '请求太频繁，请一分钟后再试。')
    await next()
  }
}

/** Who am I: asked by every page, and costs nothing. */
function isQuestion(method: string, path: string): boolean {
  return method === 'GET' && path === '/api/session'
}

type Bucket = { left: number; at: number }

/** `most` at once, and as many again over a minute. */
function counter(most: number, clock: () => Date): (key: string) => boolean {
  const buckets = new Map<string, Bucket>()
  return (key) => {
    const now = clock().getTime()
    if (buckets.size > MOST_ADDRESSES) forget(buckets, now)
    const { left, at } = buckets.get(key) ?? { left: most, at: now }
    const refilled = Math.min(most, left + (Math.max(now - at, 0) * most) / MINUTE)
    const allowed = refilled >= 1
    buckets.set(key, { left: allowed ? refilled - 1 : refilled, at: now })
    return allowed
  }
}

/** Whoever has been quiet for a minute has everything again, as if never seen. */
function forget(buckets: Map<string, Bucket>, now: number): void {
  for (const [key, { at }] of buckets) if (now - at >= MINUTE) buckets.delete(key)
}
