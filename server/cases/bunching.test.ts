// Many applicants just above one threshold, on both engines: told with the numbers where they are bunched, and nothing
// where figures are smooth, few, round, or where those below it do not apply.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { parseQuantity } from '#lang'
import { program } from '../../testing/application.ts'
import { createWorld, type Firm, NOW } from '../../testing/caseWorld.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { lone, runSuites, suite } from '../../testing/suites.ts'
import { fact } from '../db/tables.ts'
import { codeOf, transact } from '../db/transact.ts'
import { atLeastByHalves, type Beside, bunchingSigns, isBunched } from './bunching.ts'
import { findingOf } from './findingOf.ts'
import { requireCase } from './loadCase.ts'

after(stopTestServer)

const ITEM = { policy: 'yubei-2024-34', item: 'rent-subsidy-private' }
const GROWTH = 'industrialOutputGrowthLastYear'

/** A growth in hundredths of a percent: 2012 is 20.12%. */
type Population = readonly number[]
const written = (growth: number): string => `${growth / 100}%`

/** Always the same ones: a multiplicative generator (Lehmer), equally likely between 0 and 1. */
function drawn(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Growth spread evenly from 16% to 24%. */
const smooth = (seed: number, size: number): number[] => {
  const next = drawn(seed)
  return Array.from({ length: size }, () => 1600 + Math.floor(next() * 800))
}

/** Four of five whose growth is a little too small say that it is a little more than enough. */
function bent(growths: Population, seed: number): number[] {
  const next = drawn(seed)
  return growths.map((each) =>
    each >= 1900 && each < 2000 && next() < 0.8 ? 2001 + Math.floor(next() * 40) : each,
  )
}

/** The same counts as the database's, another way. */
const besideOf = (growths: Population): Beside => {
  const within = (from: number, to: number) => growths.filter((each) => each >= from && each <= to).length
  return {
    ...{ just: within(2001, 2040), missed: within(1960, 1999) },
    ...{ further: within(2041, 2080), exactly: within(2000, 2000) },
  }
}

lone('the binomial probability is exact, and few or slightly more say nothing', async () => {
  assert.equal(atLeastByHalves(0, 5), 1)
  assert.ok(Math.abs(atLeastByHalves(16, 20) - 6196 / 2 ** 20) < 1e-12)
  assert.ok(Math.abs(atLeastByHalves(5000, 10_000) - 0.5039893) < 1e-6)
  const at = (just: number, missed: number, further = missed): boolean =>
    isBunched({ just, missed, further, exactly: 0 })
  assert.deepEqual([at(16, 4), at(15, 5), at(19, 0), at(20, 0)], [true, false, false, true])
  assert.deepEqual([at(16, 4, 5), at(16, 4, 12), at(16, 0, 4)], [false, false, false])
  // 5,600 to 4,400 does not come about by itself, and yet it is not markedly more.
  assert.equal(at(5600, 4400), false)
})

lone(
  'of two thousand populations that nobody bent hardly one is bunched, of those that somebody bent most are',
  async () => {
    const seeds = Array.from({ length: 2000 }, (_, i) => 1 + i * 7919)
    const plain = seeds.filter((seed) => isBunched(besideOf(smooth(seed, 600))))
    assert.ok(plain.length <= 2, String(plain.length))
    const turned = seeds.filter((seed) => isBunched(besideOf(bent(smooth(seed, 600), seed + 1))))
    assert.ok(turned.length >= 1900, String(turned.length))
  },
)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const world = await createWorld(database)
  await world.setting({ ...ITEM, path: 'review' })
  let first: Firm
  let year = 2030

  const say = (subjectId: number, value: unknown, source: 'register' | 'department' | 'enterprise') =>
    world.asJob((tx) => tx.insert(fact).values({ subjectId, name: GROWTH, value, source }))
  const submitted = async (firm: Firm, growth: number) => {
    const row = await world.open(firm, { ...ITEM, year })
    await world.act(row.id, 'submit', { kind: 'person', person: firm.owner })
    await say(firm.id, written(growth), 'register')
    return row.id
  }
  /** A case of an enterprise whose growth is the first one, among applicants of the same year with the others. */
  const among = async ([own = 0, ...others]: Population) => {
    year++
    const id = await submitted(await world.newFirm(), own)
    await database.pool.query(
      `WITH growths AS (SELECT growth, number FROM unnest($2::int[]) WITH ORDINALITY AS each (growth, number)),
         firms AS (INSERT INTO subject (kind, name, district)
           SELECT '企业', $3 || number, '渝北区' FROM growths RETURNING id, name),
         said AS (INSERT INTO fact (subject_id, name, value, source)
           SELECT firms.id, $4, to_jsonb(growth / 100.0 || '%'), 'register'
           FROM firms JOIN growths ON firms.name = $3 || number),
         INSERTED AS (INSERT INTO support_case (subject_id, setting_id, year, situation)
           SELECT firms.id, model.setting_id, model.year, jsonb_build_object('step', path.definition->'start')
           FROM firms, support_case AS model JOIN approval_path AS path
             ON path.id = model.path_id AND path.version = model.path_version
           WHERE model.id = $1 RETURNING 1)
       SELECT count(*) FROM INSERTED`,
      [id, others, `同年${year}号`, GROWTH],
    )
    await database.pool.query(
      `UPDATE support_case SET departments = ARRAY['jxw'] WHERE year = $1 AND departments = '{}'`,
      [year],
    )
    return id
  }
  const signsFor = (person: number, id: number) =>
    world.as(person, async (tx) => {
      const loaded = await requireCase(tx, id)
      const finding = await findingOf(tx, program, { ...ITEM, subject: loaded.row.subjectId }, NOW)
      return bunchingSigns(tx, program, loaded, finding)
    })
  const signs = (id: number) => signsFor(world.idOf('handler'), id)
  const counts = (person: number, id: number) =>
    world.as(person, async (tx) => {
      const { rows } = await tx.execute<Record<string, number>>(
        sql`SELECT * FROM applicants_beside(${id}, ${GROWTH}, '', true, 0.2, 0.004)`,
      )
      return Object.values(rows[0] ?? {}).map(Number)
    })

  suite(`bunching at a threshold on ${name}`, () => {
    before(async () => {
      first = await world.newFirm()
    })

    test('figures are read as the language reads them', async () => {
      const texts: readonly (readonly [string, string])[] = [
        ...(['20.12%', '5‰', '-3%', '０.５％', '1,200.5%', '0.2', '20 %'] as const).map(
          (text) => [text, ''] as const,
        ),
        ...(['500.01万元', '1.5亿元', '2千万元', '3百万元', '1,000元', '0.2万亿元', '7 000元'] as const).map(
          (text) => [text, '元'] as const,
        ),
        ...(['12件', '1万件'] as const).map((text) => [text, '件'] as const),
      ]
      for (const [text, dimension] of texts) {
        const read = parseQuantity(text) ?? assert.fail(text)
        assert.equal(read.dimension, dimension, text)
        const { rows } = await database.pool.query<{ figure: string }>(
          'SELECT figure_of(to_jsonb($1::text), $2)::text AS figure',
          [text, dimension],
        )
        const wanted = Number(read.value.n) / Number(read.value.d) / (dimension === '元' ? 100 : 1)
        assert.ok(Math.abs(Number(rows[0]?.figure ?? 'none') - wanted) <= Math.abs(wanted) * 1e-12, text)
      }
      for (const [value, dimension] of [
        ['"约20%"', ''],
        ['"20%"', '元'],
        ['"5万件"', '元'],
        ['"不适用"', ''],
        ['true', ''],
        ['{"2024": "20%"}', ''],
        ['null', ''],
      ]) {
        const { rows } = await database.pool.query('SELECT figure_of($1::jsonb, $2) AS figure', [
          value,
          dimension,
        ])
        assert.equal(rows[0].figure, null, value)
      }
    })

    test('where four of five too small are told as enough, the officer is told how many stand where', async () => {
      const growths = [2015, ...bent(smooth(11, 600), 12)]
      const { just, missed, further, exactly } = besideOf(growths)
      const id = await among(growths)
      const [sign, ...more] = await signs(id)
      assert.ok(sign && more.length === 0)
      assert.deepEqual([sign.kind, sign.what, sign.article], ['bunching', '上年度工业总产值增速', '3'])
      const told = [
        `刚好够的（20%至20.4%）${just} 家`,
        `差一点的（19.6%至20%）${missed} 家`,
        `再高一段的（20.4%至20.8%）${further} 家`,
        `恰为20%的 ${exactly} 家`,
        `同一事项 ${year} 年度`,
      ]
      for (const each of told) assert.ok(sign.text.includes(each), `${each} in ${sign.text}`)
      assert.match(sign.text, /不说明其中哪一家有问题/)
      assert.ok(!sign.text.includes('企业1'))
      assert.deepEqual(await signs(await among([2015, ...growths.slice(1, 20)])), [])
    })

    test('smooth figures, applicants only from above, a heap on the threshold itself, and few show nothing', async () => {
      const even = smooth(21, 600)
      const quiet: Readonly<Record<string, Population>> = {
        smooth: even,
        'only those who may apply': even.filter((each) => each > 2000),
        'a round figure': [...even, ...Array<number>(80).fill(2000)],
        few: Array<number>(17).fill(2010),
      }
      for (const [what, growths] of Object.entries(quiet))
        assert.deepEqual(await signs(await among([2015, ...growths])), [], what)
      // Bunched, but this case stands far away from it, below it, or exactly on it.
      for (const own of [2300, 1990, 2000])
        assert.deepEqual(await signs(await among([own, ...bent(even, 22)])), [], String(own))
    })

    test('whose word counts, drafts, other years and what was taken back', async () => {
      year++
      const id = await submitted(first, 2015)
      const handler = world.idOf('handler')
      assert.deepEqual(await counts(handler, id), [0, 0, 0, 1, 0])
      const other = await world.newFirm()
      const draft = await world.open(other, { ...ITEM, year })
      await say(other.id, '19.7%', 'register')
      assert.deepEqual(await counts(handler, id), [0, 0, 0, 1, 0])
      await world.act(draft.id, 'submit', { kind: 'person', person: other.owner })
      assert.deepEqual(await counts(handler, id), [0, 1, 0, 1, 0])
      await say(other.id, '20%', 'enterprise')
      await say(other.id, '20.6%', 'register')
      assert.deepEqual(await counts(handler, id), [0, 0, 1, 1, 0])
      await say(other.id, 0.193, 'department')
      assert.deepEqual(await counts(handler, id), [1, 0, 0, 1, 0])
      await world.asJob((tx) =>
        tx.insert(fact).values({
          ...{ subjectId: other.id, name: GROWTH, value: sql`'null'::jsonb`, source: 'department' as const },
        }),
      )
      assert.deepEqual(await counts(handler, id), [0, 0, 1, 1, 0])
    })

    test('counts are for officers who see the case, and for nobody else', async () => {
      const firm = await world.newFirm()
      year++
      const id = await submitted(firm, 2015)
      assert.deepEqual(await counts(world.idOf('auditor'), id), [0, 0, 0, 1, 0])
      for (const person of [
        firm.owner,
        world.idOf('beibei'),
        world.idOf('beibei-auditor'),
        world.idOf('admin'),
      ])
        assert.deepEqual(await counts(person, id), [0, 0, 0, 0, 0])
      for (const actor of [{ kind: 'job' }, { kind: 'system', token: 1 }] as const)
        await assert.rejects(
          transact(database, { actor, now: NOW }, (tx) =>
            tx.execute(`SELECT * FROM applicants_beside(${id}, '${GROWTH}', '', true, 0.2, 0.004)`),
          ),
          (error) => codeOf(error) === '42501',
        )
    })
  })
}

runSuites()
