import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  applyReform,
  CAUSES,
  compile,
  fenToYuan,
  KIND_CODES,
  OUTCOME_CODES,
  type Profile,
  type Program,
  parametersOf,
  parseDate,
  profiles,
  type Subject,
} from '#lang'
import { loadSources } from '#policies'
import { createGenerated, DIMENSIONS, openPopulation, subjectsOf } from '#population'
import { addToCell, CELL_WIDTH, costAt } from './cells.ts'
import { certainFen, changeOf, packedState } from './change.ts'
import { cliff } from './cliff.ts'
import { compareReform } from './compareReform.ts'
import { createEngine, type Engine } from './engine.ts'
import { exportResult } from './exportResult.ts'
import { listSubjects } from './listSubjects.ts'
import type { Dimension, ItemResult, Reach, Reform } from './result.ts'
import { createSample } from './sample.ts'
import { deleteScenario, listScenarios, loadScenario, saveScenario } from './scenarios.ts'
import type { Which } from './select.ts'
import { simulate } from './simulate.ts'

const { program } = compile(loadSources())
const AT = '2026-01-01'
const at = parseDate(AT) ?? 0
const ROWS = 1500
const POLICIES = ['yubei-2021-13', 'yubei-2024-34']
const question = { population: 'small', at: AT, policies: POLICIES }

const KINDS: readonly string[] = KIND_CODES

let data: string
let engine: Engine
let subjects: readonly Subject[]

before(async () => {
  data = await mkdtemp(join(tmpdir(), 'duixian-simulation-'))
  await createGenerated(data, {
    ...{ program, id: 'small', title: '小样本', kind: '企业', rows: ROWS, seed: 7, at: AT },
    districts: ['渝北区'],
  })
  engine = createEngine(program, data, 2)
  const population = await openPopulation(data, 'small', program.vocabulary)
  subjects = await subjectsOf(
    population,
    Array.from({ length: ROWS }, (_, i) => i),
  )
})

after(async () => {
  await engine.close()
  await rm(data, { recursive: true })
})

function profilesOf(rules: Program): Map<string, Profile[]> {
  const byItem = new Map<string, Profile[]>()
  for (const subject of subjects)
    for (const each of profiles(rules, subject, { at, policies: POLICIES }))
      byItem.set(each.item, [...(byItem.get(each.item) ?? []), each])
  return byItem
}

let plain: ReadonlyMap<string, readonly Profile[]> | undefined

/** The same question asked of the interpreter, subject by subject. */
function reference(): ReadonlyMap<string, readonly Profile[]> {
  plain ??= profilesOf(program)
  return plain
}

function ofItem(item: string): readonly Profile[] {
  return reference().get(item) ?? []
}

function countBy(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const each of keys) counts[each] = (counts[each] ?? 0) + 1
  return counts
}

function sumOf(found: readonly Profile[], of: (each: Profile) => number | null): string | null {
  const all = found.map(of)
  if (all.includes(null)) return null
  return fenToYuan(all.reduce<bigint>((sum, each) => sum + BigInt(each ?? 0), 0n))
}

/** An item's result, counted without kernels, columns or workers. */
function expected(found: readonly Profile[]) {
  const open = found.filter((each) => each.outcome === 'undetermined')
  const eligible = found.filter((each) => each.outcome === 'eligible')
  const kinds = (all: readonly Profile[], ...names: readonly string[]) =>
    all.filter((each) => names.includes(each.amount.kind))
  const range = (all: readonly Profile[]) => ({
    subjects: all.length,
    from: sumOf(all, (each) => each.amount.low),
    to: sumOf(all, (each) => each.amount.high),
  })
  const [exact, upTo] = [kinds(eligible, 'exact'), kinds(eligible, 'upper_bound')]
  return {
    reach: Object.fromEntries(
      OUTCOME_CODES.map((each) => [each, found.filter(({ outcome }) => outcome === each).length]),
    ),
    cost: {
      exact: { subjects: exact.length, yuan: sumOf(exact, (each) => each.amount.low) },
      upTo: { subjects: upTo.length, yuan: sumOf(upTo, (each) => each.amount.high) },
      open: range(kinds(eligible, 'range', 'candidates')),
      undetermined: range(kinds(open, 'exact', 'upper_bound', 'range', 'candidates')),
      unstated: kinds(eligible, 'unstated').length,
      nonMonetary: kinds(eligible, 'non_monetary').length,
    },
    causes: countBy(open.flatMap((each) => each.causes)),
    missing: countBy(open.flatMap((each) => each.needs)),
    alone: countBy(open.filter((each) => each.needs.length === 1).flatMap((each) => each.needs)),
    blindSpot: open.filter((each) => each.causes.join() === 'fact').length,
    reasons: countBy(
      found
        .filter((each) => each.outcome === 'not_eligible')
        .flatMap((each) => each.reasons)
        .filter((each) => !/^(unknown|decision-pending|met)\0/.test(each)),
    ),
    readings: countBy(found.flatMap((each) => each.readings)),
  }
}

