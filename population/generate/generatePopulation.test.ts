// Generates small populations from the real dictionary and checks what generatePopulation promises.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import {
  compile,
  creditCodeProblem,
  type Fact,
  type Program,
  subjectKinds,
  type Table,
  tablesOf,
} from '#lang'
import { loadSources } from '#policies'
import { DISTRICT_WEIGHTS, SECTIONS, SIZES, UNKNOWN } from './distributions.ts'
import { type GenerateOptions, generatePopulation } from './generatePopulation.ts'
import { boundsOf, sceneOf } from './scene.ts'

const program = compile(loadSources()).program as Program
const firms = tablesOf(program.vocabulary, '企业')
const folder = mkdtempSync(join(tmpdir(), 'population-'))
const base: GenerateOptions = { rows: 20_000, seed: 7, at: '2026-01-01', program }
let db: DuckDBConnection

function into(name: string): string {
  return join(folder, name)
}

async function make(name: string, options: Partial<GenerateOptions> = {}, tables: readonly Table[] = firms) {
  return generatePopulation(db, tables, { ...base, ...options }, into(name))
}

/** Runs SQL in which @table stands for the file of a table. */
async function ask(name: string, sql: string) {
  const files = sql.replace(/@(\w+)/g, (_, table) => `'${join(into(name), `${table}.parquet`)}'`)
  return (await db.runAndReadAll(files)).getRowObjectsJson()
}

async function one(name: string, sql: string) {
  return Object.values((await ask(name, sql))[0] ?? {})[0]
}

/** Everything in a table, in order, as one number per row. */
async function content(name: string, table: Table, below = 1e9) {
  const key = table.kind === 'subject' ? 'id' : 'subject_id'
  const rows = await ask(name, `SELECT hash(t)::VARCHAR AS h FROM @${table.name} t WHERE ${key} < ${below}`)
  return rows.map((row) => row.h)
}

function near(actual: unknown, expected: number, tolerance: number, what: string) {
  assert.ok(
    Math.abs(Number(actual) - expected) <= tolerance,
    `${what}: ${actual}, expected about ${expected}`,
  )
}

before(async () => {
  db = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
  await make('firms')
})
after(() => {
  db.closeSync()
  rmSync(folder, { recursive: true })
})

