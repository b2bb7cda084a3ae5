// What was judged once is remembered: whoever asks, whenever and in whichever database, gets what they would get if
// nothing were. Held against planAsOf, which remembers nothing, on both engines.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { compile, type Program } from '#lang'
import { loadSources } from '#policies'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { createPlanWorld, DISTRICT, type PlanLogin, POLICY } from '../../../testing/planWorld.ts'
import { lone, runSuites, suite } from '../../../testing/suites.ts'
import { dayInChina } from '../../clock/dayInChina.ts'
import type { Database } from '../../db/openDatabase.ts'
import { department, duty, planReport } from '../../db/tables.ts'
import { type Actor, JOB, type Transaction, transact } from '../../db/transact.ts'
import { storeRules } from '../../decisions/rules.ts'
import { judgePlan } from './judgePlan.ts'
import { makeOfficial } from './makeOfficial.ts'
import { planAsOf } from './planAsOf.ts'
import { correctValue } from './reportValue.ts'
import { saveSetting } from './saveSetting.ts'
import type { Status } from './status.ts'

after(stopTestServer)

const { program } = compile(loadSources())
const [INSTITUTIONS, TOWERS] = ['target-yz-financial-institutions', 'target-yz-finance-buildings'] as const
const moment = (text: string): Date => new Date(`${text}T02:00:00Z`)
const FIRST = moment('2025-01-20')

/** The same library, where the plan wants so many institutions. */
const withGoal = (value: string): Program => ({
  ...program,
  policies: program.policies.map((policy) => ({
    ...policy,
    targets: policy.targets.map((target) =>
      target.id === INSTITUTIONS && target.value.kind === 'number'
        ? { ...target, value: { ...target.value, value } }
        : target,
    ),
  })),
})

/** What is told of an indicator: its owner and how it stands. */
type Told = {
  readonly target: string
  readonly owner: string
  readonly standing: string
  readonly missing?: string
}

/** As it is told, and as it would be if nothing were remembered. */
async function bothOf(database: Database, tx: Transaction, day: string, knownAt: Date, district?: string) {
  const scope = district === undefined ? {} : { district }
  const judged = await judgePlan(tx, { database, program }, day, knownAt, scope)
  const { lines } = await planAsOf(tx, program, day, knownAt, scope)
  type Line = Pick<(typeof judged)[number], 'indicator' | 'owner' | 'sample'> & {
    readonly status: Pick<Status, 'lamp' | 'standing' | 'missing'>
  }
  const told = (all: readonly Line[]) =>
    all.map(({ indicator, owner, status, sample }) => ({
      ...{ indicator, owner, sample, lamp: status.lamp, standing: status.standing, missing: status.missing },
    }))
  const plain = lines.map((line) => ({
    ...line,
    sample: line.indicator.setting.sample || line.official.some((each) => each.sample),
  }))
  return { judged, told: told(judged), wanted: told(plain) }
}

const worlds: { readonly database: Database; readonly planner: number }[] = []

