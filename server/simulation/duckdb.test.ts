// Both ways through a population give the same answer: kernels over columns, and DuckDB over the files.
import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CAUSES, compile, compileSql, parametersOf, parseDate } from '#lang'
import { loadSources } from '#policies'
import { createGenerated, DIMENSIONS, type Session } from '#population'
import { compareReform } from './compareReform.ts'
import { overChunks } from './duckdbRun.ts'
import { createEngine, type Engine } from './engine.ts'
import { type ListRequest, listSubjects } from './listSubjects.ts'
import { chosenItems } from './question.ts'
import { baseTask } from './remembered.ts'
import type { Reform } from './result.ts'
import { runItems } from './runItems.ts'
import { OF_CHANGES, OF_KEYS, WHICH, type Which } from './select.ts'
import { simulate } from './simulate.ts'
import { runSlices } from './slices.ts'
import { itemResult } from './tallies.ts'

const { program } = compile(loadSources())
const AT = '2026-01-01'
const ROWS = 3000
const POLICIES = ['yubei-2021-13', 'yubei-2024-34']
const question = { population: 'small', at: AT, policies: POLICIES }

let data: string
let engine: Engine

before(async () => {
  data = await mkdtemp(join(tmpdir(), 'duixian-both-'))
  await createGenerated(data, {
    ...{ program, id: 'small', title: '小样本', kind: '企业', rows: ROWS, seed: 11, at: AT },
    districts: ['渝北区'],
  })
  engine = createEngine(program, data, 2)
})

after(async () => {
  await engine.close()
  await rm(data, { recursive: true })
})

test('a simulation is the same both ways, with its groups and packages', async () => {
  const asked = { ...question, groupsOf: 'rent-subsidy-private', packages: true }
  const [kernels, duckdb] = [
    await simulate(engine, { ...asked, engine: 'kernels' }),
    await simulate(engine, { ...asked, engine: 'duckdb' }),
  ]
  assert.equal(kernels.engine.path, 'kernels')
  assert.equal(duckdb.engine.path, 'duckdb')
  for (const [i, each] of kernels.items.entries()) assert.deepEqual(duckdb.items[i], each, each.item)
  assert.deepEqual({ ...duckdb, engine: kernels.engine }, kernels)
})

/** A change of an amount and one of a threshold, which open, close and move what subjects get. */
function reforms(): Reform[] {
  const all = parametersOf(program, POLICIES).filter((each) => each.kind === 'number')
  const scaled = (role: string, factor: string): Reform['changes'] =>
    all
      .filter((each) => each.role === role)
      .slice(0, 4)
      .map((each) => ({ kind: 'scale', parameter: each.id, factor }))
  return [
    { title: '金额', note: '', changes: scaled('amount', '1.5'), envelopes: [] },
    { title: '门槛', note: '', changes: scaled('threshold', '0.5'), envelopes: [] },
  ]
}

test('a reform moves the same subjects both ways', async () => {
  let moved = 0
  for (const reform of reforms()) {
    const [kernels, duckdb] = [
      await compareReform(engine, { ...question, reform, engine: 'kernels' }),
      await compareReform(engine, { ...question, reform, engine: 'duckdb' }),
    ]
    assert.ok(kernels.items.length > 0)
    assert.equal(duckdb.engine.path, 'duckdb')
    assert.deepEqual({ ...duckdb, engine: kernels.engine }, kernels)
    for (const each of kernels.items) moved += each.winners.subjects + each.losers.subjects + each.unclear
  }
  assert.ok(moved > 0, 'no reform moved anyone')
})

async function bothLists(request: Omit<ListRequest, 'population' | 'at'>): Promise<number> {
  const asked = { ...question, ...request, size: 40 }
  const kernels = await listSubjects(engine, { ...asked, engine: 'kernels' })
  for (const page of [1, 2])
    assert.deepEqual(
      await listSubjects(engine, { ...asked, page, engine: 'duckdb' }),
      await listSubjects(engine, { ...asked, page, engine: 'kernels' }),
      `${request.item} ${request.which} ${request.fact ?? ''} ${page}`,
    )
  return kernels.total
}

