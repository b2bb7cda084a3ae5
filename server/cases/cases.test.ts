// What cases keep to beside their paths: rights, haste, quotas, windows, stages, the clock, lists and signs; both engines.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import {
  certainFinding,
  createWorld,
  type Firm,
  type Login,
  makeReady,
  NOW,
  REASON,
  type World,
} from '../../testing/caseWorld.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { PATHS } from '../approval/paths.ts'
import { addWorkingDays, LAST_KNOWN_YEAR, nextDay } from '../clock/workingDays.ts'
import {
  audit,
  caseAct,
  caseOfDepartment,
  department,
  duty,
  fact,
  objection,
  publicity,
  recusal,
  subject,
  supportCase,
} from '../db/tables.ts'
import { codeOf } from '../db/transact.ts'
import type { Who } from './acting.ts'
import { type Acted, actOn } from './actOn.ts'
import { actOnMany } from './actOnMany.ts'
import type { CaseFilter } from './askForCases.ts'
import { caseInFull } from './caseInFull.ts'
import { giveOpinion } from './giveOpinion.ts'
import { allCases, listCases } from './listCases.ts'
import { listForNoApplication } from './listForNoApplication.ts'
import { listSettings } from './listSettings.ts'
import { listVacancies } from './listVacancies.ts'
import { requireCase } from './loadCase.ts'
import { possibleActs } from './possibleActs.ts'
import { CaseError, type CaseProblem } from './problem.ts'
import { progressOf } from './progressOf.ts'
import { registerObjection } from './registerObjection.ts'
import { runClock } from './runClock.ts'
import { saveItemSetting } from './saveItemSetting.ts'
import { savePath } from './savePath.ts'

after(stopTestServer)

const morningOf = (day: string): Date => new Date(`${day}T01:00:00Z`)
const kinds = (acted: Acted): string[] => (acted.kind === 'refused' ? acted.why.map((each) => each.kind) : [])

async function refused(work: Promise<unknown>, kind: CaseProblem): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof CaseError, String(error))
    assert.equal(error.kind, kind)
    assert.match(error.message, /[，；]/)
    return true
  })
}

/** Acts in order, each of which must succeed; the clock acts on the morning after the due day. */
async function walk(
  world: World,
  caseId: number,
  acts: readonly (readonly [string, Login | Who])[],
  start: Date = NOW,
): Promise<Date> {
  let now = start
  for (const [act, who] of acts) {
    const loaded = await world.load(caseId)
    if (typeof who !== 'string' && who.kind === 'clock') {
      const { dueOn, holidaysKnown } = loaded.row
      now = morningOf(nextDay(dueOn ?? '', holidaysKnown ? 1 : 15))
    }
    await makeReady(world, loaded, act, now)
    const acted = await world.act(caseId, act, who, { now })
    assert.equal(acted.kind, 'done', `${act}: ${JSON.stringify(acted)}`)
  }
  return now
}

const ownerOf = (firm: Firm): Who => ({ kind: 'person', person: firm.owner })
const CLOCK: Who = { kind: 'clock' }
const BANK: Who = { kind: 'bank' }
const accepted = (firm: Firm): [string, Login | Who][] => [
  ['submit', ownerOf(firm)],
  ['accept', 'handler2'],
]
const published = (firm: Firm): [string, Login | Who][] => [
  ...accepted(firm),
  ...([
    ['recommend', 'handler'],
    ['agree', 'reviewer'],
    ['publish', 'handler'],
  ] as [string, Login][]),
]
const decided = (firm: Firm): [string, Login | Who][] => [
  ...published(firm),
  ['close-publicity', CLOCK],
  ['determine', 'approver'],
]
const paid = (firm: Firm): [string, Login | Who][] => [
  ...decided(firm),
  ['request-payment', 'handler'],
  ['check-veto', 'handler'],
  ['make-order', 'payer'],
  ['send', 'payer2'],
  ['arrive', BANK],
]

// Both are ready before the first test begins: the runner ends when nothing is left to run.
const engines = await Promise.all([openTestEmbedded, openTestServer].map(prepared))

async function prepared(open: typeof openTestEmbedded) {
  const { name, database, close } = await open()
  after(close)
  const world = await createWorld(database)
  for (const path of PATHS) {
    const two = path.id === 'two-levels' ? { firstLevelKind: 'street' as const } : {}
    await world.setting({ item: path.id, path: path.id, ...two })
  }
  await world.setting({ item: 'opinions', path: 'review', takingPart: ['kjj'] })
  return { name, database, world }
}

