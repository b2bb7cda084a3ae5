// What a browser keeps between requests to an application: cookies, and the form token that our pages send.

type App = { request(path: string, init: RequestInit): Response | Promise<Response> }

export type Answer = {
  readonly status: number
  readonly code: string | undefined
  readonly body: unknown
  readonly headers: Headers
}

export type Browser = {
  readonly cookies: Map<string, string>
  /** Sends a request as our pages do; `headers` are added, or replace those that a page would send. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Requests as above, with the form token of this session; undefined forgets it. */
  formToken: string | undefined
}

export function createBrowser(app: App, address = '10.0.0.1'): Browser {
  const cookies = new Map<string, string>()
  const browser: Browser = {
    cookies,
    formToken: undefined,
    async send(method, path, body, headers = {}) {
      const sent: Record<string, string> = { 'X-Forwarded-For': address, Host: 'localhost' }
      if (cookies.size > 0) sent.Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      if (body !== undefined) sent['Content-Type'] = 'application/json'
      if (method !== 'GET') sent.Origin = 'http://localhost'
      if (browser.formToken) sent['X-Form-Token'] = browser.formToken
      const text = typeof body === 'string' ? body : body === undefined ? null : JSON.stringify(body)
      const reply = await app.request(path, { method, headers: { ...sent, ...headers }, body: text })
      for (const line of reply.headers.getSetCookie()) keep(cookies, line)
      const answer = await read(reply)
      const token = member(answer.body, 'formToken')
      if (typeof token === 'string') browser.formToken = token
      return answer
    },
  }
  return browser
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
  if (/Max-Age=0/i.test(line)) cookies.delete(name)
  else cookies.set(name, value)
}

async function read(reply: Response): Promise<Answer> {
  const text = await reply.text()
  const isJson = reply.headers.get('Content-Type')?.startsWith('application/json')
  const body: unknown = isJson ? JSON.parse(text) : text
  const code = member(member(body, 'error'), 'code')
  return {
    status: reply.status,
    code: typeof code === 'string' ? code : undefined,
    body,
    headers: reply.headers,
  }
}

/** A member of what may be an object. */
export function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}
