import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type ServerType, serve } from '@hono/node-server'
import { compile, parametersOf } from '#lang'
import { loadSources } from '#policies'
import { createGenerated } from '#population'
import { createEngine, type Engine } from '../simulation/engine.ts'
import { createApp } from './app.ts'
import { errorSchema } from './errors.ts'
import { populationSchema } from './getPopulations.ts'
import { cliffSchema, comparisonSchema, simulationSchema, subjectListSchema } from './simulationSchema.ts'

const { program, trees } = compile(loadSources())
const question = { population: 'small', at: '2026-01-01', policies: ['yubei-2021-13'] }
const ITEM = 'municipal-workshop-award'

let data: string
let engine: Engine
let server: ServerType
let base: string

before(async () => {
  data = await mkdtemp(join(tmpdir(), 'duixian-simulation-api-'))
  await createGenerated(data, {
    ...{ program, id: 'small', title: '小样本', kind: '企业', rows: 300, seed: 7, at: '2026-01-01' },
  })
  engine = createEngine(program, data, 1)
  const clock = () => new Date('2026-01-01T00:00:00Z')
  const { fetch: handle } = createApp({ program, trees, samples: [], webFolder: data, clock, engine })
  server = serve({ fetch: handle, hostname: '127.0.0.1', port: 0 })
  await new Promise((listening) => server.once('listening', listening))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

after(async () => {
  await new Promise((closed) => server.close(closed))
  await engine.close()
  await rm(data, { recursive: true })
})

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(base + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

async function ok(response: Response): Promise<unknown> {
  assert.equal(response.status, 200)
  return response.json()
}

async function refused(response: Response, status: number, code: string): Promise<string> {
  assert.equal(response.status, status)
  const { error } = errorSchema.parse(await response.json())
  assert.equal(error.code, code)
  return error.message + (error.problems ?? []).map((each) => each.message).join()
}

describe('the simulation in the API', () => {
  test('lists populations', async () => {
    const all = populationSchema.array().parse(await ok(await fetch(`${base}/api/populations`)))
    assert.deepEqual(
      all.map((each) => [each.id, each.subjects, each.synthetic]),
      [['small', 300, true]],
    )
  })

  test('answers with one JSON, or with progress line by line and the same result', async () => {
    const plain = simulationSchema.parse(
      await ok(await post('/api/simulate', { ...question, groupsOf: ITEM })),
    )
    const response = await post(
      '/api/simulate',
      { ...question, groupsOf: ITEM },
      { Accept: 'application/x-ndjson' },
    )
    assert.match(response.headers.get('Content-Type') ?? '', /application\/x-ndjson/)
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each))
    const { result } = lines.at(-1)
    assert.deepEqual(simulationSchema.parse(result).items, plain.items)
    assert.ok(plain.groups?.district)
  })

  test('tells a mistake in the last line too', async () => {
    const response = await post(
      '/api/simulate',
      { ...question, policies: ['x'] },
      { Accept: 'application/x-ndjson' },
    )
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each))
    assert.equal(lines.at(-1).error.code, 'unknown-policy')
  })

  test('compares, lists, bins and exports', async () => {
    const [amount] = parametersOf(program, undefined, [ITEM]).filter((each) => each.role === 'amount')
    const reform = {
      title: '',
      note: '',
      changes: [{ kind: 'scale', parameter: amount?.id, factor: '2' }],
      envelopes: [],
    }
    const compared = comparisonSchema.parse(
      await ok(await post('/api/simulate/compare', { ...question, reform })),
    )
    assert.ok(compared.items.some((each) => each.item === ITEM))
    const list = {
      population: 'small',
      at: '2026-01-01',
      item: ITEM,
      which: 'not_applicable',
      page: 1,
      size: 10,
    }
    const found = subjectListSchema.parse(await ok(await post('/api/simulate/subjects', list)))
    assert.equal(found.rows.length, Math.min(10, found.total))
    const threshold = parametersOf(program).filter(
      (each) => each.role === 'threshold' && each.kind === 'number',
    )
    const answers = await Promise.all(
      threshold
        .slice(0, 6)
        .map((each) =>
          post('/api/simulate/cliff', { population: 'small', at: '2026-01-01', parameter: each.id }),
        ),
    )
    const good = answers.filter((each) => each.status === 200)
    assert.ok(good.length > 0)
    for (const each of good) cliffSchema.parse(await each.json())
    const { page: _, size: __, ...whole } = list
    const file = await post('/api/simulate/export', { kind: 'list', ...whole })
    assert.equal(file.status, 200)
    assert.match(file.headers.get('Content-Disposition') ?? '', /attachment/)
    assert.equal(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 2)
        .toString(),
      'PK',
    )
  })

  test('gives the numbers that can be changed', async () => {
    const all = (await ok(await fetch(`${base}/api/parameters?item=${ITEM}`))) as { items: string[] }[]
    assert.ok(all.length > 0 && all.every((each) => each.items.includes(ITEM)))
    await refused(await fetch(`${base}/api/parameters?policy=x`), 422, 'unknown-policy')
  })

  test('keeps reforms', async () => {
    const reform = { title: '提高一倍', note: '', changes: [], envelopes: [] }
    const saved = (await ok(
      await post('/api/reforms', { population: 'small', at: '2026-01-01', reform }),
    )) as { id: string }
    assert.deepEqual(await ok(await fetch(`${base}/api/reforms/${saved.id}`)), saved)
    assert.deepEqual(await ok(await fetch(`${base}/api/reforms`)), [saved])
    await ok(await fetch(`${base}/api/reforms/${saved.id}`, { method: 'DELETE' }))
    await refused(await fetch(`${base}/api/reforms/${saved.id}`), 404, 'unknown-reform')
  })

  test('refuses in Chinese sentences', async () => {
    assert.match(
      await refused(await post('/api/simulate', { ...question, population: 'x' }), 404, 'unknown-population'),
      /没有数据集“x”/,
    )
    assert.match(
      await refused(await post('/api/simulate', { ...question, at: '2026-02-30' }), 400, 'wrong-shape'),
      /存在的日期/,
    )
    assert.match(
      await refused(await post('/api/simulate', { ...question, foo: 1 }), 400, 'wrong-shape'),
      /没有这个参数/,
    )
    const reform = {
      title: '',
      note: '',
      changes: [{ kind: 'number', parameter: 'x', value: '1' }],
      envelopes: [],
    }
    await refused(await post('/api/simulate/compare', { ...question, reform }), 422, 'bad-reform')
    await refused(
      await post('/api/simulate/subjects', {
        population: 'small',
        at: '2026-01-01',
        item: ITEM,
        which: 'winners',
      }),
      422,
      'bad-list',
    )
    await refused(
      await post('/api/simulate/cliff', { population: 'small', at: '2026-01-01', parameter: 'x' }),
      422,
      'unknown-parameter',
    )
  })
})