function shown({ reach, cost, causes, missing, blindSpot, reasons, readings }: ItemResult) {
  const named = missing.map((each) => ({ ...each, key: `${each.cause} ${each.fact}` }))
  return {
    ...{ reach, cost, causes, blindSpot },
    missing: Object.fromEntries(named.map((each) => [each.key, each.subjects])),
    alone: Object.fromEntries(named.flatMap((each) => (each.alone > 0 ? [[each.key, each.alone]] : []))),
    reasons: Object.fromEntries(reasons.map((each) => [`${each.code}\u0000${each.fact}`, each.subjects])),
    readings: Object.fromEntries(readings.map((each) => [each.id, each.subjects])),
  }
}

/** A threshold that some subjects pass and others do not; found by what it changes, not by its name. */
async function lively(): Promise<{ reform: Reform; item: string }> {
  const amounts = parametersOf(program, POLICIES).filter(
    (each) => each.kind === 'number' && each.role !== 'other',
  )
  for (const each of amounts) {
    const [item = ''] = each.items
    const eligible = ofItem(item).some(
      ({ outcome, amount }) => outcome === 'eligible' && amount.kind === 'exact' && amount.low > 0,
    )
    if (!eligible || each.role !== 'amount') continue
    return { item, reform: reformOf({ kind: 'scale', parameter: each.id, factor: '1.5' }) }
  }
  throw new Error('the small population has no certain amount')
}

function reformOf(...changes: Reform['changes']): Reform {
  return { title: '试', note: '', changes, envelopes: [] }
}

function sizeOf(reach: Reach): number {
  return Object.values(reach).reduce((sum, each) => sum + each, 0)
}

describe('a simulation', () => {
  test('counts and sums what the interpreter finds for each subject', async () => {
    const result = await simulate(engine, question)
    assert.equal(
      result.items.length,
      program.policies.filter((each) => POLICIES.includes(each.document.id)).flatMap((each) => each.items)
        .length,
    )
    for (const each of result.items)
      assert.deepEqual(shown(each), expected(ofItem(each.item)), `${each.policy} ${each.item}`)
    assert.equal(result.population.synthetic, true)
  })

  test('reaches every subject once, in every grouping', async () => {
    const result = await simulate(engine, { ...question, groupsOf: 'rent-subsidy-private' })
    const whole = result.items.find((each) => each.item === 'rent-subsidy-private')
    for (const dimension of DIMENSIONS) {
      const rows = result.groups?.[dimension] ?? []
      for (const outcome of OUTCOME_CODES)
        assert.equal(
          rows.reduce((sum, each) => sum + each.reach[outcome], 0),
          whole?.reach[outcome],
          `${dimension} ${outcome}`,
        )
    }
    for (const each of result.items) assert.equal(sizeOf(each.reach), ROWS)
  })

  test('marks groups of one or two and hides none', async () => {
    const { groups, smallCells = [] } = await simulate(engine, {
      ...question,
      groupsOf: 'rent-subsidy-private',
    })
    const street = (groups?.street ?? []).filter((each) => sizeOf(each.reach) < 3)
    for (const each of street)
      assert.ok(
        smallCells.some((cell) => cell.dimension === 'street' && cell.key === each.key),
        each.key,
      )
  })

  test('answers for a document that is not in force without computing anything', async () => {
    const { items } = await simulate(engine, { ...question, at: '2015-01-01' })
    for (const each of items) assert.equal(each.reach.not_in_force, ROWS)
  })

  test('stops when it is cancelled', async () => {
    const fresh = createEngine(program, data, 1)
    const cancel = new AbortController()
    const running = simulate(fresh, question, { signal: cancel.signal, progress: () => cancel.abort() })
    await assert.rejects(running, { name: 'AbortError' })
    await fresh.close()
  })

  test('goes through the interpreter where there is no kernel, with the same answer', async () => {
    const refusing = createEngine(program, data, 1)
    const pool = { ...refusing.pool, compile: async () => ({ kind: 'refused' as const, what: '试' }) }
    const items = ['rent-subsidy-private']
    const slow = await simulate({ ...refusing, pool }, { ...question, items })
    const quick = await simulate(engine, { ...question, items })
    await refusing.close()
    assert.deepEqual(slow.items, quick.items)
    assert.equal(slow.engine.interpreted, ROWS)
    assert.equal(quick.engine.interpreted, 0)
  })

  test('refuses unknown documents, items and data sets in a sentence', async () => {
    await assert.rejects(
      simulate(engine, { ...question, policies: ['nowhere'] }),
      /没有编号为“nowhere”的政策文件/,
    )
    await assert.rejects(simulate(engine, { ...question, items: ['nothing'] }), /没有编号为“nothing”的事项/)
    await assert.rejects(simulate(engine, { ...question, population: 'nobody' }), /没有数据集“nobody”/)
  })
})

