import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { type ServerType, serve } from '@hono/node-server'
import { bestPackage, compile, evaluate, nextQuestions, parseDate, readSubject } from '#lang'
import { loadSamples, loadSources } from '#policies'
import { createApp } from './app.ts'
import { errorSchema } from './errors.ts'
import { replySchema } from './evaluateSubject.ts'
import { packageReplySchema } from './packageSubject.ts'

const { program, trees } = compile(loadSources())
const samples = loadSamples()

let webFolder: string
let server: ServerType
let base: string

before(async () => {
  webFolder = await mkdtemp(join(tmpdir(), 'duixian-web-'))
  await mkdir(join(webFolder, 'assets'))
  await writeFile(join(webFolder, 'index.html'), '<!doctype html><title>screens</title>')
  await writeFile(join(webFolder, 'assets/main-abc.js'), 'built')
  // 16:30 UTC is already the next day in China.
  const clock = () => new Date('2025-05-31T16:30:00Z')
  const { fetch: handle } = createApp({ program, trees, samples, webFolder, clock })
  server = serve({ fetch: handle, hostname: '127.0.0.1', port: 0 })
  await new Promise((listening) => server.once('listening', listening))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

after(async () => {
  await new Promise((closed) => server.close(closed))
  await rm(webFolder, { recursive: true })
})

const json = { 'Content-Type': 'application/json' }

const post = (body: unknown, headers: Record<string, string> = json, path = '/api/evaluate') =>
  fetch(`${base}${path}`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

/** Sends a body without saying how long it is; `fetch` would give up when the server answers before the end. */
function postInChunks(body: string): Promise<Response> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' }
    const sending = request(`${base}/api/evaluate`, { method: 'POST', headers }, (reply) => {
      text(reply).then((answer) => resolve(new Response(answer, { status: reply.statusCode ?? 0 })), reject)
    })
    sending.on('error', reject)
    sending.end(body)
  })
}

async function expectError(reply: Response, status: number, code: string) {
  assert.equal(reply.status, status)
  const { error } = errorSchema.strict().parse(await reply.json())
  assert.equal(error.code, code)
  assert.match(error.message, /\p{Script=Han}.*。$/u)
  return error
}

describe('POST /api/evaluate', () => {
  for (const sample of samples) {
    test(`says of the sample 「${sample.title}」 exactly what the language says`, async () => {
      const reply = await post({ subject: sample.subject, facts: sample.facts, at: sample.at })
      assert.equal(reply.status, 200)
      const { subject } = readSubject({ subject: sample.subject, facts: sample.facts }, program.vocabulary)
      assert.ok(subject)
      const at = sample.at ?? '2025-06-01'
      const findings = evaluate(program, subject, { at: parseDate(at) ?? 0 })
      const expected = { at, findings, questions: nextQuestions(findings) }
      assert.deepEqual(await reply.json(), JSON.parse(JSON.stringify(expected)))
    })
  }

  test('its reply is what the OpenAPI document promises, with and without the trace', async () => {
    for (const trace of [false, true]) {
      const reply = await post({ subject: '企业', facts: samples[0]?.facts, trace })
      replySchema.parse(await reply.json())
    }
  })

  test('without a date it evaluates on today in China', async () => {
    const reply = replySchema.parse(await (await post({ subject: '企业', facts: {} })).json())
    assert.equal(reply.at, '2025-06-01')
  })

  test('a choice of documents and items narrows the findings', async () => {
    const [policy] = program.policies
    const [item] = policy?.items ?? []
    assert.ok(policy && item)
    const reply = await post({ subject: '企业', facts: {}, policies: [policy.document.id], items: [item.id] })
    const { findings } = replySchema.parse(await reply.json())
    assert.deepEqual(
      findings.map((finding) => finding.item),
      [item.id],
    )
  })
})