test('lists hold the same rows both ways, page by page', async () => {
  const { items, groups } = await simulate(engine, { ...question, groupsOf: 'rent-subsidy-private' })
  let rows = 0
  for (const { item, missing, reasons, readings, causes } of items.filter((_, i) => i % 35 === 0)) {
    for (const which of WHICH.filter((each) => !OF_CHANGES.has(each) && !OF_KEYS.has(each)))
      rows += await bothLists({ item, which })
    const keyed: [Which, string | undefined][] = [
      ['cause', CAUSES.find((each) => causes[each])],
      ['missing', missing[0]?.fact],
      ['alone', missing[0]?.fact],
      ['reason', reasons[0]?.code],
      ['reason', reasons[0]?.fact],
      ['reading', readings[0]?.id],
    ]
    for (const [which, fact] of keyed) if (fact !== undefined) rows += await bothLists({ item, which, fact })
  }
  for (const dimension of DIMENSIONS)
    for (const { key } of (groups?.[dimension] ?? []).slice(0, 3))
      rows += await bothLists({
        ...{ item: 'rent-subsidy-private', which: 'undetermined' },
        filter: { [dimension]: key },
      })
  assert.ok(rows > ROWS)
})

test('lists of winners and losers are the same both ways', async () => {
  for (const reform of reforms()) {
    const { items } = await compareReform(engine, { ...question, reform })
    for (const { item } of items.slice(0, 3))
      for (const which of OF_CHANGES) await bothLists({ item, which, reform })
  }
})

// It averages three years of amounts, which passes 128 bits.
const TOO_WIDE = 'award-municipal-recheck'

test('what DuckDB cannot plan is computed by kernels, slice by slice', async () => {
  const [at, kind, years] = [parseDate(AT) ?? 0, '企业', [2021, 2022, 2023, 2024, 2025]]
  const { statements } = compileSql(program, {
    dialect: 'duckdb',
    at,
    kind,
    years,
    why: true,
    items: [TOO_WIDE],
  })
  assert.ok((statements[0]?.text.length ?? 0) > 200_000)
  const asked = { population: 'small', at: AT, items: [TOO_WIDE], groupsOf: TOO_WIDE }
  const kernels = await simulate(engine, { ...asked, engine: 'kernels' })
  const duckdb = await simulate(engine, { ...asked, engine: 'duckdb' })
  assert.deepEqual({ ...duckdb, engine: kernels.engine }, kernels)
  for (const which of ['undetermined', 'not_eligible'] as const) await bothLists({ item: TOO_WIDE, which })
})

test('slices of any size add up to the whole', async () => {
  const [placed] = chosenItems(program, { items: ['rent-subsidy-private'] })
  assert.ok(placed)
  const at = parseDate(AT) ?? 0
  await engine.withPopulation('small', async (open) => {
    const tasks = [baseTask(engine, placed, true)]
    const [whole] = await runItems(engine, open, tasks, { at })
    const [sliced] = await runSlices(engine, open, tasks, { at }, 701)
    assert.ok(whole && sliced)
    assert.deepEqual(
      itemResult(placed.policy, placed.item, sliced.tally),
      itemResult(placed.policy, placed.item, whole.tally),
    )
    assert.deepEqual(sliced.tally.cells, whole.tally.cells)
  })
})

test('where memory does not do, fewer subjects are looked at, and none twice', async () => {
  const [placed] = chosenItems(program, { items: ['rent-subsidy-private'] })
  assert.ok(placed)
  const looked: [number, number][] = []
  let failures = 1
  const session: Session = {
    look: async (from, past) => {
      looked.push([from, past])
    },
    run: async () => {},
    ask: async () => [],
    close: async () => {},
  }
  const done: number[] = []
  const chunks = { session, options: { at: 0 }, tell: () => {}, subjects: 20_000, size: 10_000 }
  await overChunks(chunks, async (from) => {
    if (from > 0 && failures-- > 0) throw new Error('Out of Memory Error: could not allocate')
    done.push(from)
  })
  assert.deepEqual(done, [0, 10_000, 15_000])
  assert.deepEqual(looked.at(-1), [15_000, 20_000])
})

test('what is cancelled leaves neither tables nor files', async () => {
  const scratch = async (): Promise<string[]> =>
    (await readdir(tmpdir())).filter((each) => each.startsWith('duixian-session-'))
  const earlier = new Set(await scratch())
  const fresh = createEngine(program, data, 1)
  const cancel = new AbortController()
  const progress = (done: number): void => {
    if (done > 0) cancel.abort()
  }
  const asked = { ...question, engine: 'duckdb' as const }
  await assert.rejects(simulate(fresh, asked, { signal: cancel.signal, progress }), { name: 'AbortError' })
  assert.deepEqual(
    (await scratch()).filter((each) => !earlier.has(each)),
    [],
  )
  const soon = AbortSignal.abort()
  const list = { ...asked, item: 'rent-subsidy-private', which: 'undetermined' as const }
  await assert.rejects(listSubjects(fresh, list, { signal: soon }), { name: 'AbortError' })
  const whole = await listSubjects(fresh, list)
  assert.ok(whole.total > 0)
  await fresh.close()
  assert.deepEqual(
    (await scratch()).filter((each) => !earlier.has(each)),
    [],
  )
})