describe('A made-up population', () => {
  it('is the same for the same seed, on one thread and on two, and another for another seed', async () => {
    // Wide enough that two threads share the work; few columns, so that it stays quick.
    const [subject, , lease] = firms as [Table, Table, Table]
    const few = [{ ...subject, columns: subject.columns.slice(0, 9) }, lease]
    const rows = 260_000
    await make('two', { rows }, few)
    await db.run('SET threads = 1')
    await make('one', { rows }, few)
    await db.run('SET threads = 2')
    await make('other', { rows: 1000, seed: 8 }, few)
    for (const table of few) {
      assert.deepEqual(await content('one', table), await content('two', table))
      assert.notDeepEqual(await content('other', table, 1000), await content('two', table, 1000))
    }
  })

  it('has the same first rows however many follow', async () => {
    await make('fewer', { rows: 1500 })
    for (const table of firms) {
      assert.deepEqual(await content('fewer', table), await content('firms', table, 1500), table.name)
    }
  })

  it('gives every firm a right credit code of its own', async () => {
    const rows = await ask('firms', 'SELECT unified_social_credit_code AS code FROM @enterprise')
    const codes = rows.map((row) => String(row.code))
    assert.equal(new Set(codes).size, base.rows)
    assert.deepEqual(
      codes.filter((code) => creditCodeProblem(code) || !code.slice(8).startsWith('XXX')),
      [],
    )
  })

  it('keeps to the types, bounds and words of the dictionary', async () => {
    for (const table of firms) await checkWithin('firms', table, '企业')
  })

  it('counts ids from 0, and orders rows by subject and year or position', async () => {
    assert.equal(
      await one(
        'firms',
        `SELECT count(*) FROM (SELECT id, row_number() OVER () - 1 AS n FROM @enterprise) WHERE id <> n`,
      ),
      '0',
    )
    for (const table of firms.slice(1)) {
      const order = table.kind === 'yearly' ? 'year' : 'position'
      const rows = `SELECT subject_id AS s, ${order} AS p, lag(subject_id) OVER () AS s0, lag(${order}) OVER () AS p0 FROM @${table.name}`
      const gap = table.kind === 'yearly' ? 'p <= p0' : 'p <> p0 + 1'
      const start = table.kind === 'yearly' ? 'FALSE' : 'p <> 0 AND s IS DISTINCT FROM s0'
      const wrong = `SELECT count(*) FROM (${rows}) WHERE s0 > s OR (s = s0 AND ${gap}) OR ${start} OR s < 0 OR s >= ${base.rows}`
      assert.equal(await one('firms', wrong), '0', table.name)
    }
  })

  it('has rows of a collection only where it is known, and years only from the foundation on', async () => {
    for (const { name, knownColumn } of firms.slice(2)) {
      const stray = `SELECT count(*) FROM @${name} JOIN @enterprise ON id = subject_id WHERE NOT ${knownColumn}`
      assert.equal(await one('firms', stray), '0', name)
    }
    const early =
      'SELECT count(*) FROM @enterprise_year y JOIN @enterprise ON id = subject_id WHERE year < year(established_on)'
    assert.equal(await one('firms', early), '0')
    assert.equal(
      await one('firms', 'SELECT list_sort(list(DISTINCT year))::VARCHAR FROM @enterprise_year'),
      '[2021, 2022, 2023, 2024, 2025]',
    )
  })

  it('lets nothing happen after its day, nor before a firm exists', async () => {
    assert.equal(await one('firms', `SELECT max(established_on) < DATE '2026-01-01' FROM @enterprise`), true)
    for (const [table, day] of [
      ['qualification_event', 'occurred_on'],
      ['listing_event', 'occurred_on'],
      ['support_received', 'received_on'],
      ['first_above_scale', 'occurred_on'],
    ]) {
      const wrong = `SELECT count(*) FROM @${table} JOIN @enterprise ON id = subject_id WHERE ${day} < established_on OR ${day} >= DATE '2026-01-01'`
      assert.equal(await one('firms', wrong), '0', table)
    }
  })

  it('knows an event within three years for every certificate that is held', async () => {
    await make('known', { unknown: 0 })
    const without = `SELECT count(*) FROM (SELECT id, unnest(valid_qualifications) AS q FROM @enterprise) e
      WHERE NOT EXISTS (FROM @qualification_event v WHERE subject_id = id AND qualification = q AND occurred_on > DATE '2022-12-31')`
    assert.equal(await one('known', without), '0')
    assert.ok(Number(await one('known', 'SELECT count(*) FROM @qualification_event')) > 500)
  })

  it('comes near the stated shares', async () => {
    const known = 'FROM @enterprise'
    for (const { name, weight } of SIZES) {
      near(
        await one('known', `SELECT avg((size_class = '${name}')::INTEGER) ${known}`),
        weight / 1000,
        0.01,
        name,
      )
    }
    for (const { letter, weight } of SECTIONS) {
      near(
        await one('known', `SELECT avg((industry_code[1] = '${letter}')::INTEGER) ${known}`),
        weight / 1000,
        0.012,
        letter,
      )
    }
    const total = Object.values(DISTRICT_WEIGHTS).reduce((sum, each) => sum + each, 0)
    for (const name of ['渝北区', '渝中区', '北碚区', '江北区', '两江新区直管区']) {
      near(
        await one('known', `SELECT avg((district = '${name}')::INTEGER) ${known}`),
        (DISTRICT_WEIGHTS[name] ?? 0) / total,
        0.012,
        name,
      )
    }
  })

  it('has firms exactly at thresholds', async () => {
    const growth = `SELECT b.main_business_revenue * 100 = a.main_business_revenue * 120 AS tie
      FROM @enterprise_year a JOIN @enterprise_year b USING (subject_id) WHERE a.year = 2024 AND b.year = 2025 AND a.main_business_revenue > 0`
    near(await one('known', `SELECT avg(tie::INTEGER) FROM (${growth})`), 0.03, 0.01, '20%')
    const exact =
      'SELECT count(*) FROM @enterprise_year WHERE year = 2025 AND main_business_revenue = 2000000000'
    assert.ok(Number(await one('known', exact)) > 5)
    near(
      await one('known', 'SELECT avg((monthly_rent_per_square_metre = 200000)::INTEGER) FROM @lease'),
      0.16,
      0.03,
      '20元',
    )
  })

  it('leaves the stated share unknown, or what is asked for', async () => {
    near(await nullShare('firms', 'decision_chain_leader'), UNKNOWN.decided, 0.02, 'decided')
    near(await nullShare('firms', 'is_auto_electronics'), UNKNOWN.applicant, 0.02, 'applicant')
    near(await nullShare('firms', 'is_spun_off'), UNKNOWN.government, 0.02, 'government')
    assert.deepEqual(
      await missing('known'),
      [
        'above_scale_since',
        'equity_agreement_signed_on',
        'equity_paid_in_on',
        'industrial_output_growth_last_year',
        'main_business_revenue_growth_last_year',
        'electricity_unit_price',
        'tax_period_ends_on',
      ].sort(),
    )
    for (const { name, knownColumn } of firms.slice(2)) {
      assert.equal(await one('known', `SELECT bool_and(${knownColumn}) FROM @enterprise`), true, name)
    }
    await make('half', { unknown: 0.5, rows: 3000 })
    const columns =
      firms[0]?.columns.filter((each) => !each.mayNotApply && !each.name.endsWith('_last_year')) ?? []
    const shares = await Promise.all(columns.map((each) => nullShare('half', each.name)))
    near(shares.reduce((sum, each) => sum + each, 0) / shares.length, 0.5, 0.05, 'half')
  })

  it('keeps to the districts that are asked for', async () => {
    await make('yubei', { rows: 500, districts: ['渝北区'] })
    assert.equal(await one('yubei', 'SELECT list(DISTINCT district)::VARCHAR FROM @enterprise'), '[渝北区]')
    assert.equal(
      await one('yubei', 'SELECT list(DISTINCT registered_division)::VARCHAR FROM @enterprise'),
      '[渝北区]',
    )
    await assert.rejects(make('nowhere', { districts: ['无此区'] }), /No such district/)
  })

  it('names items and documents of the library in what was received', async () => {
    const titles = new Set(program.policies.flatMap((each) => each.items.map((item) => item.title)))
    const rows = await ask('known', `SELECT DISTINCT item, document_number AS n FROM @support_received`)
    assert.ok(rows.length > 20)
    assert.deepEqual(
      rows.filter((row) => !titles.has(String(row.item)) && row.n !== '合成〔2023〕1号'),
      [],
    )
  })
})