describe('POST /api/package', () => {
  for (const sample of samples) {
    test(`says of the sample 「${sample.title}」 exactly what the language says, in the promised shape`, async () => {
      const at = sample.at ?? '2025-06-01'
      const reply = await post({ subject: sample.subject, facts: sample.facts, at }, json, '/api/package')
      assert.equal(reply.status, 200)
      const { subject } = readSubject({ subject: sample.subject, facts: sample.facts }, program.vocabulary)
      assert.ok(subject)
      const options = { at: parseDate(at) ?? 0 }
      const found = bestPackage(program, subject, evaluate(program, subject, options), options)
      const got = await reply.json()
      assert.deepEqual(got, JSON.parse(JSON.stringify({ at, package: found })))
      packageReplySchema.parse(got)
    })
  }

  test('a wrong request is refused like one of /api/evaluate', async () => {
    await expectError(await post({ facts: {} }, json, '/api/package'), 400, 'wrong-shape')
    await expectError(
      await post({ subject: '企业', facts: { 没有的事实: 1 } }, json, '/api/package'),
      422,
      'wrong-facts',
    )
    await expectError(
      await post({ subject: '企业', facts: {}, trace: true }, json, '/api/package'),
      400,
      'wrong-shape',
    )
  })
})

describe('a wrong request gets a status, a code and a sentence, and nothing breaks', () => {
  test('malformed JSON', async () => {
    await expectError(await post('{"subject": "企业",'), 400, 'malformed-json')
  })

  test('no body at all', async () => {
    await expectError(await post(''), 400, 'malformed-json')
  })

  test('a body of another media type', async () => {
    const reply = await post('subject=企业', { 'Content-Type': 'application/x-www-form-urlencoded' })
    await expectError(reply, 415, 'wrong-media-type')
  })

  const wrongShapes: readonly [what: string, body: unknown, path: string][] = [
    ['a list in place of an object', [], ''],
    ['a null', null, ''],
    ['no subject', { facts: {} }, 'subject'],
    ['facts that are a list', { subject: '企业', facts: [] }, 'facts'],
    ['a date that does not exist', { subject: '企业', facts: {}, at: '2025-02-30' }, 'at'],
    ['a date in another form', { subject: '企业', facts: {}, at: '2025/6/1' }, 'at'],
    ['a number for a list of documents', { subject: '企业', facts: {}, policies: 34 }, 'policies'],
    ['text for a yes or no', { subject: '企业', facts: {}, trace: '是' }, 'trace'],
    ['a parameter that does not exist', { subject: '企业', facts: {}, day: '2025-06-01' }, ''],
  ]
  for (const [what, body, path] of wrongShapes) {
    test(what, async () => {
      const { problems } = await expectError(await post(body), 400, 'wrong-shape')
      assert.deepEqual(
        problems?.map((problem) => problem.path),
        [path],
      )
      assert.match(problems?.[0]?.message ?? '', /\p{Script=Han}/u)
    })
  }

  test('facts of the wrong kind, each with its place', async () => {
    const facts = { 所在区县: '渝北', 主营业务收入: { 2023: '很多' }, 租约: [{ 面积: '-' }], 没有的事实: 1 }
    const { problems } = await expectError(await post({ subject: '企业', facts }), 422, 'wrong-facts')
    assert.deepEqual(problems?.map((problem) => problem.path).sort(), [
      '主营业务收入.2023',
      '所在区县',
      '没有的事实',
      '租约.1.面积',
    ])
  })

  test('a document and an item that nobody knows', async () => {
    const request = { subject: '企业', facts: {} }
    await expectError(await post({ ...request, policies: ['nowhere-1'] }), 422, 'unknown-policy')
    await expectError(await post({ ...request, items: ['no-such-item'] }), 422, 'unknown-item')
  })

  test('a body over 1 MB, whether or not its length is told beforehand', async () => {
    const large = JSON.stringify({ subject: '企业', facts: { 企业名称: 'x'.repeat(1024 * 1024) } })
    await expectError(await post(large), 413, 'too-large')
    await expectError(await postInChunks(large), 413, 'too-large')
  })

  test('names that JavaScript keeps for itself are facts like any other: unknown ones', async () => {
    const body = '{"subject":"企业","facts":{"__proto__":{"a":1},"constructor":1,"toString":2}}'
    await expectError(await post(body), 422, 'wrong-facts')
    assert.equal((await post({ subject: '企业', facts: {} })).status, 200)
  })

  test('an unknown route, an unknown file, a wrong method', async () => {
    await expectError(await fetch(`${base}/api/nothing`), 404, 'not-found')
    await expectError(await fetch(`${base}/api/program`, { method: 'DELETE' }), 404, 'not-found')
    await expectError(await fetch(`${base}/missing.png`), 404, 'not-found')
    await expectError(await fetch(`${base}/policies`, { method: 'POST' }), 404, 'not-found')
  })
})

