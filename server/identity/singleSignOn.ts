// A district's single sign-on (OpenID Connect): the way there, and what comes back → a person who is already known.
import { and, eq, gt, isNull, lt } from 'drizzle-orm'
import * as oidc from 'openid-client'
import type { Database } from '../db/openDatabase.ts'
import { person, ssoAttempt } from '../db/tables.ts'
import { JOB, type Transaction, transact } from '../db/transact.ts'
import { IdentityError } from './problem.ts'
import { startSession } from './session.ts'
import { hashToken, newToken } from './token.ts'

const LONGEST = 10 * 60_000

export type SingleSignOnSettings = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where the provider sends the browser back to: our own address, as registered there. */
  readonly redirectUri: string
}

export type SingleSignOn = {
  readonly redirectUri: string
  readonly provider: () => Promise<oidc.Configuration>
}

/** Asks the provider about itself when it is first needed, and again after a failure. */
export function createSingleSignOn(settings: SingleSignOnSettings): SingleSignOn {
  let found: Promise<oidc.Configuration> | undefined
  const provider = (): Promise<oidc.Configuration> => {
    found ??= discover(settings).catch((error: unknown) => {
      found = undefined
      throw new IdentityError('single-sign-on-failed', '统一身份认证平台没有应答，请稍后再试。', {
        cause: error,
      })
    })
    return found
  }
  return { redirectUri: settings.redirectUri, provider }
}

function discover({ issuer, clientId, clientSecret }: SingleSignOnSettings): Promise<oidc.Configuration> {
  const place = new URL(issuer)
  // Without TLS only on this machine itself, where nobody listens in.
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes(place.hostname)
  const execute = local ? [oidc.allowInsecureRequests] : []
  // The signature is checked too, though the token comes straight from the provider.
  return oidc.discovery(place, clientId, clientSecret, undefined, {
    execute: [...execute, oidc.enableNonRepudiationChecks],
  })
}

/** Where to send the browser, and the token for its cookie. `returnTo` is a path of ours. */
export async function beginSingleSignOn(
  database: Database,
  now: Date,
  { provider, redirectUri }: SingleSignOn,
  returnTo: string,
): Promise<{ readonly url: string; readonly token: string }> {
  const configuration = await provider()
  const [state, nonce, verifier, token] = [
    oidc.randomState(),
    oidc.randomNonce(),
    oidc.randomPKCECodeVerifier(),
    newToken(),
  ]
  await transact(database, { actor: JOB, now }, async (tx) => {
    await tx.delete(ssoAttempt).where(lt(ssoAttempt.startedAt, new Date(now.getTime() - LONGEST)))
    await tx.insert(ssoAttempt).values({ tokenHash: hashToken(token), state, nonce, verifier, returnTo })
  })
  const url = oidc.buildAuthorizationUrl(configuration, {
    ...{ redirect_uri: redirectUri, scope: 'openid', state, nonce },
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return { url: url.href, token }
}

export type Returned = { readonly token: string; readonly query: string; readonly address: string }

/** Returns the token of a new session and the path to go on with; throws `single-sign-on-failed`. */
export async function finishSingleSignOn(
  database: Database,
  now: Date,
  { provider, redirectUri }: SingleSignOn,
  { token, query, address }: Returned,
): Promise<{ readonly token: string; readonly returnTo: string }> {
  const begun = await transact(database, { actor: JOB, now }, (tx) => takeAttempt(tx, now, token))
  if (!begun)
    throw new IdentityError('single-sign-on-failed', '这次统一身份认证已经用过或超过十分钟，请重新登录。')
  const { issuer, subject } = await claimsOf(await provider(), new URL(`${redirectUri}${query}`), begun)
  return transact(database, { actor: JOB, now }, async (tx) => {
    const known = await findKnown(tx, issuer, subject)
    if (!known)
      throw new IdentityError('single-sign-on-failed', '这个统一身份还没有对应的用户，请联系系统管理员。')
    const session = await startSession(tx, now, known.id, { by: 'single-sign-on', address })
    return { token: session, returnTo: begun.returnTo }
  })
}

type Begun = typeof ssoAttempt.$inferSelect

/** Once only, whatever comes of it. */
async function takeAttempt(tx: Transaction, now: Date, token: string): Promise<Begun | undefined> {
  const fresh = gt(ssoAttempt.startedAt, new Date(now.getTime() - LONGEST))
  const [begun] = await tx
    .delete(ssoAttempt)
    .where(and(eq(ssoAttempt.tokenHash, hashToken(token)), fresh))
    .returning()
  return begun
}

async function claimsOf(configuration: oidc.Configuration, url: URL, { state, nonce, verifier }: Begun) {
  try {
    const tokens = await oidc.authorizationCodeGrant(configuration, url, {
      ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
    })
    const claims = tokens.claims()
    if (!claims) throw new Error('no ID token')
    return { issuer: claims.iss, subject: claims.sub }
  } catch (error) {
    throw new IdentityError('single-sign-on-failed', '统一身份认证没有成功，请重新登录。', { cause: error })
  }
}

async function findKnown(tx: Transaction, issuer: string, subject: string) {
  const [known] = await tx
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.ssoIssuer, issuer), eq(person.ssoSubject, subject), isNull(person.disabledAt)))
  return known
}
