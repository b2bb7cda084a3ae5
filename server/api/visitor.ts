// A request → who makes it: a person with a session in a cookie, or another system with a token. Guards stand before a
// route's handler and before its body is read.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Database } from '../db/openDatabase.ts'
import { authenticateToken, type System } from '../identity/authenticateToken.ts'
import type { TokenScope } from '../identity/issueToken.ts'
import type { Role, Scope } from '../identity/rights.ts'
import { findSession, type NextStep, type Session } from '../identity/session.ts'
import { RequestError } from './errors.ts'
import { type Front, isOwnPage, isSecure } from './front.ts'

/** What the guards need of the application; each request has one. */
type Visitor = {
  readonly front: Front
  readonly session: () => Promise<Session | undefined>
  readonly system: () => Promise<System | undefined>
}

declare module 'hono' {
  interface ContextVariableMap {
    visitor: Visitor
    session: Session
    system: System
  }
}

/** Lets guards find out who asks; costs nothing where nobody does. */
export function identify(database: Database, front: Front, clock: () => Date): MiddlewareHandler {
  return async (c, next) => {
    const token = sessionToken(c, front)
    const bearer = /^Bearer ([\w-]+)$/.exec(c.req.header('Authorization') ?? '')?.[1]
    c.set('visitor', {
      front,
      session: async () => (token ? findSession(database, clock(), token) : undefined),
      system: async () => (bearer ? authenticateToken(database, clock(), bearer) : undefined),
    })
    await next()
  }
}

/** The person for whom a guarded request runs, with everything that person may do. */
export function currentPerson(c: Context): Session {
  return c.get('session')
}

/** The system for which a guarded request runs. */
export function currentSystem(c: Context): System {
  return c.get('system')
}

// — guards —

/** Lets in whoever has signed in completely; `unfinished` names steps that may still be open here. */
export function requireSession(...unfinished: readonly NextStep[]): MiddlewareHandler {
  return guard(() => {}, unfinished)
}

/** Lets in whoever has one of these duties. */
export function requireRole(...roles: readonly Role[]): MiddlewareHandler {
  return guard(({ duties }) => {
    if (!duties.some((each) => roles.includes(each.role))) throw forbidden('您的岗位不能做这件事。')
  })
}

/** Lets in whoever may do this for the subject that the path names; one that does not exist is answered the same. */
export function requireScope(scope: Scope, parameter = 'subject'): MiddlewareHandler {
  return guard(({ authorities }, c) => {
    const subject = Number(c.req.param(parameter))
    const own = authorities.filter((each) => each.subject.id === subject)
    if (!own.some((each) => each.scopes.includes(scope)))
      throw forbidden('您没有这家企业的这项授权，或授权已经结束。')
  })
}

/** Lets in another system whose token has this scope; any token where none is named. */
export function requireSystem(scope?: TokenScope): MiddlewareHandler {
  return async (c, next) => {
    c.header('Cache-Control', 'no-store')
    const system = await c.get('visitor').system()
    if (!system) throw new RequestError('not-signed-in', '请带上有效的接口令牌：Authorization: Bearer …。')
    if (scope && !system.scopes.includes(scope)) throw forbidden('这个接口令牌没有这项权限。')
    c.set('system', system)
    await next()
  }
}

/** Refuses what a page of somebody else lets a browser send. */
export const requireOwnPage: MiddlewareHandler = async (c, next) => {
  if (!isOwnPage(c.get('visitor').front, c)) throw forged()
  await next()
}

function guard(
  check: (session: Session, c: Context) => void,
  unfinished: readonly NextStep[] = [],
): MiddlewareHandler {
  return async (c, next) => {
    c.header('Cache-Control', 'no-store')
    const { front, session: find } = c.get('visitor')
    const session = await find()
    if (!session) throw new RequestError('not-signed-in', '请先登录；超过 30 分钟没有操作，要重新登录。')
    if (!isSafe(c) && !(isOwnPage(front, c) && hasFormToken(c, front))) throw forged()
    if (session.next !== 'nothing' && !unfinished.includes(session.next))
      throw new RequestError('unfinished-sign-in', unfinishedWords[session.next])
    check(session, c)
    c.set('session', session)
    await next()
  }
}

const unfinishedWords: Record<Exclude<NextStep, 'nothing'>, string> = {
  'enter-code': '请先输入动态口令。',
  'change-password': '请先修改初始密码。',
  enrol: '您的岗位须绑定动态口令，请先绑定。',
}

function isSafe(c: Context): boolean {
  return c.req.method === 'GET' || c.req.method === 'HEAD'
}

function forbidden(message: string): RequestError {
  return new RequestError('forbidden', message)
}

function forged(): RequestError {
  return new RequestError('forged-request', '这个请求不像是从本网站的页面发出的，请刷新页面后再试。')
}

// — the cookie —

// A browser keeps a __Host- cookie to this very host and to TLS, whatever other hosts of the domain try.
const cookieName = (front: Front): string => (isSecure(front) ? '__Host-duixian' : 'duixian')

export function setSessionCookie(c: Context, token: string): void {
  const { front } = c.get('visitor')
  setCookie(c, cookieName(front), token, {
    ...{ path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure(front) },
  })
}

export function clearSessionCookie(c: Context): void {
  const { front } = c.get('visitor')
  deleteCookie(c, cookieName(front), { path: '/', secure: isSecure(front) })
}

function sessionToken(c: Context, front: Front): string | undefined {
  return getCookie(c, cookieName(front))
}

// — the second token, which a page of ours sends with every change —

const FORM_TOKEN_HEADER = 'X-Form-Token'

/** Only who can read our replies has it; it says nothing of the session's own token. */
export function formTokenOf(token: string): string {
  return createHash('sha256').update(`form ${token}`).digest('base64url')
}

function hasFormToken(c: Context, front: Front): boolean {
  const token = sessionToken(c, front)
  const sent = Buffer.from(c.req.header(FORM_TOKEN_HEADER) ?? '')
  const expected = Buffer.from(token ? formTokenOf(token) : '')
  return expected.length > 0 && sent.length === expected.length && timingSafeEqual(sent, expected)
}

/** The form token of the session that the request came with. */
export function ownFormToken(c: Context): string {
  return formTokenOf(sessionToken(c, c.get('visitor').front) ?? '')
}