describe('a sum', () => {
  test('keeps every fen above 2^53', () => {
    const cells = new Float64Array(CELL_WIDTH)
    const fen = 2 ** 53 - 1
    for (let i = 0; i < 1001; i++) addToCell(cells, 0, 0, 1, fen, fen)
    const kind = costAt(cells, 0).exact
    assert.deepEqual(kind, { subjects: 1001, yuan: fenToYuan(BigInt(fen) * 1001n) })
    assert.notEqual(BigInt(fen * 1001), BigInt(fen) * 1001n)
  })
})

describe('a comparison', () => {
  test('parts the population into winners, losers, unclear and the same', async () => {
    const { reform, item } = await lively()
    const result = await compareReform(engine, { ...question, reform })
    assert.ok(result.items.length > 0)
    const changed = profilesOf(applyReform(program, reform.changes, at).program)
    const own = result.items.find((each) => each.item === item)
    assert.ok(own && own.winners.subjects > 0, 'someone gains by a higher amount')
    for (const each of result.items) {
      assert.equal(each.winners.subjects + each.losers.subjects + each.unclear + each.same, ROWS)
      assert.deepEqual(shown(each.after), expected(changed.get(each.item) ?? []))
      assert.deepEqual(shown(each.before), expected(ofItem(each.item)))
      assert.deepEqual(
        [each.winners, each.losers, each.unclear],
        changesOf(ofItem(each.item), changed.get(each.item) ?? []),
      )
    }
  })

  test('computes only items that the change can touch', async () => {
    const { reform, item } = await lively()
    const result = await compareReform(engine, { ...question, reform })
    assert.ok(result.items.some((each) => each.item === item))
    assert.ok(result.items.length < 20, `${result.items.length} items`)
  })

  test('holds envelopes against the cost of all their items', async () => {
    const { reform, item } = await lively()
    const envelopes = [{ title: '专项', items: [item], yuan: '1000000.00' }]
    const result = await compareReform(engine, { ...question, reform: { ...reform, envelopes } })
    const own = result.items.find((each) => each.item === item)
    assert.deepEqual(result.envelopes, [
      { title: '专项', yuan: '1000000.00', before: own?.before.cost, after: own?.after.cost },
    ])
  })

  test('refuses a change that cannot be made, naming it', async () => {
    const reform = reformOf({ kind: 'number', parameter: 'nothing', value: '1' })
    await assert.rejects(
      compareReform(engine, { ...question, reform }),
      (error: Error & { details?: readonly { path: string }[] }) => {
        assert.equal(error.details?.[0]?.path, 'reform.changes.0')
        return true
      },
    )
  })
})

function changesOf(before: readonly Profile[], changed: readonly Profile[]) {
  const sums = [0, 1, 2, 3].map(() => ({ subjects: 0, fen: 0n }))
  for (const [i, was] of before.entries()) {
    const is = changed[i]
    if (!is) continue
    const [a, b] = [was, is].map(({ outcome, amount }) => ({
      state: packedState(OUTCOME_CODES.indexOf(outcome), KINDS.indexOf(amount.kind)),
      low: amount.low,
      high: amount.high ?? Number.POSITIVE_INFINITY,
    }))
    if (!a || !b) continue
    const sum = sums[changeOf(a.state, a.low, a.high, b.state, b.low, b.high)]
    if (!sum) continue
    sum.subjects++
    sum.fen += BigInt(certainFen(b.state, b.low) - certainFen(a.state, a.low))
  }
  const [, winners, losers, unclear] = sums
  return [
    { subjects: winners?.subjects, yuan: fenToYuan(winners?.fen ?? 0n) },
    { subjects: losers?.subjects, yuan: fenToYuan(-(losers?.fen ?? 0n)) },
    unclear?.subjects,
  ]
}

