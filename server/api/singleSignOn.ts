// /api/single-sign-on: to a district's identity provider and back.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { IdentityError } from '../identity/problem.ts'
import { beginSingleSignOn, finishSingleSignOn, type SingleSignOn } from '../identity/singleSignOn.ts'
import { errorResponse } from './errors.ts'
import { addressOf, isSecure } from './front.ts'
import type { IdentityParts } from './identityParts.ts'
import { setSessionCookie } from './visitor.ts'

const COOKIE = 'duixian-single-sign-on'
const PATH = '/api/single-sign-on'
const TEN_MINUTES = 600

// A path of ours and nothing that a browser would take for another host.
const returnTo = z
  .string()
  .regex(/^\/(?![/\\])[^\\\p{Cc}]{0,200}$/u, '应是本网站的路径，以一个“/”开头')
  .default('/')
  .openapi({ description: '登录后回到的页面', example: '/' })

const moved = { 302: { description: '转到下一个页面' } }
const refusals = { 401: errorResponse('统一身份认证没有成功'), 404: errorResponse('没有配置统一身份认证') }

const getStart = createRoute({
  method: 'get',
  path: PATH,
  summary: '用统一身份认证登录',
  request: { query: z.object({ returnTo }) },
  responses: { ...moved, ...refusals, 400: errorResponse('回到的页面写得不对') },
})

const getReturn = createRoute({
  method: 'get',
  path: `${PATH}/return`,
  summary: '从统一身份认证回来',
  description: '授权码与 PKCE；state、nonce 与发起时的浏览器一致才收，只用一次。',
  responses: { ...moved, ...refusals },
})

export function addSingleSignOn(
  app: OpenAPIHono,
  { database, clock, front, singleSignOn }: IdentityParts,
): void {
  const cookie = { path: PATH, httpOnly: true, sameSite: 'Lax', secure: isSecure(front) } as const
  app.openapi(getStart, async (c) => {
    const provider = configured(singleSignOn)
    const begun = await beginSingleSignOn(database, clock(), provider, c.req.valid('query').returnTo)
    setCookie(c, COOKIE, begun.token, { ...cookie, maxAge: TEN_MINUTES })
    return c.redirect(begun.url, 302)
  })
  app.openapi(getReturn, async (c) => {
    const provider = configured(singleSignOn)
    const returned = { token: getCookie(c, COOKIE) ?? '', query: new URL(c.req.url).search }
    deleteCookie(c, COOKIE, cookie)
    const address = addressOf(front, c)
    const finished = await finishSingleSignOn(database, clock(), provider, { ...returned, address })
    setSessionCookie(c, finished.token)
    return c.redirect(finished.returnTo, 302)
  })
}

function configured(singleSignOn: SingleSignOn | undefined): SingleSignOn {
  if (!singleSignOn)
    throw new IdentityError('no-single-sign-on', '这里没有配置统一身份认证，请用登录名和密码登录。')
  return singleSignOn
}
