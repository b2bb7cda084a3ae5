// Generates small populations from the real dictionary and checks what generatePopulation promises.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { creditCodeProblem, type Fact, subjectKinds, type Table, tablesOf } from '#lang'
import { openTrial, type Trial } from '../testing/trial.ts'
import { generatePopulation } from './generatePopulation.ts'

const trial: Trial = await openTrial()
const { program, firms, base, db, make, ask, one, content, checkWithin, into } = trial

before(() => make('firms'))
after(() => trial.close())

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

  it('sets the connection back', async () => {
    const limit = async () => (await db.runAndReadAll(`SELECT current_setting('memory_limit')`)).getRows()
    const before = await limit()
    await make('settings', { rows: 10 }, firms.slice(0, 1))
    assert.deepEqual(await limit(), before)
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