describe('Any kind of subject and any fact', () => {
  it('can be generated', async () => {
    const kinds = new Set(program.vocabulary.facts.flatMap((each) => subjectKinds(each.subject)))
    assert.ok(kinds.size > 8)
    for (const kind of kinds) {
      const tables = tablesOf(program.vocabulary, kind)
      const rows = await make(kind, { rows: 300 }, tables)
      assert.equal(rows[tables[0]?.name ?? ''], 300, kind)
      for (const table of tables) await checkWithin(kind, table, kind)
    }
  })

  it('falls back on type, bounds and words for facts that no rule knows', async () => {
    const plain = program.vocabulary.facts.find((each) => each.name === '发明专利拥有量') as Fact
    const fact = (name: string, more: Partial<Fact>): Fact => ({
      ...plain,
      name,
      english: `new${name.length}`,
      column: `enterprise.${'n'.repeat(name.length)}`,
      bounds: [],
      ...more,
    })
    const facts = [
      fact('新', {
        type: { kind: 'number', dimension: '' },
        bounds: [bound('gt', '1/10'), bound('lt', '1/5')],
      }),
      fact('新新', { type: { kind: 'set', name: '资质' }, mayNotApply: true }),
      fact('新新新', { type: { kind: 'yearly', dimension: '元' }, bounds: [bound('le', '100')] }),
      fact('新新新新', { type: { kind: 'text' } }),
      fact('新新新新新', { type: { kind: 'year' } }),
    ]
    const vocabulary = { ...program.vocabulary, facts: [...program.vocabulary.facts, ...facts] }
    const tables = tablesOf(vocabulary, '企业')
    await make('later', { rows: 300, program: { ...program, vocabulary } }, tables)
    const low = await one('later', 'SELECT min(n) > 10000000 AND max(n) < 20000000 FROM @enterprise')
    assert.equal(low, true)
    assert.equal(await one('later', 'SELECT max(nnn) <= 100 AND count(nnn) > 0 FROM @enterprise_year'), true)
    assert.equal(
      await one('later', 'SELECT count(nn) > 0 AND count(*) FILTER (nn_na) > 0 FROM @enterprise'),
      true,
    )
  })
})

