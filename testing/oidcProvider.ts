// A small OpenID provider over HTTP: authorization code with PKCE, signed ID tokens, and what an attacker would bend.
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export const CLIENT = { clientId: 'duixian', clientSecret: 'a secret between us' }

export type Provider = {
  readonly issuer: string
  /** Who is signed in at the provider. */
  subject: string
  /** What the next ID tokens say instead; a key that is not theirs signs them where `forged`. */
  claims: Record<string, unknown>
  forged: boolean
  /** Authorizations that were asked for, as parameters. */
  readonly asked: URLSearchParams[]
  close(): Promise<void>
}

const keys = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export async function startProvider(): Promise<Provider> {
  const [own, others] = [keys(), keys()]
  const codes = new Map<string, URLSearchParams>()
  const server = createServer(async (request, reply) => {
    const url = new URL(request.url ?? '/', provider.issuer)
    const answer = await respond(request, url)
    reply.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers })
    reply.end(JSON.stringify(answer.body ?? {}))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const provider: Provider = {
    ...{ issuer: `http://127.0.0.1:${port}`, subject: 'u-1', claims: {}, forged: false, asked: [] },
    close: () => new Promise((closed) => server.close(() => closed())),
  }

  type Reply = { status: number; headers?: Record<string, string>; body?: unknown }

  async function respond(request: IncomingMessage, { pathname, searchParams }: URL): Promise<Reply> {
    if (pathname === '/.well-known/openid-configuration') return { status: 200, body: configuration() }
    if (pathname === '/jwks') {
      const jwk = { ...own.publicKey.export({ format: 'jwk' }), kid: '1', use: 'sig', alg: 'RS256' }
      return { status: 200, body: { keys: [jwk] } }
    }
    if (pathname === '/authorize') return authorize(searchParams)
    if (pathname === '/token') return grant(new URLSearchParams(await text(request)))
    return { status: 404 }
  }

  function configuration() {
    const at = (path: string): string => provider.issuer + path
    return {
      issuer: provider.issuer,
      authorization_endpoint: at('/authorize'),
      token_endpoint: at('/token'),
      jwks_uri: at('/jwks'),
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    }
  }

  function authorize(asked: URLSearchParams): Reply {
    provider.asked.push(asked)
    const code = randomUUID()
    codes.set(code, asked)
    const back = new URL(asked.get('redirect_uri') ?? '')
    back.searchParams.set('code', code)
    back.searchParams.set('state', asked.get('state') ?? '')
    return { status: 302, headers: { Location: back.href } }
  }

  /** Once for each code, for whoever knows the client's secret and what the challenge was made of. */
  function grant(form: URLSearchParams): Reply {
    const code = form.get('code') ?? ''
    const asked = codes.get(code)
    codes.delete(code)
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const right =
      form.get('client_id') === CLIENT.clientId &&
      form.get('client_secret') === CLIENT.clientSecret &&
      form.get('redirect_uri') === asked?.get('redirect_uri') &&
      challenge === asked?.get('code_challenge')
    if (!asked || !right) return { status: 400, body: { error: 'invalid_grant' } }
    return {
      status: 200,
      body: { access_token: randomUUID(), token_type: 'Bearer', id_token: idToken(asked) },
    }
  }

  function idToken(asked: URLSearchParams): string {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      ...{ iss: provider.issuer, sub: provider.subject, aud: CLIENT.clientId, iat: now, exp: now + 300 },
      ...{ nonce: asked.get('nonce'), ...provider.claims },
    }
    const content = `${base64({ alg: 'RS256', kid: '1' })}.${base64(claims)}`
    const key = (provider.forged ? others : own).privateKey
    return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`
  }

  return provider
}