for (const { name, database, world } of engines) {
  const progressFor = (person: number, caseId: number) =>
    world.as(person, async (tx) => {
      const names = new Map((await tx.select().from(department)).map(({ id, name }) => [id, name]))
      return (await progressOf(tx, await requireCase(tx, caseId), names)).progress
    })
  const draft = async (item = 'review', now = NOW): Promise<{ firm: Firm; caseId: number }> => {
    const firm = await world.newFirm()
    const first = item === 'two-levels' ? { firstDepartment: 'street' } : {}
    return { firm, caseId: (await world.open(firm, { item, ...first }, now)).id }
  }
  const acting = (who: Who, now = NOW) => ({ who, now, effects: world.effects })
  const person = (login: Login): Who => ({ kind: 'person', person: world.idOf(login) })
  const listFor = (login: Login, filter: CaseFilter, now = NOW) =>
    listCases(database, { actor: { kind: 'person', person: world.idOf(login) }, now }, filter)
  const sees = (id: number, caseId: number): Promise<boolean> =>
    world.as(
      id,
      async (tx) => (await tx.select().from(supportCase).where(eq(supportCase.id, caseId))).length > 0,
    )

  describe(`who sees and who may (${name})`, () => {
    test('a draft is the applicant’s own; then those whose department takes part, and auditors of the district', async () => {
      const { firm, caseId } = await draft()
      const other = await world.newFirm()
      const lookers: Login[] = [
        'handler',
        'payer',
        'science',
        'street',
        'beibei',
        'auditor',
        'beibei-auditor',
        'admin',
      ]
      const seen = async (): Promise<boolean[]> =>
        Promise.all(lookers.map((login) => sees(world.idOf(login), caseId)))
      assert.deepEqual(
        await seen(),
        lookers.map(() => false),
      )
      await walk(world, caseId, [['submit', ownerOf(firm)]])
      assert.deepEqual(await seen(), [true, true, false, false, false, true, false, false])
      assert.deepEqual([await sees(firm.owner, caseId), await sees(other.owner, caseId)], [true, false])
    })

    test('a street sees a case, and its subject, from when it lies on its desk, and afterwards', async () => {
      const { firm, caseId } = await draft('two-levels')
      const subjectSeen = (login: Login) =>
        world.as(world.idOf(login), (tx) => tx.select().from(subject).where(eq(subject.id, firm.id)))
      assert.equal((await subjectSeen('street')).length, 0)
      await walk(world, caseId, [['submit', ownerOf(firm)]])
      assert.equal((await subjectSeen('street')).length, 1)
      await walk(world, caseId, [
        ['accept', 'street'],
        ['pass', 'street'],
        ['recommend', 'handler'],
      ])
      assert.ok(await sees(world.idOf('street'), caseId))
      assert.ok(!(await sees(world.idOf('other-street'), caseId)))
      assert.equal((await subjectSeen('other-street')).length, 0)
    })

    test('another department, another district, another duty: told who does it', async () => {
      const { firm, caseId } = await draft()
      await walk(world, caseId, [['submit', ownerOf(firm)]])
      assert.deepEqual(kinds(await world.act(caseId, 'accept', 'beibei')), ['unknown_case'])
      const wrong = await world.act(caseId, 'accept', 'payer')
      assert.deepEqual(kinds(wrong), ['wrong_party'])
      assert.match(wrong.kind === 'refused' ? (wrong.why[0]?.text ?? '') : '', /「受理」由经办岗办理/)
      assert.deepEqual(kinds(await world.act(caseId, 'withdraw', 'handler')), ['wrong_party'])
    })

    test('the database itself refuses what the program would not do', async () => {
      const { firm, caseId } = await draft()
      await walk(world, caseId, accepted(firm))
      const { row, situation } = await world.load(caseId)
      const forged = (act: string, more: Partial<typeof caseAct.$inferInsert> = {}) => ({
        ...{ caseId, number: row.version + 1, requestKey: 'forged', act, circumstances: {} },
        ...{ situation: { ...situation, step: 'reviewing' }, departmentId: 'jxw', ...more },
      })
      const tried = (login: Login, values: typeof caseAct.$inferInsert) =>
        world.as(world.idOf(login), (tx) => tx.insert(caseAct).values(values))
      const codeIs = (code: string) => (error: unknown) => codeOf(error) === code
      await assert.rejects(tried('reviewer', forged('recommend')), codeIs('23001'), 'another duty')
      await assert.rejects(tried('handler', forged('determine')), codeIs('23001'), 'not in this step')
      await assert.rejects(tried('handler', forged('recommend', { number: row.version })), codeIs('23001'))
      await assert.rejects(
        tried('handler', forged('recommend', { situation: { step: 'paid' } })),
        codeIs('23001'),
      )
      await assert.rejects(tried('beibei', forged('recommend', { departmentId: 'beibei' })), codeIs('23001'))
      for (const statement of [
        sql`UPDATE support_case SET state = 'paid' WHERE id = ${caseId}`,
        sql`DELETE FROM case_act WHERE case_id = ${caseId}`,
        sql`INSERT INTO objection (case_id, publicity_id, request_key, by_name, contact, content) VALUES (${caseId}, 1, 'k', 'x', '', 'x')`,
      ])
        await assert.rejects(
          world.as(world.idOf('handler'), (tx) => tx.execute(statement)),
          codeIs('42501'),
        )
      await assert.rejects(
        database.pool.query(`UPDATE case_act SET opinion = '改' WHERE case_id = ${caseId}`),
        codeIs('23001'),
      )
      assert.deepEqual((await world.load(caseId)).row, row)
    })

    test('whoever is tied to the firm keeps away: stated, or acting for it', async () => {
      const { firm, caseId } = await draft()
      await walk(world, caseId, accepted(firm))
      const personId = world.idOf('handler')
      await world.as(personId, (tx) =>
        tx.insert(recusal).values({ personId, subjectId: firm.id, reason: '亲属', statedBy: personId }),
      )
      assert.deepEqual(kinds(await world.act(caseId, 'recommend', 'handler')), ['recused'])
      const mine = await listFor('handler', { mine: true, text: firm.name })
      assert.equal(mine.lines.filter((each) => each.row.id === caseId).length, 0)
      assert.equal((await world.act(caseId, 'recommend', 'handler2')).kind, 'done')
    })

    test('the applicant reads the way without names and opinions; officers read all', async () => {
      const { firm, caseId } = await draft()
      await walk(world, caseId, accepted(firm))
      assert.equal((await world.act(caseId, 'refuse', 'handler', { opinion: '内部意见' })).kind, 'done')
      const own = await world.as(firm.owner, (tx) => tx.select().from(caseAct))
      assert.deepEqual(own, [])
      const progress = await progressFor(firm.owner, caseId)
      assert.ok(!JSON.stringify(progress).includes('内部意见') && !JSON.stringify(progress).includes('某'))
      assert.deepEqual(
        progress.passed.map(({ step, act, by }) => `${step} ${act} ${by}`),
        ['填写申报 提交 申报企业', '形式审查 受理 渝北区经济信息委', '初审 建议不予支持 渝北区经济信息委'],
      )
      assert.deepEqual(progress.passed[2]?.reason?.clause, REASON.clause)
      assert.equal(progress.here.at, '渝北区经济信息委')
      assert.deepEqual(progress.ahead.slice(0, 3), ['初审', '复核', '拟支持'])
      assert.equal(progress.ahead.at(-1), '到账')
      const reviewer = world.idOf('reviewer')
      const full = await world.as(reviewer, async (tx) => caseInFull(tx, await requireCase(tx, caseId)))
      assert.equal(full.timeline[2]?.act.opinion, '内部意见')
      assert.equal(full.timeline[2]?.person, 'handler某')
      const possible = await world.as(reviewer, async (tx) => {
        const looking = {
          who: { kind: 'person' as const, person: reviewer },
          now: NOW,
          effects: world.effects,
        }
        return possibleActs(tx, { ...looking, lacks: () => undefined }, await requireCase(tx, caseId))
      })
      assert.deepEqual(
        possible.map(({ id }) => id),
        ['agree', 'send-back'],
      )
    })
  })

  describe(`acts (${name})`, () => {
    test('two act at once from the same screen: one wins, the other is told what happened', async () => {
      const { firm, caseId } = await draft()
      await walk(world, caseId, [...accepted(firm), ['recommend', 'handler']])
      const { version } = (await world.load(caseId)).row
      const both = await Promise.all([
        world.act(caseId, 'agree', 'reviewer', { version }),
        world.act(caseId, 'refuse', 'reviewer2', { version }),
      ])
      assert.deepEqual(both.map((each) => each.kind).sort(), ['done', 'refused'])
      const told = both.find((each) => each.kind === 'refused')
      assert.ok(told?.kind === 'refused' && told.why[0])
      assert.equal(told.why[0].kind, 'stale')
      assert.match(told.why[0].text, /渝北区经济信息委已经办理「.+」，这件现在处于「.+」，请刷新/)
      assert.equal((await world.load(caseId)).row.version, version + 1)
    })

    test('the same request twice, also at the same moment, is one act', async () => {
      const { firm, caseId } = await draft()
      await walk(world, caseId, [['submit', ownerOf(firm)]])
      const again = { key: `twice ${caseId}`, version: 1 }
      const three = await Promise.all([1, 2, 3].map(() => world.act(caseId, 'accept', 'handler', again)))
      assert.deepEqual(
        three.map((each) => each.kind),
        ['done', 'done', 'done'],
      )
      assert.equal(three.filter((each) => each.kind === 'done' && !each.repeated).length, 1)
      const acts = await world.asJob((tx) => tx.$count(caseAct, eq(caseAct.caseId, caseId)))
      assert.equal(acts, 2)
      const logged = await world.asJob((tx) => tx.$count(audit, eq(audit.object, `case ${caseId}`)))
      assert.equal(logged, 3)
      assert.deepEqual(kinds(await world.act(caseId, 'recommend', 'handler', again)), ['key_used'])
      assert.deepEqual(kinds(await world.act(caseId, 'accept', 'handler2', again)), ['key_used'])
    })

    test('everything that stands against an act is said at once', async () => {
      const { firm, caseId } = await draft('opinions')
      await walk(world, caseId, accepted(firm))
      const acting1 = acting(person('reviewer'))
      const bare = await actOn(database, acting1, caseId, 'refuse', { key: 'a', version: 1 })
      assert.deepEqual(kinds(bare), ['stale', 'wrong_party', 'no_reason'])
      assert.deepEqual(kinds(await world.act(caseId, 'recommend', 'handler')), ['need'])
      const unclear = { ...REASON, clause: { ...REASON.clause, quote: ' ' } }
      assert.deepEqual(kinds(await world.act(caseId, 'refuse', 'handler', { reason: unclear })), [
        'no_clause',
      ])
      assert.deepEqual(kinds(await world.act(caseId, 'determine', 'approver')), ['not_here'])
    })

    test('opinions of all departments that take part are needed; a disagreement says why', async () => {
      const { firm, caseId } = await draft('opinions')
      await walk(world, caseId, accepted(firm))
      const give = (login: Login, department: string, stance: 'agree' | 'disagree', opinion = '') =>
        giveOpinion(database, { person: world.idOf(login), now: NOW }, caseId, {
          department,
          stance,
          opinion,
        })
      await refused(give('science', 'kjj', 'disagree'), 'no_text')
      await refused(give('handler', 'kjj', 'agree'), 'not_yours')
      await refused(give('handler', 'jxw', 'agree'), 'not_yours')
      await give('science', 'kjj', 'disagree', '未取得认定')
      assert.equal((await world.act(caseId, 'recommend', 'handler')).kind, 'done')
    })

    test('corrections are asked once, all together, and are shown to the applicant', async () => {
      const { firm, caseId } = await draft()
      await walk(world, caseId, [['submit', ownerOf(firm)]])
      assert.deepEqual(kinds(await world.act(caseId, 'ask-correction', 'handler')), ['no_correction'])
      const corrections = [
        { what: '缺审计报告', how: '上传盖章扫描件' },
        { what: '发票不清', how: '重新扫描' },
      ]
      assert.equal((await world.act(caseId, 'ask-correction', 'handler', { corrections })).kind, 'done')
      const progress = await progressFor(firm.owner, caseId)
      assert.deepEqual(progress.corrections, {
        items: corrections,
        dueOn: addWorkingDays('2026-03-02', 10).day,
      })
      await walk(world, caseId, [['resubmit', ownerOf(firm)]])
      const second = await world.act(caseId, 'ask-correction', 'handler', { corrections })
      assert.deepEqual(kinds(second), ['need'])
    })

    test('a failing effect leaves nothing behind', async () => {
      const { firm, caseId } = await draft()
      await walk(world, caseId, [...accepted(firm), ['recommend', 'handler']])
      const before = await world.load(caseId)
      const effects = {
        ...world.effects,
        perform: { ...world.effects.perform, freeze: () => Promise.reject(new Error('没有固定')) },
      }
      const input = { key: 'fails', version: before.row.version }
      const failing = { who: person('reviewer'), now: NOW, effects }
      await assert.rejects(actOn(database, failing, caseId, 'agree', input), /没有固定/)
      assert.deepEqual(await world.load(caseId), before)
      assert.equal((await world.act(caseId, 'agree', 'reviewer', { key: 'fails' })).kind, 'done')
    })

    test('without budget nothing is decided', async () => {
      const { firm, caseId } = await draft()
      const now = await walk(world, caseId, [...published(firm), ['close-publicity', CLOCK]])
      world.moment.budget = false
      assert.deepEqual(kinds(await world.act(caseId, 'determine', 'approver', { now })), ['no_budget'])
      world.moment.budget = true
      assert.equal((await world.act(caseId, 'determine', 'approver', { now })).kind, 'done')
    })

    test('a veto found before paying stops the order', async () => {
      const { firm, caseId } = await draft()
      const now = await walk(world, caseId, [...decided(firm), ['request-payment', 'handler']])
      world.moment.veto = true
      assert.equal((await world.act(caseId, 'check-veto', 'handler', { now })).kind, 'done')
      world.moment.veto = false
      assert.deepEqual(kinds(await world.act(caseId, 'make-order', 'payer', { now })), ['need'])
      assert.equal((await world.act(caseId, 'terminate', 'approver', { now })).kind, 'done')
    })

    test('matching waits for a recorded payment of the upper level', async () => {
      const { firm, caseId } = await draft('matching')
      const now = await walk(world, caseId, decided(firm))
      assert.deepEqual(kinds(await world.act(caseId, 'request-payment', 'handler', { now })), ['need'])
      await walk(world, caseId, [['request-payment', 'handler']], now)
    })

    test('to apply is one authority, to say yes to what was found another', async () => {
      const firm = await world.newFirm()
      const agent = await world.newAgent(firm, ['view', 'apply'])
      const caseId = await world.list(firm, 'no-application')
      await walk(world, caseId, [
        ['list', 'handler'],
        ['agree', 'reviewer'],
      ])
      assert.deepEqual(kinds(await world.act(caseId, 'confirm', { kind: 'person', person: agent })), [
        'wrong_party',
      ])
      await walk(world, caseId, [['confirm', ownerOf(firm)]])
      const opened = await world.open({ ...firm, owner: agent }, { item: 'review' })
      await walk(world, opened.id, [['submit', { kind: 'person', person: agent }]])
    })

    test('the same act on many: one result each, others are not touched by one that cannot', async () => {
      const ready: number[] = []
      for (let i = 0; i < 5; i++) {
        const { firm, caseId } = await draft()
        await walk(world, caseId, i === 3 ? [] : [['submit', ownerOf(firm)]])
        ready.push(caseId)
      }
      const chosen = ready.map((caseId, i) => ({ caseId, version: i === 1 ? 0 : 1 }))
      const request = { key: `many ${ready[0]}` }
      const results = await actOnMany(database, acting(person('handler')), chosen, 'accept', request)
      assert.deepEqual(
        results.map(({ result }) => result.kind),
        ['done', 'refused', 'done', 'refused', 'done'],
      )
      const states = await Promise.all(ready.map(async (id) => (await world.load(id)).row.state))
      assert.deepEqual(states, ['in_review', 'submitted', 'in_review', 'draft', 'in_review'])
      const again = await actOnMany(database, acting(person('handler')), chosen, 'accept', request)
      assert.ok(again.every(({ result }) => result.kind !== 'done' || result.repeated))
    })
  })

  describe(`opening (${name})`, () => {
    test('numbers run without a gap, also when many open at once', async () => {
      const firms = await Promise.all(Array.from({ length: 8 }, () => world.newFirm()))
      const opened = await Promise.all(firms.map((firm) => world.open(firm, { item: 'instant' })))
      const numbers = opened.map(({ number }) => number).sort()
      assert.match(numbers[0] ?? '', /^渝北-2026-\d{6}$/)
      const first = Number(numbers[0]?.slice(-6))
      assert.deepEqual(
        numbers.map((each) => Number(each.slice(-6)) - first),
        [0, 1, 2, 3, 4, 5, 6, 7],
      )
    })

    test('the same award twice is refused, at the same moment too; after a withdrawal it is possible again', async () => {
      const firm = await world.newFirm()
      const tries = await Promise.allSettled([1, 2].map(() => world.open(firm, { item: 'review' })))
      assert.deepEqual(tries.map((each) => each.status).sort(), ['fulfilled', 'rejected'])
      await refused(world.open(firm, { item: 'review' }), 'duplicate')
      assert.ok(await world.open(firm, { item: 'review', year: 2027 }))
      const made = tries.find((each) => each.status === 'fulfilled')
      const caseId = made?.status === 'fulfilled' ? made.value.id : 0
      await walk(world, caseId, [['decline', ownerOf(firm)]])
      assert.ok(await world.open(firm, { item: 'review' }))
    })

    test('where the rules allow several, each is for another element', async () => {
      await world.setting({ item: 'several', path: 'instant', several: true })
      const firm = await world.newFirm()
      await refused(world.open(firm, { item: 'several' }), 'element')
      assert.ok(await world.open(firm, { item: 'several', element: '租约1' }))
      assert.ok(await world.open(firm, { item: 'several', element: '租约2' }))
      await refused(world.open(firm, { item: 'several', element: '租约1' }), 'duplicate')
    })

    test('only within the window, when opened and when handed in', async () => {
      await world.setting({ item: 'window', path: 'review', opensOn: '2026-03-02', closesOn: '2026-03-31' })
      const firm = await world.newFirm()
      await refused(world.open(firm, { item: 'window' }, morningOf('2026-03-01')), 'outside_window')
      const { id } = await world.open(firm, { item: 'window' }, morningOf('2026-03-31'))
      const late = await world.act(id, 'submit', ownerOf(firm), { now: morningOf('2026-04-01') })
      assert.deepEqual(kinds(late), ['outside_window'])
      const decline = await world.act(id, 'decline', ownerOf(firm), { now: morningOf('2026-04-01') })
      assert.equal(decline.kind, 'done')
    })

    test('nobody opens for a firm that is not theirs; two levels need one of the district that looks first', async () => {
      const [mine, other] = [await world.newFirm(), await world.newFirm()]
      await refused(world.open({ ...mine, id: other.id }, { item: 'review' }), 'not_yours')
      await refused(world.open(mine, { item: 'two-levels' }), 'first_department')
      await refused(world.open(mine, { item: 'two-levels', firstDepartment: 'jxw' }), 'first_department')
      await refused(world.open(mine, { item: 'nothing' }), 'unknown_setting')
    })

    test('免申即享 lists those that are certain, once', async () => {
      const [sure, unsure] = [await world.newFirm(), await world.newFirm()]
      const wanted = { policy: '34号', item: 'no-application', year: 2026 }
      const open = certainFinding('no-application', { outcome: 'undetermined', causes: ['fact'] })
      const candidates = [
        { subject: sure.id, finding: certainFinding('no-application') },
        { subject: unsure.id, finding: open },
        { subject: unsure.id, finding: certainFinding('another') },
      ]
      const run = () => listForNoApplication(database, NOW, wanted, candidates)
      const short = (each: Awaited<ReturnType<typeof run>>[number]) =>
        each.kind === 'listed' ? each.kind : each.why
      assert.deepEqual((await run()).map(short), ['listed', 'not_certain', 'not_certain'])
      assert.deepEqual((await run()).map(short), ['duplicate', 'not_certain', 'not_certain'])
      await refused(
        listForNoApplication(database, NOW, { ...wanted, item: 'review' }, [
          { subject: sure.id, finding: certainFinding('review') },
        ]),
        'wrong_setting',
      )
    })

    test('places are counted under a lock: two decisions at once for the last place', async () => {
      await world.setting({ item: 'one-place', path: 'selection', quota: 1 })
      const cases: number[] = []
      let now = NOW
      for (let i = 0; i < 2; i++) {
        const { firm, caseId } = await draft('one-place')
        now = await walk(world, caseId, [...published(firm), ['close-publicity', CLOCK]])
        cases.push(caseId)
      }
      const [first = 0, second = 0] = cases
      const both = await Promise.all([
        world.act(first, 'determine', 'approver', { now }),
        world.act(second, 'determine', 'approver2', { now }),
      ])
      assert.deepEqual(both.map((each) => each.kind).sort(), ['done', 'refused'])
      assert.deepEqual(both.flatMap(kinds), ['need'])
      const won = both[0].kind === 'done' ? first : second
      const lost = won === first ? second : first
      await walk(world, won, [['terminate', won === first ? 'approver' : 'approver2']], now)
      assert.equal((await world.act(lost, 'determine', 'approver', { now })).kind, 'done')
    })
  })

  describe(`time (${name})`, () => {
    const clock = (now: Date) => runClock(database, now, world.effects)
    const stateOf = async (caseId: number) => (await world.load(caseId)).row.state

    test('what is not corrected or confirmed in time lapses, not a day before', async () => {
      const { firm, caseId } = await draft()
      await walk(world, caseId, [['submit', ownerOf(firm)]])
      const corrections = [{ what: '缺审计报告', how: '上传' }]
      await world.act(caseId, 'ask-correction', 'handler', { corrections })
      const listed = await world.list(await world.newFirm(), 'no-application')
      await walk(world, listed, [
        ['list', 'handler'],
        ['agree', 'reviewer'],
      ])
      const { day } = addWorkingDays('2026-03-02', 10)
      assert.deepEqual(kinds(await world.act(caseId, 'lapse', CLOCK, { now: morningOf(day) })), ['not_due'])
      await clock(morningOf(day))
      assert.deepEqual([await stateOf(caseId), await stateOf(listed)], ['correcting', 'proposed'])
      const { moved, failed } = await clock(morningOf(nextDay(day)))
      assert.ok(moved.includes(caseId) && moved.includes(listed))
      assert.deepEqual(failed, [])
      assert.deepEqual([await stateOf(caseId), await stateOf(listed)], ['terminated', 'declined'])
      const progress = await progressFor(firm.owner, caseId)
      assert.equal(progress.passed.at(-1)?.reason?.code, '逾期未办')
    })

    test('publicity runs its working days, waits for objections, and is closed by the clock', async () => {
      const { firm, caseId } = await draft()
      await walk(world, caseId, published(firm))
      const notice = async () => {
        const [row] = await world.asJob((tx) =>
          tx.select().from(publicity).where(eq(publicity.caseId, caseId)),
        )
        return row ?? assert.fail()
      }
      const { number, closesOn } = await notice()
      assert.equal(closesOn, '2026-03-09')
      const occasion = { now: morningOf('2026-03-04'), effects: world.effects }
      const object = (key: string, now = occasion.now) =>
        registerObjection(database, { ...occasion, now }, number, {
          key,
          name: '某人',
          contact: '138',
          content: '不实',
        })
      await object('first')
      await object('first')
      await object('second')
      assert.equal(await stateOf(caseId), 'objected')
      const seen = (id: number) =>
        world.as(id, (tx) => tx.select().from(objection).where(eq(objection.caseId, caseId)))
      assert.deepEqual([(await seen(firm.owner)).length, (await seen(world.idOf('reviewer'))).length], [0, 2])
      await clock(morningOf('2026-03-10'))
      assert.equal(await stateOf(caseId), 'objected')
      await walk(world, caseId, [['dismiss-objection', 'reviewer']], morningOf('2026-03-10'))
      assert.ok((await seen(world.idOf('reviewer'))).every((each) => each.settled === 'dismissed'))
      await refused(object('late', morningOf('2026-03-10')), 'not_in_publicity')
      await clock(morningOf('2026-03-10'))
      assert.equal(await stateOf(caseId), 'proposed')
      assert.ok((await notice()).closedAt)
      await refused(
        registerObjection(database, occasion, 'GS0', { key: 'x', name: '某', contact: '1', content: '不实' }),
        'not_in_publicity',
      )
    })

    test('a publicity that was upheld against is void, and the next one is another', async () => {
      const { firm, caseId } = await draft()
      await walk(world, caseId, published(firm))
      const objected = { objection: { name: '某人', contact: '138', content: '不实' } }
      assert.deepEqual(kinds(await world.act(caseId, 'object', 'handler', objected)), ['wrong_party'])
      assert.deepEqual(kinds(await world.act(caseId, 'object', ownerOf(firm), objected)), ['wrong_party'])
      assert.equal((await world.act(caseId, 'object', { kind: 'public' }, objected)).kind, 'done')
      await walk(world, caseId, [
        ['uphold-objection', 'reviewer'],
        ['recommend', 'handler'],
        ['agree', 'reviewer'],
        ['publish', 'handler'],
      ])
      const all = await world.asJob((tx) => tx.select().from(publicity).where(eq(publicity.caseId, caseId)))
      assert.deepEqual(all.map((each) => each.voidedAt !== null).sort(), [false, true])
    })

    test('what lies too long is reported once for the desk and once for the leader', async () => {
      const { firm, caseId } = await draft()
      await walk(world, caseId, [['submit', ownerOf(firm)]])
      const levels = async (): Promise<string[]> => {
        const rows = await world.asJob((tx) =>
          tx.execute<{ level: string }>(
            sql`SELECT level FROM escalation WHERE case_id = ${caseId} ORDER BY 1`,
          ),
        )
        return rows.rows.map((each) => each.level)
      }
      await clock(morningOf('2026-03-09'))
      assert.deepEqual(await levels(), [])
      await clock(morningOf('2026-03-10'))
      await clock(morningOf('2026-03-10'))
      assert.deepEqual(await levels(), ['desk'])
      await clock(morningOf('2026-03-16'))
      assert.deepEqual(await levels(), ['desk', 'leader'])
      const { lines } = await listFor(
        'handler',
        { mine: true, overdue: true, text: firm.name },
        morningOf('2026-03-16'),
      )
      const line = lines.find((each) => each.row.id === caseId)
      assert.deepEqual([line?.late, line?.age], [5, 10])
    })

    test('the next stage is opened on its date or by its fact, linked to the one before, and once', async () => {
      const stages = [
        { stage: '第一阶段' },
        { stage: '第二阶段', after: { kind: 'months', months: 12 } as const },
        { stage: '第三阶段', after: { kind: 'fact', fact: 'listedOn' } as const },
      ]
      await world.setting({ item: 'staged', path: 'review', stages })
      const { firm, caseId } = await draft('staged')
      await refused(world.open(firm, { item: 'staged', stage: '第二阶段' }), 'stage_before')
      const paidAt = await walk(world, caseId, paid(firm))
      assert.equal((await world.load(caseId)).row.stage, '第一阶段')
      assert.deepEqual((await clock(paidAt)).opened, [])
      const later = new Date(paidAt.getTime() + 366 * 86_400_000)
      const [next = 0] = (await clock(later)).opened
      const second = (await world.load(next)).row
      assert.deepEqual([second.stage, second.previousCase, second.subjectId], ['第二阶段', caseId, firm.id])
      assert.deepEqual((await clock(later)).opened, [])
      const again = await walk(world, next, paid(firm), later)
      assert.deepEqual((await clock(again)).opened, [])
      const said = { subjectId: firm.id, name: 'listedOn', value: '2027-06-01', source: 'register' } as const
      await world.asJob((tx) => tx.insert(fact).values(said))
      const [third = 0] = (await clock(again)).opened
      assert.equal((await world.load(third)).row.previousCase, next)
    })

    test('nothing lapses and no publicity ends by a day that was counted without the holidays', async () => {
      const eve = morningOf(`${LAST_KNOWN_YEAR}-12-28`)
      const slow = await draft('review', eve)
      const shown = await draft('review', eve)
      await walk(world, slow.caseId, [['submit', ownerOf(slow.firm)]], eve)
      const corrections = [{ what: '审计报告', how: '上传 PDF' }]
      assert.equal(
        (await world.act(slow.caseId, 'ask-correction', 'handler', { now: eve, corrections })).kind,
        'done',
      )
      await walk(world, shown.caseId, published(shown.firm), eve)
      for (const [caseId, before, after] of [
        [shown.caseId, 'in_publicity', 'proposed'],
        [slow.caseId, 'correcting', 'terminated'],
      ] as const) {
        const { dueOn, holidaysKnown } = (await world.load(caseId)).row
        assert.ok(dueOn !== null && !holidaysKnown)
        for (const days of [1, 14]) {
          await clock(morningOf(nextDay(dueOn, days)))
          assert.equal(await stateOf(caseId), before, `${days} days after`)
        }
        await clock(morningOf(nextDay(dueOn, 15)))
        assert.equal(await stateOf(caseId), after)
      }
    })
  })

  describe(`lists (${name})`, () => {
    test('pages by deadline without gap or double, whole filtered set, own total', async () => {
      await world.setting({ item: 'paged', path: 'review' })
      const cases: number[] = []
      for (let i = 0; i < 7; i++) {
        const firm = await world.newFirm()
        const { id } = await world.open(firm, { item: 'paged' })
        const now = morningOf(`2026-03-${String(2 + (i % 3)).padStart(2, '0')}`)
        await walk(world, id, [['submit', ownerOf(firm)]], now)
        cases.push(id)
      }
      const occasion = { actor: { kind: 'person' as const, person: world.idOf('handler') }, now: NOW }
      const filter = { mine: true, item: 'paged' }
      const ids: number[] = []
      const dues: string[] = []
      let after: Parameters<typeof listCases>[3] = { size: 3 }
      for (;;) {
        const page = await listCases(database, occasion, filter, after)
        assert.equal(page.total, 7)
        ids.push(...page.lines.map((each) => each.row.id))
        dues.push(...page.lines.map((each) => each.row.dueOn ?? ''))
        if (!page.next) break
        after = { size: 3, after: page.next }
      }
      assert.deepEqual(
        ids.toSorted((a, b) => a - b),
        cases,
      )
      assert.deepEqual(dues, dues.toSorted())
      const whole = await Array.fromAsync(allCases(database, occasion, filter))
      assert.deepEqual(
        whole.map((each) => each.row.id),
        ids,
      )
    })

    test('mine is what my duty can do now; own is what my enterprises have', async () => {
      await world.setting({ item: 'duties', path: 'review' })
      const firm = await world.newFirm()
      const { id } = await world.open(firm, { item: 'duties' })
      await walk(world, id, [['submit', ownerOf(firm)]])
      const counts = async (): Promise<number[]> =>
        Promise.all(
          (['handler', 'reviewer', 'approver', 'payer', 'beibei'] as const).map(
            async (login) => (await listFor(login, { mine: true, item: 'duties' })).total,
          ),
        )
      assert.deepEqual(await counts(), [1, 0, 0, 0, 0])
      await walk(world, id, [
        ['accept', 'handler'],
        ['recommend', 'handler'],
      ])
      assert.deepEqual(await counts(), [0, 1, 0, 0, 0])
      const own = await listCases(
        database,
        { actor: { kind: 'person', person: firm.owner }, now: NOW },
        { own: true, states: ['in_review'] },
      )
      assert.deepEqual(
        own.lines.map((each) => [each.row.id, each.step]),
        [[id, '复核']],
      )
      const odd = await listFor('handler', { text: '%_' })
      assert.equal(odd.total, 0)
    })

    test('what a list asks by departments is what the rights of each row let through', async () => {
      const names = (rows: readonly { readonly id: number }[]) =>
        rows.map(({ id }) => id).sort((a, b) => a - b)
      for (const login of ['handler', 'reviewer', 'approver', 'payer', 'beibei', 'street'] as const) {
        const seen = await world.as(world.idOf(login), (tx) => tx.select().from(supportCase))
        const occasion = { actor: { kind: 'person' as const, person: world.idOf(login) }, now: NOW }
        const listed = await Array.fromAsync(allCases(database, occasion, {}))
        assert.deepEqual(names(listed.map((each) => each.row)), names(seen))
        const { total, more } = await listFor(login, {})
        assert.deepEqual([total, more], [seen.length, false])
        const placed = await world.as(world.idOf(login), (tx) => tx.select().from(caseOfDepartment))
        assert.deepEqual(
          [...new Set(placed.map(({ caseId }) => caseId))].sort((a, b) => a - b),
          names(seen),
          'the index holds no case that the rows do not show, and all that they do',
        )
      }
    })

    test('a number is found from its beginning, its year and its end; a name anywhere; others’ cases by neither', async () => {
      const firm = await world.newFirm()
      const { id, number } = await world.open(firm, { item: 'review' })
      await walk(world, id, [['submit', ownerOf(firm)]])
      const found = async (text: string, login: Login = 'handler') =>
        (await listFor(login, { text })).lines.some(({ row }) => row.id === id)
      const fromYear = number.slice(number.indexOf('-') + 1)
      for (const text of [
        number,
        number.slice(0, -2),
        fromYear,
        fromYear.slice(0, -1),
        number.slice(-4),
        firm.name,
      ])
        assert.ok(await found(text), text)
      assert.ok(!(await found(`${number}0`)) && !(await found(number.slice(1, -1))))
      assert.ok(!(await found(number, 'beibei')))
      const named = (text: string, most: number) =>
        world.asJob(async (tx) => {
          const { rows } = await tx.execute<{ ids: string[] | null }>(
            sql`SELECT cases_named(${text}, ${most}) AS ids`,
          )
          return rows[0]?.ids
        })
      assert.deepEqual(await named(number, 1), [String(id)])
      assert.equal(await named(number.slice(0, 2), 1), null)
      // Many of them: each is looked at instead, and means the same.
      const { rows } = await world.asJob((tx) =>
        tx.execute<{ same: boolean }>(sql`
          SELECT bool_and((number_has(number, part) OR strpos(subject.name, part) > 0)
            = (support_case.id = ANY (cases_named(part, 100000)))) AS same
          FROM support_case JOIN subject ON subject.id = subject_id, unnest(${sql`ARRAY[${number.slice(0, 2)}, ${fromYear.slice(0, 6)}, ${number.slice(-1)}]::text[]`}) AS part`),
      )
      assert.equal(rows[0]?.same, true)
    })
  })

  describe(`configuration (${name})`, () => {
    test('a path with a hole is not saved; a good one gets the next version', async () => {
      const [review] = PATHS
      assert.ok(review)
      const occasion = { actor: { kind: 'person' as const, person: world.idOf('admin') }, now: NOW }
      const hole = {
        ...review,
        steps: review.steps.map((step) => ({
          ...step,
          acts: step.acts.map((act) => ({
            ...act,
            needs: act.needs.filter((each) => each !== 'veto_clear'),
          })),
        })),
      }
      await assert.rejects(savePath(database, occasion, hole), /一票否决/)
      await refused(savePath(database, occasion, { ...review, steps: [] }), 'wrong_path')
      assert.deepEqual(await savePath(database, occasion, review), { id: 'review', version: 2 })
      const officer = { actor: { kind: 'person' as const, person: world.idOf('approver') }, now: NOW }
      await refused(savePath(database, officer, review), 'not_yours')
    })

    test('a duty that nobody holds is told for every item that comes to it, until somebody holds it', async () => {
      await world.setting({
        item: 'unstaffed',
        path: 'review',
        leadDepartment: 'kjj',
        financeDepartment: 'sjj',
      })
      const occasion = (login: Login) => ({
        actor: { kind: 'person' as const, person: world.idOf(login) },
        now: NOW,
      })
      const settings = await listSettings(database, occasion('admin'))
      const vacancies = await listVacancies(database, occasion('admin'))
      const idOf = (item: string) => settings.find(({ setting }) => setting.item === item)?.setting.id
      const of = (item: string, all = vacancies) =>
        all
          .filter((each) => each.setting === idOf(item))
          .map(({ department, duties }) => [department?.id, duties])
      // The firm's, the clock's and the bank's steps need nobody; the first level has its street.
      for (const item of ['review', 'two-levels', 'no-application']) assert.deepEqual(of(item), [], item)
      assert.deepEqual(of('unstaffed'), [
        ['kjj', ['reviewer', 'approver', 'leader']],
        ['sjj', ['payer']],
      ])
      const ended = new Date(NOW.getTime() - 1)
      const held = {
        personId: world.idOf('payer2'),
        role: 'payer' as const,
        departmentId: 'sjj',
        validFrom: '2026-01-01',
      }
      const grant = (more: { endedAt?: Date; validTo?: string }) =>
        world.asJob((tx) =>
          tx
            .insert(duty)
            .values({ ...held, ...more })
            .returning({ id: duty.id }),
        )
      await grant({ endedAt: ended })
      await grant({ validTo: '2026-02-01' })
      const sjj = async () => of('unstaffed', await listVacancies(database, occasion('admin'))).at(1)
      assert.deepEqual(await sjj(), ['sjj', ['payer']])
      await grant({})
      assert.equal(await sjj(), undefined)
    })

    test('an item is set up by the department that leads; what was set up later does not touch open cases', async () => {
      const { caseId } = await draft()
      const setting = {
        ...{
          policy: '34号',
          item: 'review',
          district: '渝北区',
          leadDepartment: 'jxw',
          financeDepartment: 'czj',
        },
        ...{ path: { id: 'review', version: 2 }, publicityDays: 7, validFrom: '2026-01-01' },
      }
      const as = (login: Login) => ({
        actor: { kind: 'person' as const, person: world.idOf(login) },
        now: NOW,
      })
      await refused(saveItemSetting(database, as('admin'), setting), 'not_yours')
      await refused(
        saveItemSetting(database, as('approver'), { ...setting, takingPart: ['street'] }),
        'wrong_setting',
      )
      await refused(
        saveItemSetting(database, as('approver'), { ...setting, firstLevelKind: 'street' }),
        'wrong_setting',
      )
      await assert.rejects(
        saveItemSetting(database, as('approver'), { ...setting, publicityDays: 0, validFrom: '明天' }),
        (error) => error instanceof CaseError && /写法不对：公示天数、生效日/.test(error.message),
      )
      await saveItemSetting(database, as('approver'), setting)
      assert.equal((await world.load(caseId)).row.pathVersion, 1)
      const { caseId: later } = await draft()
      assert.equal((await world.load(later)).row.pathVersion, 2)
    })
  })
}
