// A listening server → how long each request of each page took, for one caller and for several at once.
import { type Browser, createBrowser } from '../../testing/browser.ts'
import { PASSWORD } from './people.ts'
import type { Page } from './planPages.ts'
import { ASKERS, type Asker } from './planPeople.ts'

/** Milliseconds of each request, by the page's name; a page with several requests has all of theirs. */
export type Times = ReadonlyMap<string, readonly number[]>
type PlanDriven = { readonly times: Times; readonly failures: readonly string[] }

export type PlanDriver = {
  /** Every page so often by one caller, page after page; then the order is begun again. */
  alone(rounds: number): Promise<PlanDriven>
  /** All pages in turn by so many callers at once, each from another place in the list. */
  together(callers: number, rounds: number): Promise<PlanDriven>
}

export async function planDriver(port: number, pages: readonly Page[]): Promise<PlanDriver> {
  const people = new Map<Asker, Browser>()
  for (const login of ASKERS) people.set(login, await signedIn(port, login))
  const run = async (rounds: number, start: number, into: Map<string, number[]>, failures: string[]) => {
    for (let i = 0; i < rounds * pages.length; i++) {
      const page = pages[(i + start) % pages.length]
      const browser = page && people.get(page.who)
      if (!page || !browser) continue
      for (const path of page.paths) {
        const begun = performance.now()
        const { status } = await browser.send('GET', path)
        const took = performance.now() - begun
        if (status === 200) into.set(page.name, [...(into.get(page.name) ?? []), took])
        else failures.push(`${path} ${status}`)
      }
    }
  }
  const driven = async (callers: number, rounds: number): Promise<PlanDriven> => {
    const [times, failures] = [new Map<string, number[]>(), [] as string[]]
    const starts = Array.from({ length: callers }, (_, i) => Math.floor((i * pages.length) / callers))
    await Promise.all(starts.map((start) => run(rounds, start, times, failures)))
    return { times, failures }
  }
  return { alone: (rounds) => driven(1, rounds), together: driven }
}

async function signedIn(port: number, login: string): Promise<Browser> {
  const origin = `http://127.0.0.1:${port}`
  const browser = createBrowser({
    request: (path: string, init: RequestInit) => {
      const headers = new Headers(init.headers)
      headers.delete('Host')
      if (headers.has('Origin')) headers.set('Origin', origin)
      return fetch(`${origin}${path}`, { ...init, headers })
    },
  })
  const { status } = await browser.send('POST', '/api/session', { login, password: PASSWORD })
  if (status !== 200) throw new Error(`${login} could not sign in: ${status}`)
  return browser
}
