// What can be had together: the statement gives each subject what the exact solver gives it, wherever it gives anything.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import {
  bestPackage,
  compile,
  compileSql,
  evaluate,
  type Finding,
  fenToYuan,
  type Item,
  type Matter,
  type Package,
  type Policy,
  type Program,
  packageFormOf,
  packageSql,
  parseDate,
  type Relation,
  readSubject,
  resultInsertSql,
  resultTableSql,
  rowsOfSubjects,
  type Subject,
  schemaSql,
  tablesOf,
  yuanToFen,
} from '#lang'
import { loadSources } from '#policies'
import { type Database, load, openClickhouse, openDuckdb, openPostgres } from './testing/databases.ts'
import { drawFrom, namedIn, randomSubject } from './testing/subjects.ts'

const AT = parseDate('2025-06-01') ?? 0
const IDS = ['i0', 'i1', 'i2', 'i3', 'i4', 'i5']
const NUMBERS = ['甲〔2024〕1号', '乙〔2024〕2号']
const NOBODY = { lead: [], responsible: [], openEnded: false, citations: [] }

/** Six items in two documents of one level, of which each has one open reading. */
function programOf(relations: readonly Relation[], matters: readonly Matter[]): Program {
  const policies = NUMBERS.map((number, p): Policy => {
    const day = { day: 0, citations: [] }
    const document = {
      ...{ id: `p${p}`, title: number, number, issuer: '', level: '区县', jurisdiction: '甲区' },
      ...{ issued: day, begins: day, repeals: [], citations: [] },
    }
    const choice = (key: string, value: boolean) => ({
      ...{ key, label: key, citations: [] },
      bindings: [{ name: '合并', expr: { kind: 'bool', value } as const }],
    })
    const reading = {
      ...{ id: `q${p}`, title: '合并', article: '1', question: '', askTo: '', citations: [] },
      ...{ status: { kind: 'open' } as const, alternatives: [choice('是', true), choice('否', false)] },
    }
    const items = IDS.flatMap((id, i): Item[] => (i % 2 === p ? [itemOf(id, i)] : []))
    return {
      ...{ document, items, relations: relations.filter((_, r) => r % 2 === p), readings: [reading] },
      ...{ articles: [], definitions: [], standards: [], targets: [], tasks: [], lists: [], remarks: [] },
    }
  })
  return { version: 1, vocabulary: { enums: [], facts: [], collections: [], units: [] }, policies, matters }
}

function itemOf(id: string, i: number): Item {
  return {
    ...{ id, title: id, article: '1', category: '奖补', nature: i % 3 === 0 ? 'relief' : 'cash' },
    ...{ recipient: '企业', conditions: [], parts: [], caps: [], departments: NOBODY, notes: [] },
    citations: [],
  }
}

const fen = fc.integer({ min: 0, max: 60 }).map(BigInt)
const members = fc.uniqueArray(fc.constantFrom(...IDS), { minLength: 2, maxLength: 5 })

const relation: fc.Arbitrary<(index: number) => Relation> = fc
  .record({
    kind: fc.constantFrom(
      ...(['highest', 'highest', 'sharedCap', 'sharedCap', 'sharedCap', 'exclusive'] as const),
      ...(['cumulative', 'deduct'] as const),
    ),
    ...{ members, limit: fen },
    reach: fc.option(fc.constantFrom('sameLevel', 'sameDocument', 'anyDocument'), {
      nil: undefined,
      freq: 4,
    }),
    scope: fc.constantFrom('每企业每年', '每企业', '每企业', '全文件', '全文件', '每项目'),
    when: fc.constantFrom('always', 'always', 'always', 'reading', 'reading', 'fact'),
  })
  .map(({ kind, members: all, limit, reach, scope, when }) => (index: number): Relation => {
    const number = (value: bigint) =>
      ({ kind: 'number', value: String(value), dimension: '元', text: '' }) as const
    const holds = {
      always: {},
      reading: {
        when: { kind: 'choice', reading: `q${index % 2}`, name: '合并', type: { kind: 'bool' } } as const,
      },
      fact: { when: { kind: 'fact', name: '未知', type: { kind: 'bool' } } as const },
    }[when]
    return {
      ...{ id: `r${index}`, title: `r${index}`, article: '1', kind, notes: [], citations: [], ...holds },
      members: reach ? [] : all,
      ...(reach ? { reach } : {}),
      ...(kind === 'sharedCap' ? { cap: { scope, limit: number(limit), soft: false, citations: [] } } : {}),
      ...(kind === 'deduct' ? { amount: number(limit / 3n) } : {}),
    }
  })