describe('a change of one subject', () => {
  const eligible = (kind: string) => packedState(0, KINDS.indexOf(kind))
  const [refused, open] = [packedState(1, KINDS.indexOf('exact')), packedState(2, KINDS.indexOf('range'))]
  const NAMES = ['same', 'winner', 'loser', 'unclear']
  const rows: [string, number, number, number, number, string][] = [
    ['a higher amount is a gain', eligible('exact'), 100, eligible('exact'), 101, 'winner'],
    ['a lower amount is a loss', eligible('exact'), 101, eligible('exact'), 100, 'loser'],
    ['the same amount is the same', eligible('exact'), 100, eligible('exact'), 100, 'same'],
    ['who comes to be eligible gains', refused, 0, eligible('upper_bound'), 0, 'winner'],
    ['who ceases to be eligible loses', eligible('non_monetary'), 0, refused, 0, 'loser'],
    ['what opens cannot be said', eligible('exact'), 100, open, 0, 'unclear'],
    ['what closes cannot be said', open, 0, refused, 0, 'unclear'],
    [
      'another upper bound is no entitlement',
      eligible('upper_bound'),
      100,
      eligible('upper_bound'),
      200,
      'unclear',
    ],
    ['refused for another reason is the same', refused, 0, packedState(3, KINDS.indexOf('exact')), 0, 'same'],
  ]
  for (const [title, was, before, is, now, wanted] of rows)
    test(title, () => assert.equal(NAMES[changeOf(was, before, before, is, now, now)], wanted))
})

describe('a list', () => {
  test('has as many rows as the number says', async () => {
    const { items } = await simulate(engine, question)
    for (const each of items.filter((_, i) => i % 7 === 0)) {
      const wanted: [Which, number, string?][] = [
        ['eligible', each.reach.eligible],
        ['undetermined', each.reach.undetermined],
        ['not_eligible', each.reach.not_eligible],
        ['exact', each.cost.exact.subjects],
        ['upTo', each.cost.upTo.subjects],
        ['open', each.cost.open.subjects],
        ['undeterminedAmount', each.cost.undetermined.subjects],
        ['blindSpot', each.blindSpot],
        ...each.reasons
          .slice(0, 2)
          .map(({ code, fact, subjects: n }): [Which, number, string] => [
            'reason',
            n,
            fact ? `${code} ${fact}` : code,
          ]),
        ...each.readings.map(({ id, subjects: n }): [Which, number, string] => ['reading', n, id]),
        ...CAUSES.flatMap((cause): [Which, number, string][] =>
          each.causes[cause] ? [['cause', each.causes[cause], cause]] : [],
        ),
        ...each.missing
          .filter(({ fact }) => each.missing.filter((other) => other.fact === fact).length === 1)
          .flatMap(({ fact, subjects: n, alone }): [Which, number, string][] => [
            ['missing', n, fact],
            ['alone', alone, fact],
          ]),
      ]
      for (const [which, count, fact] of wanted) {
        const list = await listSubjects(engine, { ...question, item: each.item, which, fact, size: 500 })
        assert.equal(list.total, count, `${each.item} ${which} ${fact ?? ''}`)
        assert.equal(list.rows.length, Math.min(500, count))
      }
    }
  })

  test('names the subjects, what they get and what they lack', async () => {
    const list = await listSubjects(engine, {
      ...question,
      item: 'rent-subsidy-private',
      which: 'undetermined',
      size: 5,
      page: 2,
    })
    assert.equal(list.rows.length, 5)
    for (const row of list.rows) {
      const profile = ofItem('rent-subsidy-private')[row.index]
      assert.equal(row.outcome, profile?.outcome)
      assert.deepEqual(
        row.missing,
        [...new Set(profile?.needs.map((each) => each.slice(each.indexOf(' ') + 1)))].sort(),
      )
      const name = subjects[row.index]?.facts.get('企业名称')
      assert.equal(row.name, name?.kind === 'word' ? name.value : '')
    }
  })

  test('narrowed by a group it has as many rows as the group', async () => {
    const item = 'rent-subsidy-private'
    const { groups } = await simulate(engine, { ...question, groupsOf: item })
    for (const dimension of DIMENSIONS) {
      const [row] = groups?.[dimension] ?? []
      const filter: { [K in Dimension]?: string } = { [dimension]: row?.key ?? '' }
      const list = await listSubjects(engine, { ...question, item, which: 'undetermined', filter })
      assert.equal(list.total, row?.reach.undetermined, dimension)
    }
  })

  test('of winners and losers shows both sides', async () => {
    const { reform, item } = await lively()
    const result = await compareReform(engine, { ...question, reform })
    const own = result.items.find((each) => each.item === item)
    for (const [which, count] of [
      ['winners', own?.winners.subjects],
      ['losers', own?.losers.subjects],
      ['unclear', own?.unclear],
      ['same', own?.same],
    ] as const) {
      const list = await listSubjects(engine, { ...question, item, which, reform })
      assert.equal(list.total, count, which)
      for (const row of list.rows) assert.ok(row.after)
    }
  })

  test('of changes without a reform is refused', async () => {
    await assert.rejects(
      listSubjects(engine, { ...question, item: 'rent-subsidy-private', which: 'winners' }),
      /请同时写明 reform/,
    )
  })
})