describe('A generation that is broken off', () => {
  it('leaves no file, nor a new folder', async () => {
    const stop = new AbortController()
    const run = generatePopulation(
      db,
      firms,
      { ...base, rows: 400_000 },
      into('aborted'),
      () => stop.abort(),
      stop.signal,
    )
    await assert.rejects(run, { name: 'AbortError' })
    assert.equal(existsSync(into('aborted')), false)
    assert.equal(await one('firms', 'SELECT count(*) FROM duckdb_tables()'), '0')
  })

  it('keeps the earlier population', async () => {
    await make('again', { rows: 10 }, firms.slice(0, 1))
    writeFileSync(join(into('again'), 'lease.parquet.part'), '')
    const stop = new AbortController()
    const run = generatePopulation(db, firms, base, into('again'), () => stop.abort(), stop.signal)
    await assert.rejects(run, { name: 'AbortError' })
    assert.deepEqual(readdirSync(into('again')), ['enterprise.parquet'])
    assert.equal(await one('again', 'SELECT count(*) FROM @enterprise'), '10')
  })

  it('tells how far it is', async () => {
    const seen: number[] = []
    await generatePopulation(db, firms, { ...base, rows: 100 }, into('progress'), (done, total) =>
      seen.push(done / total),
    )
    assert.equal(seen.at(-1), 1)
    assert.deepEqual(
      seen,
      seen.toSorted((a, b) => a - b),
    )
  })

  it('refuses what makes no sense', async () => {
    await assert.rejects(make('bad', { rows: -1 }), RangeError)
    await assert.rejects(make('bad', { at: '2026' }), RangeError)
    await assert.rejects(make('bad', { unknown: 2 }), RangeError)
  })
})

function bound(op: 'gt' | 'lt' | 'le', value: string) {
  return { op, word: '', value }
}

async function nullShare(name: string, column: string): Promise<number> {
  return Number(await one(name, `SELECT avg((${column} IS NULL)::INTEGER) FROM @enterprise`))
}

async function missing(name: string): Promise<string[]> {
  const columns = firms[0]?.columns.map((each) => each.name) ?? []
  const shares = await Promise.all(columns.map((each) => nullShare(name, each)))
  return columns.filter((_, i) => (shares[i] ?? 0) > 0).sort()
}

const TYPES = {
  bool: 'BOOLEAN',
  number: 'BIGINT',
  year: 'BIGINT',
  date: 'DATE',
  word: 'VARCHAR',
  set: 'VARCHAR[]',
}

async function checkWithin(name: string, table: Table, kind: string) {
  const scene = sceneOf(base, kind)
  const described = await ask(name, `DESCRIBE SELECT * FROM @${table.name}`)
  const types = new Map(described.map((row) => [row.column_name, row.column_type]))
  for (const column of table.columns) {
    assert.equal(types.get(column.name), TYPES[column.kind], `${table.name}.${column.name}`)
    const { low, high } = boundsOf(scene.factOf(table, column), column.scale)
    const tests = [
      ...(low === undefined ? [] : [`${column.name} < ${low}`]),
      ...(high === undefined ? [] : [`${column.name} > ${high}`]),
      ...(column.enum === undefined
        ? []
        : [notAmong(column.name, column.kind, scene.enumeration(column.enum))]),
      ...(column.mayNotApply
        ? [`${column.name}_na AND ${column.name} IS NOT NULL`, `${column.name}_na IS NULL`]
        : []),
    ]
    for (const test of tests) {
      assert.equal(await one(name, `SELECT count(*) FROM @${table.name} WHERE ${test}`), '0', test)
    }
  }
}

function notAmong(column: string, kind: string, values: readonly string[]): string {
  const list = `[${values.map((each) => `'${each}'`).join(', ')}]`
  return kind === 'set' ? `NOT list_has_all(${list}, ${column})` : `NOT list_contains(${list}, ${column})`
}
