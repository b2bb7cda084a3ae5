// A call of our server: its reply, or its refusal in its own words.
import { linesOf } from './lines.ts'

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
  throw await refusalOf(reply)
}

async function refusalOf(reply: Response): Promise<Refusal> {
  const { error = {} }: { error?: Told } = await reply.json().catch(() => ({}))
  return refusal(error, String(reply.status))
}

function refusal({ code, message, problems }: Told, otherwise: string): Refusal {
  const faults = problems?.map((each) => ({ path: each.path ?? '', message: each.message })) ?? []
  return new Refusal(code ?? otherwise, message ?? otherwise, faults)
}

export type Progress = { readonly done: number; readonly total: number }
type Line<T> = { readonly progress?: Progress; readonly result?: T; readonly error?: Told }
type Run = { readonly signal: AbortSignal; readonly report: (progress: Progress) => void }

/** Long work: how far it has come is reported line by line; it stops when `signal` is aborted. */
export async function askRun<T>(
  path: string,
  formToken: string | undefined,
  body: unknown,
  { signal, report }: Run,
): Promise<T> {
  const token = formToken === undefined ? {} : { 'X-Form-Token': formToken }
  const headers = { ...token, 'Content-Type': 'application/json', Accept: 'application/x-ndjson' }
  const reply = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body), signal })
  if (!reply.ok || !reply.body) throw await refusalOf(reply)
  for await (const text of linesOf(reply.body)) {
    const line: Line<T> = JSON.parse(text)
    if (line.error) throw refusal(line.error, path)
    if (line.result) return line.result
    if (line.progress) report(line.progress)
  }
  throw new Refusal('cut-off', path, [])
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

/** A change whose reply is a file. */
export async function askForFile(
  path: string,
  formToken: string | undefined,
  body: unknown,
): Promise<Response> {
  const headers = {
    ...(formToken === undefined ? {} : { 'X-Form-Token': formToken }),
    'Content-Type': 'application/json',
  }
  const reply = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
  if (reply.ok) return reply
  throw await refusalOf(reply)
}