describe('the library', () => {
  test('GET /api/program gives the whole program, and a browser that has it is told so', async () => {
    const reply = await fetch(`${base}/api/program`)
    assert.deepEqual(await reply.json(), JSON.parse(JSON.stringify(program)))
    const etag = reply.headers.get('ETag') ?? ''
    const again = await fetch(`${base}/api/program`, { headers: { 'If-None-Match': etag } })
    assert.equal(again.status, 304)
  })

  test('GET /api/samples gives the made-up enterprises', async () => {
    assert.deepEqual(await (await fetch(`${base}/api/samples`)).json(), samples)
  })

  test('GET /api/openapi.json describes every route', async () => {
    const { openapi, paths } = await (await fetch(`${base}/api/openapi.json`)).json()
    assert.match(openapi, /^3\.1/)
    assert.deepEqual(Object.keys(paths).sort(), [
      ...['/api/answer.docx', '/api/calendar.ics', '/api/evaluate', '/api/lint'],
      ...['/api/package', '/api/program', '/api/readings.docx', '/api/samples', '/api/search'],
    ])
  })

  test('GET /api/docs is one page that asks no other host and no script for anything', async () => {
    const page = await (await fetch(`${base}/api/docs`)).text()
    assert.match(page, /POST<\/span> \/api\/evaluate/)
    assert.doesNotMatch(page, /<script|src=|href="https?:/)
    assert.doesNotMatch(page, /undefined|\[object/)
    const font = await fetch(`${base}/api/docs/font/index.css`)
    assert.match(font.headers.get('Content-Type') ?? '', /^text\/css/)
    assert.equal((await fetch(`${base}/api/docs/font/..%2fpackage.json`)).status, 404)
  })
})

describe('the screens', () => {
  test('a deep link gets the page, which a browser must ask for again', async () => {
    const reply = await fetch(`${base}/policies/yubei-2024-34`)
    assert.equal(await reply.text(), '<!doctype html><title>screens</title>')
    assert.equal(reply.headers.get('Cache-Control'), 'no-cache')
  })

  test('a built file is kept for a year', async () => {
    const reply = await fetch(`${base}/assets/main-abc.js`)
    assert.equal(await reply.text(), 'built')
    assert.match(reply.headers.get('Cache-Control') ?? '', /immutable/)
  })

  test('a file outside of the folder stays unreachable', async () => {
    for (const path of ['/..%2f..%2fpackage.json', '/assets/..%2f..%2f..%2fetc%2fpasswd']) {
      assert.notEqual((await fetch(`${base}${path}`)).status, 200, path)
    }
  })

  test('every reply forbids foreign scripts, frames and guessing of types', async () => {
    for (const path of ['/', '/api/program', '/api/nothing', '/api/docs']) {
      const { headers } = await fetch(`${base}${path}`)
      assert.match(
        headers.get('Content-Security-Policy') ?? '',
        /script-src 'self';.*frame-ancestors 'none'/,
        path,
      )
      assert.equal(headers.get('X-Content-Type-Options'), 'nosniff', path)
      assert.equal(headers.get('X-Frame-Options'), 'DENY', path)
    }
  })
})
