// Every described endpoint, every text field and every query, with text that does harm where somebody runs it: nothing
// breaks, nothing is run, and what comes back is never a page.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createTestApp, program } from '../../testing/application.ts'
import { type Browser, createBrowser, member } from '../../testing/browser.ts'
import { openTestServer, stopTestServer } from '../../testing/databases.ts'
import { createPeople, DEPARTMENT, signInFully } from '../../testing/people.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { ROLES, TOKEN_SCOPES } from '../db/tables.ts'
import { createEngine } from '../simulation/engine.ts'
import { describeApi } from './describeApi.ts'

const HARM = {
  'SQL that ends the statement': `x'); DROP TABLE person; --`,
  'SQL that is always true': `' OR '1'='1' /* `,
  'SQL that waits': `\\'; SELECT pg_sleep(60); --`,
  'a page with a script': `"><script>alert(document.cookie)</script><img src=x onerror=alert(1)>`,
  'a formula': `=cmd|' /C calc'!A0`,
  'a template': ['$', '{process.exit(1)}{{constructor.constructor("return process")()}}%s%n'].join(''),
  'a path': '../../../../etc/passwd',
  'text that turns round': '名称\u202Excod.exe\uFEFF',
  'half a character': '名\uD800称',
  'what no keyboard types': 'a\u0000b\u001Bc',
  'very long': '兑'.repeat(5000),
} as const

/** Not asked with a body: a session ends, or work goes on behind the answer. */
const LEFT_OUT = new Set(['DELETE /api/session'])

type Schema = Readonly<Record<string, unknown>>
type Operation = { readonly endpoint: string; readonly body?: Schema; readonly query: readonly string[] }

after(stopTestServer)

const { database, close } = await openTestServer()
const data = await mkdtemp(join(tmpdir(), 'duixian-harm-'))
const engine = createEngine(program, data, 1)
after(async () => {
  await close()
  await engine.close()
  await rm(data, { recursive: true })
})
const clock = { now: new Date('2026-03-02T01:00:00Z') }
const most = Number.MAX_SAFE_INTEGER
const unlimited = { requests: most, signIns: most, objections: most }
const app = createTestApp(database, clock, { engine, limits: unlimited })
const described: unknown = JSON.parse(JSON.stringify(describeApi(app)))
const VISITORS = [...ROLES, 'owner', 'nobody', 'machine'] as const
const browsers = new Map<string, Browser>()
const bearer: Record<string, string> = {}
let subject = 0

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function schemaOf(value: unknown): Schema {
  const schema = Object.fromEntries(entriesOf(value))
  const reference = schema.$ref
  if (typeof reference !== 'string') return schema
  let found: unknown = described
  for (const part of reference.replace('#/', '').split('/')) found = member(found, part)
  return schemaOf(found)
}

function operations(): Operation[] {
  return entriesOf(member(described, 'paths')).flatMap(([path, methods]) =>
    entriesOf(methods).map(([method, operation]): Operation => {
      const content = member(member(operation, 'requestBody'), 'content')
      const body = member(member(content, 'application/json'), 'schema')
      const parameters = member(operation, 'parameters')
      const query = (Array.isArray(parameters) ? parameters : [])
        .filter((each) => member(each, 'in') === 'query')
        .map((each) => String(member(each, 'name')))
      return {
        endpoint: `${method.toUpperCase()} ${path}`,
        query,
        ...(body === undefined ? {} : { body: schemaOf(body) }),
      }
    }),
  )
}

/** A body of that shape in which everything that may be any text is `text`. */
function bodyOf(value: unknown, text: string, depth = 0): unknown {
  const schema = schemaOf(value)
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf
  if (Array.isArray(choices)) return bodyOf(choices[0], text, depth)
  if (Array.isArray(schema.enum)) return schema.enum[0]
  if ('const' in schema) return schema.const
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'string':
      return typeof schema.format === 'string' && typeof schema.example === 'string' ? schema.example : text
    case 'integer':
    case 'number':
      return schema.example ?? schema.minimum ?? 1
    case 'boolean':
      return true
    case 'array':
      return depth > 6 ? [] : [bodyOf(schema.items, text, depth + 1)]
    case 'object': {
      const own = entriesOf(schema.properties).map(([name, each]) => [name, bodyOf(each, text, depth + 1)])
      const free = own.length === 0 ? [[text.slice(0, 20), text]] : []
      return Object.fromEntries([...own, ...free])
    }
    default:
      return text
  }
}

async function ask(visitor: string, { endpoint, body, query }: Operation, text: string) {
  const [method = '', path = ''] = endpoint.split(' ')
  const place = path.replace('{subject}', String(subject)).replace(/\{(id|delivery)\}/g, '999999')
  const harmless = encodeURIComponent(text.toWellFormed())
  const named = place.replace(/\{\w+\}/g, harmless)
  const question = query.length > 0 ? `?${query.map((each) => `${each}=${harmless}`).join('&')}` : ''
  const browser = browsers.get(visitor) ?? assert.fail(visitor)
  const sent = method === 'GET' || method === 'DELETE' ? undefined : body ? bodyOf(body, text) : {}
  return browser.send(method, `${named}${question}`, sent, visitor === 'machine' ? bearer : {})
}

suite('text that does harm', () => {
  before(async () => {
    subject = (await createPeople(database, clock.now)).first
    for (const [i, visitor] of VISITORS.entries()) {
      const browser = createBrowser(app, `10.9.0.${i}`)
      browsers.set(visitor, browser)
      if (visitor !== 'nobody' && visitor !== 'machine') await signInFully(browser, visitor, clock.now)
    }
    const grant = { name: '系统', department: DEPARTMENT, scopes: TOKEN_SCOPES, days: 1 }
    const issued = await browsers.get('security_admin')?.send('POST', '/api/tokens', grant)
    bearer.Authorization = `Bearer ${String(member(issued?.body, 'token'))}`
  })

  for (const [name, text] of Object.entries(HARM))
    test(name, async () => {
      for (const operation of operations()) {
        if (LEFT_OUT.has(operation.endpoint)) continue
        for (const visitor of VISITORS) {
          const { status, headers } = await ask(visitor, operation, text)
          assert.ok(status < 500, `${visitor} ${operation.endpoint}: ${status}`)
          assert.doesNotMatch(headers.get('Content-Type') ?? '', /html/, operation.endpoint)
          assert.equal(headers.get('X-Content-Type-Options'), 'nosniff', operation.endpoint)
        }
      }
      const { rows } = await database.pool.query('SELECT count(*) > 0 AS alive FROM person')
      assert.deepEqual(rows, [{ alive: true }])
    })
})

runSuites()
