// What the sandbox asks the server, and the server's own words when it refuses.
import type { Parameter, Reform, ReformChange } from '#lang'
import type { PopulationSummary } from '#population'
import type {
  Cliff,
  Comparison,
  Dimension,
  Scenario,
  SimulationResult,
  SubjectList,
} from '#server/api/simulationReply.ts'
import { linesOf } from '../ui/lines.ts'
import type { ListQuery } from './list.ts'

export type Progress = { readonly done: number; readonly total: number }

export type Scope = {
  readonly population: string
  readonly at: string
  readonly policies?: readonly string[]
  readonly items?: readonly string[]
}

export type ListRequest = Pick<Scope, 'population' | 'at'> &
  Pick<ListQuery, 'item' | 'which' | 'fact'> & {
    readonly reform?: Reform
    readonly filter: { readonly [K in Dimension]?: string }
  }

/** A refusal in the server's words, each problem beneath it. */
export class Refusal extends Error {
  readonly problems: readonly string[]

  constructor(message: string, problems: readonly string[]) {
    super(message)
    this.problems = problems
  }
}

export const askPopulations = () => asked<PopulationSummary[]>('/api/populations')

export function askSimulation(
  body: Scope & { readonly groupsOf?: string },
  signal: AbortSignal,
  report: (progress: Progress) => void,
): Promise<SimulationResult> {
  return streamed<SimulationResult>('/api/simulate', body, signal, report)
}

export function askComparison(
  body: Scope & { readonly reform: Reform },
  signal: AbortSignal,
): Promise<Comparison> {
  return asked<Comparison>('/api/simulate/compare', { signal, ...posted(body) })
}

export function askSubjects(body: ListRequest & { page: number; size: number }, signal: AbortSignal) {
  const path = '/api/simulate/subjects'
  return asked<SubjectList>(path, { signal, ...posted(body) })
}

export function askCliff(
  body: Pick<Scope, 'population' | 'at'> & { readonly parameter: Parameter['id']; readonly item?: string },
  signal: AbortSignal,
) {
  return asked<Cliff>('/api/simulate/cliff', { signal, ...posted(body) })
}

export const askReforms = () => asked<Scenario[]>('/api/reforms')

export function saveReform(body: Pick<Scenario, 'reform' | 'population' | 'at'>): Promise<Scenario> {
  return asked<Scenario>('/api/reforms', posted(body))
}

export async function removeReform(id: string): Promise<void> {
  await sound(await fetch(`/api/reforms/${encodeURIComponent(id)}`, { method: 'DELETE' }))
}

export type ExportRequest =
  | ({ readonly kind: 'simulation'; readonly groupsOf?: string } & Scope)
  | ({ readonly kind: 'list' } & ListRequest)
  | ({ readonly kind: 'comparison'; readonly reform: Reform } & Scope)

/** The whole list or comparison as a workbook, among the browser's downloads. */
export async function downloadWorkbook(body: ExportRequest): Promise<void> {
  const reply = await sound(await fetch('/api/simulate/export', posted(body)))
  const name = /filename\*=UTF-8''([^;]+)/.exec(reply.headers.get('Content-Disposition') ?? '')?.[1]
  const address = URL.createObjectURL(await reply.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = decodeURIComponent(name ?? 'sandbox.xlsx')
  link.click()
  URL.revokeObjectURL(address)
}

export function reformOf(changes: readonly ReformChange[], rest: Partial<Omit<Reform, 'changes'>>): Reform {
  return { title: rest.title ?? '', note: rest.note ?? '', changes, envelopes: rest.envelopes ?? [] }
}

function posted(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
}

async function asked<T>(path: string, request?: RequestInit): Promise<T> {
  return (await sound(await fetch(path, request))).json()
}

async function sound(reply: Response): Promise<Response> {
  if (reply.ok) return reply
  const { error } = await reply.json().catch(() => ({}))
  throw refusalOf(error, `${reply.status}`)
}

type Told = { readonly message?: string; readonly problems?: readonly { readonly message: string }[] }

function refusalOf(told: Told | undefined, otherwise: string): Refusal {
  return new Refusal(told?.message ?? otherwise, told?.problems?.map(({ message }) => message) ?? [])
}

type Line<T> = { readonly progress?: Progress; readonly result?: T; readonly error?: Told }

/** One line of JSON for each step, the result in the last. */
async function streamed<T>(
  path: string,
  body: unknown,
  signal: AbortSignal,
  report: (progress: Progress) => void,
): Promise<T> {
  const request = posted(body)
  const headers = { ...request.headers, Accept: 'application/x-ndjson' }
  const reply = await sound(await fetch(path, { ...request, headers, signal }))
  if (!reply.headers.get('Content-Type')?.includes('ndjson') || !reply.body) return reply.json()
  for await (const text of linesOf(reply.body)) {
    const line: Line<T> = JSON.parse(text)
    if (line.error) throw refusalOf(line.error, path)
    if (line.result) return line.result
    if (line.progress) report(line.progress)
  }
  throw new Refusal(path, [])
}
