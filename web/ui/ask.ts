// A call of our server: its reply, or its refusal in its own words.

/** Where a problem is (the name of a field, a cell), and what is wrong there. */
type Fault = { readonly path: string; readonly message: string }

/** A refusal: a code to branch on, a sentence, and each problem beneath it. */
export class Refusal extends Error {
  readonly code: string
  readonly faults: readonly Fault[]

  constructor(code: string, message: string, faults: readonly Fault[]) {
    super(message)
    this.code = code
    this.faults = faults
  }

  /** What a sentence says already is not said again. */
  get problems(): string[] {
    return this.faults.map(({ message }) => message).filter((each) => each !== this.message)
  }
}

/** What is wrong with one field of a form, if anything is. */
export function faultAt(error: Error | null, ...paths: readonly string[]): string | undefined {
  return error instanceof Refusal ? error.faults.find(({ path }) => paths.includes(path))?.message : undefined
}

const ABOUT_SESSION = ['not-signed-in', 'unfinished-sign-in', 'forged-request']

/** Whether the server knows somebody else, or nobody, where this page believes to be signed in. */
export const isAboutSession = (error: Error): boolean =>
  error instanceof Refusal && ABOUT_SESSION.includes(error.code)

type Told = {
  readonly code?: string
  readonly message?: string
  readonly problems?: readonly { readonly path?: string; readonly message: string }[]
}

export async function ask<T>(path: string, request?: RequestInit): Promise<T> {
  const reply = await fetch(path, request)
  if (reply.ok) return reply.json()
  const { error = {} }: { error?: Told } = await reply.json().catch(() => ({}))
  const faults = error.problems?.map(({ path = '', message }) => ({ path, message })) ?? []
  throw new Refusal(error.code ?? String(reply.status), error.message ?? String(reply.status), faults)
}

/** A change: with the token that only pages of ours know. A body that is a form is sent as such. */
export function change<T>(
  method: 'POST' | 'DELETE',
  path: string,
  formToken: string | undefined,
  body?: unknown,
): Promise<T> {
  const token = formToken === undefined ? {} : { 'X-Form-Token': formToken }
  if (body instanceof FormData) return ask<T>(path, { method, headers: token, body })
  if (body === undefined) return ask<T>(path, { method, headers: token })
  const headers = { ...token, 'Content-Type': 'application/json' }
  return ask<T>(path, { method, headers, body: JSON.stringify(body) })
}

/** Names a request, so that sending it twice is one act. Also where the page came without TLS. */
export function newRequestId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