const matter = members.map(
  (all): Matter => ({ id: 'm', title: 'm', members: all, declaredBy: '某局', note: '' }),
)

const amount: fc.Arbitrary<Finding['amount']> = fc
  .record({
    kind: fc.constantFrom('exact', 'exact', 'range', 'open', 'at most', 'unstated'),
    low: fen,
    width: fen,
  })
  .map(({ kind, low, width }): Finding['amount'] => {
    if (kind === 'unstated') return { kind }
    if (kind === 'exact') return { kind, yuan: fenToYuan(low) }
    if (kind === 'at most') return { kind: 'upper_bound', yuan: fenToYuan(low) }
    return { kind: 'range', from: fenToYuan(low), to: kind === 'open' ? null : fenToYuan(low + width) }
  })

const outcome = fc.constantFrom('eligible', 'eligible', 'undetermined', 'not_eligible')
const found = fc.array(fc.record({ outcome, amount }), { minLength: IDS.length, maxLength: IDS.length })

const world = fc.record({
  relations: fc.array(relation, { minLength: 1, maxLength: 3 }).map((all) => all.map((each, i) => each(i))),
  matters: fc.option(matter, { nil: undefined }).map((each) => (each ? [each] : [])),
  subjects: fc.array(found, { minLength: 12, maxLength: 12 }),
})

function findingsOf(all: readonly Pick<Finding, 'outcome' | 'amount'>[]): Finding[] {
  return all.map((each, i) => ({
    ...{ item: `i${i}`, title: `i${i}`, policy: `p${i % 2}`, article: '1', category: '奖补' },
    ...{ nature: i % 3 === 0 ? ('relief' as const) : ('cash' as const), outcome: each.outcome },
    amount: each.outcome === 'not_eligible' ? { kind: 'exact', yuan: '0.00' } : each.amount,
    ...{ causes: [], reasons: [], needs: [], caps: [], parts: [], readings: [], citations: [], changes: [] },
    ...{ assumptions: [], flags: [], basis: [], departments: NOBODY },
  }))
}

const POLICIES = ['yubei-2021-13', 'yubei-2024-34']

const NEWCOMER: Subject = { kind: '企业', facts: new Map(), collections: new Map([['已获支持', []]]) }

/** The least and the most over all readings; null where nothing bounds it. */
function endsOf({ variants }: Package): [bigint, bigint | null] {
  type Totals = readonly { readonly yuan: string | null }[]
  const sum = (all: Totals): bigint | null =>
    all.some((each) => each.yuan === null)
      ? null
      : all.reduce((total, each) => total + yuanToFen(each.yuan ?? '0'), 0n)
  const lows = variants.map((each) => sum(each.certain.totals) ?? 0n)
  const highs = variants.map((each) => sum(each.possible.totals))
  const bounded = highs.filter((each) => each !== null)
  return [
    lows.reduce((least, each) => (each < least ? each : least)),
    bounded.length < highs.length ? null : bounded.reduce((most, each) => (each > most ? each : most)),
  ]
}

/** Makes tables anew. */
async function create(database: Database, sql: string): Promise<void> {
  for (const [, name] of sql.matchAll(/CREATE TABLE (\w+)/g))
    await database.run(`DROP TABLE IF EXISTS ${name}`)
  for (const each of sql.split(/;\s*(?:\n|$)/)) if (each.trim() !== '') await database.run(each)
}

/** Fills the table of results with the findings of each subject, numbered in their order. */
async function fill(database: Database, all: readonly (readonly Finding[])[]): Promise<void> {
  await create(database, resultTableSql(database.dialect))
  const rows = all.flatMap((findings, id) =>
    findings
      .filter((each) => each.outcome === 'eligible' || each.outcome === 'undetermined')
      .map(({ policy, item, outcome: what, amount: own }) => {
        const [low, high] = fenOf(own)
        return `(${id}, '${policy}', '${item}', '${what}', '${own.kind}', ${low}, ${high ?? 'NULL'})`
      }),
  )
  for (let i = 0; i < rows.length; i += 500)
    await database.run(`INSERT INTO item_result VALUES ${rows.slice(i, i + 500).join(', ')}`)
}

function fenOf(of: Finding['amount']): [bigint, bigint | null] {
  switch (of.kind) {
    case 'exact':
      return [yuanToFen(of.yuan), yuanToFen(of.yuan)]
    case 'range':
      return [yuanToFen(of.from), of.to === null ? null : yuanToFen(of.to)]
    case 'candidates': {
      const all = of.candidates.map((each) => yuanToFen(each.yuan)).sort((a, b) => (a < b ? -1 : 1))
      return [all[0] ?? 0n, all.at(-1) ?? 0n]
    }
    case 'upper_bound':
      return [0n, yuanToFen(of.yuan)]
    default:
      return [0n, 0n]
  }
}