// The same acts in the same order, so that rows of both databases have the same numbers; only the values differ.
for (const [open, value] of [
  [openTestEmbedded, '900'],
  [openTestServer, '10'],
] as const) {
  const { name, database, close } = await open()
  after(close)
  const world = await createPlanWorld(database, program)
  worlds.push({ database, planner: world.idOf('planner') })

  const asked = (actor: Actor, day: string, now: Date, knownAt = now, district?: string): Promise<Told[]> =>
    transact(database, { actor, now }, async (tx) => {
      const { judged, told, wanted } = await bothOf(database, tx, day, knownAt, district)
      assert.deepEqual(told, wanted)
      return judged.map(({ indicator, owner, status }) => ({
        ...{ target: indicator.target.id, owner: owner.id, standing: status.standing },
        ...(status.missing && { missing: status.missing.period.text }),
      }))
    })
  const by = (login: PlanLogin): Actor => ({ kind: 'person', person: world.idOf(login) })
  const which = (target: string) => ({ policy: POLICY, target, district: DISTRICT })
  /** As another process writes it: nothing of this one is told. */
  const written = (
    target: string,
    period: string,
    reported: string,
    now: Date,
    of = { departmentId: 'cyj', unit: '家' },
  ) =>
    world.asJob(async (tx) => {
      const row = { ...which(target), ...of, period, value: reported, reason: '' }
      const proposed = { ...row, kind: 'proposed' as const, saidBy: world.idOf('reporter') }
      const [{ id } = assert.fail()] = await tx.insert(planReport).values(proposed).returning()
      const official = { ...row, kind: 'official' as const, saidBy: world.idOf('planner'), follows: id }
      await tx.insert(planReport).values(official)
    }, now)
  const institutions = (told: readonly Told[]): Told =>
    told.find(({ target }) => target === INSTITUTIONS) ?? assert.fail('not shown')

  await world.setting({ target: INSTITUTIONS })
  await world.setting({ target: TOWERS, unit: '栋' })
  await world.official(INSTITUTIONS, '2024Q1', value, moment('2025-01-10'))
  await world.official(TOWERS, '2024Q1', '3', moment('2025-01-10'))

  suite(`what is remembered of the plan on ${name}`, () => {
    test('asked twice it is the same', async () => {
      const once = await asked(by('planner'), '2025-01-20', FIRST)
      assert.deepEqual(institutions(once).missing, '2024Q2')
      assert.deepEqual(await asked(by('planner'), '2025-01-20', FIRST), once)
      assert.deepEqual(await asked(by('planner2'), '2025-01-20', FIRST), once)
    })

    test('a department that sees less is told less, whoever asked before it', async () => {
      const now = moment('2025-01-23')
      await world.setting({ target: TOWERS, unit: '栋', departmentId: 'street' }, moment('2025-01-21'))
      const before = { target: TOWERS, owner: 'street', standing: 'no_report', missing: '2024Q1' }
      assert.deepEqual(await asked(by('street'), '2025-01-23', moment('2025-01-21')), [before])
      await written(TOWERS, '2024Q2', '4', moment('2025-01-22'), { departmentId: 'street', unit: '栋' })
      // What was said last is the same for both; the street sees nothing of what the bureau said before.
      const seen = { ...before, standing: 'no_forecast', missing: '2024Q3' }
      const seenByStreet = { ...seen, missing: '2024Q1' }
      for (const day of ['2025-01-23', '2025-01-22']) {
        if (day === '2025-01-23') assert.deepEqual((await asked(by('planner'), day, now))[1], seen)
        assert.deepEqual(await asked(by('street'), day, now), [seenByStreet])
        assert.deepEqual((await asked(by('planner'), day, now))[1], seen)
        assert.deepEqual((await asked(by('reporter'), day, now))[1], seen)
        assert.deepEqual((await asked(JOB, day, now))[1], seen)
        assert.deepEqual(await asked(by('street'), day, now), [seenByStreet])
      }
    })

    test('another district is told only of its own', async () => {
      const now = moment('2025-01-24')
      const actor = by('yubei-planner')
      await asked(by('planner'), '2025-01-24', now)
      assert.deepEqual(await asked(actor, '2025-01-24', now), [])
      const { lines } = await world.as('planner', (tx) => planAsOf(tx, program, '2025-01-24', now), now)
      const { id, setBy, recordedAt, sample, ...setting } = lines[0]?.indicator.setting ?? assert.fail()
      assert.ok(id && setBy && recordedAt && !sample)
      const own = { ...setting, district: '渝北区', departmentId: 'yubei' }
      await saveSetting(database, { actor, now }, program, own)
      const later = moment('2025-01-25')
      const theirs = { target: INSTITUTIONS, owner: 'yubei', standing: 'no_report', missing: '2024Q1' }
      assert.equal((await asked(by('planner'), '2025-01-24', later)).length, 2)
      assert.deepEqual(await asked(actor, '2025-01-24', later), [theirs])
      assert.deepEqual(await asked(by('yubei'), '2025-01-24', later), [theirs])
      assert.deepEqual(await asked(by('yubei'), '2025-01-24', later, later, DISTRICT), [])
      assert.deepEqual(await asked(by('admin'), '2025-01-24', later), [])
      assert.equal((await asked(JOB, '2025-01-24', later)).length, 3)
    })

    test('who sees less from one day on is told less from that day on', async () => {
      const { person, until } = { person: world.idOf('economy'), until: '2025-01-26' }
      await world.asJob((tx) =>
        tx
          .insert(department)
          .values({ id: 'moved', name: '渝中区某平台公司', district: DISTRICT, kind: 'platform' }),
      )
      await world.asJob((tx) =>
        tx
          .insert(duty)
          .values({ personId: person, role: 'handler', departmentId: 'moved', validFrom: '2020-01-01' }),
      )
      await database.pool.query(
        `UPDATE duty SET valid_to = $2 WHERE person_id = $1 AND department_id = 'jxw'`,
        [person, until],
      )
      assert.equal((await asked(by('economy'), '2025-01-24', moment('2025-01-26'))).length, 2)
      assert.deepEqual(await asked(by('economy'), '2025-01-24', moment('2025-01-27')), [])
    })

    test('what another process made official is told at once, and not of the time before', async () => {
      const day = '2025-02-10'
      const [before, later] = [moment('2025-02-01'), moment('2025-02-03')]
      assert.equal(institutions(await asked(by('planner'), day, before)).missing, '2024Q2')
      await written(INSTITUTIONS, '2024Q2', value, moment('2025-02-02'))
      assert.equal(institutions(await asked(by('planner'), day, later)).missing, '2024Q3')
      assert.equal(institutions(await asked(by('reporter'), day, later)).missing, '2024Q3')
      assert.equal(institutions(await asked(by('planner'), day, later, before)).missing, '2024Q2')
      assert.equal(institutions(await asked(by('planner'), '2024-12-31', later)).missing, '2024Q3')
      assert.equal(institutions(await asked(by('planner'), day, later)).missing, '2024Q3')
    })

    test('a correction of an earlier period is told at once, and not of the time before', async () => {
      const day = '2025-02-10'
      const [before, later] = [moment('2025-02-04'), moment('2025-02-07')]
      const was = institutions(await asked(by('planner'), day, before))
      const corrected = value === '900' ? '10' : '900'
      const { id } = await correctValue(
        database,
        { by: { person: world.idOf('reporter') }, now: moment('2025-02-05') },
        program,
        { ...which(INSTITUTIONS), period: '2024Q2', value: corrected, reason: '名录核实' },
      )
      assert.deepEqual(
        institutions(await asked(by('planner'), day, moment('2025-02-05'))),
        was,
        'only proposed',
      )
      await makeOfficial(database, { person: world.idOf('planner'), now: moment('2025-02-06') }, program, id)
      const is = institutions(await asked(by('planner'), day, later))
      assert.notEqual(is.standing, was.standing)
      assert.deepEqual(institutions(await asked(by('planner'), day, later, before)), was)
      assert.deepEqual(institutions(await asked(by('planner'), day, later)), is)
      // The period that was known last is not the one that was corrected.
      await written(INSTITUTIONS, '2024Q3', corrected, moment('2025-02-08'))
      assert.equal(institutions(await asked(by('planner'), day, moment('2025-02-09'))).missing, '2024Q4')
      assert.deepEqual(institutions(await asked(by('planner'), day, later, before)), was)
    })

    test('another setting is told at once, and not of the time before', async () => {
      const day = '2025-02-20'
      const [before, later] = [moment('2025-02-11'), moment('2025-02-13')]
      const was = institutions(await asked(by('planner'), day, before))
      await world.setting({ target: INSTITUTIONS, firstPeriod: '2023Q1' }, moment('2025-02-12'))
      assert.equal(institutions(await asked(by('planner'), day, later)).missing, '2023Q1')
      assert.deepEqual(institutions(await asked(by('planner'), day, later, before)), was)
    })

    test('the rules that were in use then judge, whichever judged before', async () => {
      const day = '2025-02-20'
      const [then, now] = [moment('2025-02-23'), moment('2025-02-25')]
      const is = institutions(await asked(by('planner'), day, moment('2025-02-21')))
      await world.asJob((tx) => storeRules(tx, withGoal('5000')), moment('2025-02-22'))
      await world.asJob((tx) => storeRules(tx, program), moment('2025-02-24'))
      const was = { ...is, standing: 'no_forecast' }
      assert.deepEqual(institutions(await asked(by('planner'), day, now)), is)
      assert.deepEqual(institutions(await asked(by('planner'), day, now, then)), was)
      assert.deepEqual(institutions(await asked(by('planner'), day, now)), is)
    })

    test('every day has its own, however many were asked for', async () => {
      // Within them the report of 2024Q4 becomes late.
      const days = Array.from({ length: 20 }, (_, i) => moment('2025-01-05').getTime() + i * 86_400_000)
      const [now, then] = [moment('2025-02-26'), moment('2025-02-09')]
      for (const each of [...days, ...days]) await asked(by('planner'), dayInChina(new Date(each)), now, then)
    })
  })

  // The embedded database does one thing at a time.
  if (database.kind === 'server')
    lone('what becomes official while somebody asks is not told of the time before', async () => {
      const day = '2025-03-31'
      const periods = ['2024Q4', '2025Q1']
      const known = ['2025-03-01', '2025-03-02', '2025-03-03'].map(moment)
      await transact(database, { actor: by('planner'), now: moment('2025-03-09') }, async (tx) => {
        let said = 0
        const meanwhile = new Proxy(tx, {
          get(target, key) {
            if (key !== 'execute') return Reflect.get(target, key)
            return async (query: Parameters<Transaction['execute']>[0]) => {
              const result = await target.execute(query)
              const [period, now] = [periods[said], known[said + 1]]
              said++
              if (period && now) await written(INSTITUTIONS, period, value, now)
              return result
            }
          },
        })
        await judgePlan(meanwhile, { database, program }, day, moment('2025-03-09'))
        assert.ok(said >= periods.length)
      })
      for (const each of known) await asked(by('planner'), day, moment('2025-03-10'), each)
    })
}

lone(
  'two databases with the same program are told apart, though their rows have the same numbers',
  async () => {
    const standings: string[] = []
    for (const { database, planner } of worlds)
      await transact(database, { actor: { kind: 'person', person: planner }, now: FIRST }, async (tx) => {
        const { judged, told, wanted } = await bothOf(database, tx, '2025-01-20', FIRST)
        assert.deepEqual(told, wanted)
        assert.deepEqual(
          judged.map(({ indicator }) => indicator.setting.id),
          [1, 2],
        )
        standings.push(judged[0]?.status.standing ?? '')
      })
    assert.deepEqual(standings, ['reached', 'no_forecast'])
  },
)

runSuites()