describe('a cliff', () => {
  test('holds every subject in one bin or among the unknown', async () => {
    const thresholds = parametersOf(program, POLICIES).filter(
      (each) => each.role === 'threshold' && each.kind === 'number',
    )
    let seen = 0
    for (const each of thresholds.slice(0, 12)) {
      const found = await cliff(engine, { population: 'small', at: AT, parameter: each.id }).catch(
        (error: Error) => {
          assert.match(error.message, /不是单独拿来比较的门槛/)
          return undefined
        },
      )
      if (!found) continue
      seen++
      assert.equal(
        found.bins.reduce((sum, bin) => sum + bin.subjects, found.unknown),
        ROWS,
        each.id,
      )
      assert.ok(
        found.bins.some((bin) => bin.from === found.threshold),
        `${each.id}: the threshold is an edge`,
      )
    }
    assert.ok(seen > 0)
  })
})

describe('packages', () => {
  test('never exceed what the items add up to, and say how they were found', async () => {
    const { packages = [], items } = await simulate(engine, { ...question, packages: true })
    assert.deepEqual(
      packages.map((each) => each.policy),
      [...POLICIES, undefined],
    )
    const all = packages.at(-1)
    const money = items.filter((each) => ['cash', 'relief', 'tax'].includes(each.nature))
    const sum = money.reduce((total, each) => total + BigInt(each.cost.exact.yuan.replace('.', '')), 0n)
    assert.equal(all?.separately, fenToYuan(sum))
    for (const each of packages) assert.ok(Number(each.exact.yuan) <= Number(each.separately))
  })
})

describe('saved reforms', () => {
  test('are listed, loaded, replaced and deleted', async () => {
    const { reform } = await lively()
    const saved = await saveScenario(
      data,
      { reform, population: 'small', at: AT },
      new Date('2026-01-02T00:00:00Z'),
    )
    assert.deepEqual(await loadScenario(data, saved.id), saved)
    const second = await saveScenario(
      data,
      { reform: { ...reform, title: '再试' }, population: 'small', at: AT },
      new Date('2026-01-03T00:00:00Z'),
      saved.id,
    )
    assert.deepEqual(await listScenarios(data), [second])
    await deleteScenario(data, saved.id)
    await assert.rejects(loadScenario(data, saved.id), /没有编号为/)
    await assert.rejects(loadScenario(data, '../secret'), /没有编号为/)
  })
})

describe('files', () => {
  test('hold all rows of a list and say on the first sheet what the numbers are', async () => {
    const path = join(data, 'list.xlsx')
    await exportResult(
      engine,
      { kind: 'list', ...question, item: 'rent-subsidy-private', which: 'undetermined' },
      path,
      new Date(0),
    )
    const bytes = await readFile(path)
    assert.equal(bytes.subarray(0, 2).toString(), 'PK')
  })
})

test('the first start makes a population that is labelled as made up', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'duixian-sample-'))
  const lines: string[] = []
  await createSample(program, folder, (line) => lines.push(line), 200)
  const { summary } = await openPopulation(folder, 'sample', program.vocabulary)
  assert.equal(summary.synthetic, true)
  assert.equal(summary.subjects, 200)
  await createSample(program, folder, (line) => lines.push(line), 200)
  assert.equal(lines.length, 2)
  assert.match(lines[1] ?? '', /不是真实企业/)
  await rm(folder, { recursive: true })
})