type Row = { readonly low: bigint | null; readonly high: bigint | null; readonly oneByOne: boolean }

async function packagesOn(database: Database, sql: string): Promise<Map<number, Row>> {
  const rows = await database.query(sql)
  const whole = (value: unknown): bigint | null => (value === null ? null : BigInt(String(value)))
  return new Map(
    rows.map((row) => [
      Number(row.id),
      {
        ...{ low: whole(row.low_fen), high: whole(row.high_fen) },
        oneByOne: row.one_by_one === true || row.one_by_one === 1,
      },
    ]),
  )
}

const databases: Database[] = []
before(async () => {
  databases.push(await openDuckdb(), await openPostgres())
  const clickhouse = await openClickhouse()
  if (!('missing' in clickhouse)) databases.push(clickhouse)
})
after(async () => {
  for (const each of databases) await each.close()
})

describe('packages in SQL', () => {
  test('equal the exact solver under random relations, on every database', async (context) => {
    const worlds = fc.sample(world, { numRuns: 300, seed: 20_260_101 })
    let [settled, limited] = [0, 0]
    for (const [w, { relations, matters, subjects }] of worlds.entries()) {
      const program = programOf(relations, matters)
      const all = subjects.map(findingsOf)
      const form = packageFormOf(program, { at: AT })
      for (const database of w % 10 === 0 ? databases : databases.slice(0, 1)) {
        await fill(database, all)
        const sql = packageSql(program, form, { dialect: database.dialect, kind: '企业' })
        const rows = await packagesOn(database, sql)
        for (const [id, findings] of all.entries()) {
          const row = rows.get(id)
          if (!row || row.oneByOne) continue
          const [from, to] = endsOf(bestPackage(program, NEWCOMER, findings, { at: AT }))
          assert.deepEqual(
            { low: row.low, high: row.high },
            { low: from, high: to },
            `${database.dialect} ${JSON.stringify({ relations, matters, findings: subjects[id] }, (_, v) => (typeof v === 'bigint' ? String(v) : v))}`,
          )
          settled++
          if (form.nodes.length > 0) limited++
        }
      }
    }
    context.diagnostic(
      `${settled} packages compared on ${databases.length} databases, ${limited} under a relation`,
    )
    assert.ok(limited > 400)
  })

  test('of the library hold what the exact solver finds between their ends', async (context) => {
    const { program } = compile(loadSources())
    const day = parseDate('2026-01-01') ?? 0
    const [draw, named] = [drawFrom(7), namedIn(program)]
    const options = { kind: '企业', at: day, years: [2021, 2022, 2023, 2024, 2025], unknown: 0.05 }
    const subjects = Array.from({ length: 80 }, () => {
      const input = randomSubject(program, named, draw, { ...options, district: '渝北区' })
      const { subject } = readSubject(input, program.vocabulary)
      assert.ok(subject)
      return { ...subject, collections: new Map([...subject.collections, ['已获支持', []]]) }
    })
    const [database] = databases
    assert.ok(database)
    const sqlOptions = { dialect: 'duckdb', kind: '企业' } as const
    await create(database, schemaSql(program, '企业', 'duckdb'))
    await load(database, rowsOfSubjects(subjects, tablesOf(program.vocabulary, '企业')))
    const years = options.years
    const { statements, refused } = compileSql(program, {
      ...{ ...sqlOptions, at: day, years, why: false, policies: POLICIES },
    })
    await create(database, resultTableSql('duckdb'))
    for (const each of statements) await database.run(resultInsertSql(each, 'duckdb'))
    const chosen = { policies: POLICIES, items: statements.map((each) => each.item) }
    assert.deepEqual(refused, [])
    const sql = packageSql(program, packageFormOf(program, { at: day, ...chosen }), sqlOptions)
    const rows = await packagesOn(database, sql)
    const all = subjects.map((each) => evaluate(program, each, { at: day, ...chosen }))
    let [settled, certain] = [0, 0]
    for (const [id, row] of rows) {
      const [subject, findings = []] = [subjects[id], all[id]]
      if (!subject || row.oneByOne || row.low === null) continue
      const [from, to] = endsOf(bestPackage(program, subject, findings, { at: day }))
      assert.ok(row.low <= from && (row.high === null || (to !== null && to <= row.high)), `${id}`)
      settled++
      if (row.low === row.high) certain++
    }
    context.diagnostic(`${settled} of ${rows.size} settled, ${certain} of them to one sum`)
    assert.ok(settled > 10)
  })
})
