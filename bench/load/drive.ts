// A listening server → what its callers saw: as many at once as said, each asking again as soon as it has its answer.
import { loadSamples } from '#policies'
import { type Browser, createBrowser, member } from '../../testing/browser.ts'
import { seeded } from '../firm.ts'
import { HANDLER, OWNERS, ownerLogin, PASSWORD } from './people.ts'
import type { Ready } from './serve.ts'

export const KINDS = ['checkup', 'workbench', 'search', 'case', 'ownCases', 'submission'] as const
export type Kind = (typeof KINDS)[number]

/** Milliseconds of every answer, in the order in which they came. */
export type Driven = {
  readonly seconds: number
  readonly times: Readonly<Record<Kind, readonly number[]>>
  readonly failures: readonly string[]
}

type Traffic = {
  readonly callers: number
  readonly warmUp: number
  readonly seconds: number
  readonly cases: number
}

/** Of a hundred requests. A submission is two: a draft, and handing it in. */
const SHARES: Readonly<Record<Kind, number>> = {
  ...{ checkup: 35, workbench: 25, search: 5, case: 15, ownCases: 10, submission: 10 },
}

export async function drive({ port }: Ready, fresh: Fresh, traffic: Traffic): Promise<Driven> {
  const { callers, warmUp, seconds, cases } = traffic
  const origin = `http://127.0.0.1:${port}`
  const app = {
    request: (path: string, init: RequestInit) => {
      const headers = new Headers(init.headers)
      headers.delete('Host')
      if (headers.has('Origin')) headers.set('Origin', origin)
      return fetch(`${origin}${path}`, { ...init, headers })
    },
  }
  const signedIn = async (login: string): Promise<Browser> => {
    const browser = createBrowser(app)
    const { status } = await browser.send('POST', '/api/session', { login, password: PASSWORD })
    if (status !== 200) throw new Error(`${login} could not sign in: ${status}`)
    return browser
  }
  const handler = await signedIn(HANDLER)
  const owners: Browser[] = []
  for (let i = 0; i < OWNERS; i++) owners.push(await signedIn(ownerLogin(i)))
  const samples = loadSamples()
  // The same traffic in every run.
  const random = seeded(20_261_121)
  const pick = <T>(all: readonly T[]): T =>
    all[Math.floor(random() * all.length)] ?? fail('nothing to pick from')
  const firstPage = await handler.send('GET', '/api/workbench?size=50')
  const seen = linesOf(firstPage.body)

  const times: Record<Kind, number[]> = {
    ...{ checkup: [], workbench: [], search: [], case: [], ownCases: [], submission: [] },
  }
  const failures: string[] = []
  const ask: Readonly<Record<Kind, () => Promise<number>>> = {
    checkup: async () => {
      const { subject, facts } = pick(samples)
      return (await owners[0]?.send('POST', '/api/evaluate', { subject, facts }))?.status ?? 0
    },
    workbench: async () => (await handler.send('GET', '/api/workbench?mine=1&size=50')).status,
    search: async () => {
      const text = encodeURIComponent(`装载-${String(Math.floor(random() * cases)).padStart(8, '0')}`)
      return (await handler.send('GET', `/api/workbench?text=${text}`)).status
    },
    case: async () => (await handler.send('GET', `/api/cases/${String(pick(seen))}`)).status,
    ownCases: async () => (await pick(owners).send('GET', '/api/cases')).status,
    submission: async () => {
      const { owner, ...application } = fresh()
      const browser = owners[owner] ?? fail('no owner')
      const opened = await browser.send('POST', '/api/cases', application)
      if (opened.status !== 200) return opened.status
      const request = { requestId: `load ${Math.floor(random() * 1e15)}`, act: 'submit', version: 0 }
      return (await browser.send('POST', `/api/cases/${String(member(opened.body, 'id'))}/acts`, request))
        .status
    },
  }

  const begun = performance.now()
  const from = begun + warmUp * 1000
  const until = from + seconds * 1000
  const caller = async (): Promise<void> => {
    while (performance.now() < until) {
      const kind = kindAt(random() * 100)
      const start = performance.now()
      const status = await ask[kind]()
      const end = performance.now()
      if (status !== 200) failures.push(`${kind} ${status}`)
      else if (start >= from && end <= until) times[kind].push(end - start)
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return { seconds, times, failures }
}

function kindAt(place: number): Kind {
  let left = place
  for (const kind of KINDS) {
    left -= SHARES[kind]
    if (left < 0) return kind
  }
  return 'checkup'
}

type Fresh = ReturnType<typeof submissions>

/** Applications that nobody has made yet, spread over owners. */
export function submissions({ owned, items }: Ready) {
  let made = 0
  return () => {
    const n = made++
    const owner = n % owned.length
    const firms = owned[owner] ?? []
    const place = Math.floor(n / owned.length)
    const subject = firms[place % firms.length] ?? fail('no firm')
    const which = items[Math.floor(place / firms.length) % items.length] ?? fail('no item')
    const year = 2026 - Math.floor(place / firms.length / items.length)
    return { owner, subject, ...which, year }
  }
}

function linesOf(body: unknown): unknown[] {
  const cases = member(body, 'cases')
  if (!Array.isArray(cases)) throw new Error('the workbench gave no list')
  return cases.map((each) => member(each, 'id'))
}

function fail(why: string): never {
  throw new Error(why)
}
