// The environment → how this installation is set up. Nothing of it is needed to try the program on one machine.
import { join } from 'node:path'
import type { Front } from './api/front.ts'
import type { Place } from './db/openDatabase.ts'
import type { SingleSignOnSettings } from './identity/singleSignOn.ts'

export type Settings = {
  readonly hostname: string
  readonly port: number
  readonly place: Place
  readonly front: Front
  /** The key to second factors, where it is not kept in a file. */
  readonly key: string | undefined
  readonly singleSignOn: SingleSignOnSettings | undefined
  /** Hosts of other systems that may be told without TLS. */
  readonly plainHosts: readonly string[]
  /** One password for everybody who is created at the first start: for walks of the browser only. */
  readonly walkPassword: string | undefined
  /** How many days the clock is ahead: for walks of the browser only, as an installation that is started again later. */
  readonly walkDays: number
}

/** `data` is the folder of everything that is kept. Throws with words for the operator. */
export function readSettings(environment: NodeJS.ProcessEnv, data: string): Settings {
  const { HOST, PORT, DATABASE_URL, DUIXIAN_URL, DUIXIAN_BEHIND_PROXY, DUIXIAN_KEY } = environment
  const publicUrl = DUIXIAN_URL ? new URL(DUIXIAN_URL) : undefined
  return {
    // Only this machine may call unless the operator opens the door: there may be no TLS in front of us.
    hostname: HOST ?? '127.0.0.1',
    port: Number(PORT ?? 5173),
    place: DATABASE_URL ? { url: DATABASE_URL } : { folder: join(data, 'database') },
    front: { publicUrl, behindProxy: DUIXIAN_BEHIND_PROXY === '1' },
    key: DUIXIAN_KEY,
    plainHosts: (environment.DUIXIAN_WEBHOOK_HTTP_HOSTS ?? '').split(/[\s,]+/).filter((each) => each !== ''),
    walkPassword: environment.DUIXIAN_WALK_PASSWORD,
    // Without the password of walks it is an installation that people use, and its clock is the true one.
    walkDays: environment.DUIXIAN_WALK_PASSWORD ? Number(environment.DUIXIAN_WALK_DAYS ?? 0) : 0,
    singleSignOn: singleSignOnOf(environment, publicUrl),
  }
}

function singleSignOnOf(environment: NodeJS.ProcessEnv, publicUrl: URL | undefined) {
  const { DUIXIAN_SSO_ISSUER: issuer, DUIXIAN_SSO_CLIENT, DUIXIAN_SSO_SECRET } = environment
  if (!issuer) return undefined
  if (!DUIXIAN_SSO_CLIENT || !DUIXIAN_SSO_SECRET || !publicUrl)
    throw new Error('统一身份认证还要写明 DUIXIAN_SSO_CLIENT、DUIXIAN_SSO_SECRET 和 DUIXIAN_URL')
  const redirectUri = new URL('/api/single-sign-on/return', publicUrl).href
  return { issuer, clientId: DUIXIAN_SSO_CLIENT, clientSecret: DUIXIAN_SSO_SECRET, redirectUri }
}
