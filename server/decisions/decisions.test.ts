// Decisions: what may be frozen, that it stays as it was, and what comes out on other days under other law.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { applyReform, compile, type Program, parametersOf } from '#lang'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { decisionWorld } from '../../testing/decisionWorld.ts'
import { plainCase } from '../../testing/plainCase.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { VETO_RULES } from '../../testing/vetoRules.ts'
import * as tables from '../db/tables.ts'
import { codeOf } from '../db/transact.ts'
import { saidFacts, type Voice } from '../subjects/saidFacts.ts'
import { loadDecision } from './decision.ts'
import { differences } from './differences.ts'
import { type Freezing, freezeDecision } from './freezeDecision.ts'
import { DecisionError } from './problem.ts'
import { recheckVeto } from './recheckVeto.ts'
import { replayDecision } from './replayDecision.ts'
import { hashOfRules, rulesAt, storeRules } from './rules.ts'
import { unfreezeDecision } from './unfreezeDecision.ts'

const start = new Date('2025-06-02T01:00:00.000Z')
const hour = (hours: number) => new Date(start.getTime() + hours * 3_600_000)
const listed: Voice = { kind: 'import', note: '名单.csv' }

const refusedAs = (kind: DecisionError['kind'], words: RegExp) => (error: unknown) =>
  error instanceof DecisionError && error.kind === kind && words.test(error.message)

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const world = await decisionWorld(database, start)
  const { program, subjects, officers, job, as } = world
  const { vocabulary } = program
  let cases = 0
  const newFirm = async (facts: Record<string, unknown>, rules: Program = program): Promise<number> => {
    const values = { kind: '企业', name: `核定试样${++cases}（虚构）`, district: '渝北区' }
    const [row] = await job((tx) => tx.insert(tables.subject).values(values).returning(), start)
    assert.ok(row)
    await job((tx) => saidFacts(tx, rules.vocabulary, { subject: row.id, voice: listed, facts }), start)
    return row.id
  }
  const question = (subject: number): Freezing => ({
    ...{ case: ++cases, subject, policy: 'yubei-2024-34', item: 'rent-relief-state-owned' },
    ...{ on: '2025-06-01', readings: [], evidence: [] },
  })
  const freeze = async (freezing: Freezing, at = hour(1), rules = program) => {
    await plainCase(database, freezing.case, freezing.subject)
    return as(officers.reviewer, (tx) => freezeDecision(tx, rules, freezing), at)
  }
  const exact = subjects.get('exact-award') ?? 0
  const lease = { 出租方性质: '国有', 租前闲置: true, 月租金单价: 25, 面积: 8000, 当年月数: 12 }
  const firm = {
    ...{ 所在区县: '渝北区', 注册地行政区划: '渝北区', 有效资质: ['市级专精特新'] },
    ...{ 上年度工业总产值增速: '25%', 上年度主营业务收入增速: '25%', 租约: [lease], 已获支持: [] },
  }

  suite(`decisions on ${name}`, () => {
    test('what is frozen is what the rules say, with every fact and its source', async () => {
      const evidence = [{ name: '租赁合同.pdf', sha256: 'a'.repeat(64), bytes: 12_345 }]
      const made = await freeze({ ...question(exact), evidence })
      const { frozen } = made
      assert.equal(frozen.outcome, 'eligible')
      assert.equal(frozen.award, '48000000')
      assert.equal(frozen.rules, hashOfRules(program))
      assert.equal(made.decidedBy, officers.reviewer)
      assert.ok(frozen.finding.trace)
      assert.deepEqual(frozen.evidence, evidence)
      assert.ok(frozen.facts.statements.every((each) => each.note === '虚构示例 exact-award'))
      const row = await job((tx) => loadDecision(tx, made.id), hour(2))
      assert.deepEqual(row, made)
      await assert.rejects(
        freeze({ ...question(exact), case: frozen.case }),
        refusedAs('decided', /已经核定/),
      )
      for (const statement of [
        'UPDATE decision SET award_fen = 1',
        'DELETE FROM decision',
        'TRUNCATE decision CASCADE',
        'TRUNCATE fact CASCADE',
        'UPDATE rule_adoption SET adopted_at = now()',
      ])
        await assert.rejects(database.pool.query(statement), (error) => codeOf(error) === '23001', statement)
    })

    test('an award is exactly what the law leaves, or chosen within it with a reason', async () => {
      await assert.rejects(
        freeze({ ...question(exact), award: 48_000_001n }),
        refusedAs('award', /可以核定的是480000\.00元/),
      )
      const upTo = { ...question(exact), item: 'tax-six-taxes-two-fees' }
      await assert.rejects(freeze(upTo), refusedAs('award', /0\.00元至48000\.00元，要由有权机关确定/))
      await assert.rejects(freeze({ ...upTo, award: 4_800_000n }), refusedAs('award', /请写明为什么/))
      await assert.rejects(
        freeze({ ...upTo, award: 4_800_001n, basis: '全额' }),
        refusedAs('award', /不合文件/),
      )
      const made = await freeze({ ...upTo, award: 4_000_000n, basis: '按实际入库税额' })
      assert.deepEqual([made.frozen.award, made.frozen.basis], ['4000000', '按实际入库税额'])
      await assert.rejects(freeze({ ...question(exact), on: '2025-02-30' }), refusedAs('date', /日历/))
      await assert.rejects(freeze({ ...question(exact), item: 'no-such' }), refusedAs('item', /没有/))
      await assert.rejects(
        freeze({ ...question(exact), evidence: [{ name: '合同', sha256: 'A', bytes: 1 }] }),
        refusedAs('evidence', /第1份/),
      )
    })

    test('what is open cannot be decided; what decides an open reading is named', async () => {
      const unknown = await newFirm({ 所在区县: '渝北区' })
      await assert.rejects(freeze(question(unknown)), refusedAs('open', /还需/))
      const between = await newFirm({ ...firm, 上年度主营业务收入增速: '10%' })
      const reading = await freeze(question(between)).then(
        () => undefined,
        (error: unknown) => (error instanceof DecisionError ? error : undefined),
      )
      assert.equal(reading?.kind, 'reading')
      const id = /（([\w-]+)，请示/.exec(reading?.message ?? '')?.[1] ?? ''
      const follow = (alternative: string) => ({
        ...{ policy: 'yubei-2024-34', reading: id, alternative, on: '2025-05-20' },
        ...{ by: '区经济信息委主任办公会', source: '会议纪要〔2025〕7号' },
      })
      await assert.rejects(
        freeze({ ...question(between), readings: [follow('癸')] }),
        refusedAs('reading', /没有读法「癸」/),
      )
      const outcomes = new Set<string>()
      for (const key of ['甲', '乙']) {
        const made = await freeze({ ...question(between), readings: [follow(key)] })
        outcomes.add(made.frozen.outcome)
        assert.deepEqual(made.frozen.readings, [follow(key)])
        assert.equal(made.frozen.outcome === 'eligible', made.frozen.award !== '0')
      }
      assert.deepEqual([...outcomes].sort(), ['eligible', 'not_eligible'])
    })

    test('what was received before is taken off, and an award beyond it is refused', async () => {
      const number = program.policies.find((each) => each.document.id === 'yubei-2024-34')?.document.number
      const title = program.policies
        .flatMap((each) => each.items)
        .find((each) => each.id === 'rent-relief-state-owned')?.title
      const received = [{ 事项: title, 文号: number, 金额: '40万元', 日期: '2025-01-10' }]
      const subject = await newFirm({ ...firm, 已获支持: received })
      const made = await freeze(question(subject))
      // Within one year the text caps the relief at 50万元.
      assert.deepEqual(
        [made.frozen.finding.amount, made.frozen.award],
        [{ kind: 'exact', yuan: '480000.00' }, '10000000'],
      )
      assert.ok(made.frozen.package)
      await assert.rejects(
        freeze({ ...question(subject), award: 48_000_000n }),
        refusedAs('award', /可以核定的是100000\.00元/),
      )
    })

    test('only those who decide may, and nobody for a firm they act for or are recused from', async () => {
      const other = await world.newPerson('outsider')
      await assert.rejects(as(other, (tx) => freezeDecision(tx, program, question(exact)), hour(1)))
      await assert.rejects(
        as(officers.payer, (tx) => freezeDecision(tx, program, question(exact)), hour(1)),
        (error) => codeOf(error) === '42501',
      )
      const subject = await newFirm(firm)
      await as(
        officers.reviewer,
        (tx) =>
          tx.insert(tables.recusal).values({
            ...{ personId: officers.reviewer, subjectId: subject, reason: '近亲属任职' },
            statedBy: officers.reviewer,
          }),
        hour(1),
      )
      await assert.rejects(freeze(question(subject)), (error) => codeOf(error) === '42501')
    })

    test('an upheld objection takes the effect away and leaves what was frozen', async () => {
      const asked = question(exact)
      const made = await freeze(asked)
      const objection = { reason: '租约系伪造', objection: '异议〔2025〕3号' }
      await assert.rejects(
        as(officers.reviewer, (tx) => unfreezeDecision(tx, made.id, { ...objection, reason: ' ' }), hour(2)),
        refusedAs('reason', /写明/),
      )
      const undone = await as(officers.reviewer, (tx) => unfreezeDecision(tx, made.id, objection), hour(2))
      assert.deepEqual(undone.frozen, made.frozen)
      assert.equal(undone.undone?.by, officers.reviewer)
      await assert.rejects(
        as(officers.reviewer, (tx) => unfreezeDecision(tx, made.id, objection), hour(3)),
        refusedAs('undone', /已于/),
      )
      await assert.rejects(
        job((tx) => recheckVeto(tx, made.id, hour(3)), hour(3)),
        refusedAs('undone', /作废/),
      )
      const again = await freeze(asked, hour(4))
      assert.notEqual(again.id, made.id)
    })

    test('replayed at its own times it is the same, whatever is said and stored afterwards', async () => {
      const saying = fc.record({
        growth: fc.integer({ min: 0, max: 60 }),
        area: fc.integer({ min: 1, max: 20_000 }),
        hours: fc.integer({ min: -30, max: 30 }),
      })
      await fc.assert(
        fc.asyncProperty(saying, fc.array(saying, { minLength: 1, maxLength: 3 }), async (first, rest) => {
          const factsOf = ({ growth, area }: { growth: number; area: number }) => ({
            ...{ 上年度工业总产值增速: `${growth}%`, 上年度主营业务收入增速: `${growth}%` },
            租约: [{ ...lease, 面积: area }],
          })
          const subject = await newFirm({ ...firm, ...factsOf(first) })
          const made = await freeze(question(subject), hour(first.hours))
          for (const each of rest)
            await job(
              (tx) => saidFacts(tx, vocabulary, { subject, voice: listed, facts: factsOf(each) }),
              hour(each.hours),
            )
          const replay = await job((tx) => replayDecision(tx, made.id), hour(100))
          assert.equal(replay.kind, 'same', JSON.stringify([replay.facts, replay.result]).slice(0, 500))
        }),
        { numRuns: 6 },
      )
    })

    test('a corrected fact shows in a replay with later knowledge, field by field', async () => {
      const subject = await newFirm(firm)
      const made = await freeze(question(subject))
      const facts = { 租约: [{ ...lease, 面积: 4000 }] }
      await job((tx) => saidFacts(tx, vocabulary, { subject, voice: listed, facts }), hour(5))
      const replay = await job((tx) => replayDecision(tx, made.id, { knownAt: hour(6) }), hour(6))
      assert.equal(replay.kind, 'differs')
      assert.deepEqual(
        replay.facts.map((each) => [each.was, each.is]),
        [[8000, 4000]],
      )
      assert.match(replay.facts[0]?.path ?? '', /^facts\.\w+\.0\./)
      assert.ok(replay.result.some((each) => each.path === 'finding.amount.yuan' && each.is === '240000.00'))
      assert.deepEqual(replay.award, { was: '48000000', lawful: { kind: 'settled', yuan: '240000.00' } })
      assert.deepEqual(replay.law, [])
    })

    test('a rule that changed between shows in a replay under the later law, and by date', async () => {
      const subject = await newFirm(firm)
      const made = await freeze(question(subject))
      const threshold = parametersOf(program).find(
        (each) => each.items.includes('rent-relief-state-owned') && each.text === '20%',
      )
      assert.ok(threshold)
      const changes = threshold.sameWords
        .concat(threshold.id)
        .map((parameter) => ({ kind: 'number', parameter, value: '30%' }) as const)
      const changed = applyReform(program, changes, 0)
      assert.deepEqual(changed.problems, [])
      const hash = await job((tx) => storeRules(tx, changed.program), hour(10))
      await job((tx) => storeRules(tx, changed.program), hour(11))
      await job((tx) => storeRules(tx, program), hour(20))
      const at = async (hours: number) => (await job((tx) => rulesAt(tx, { at: hour(hours) }), hour(30))).hash
      assert.deepEqual(
        [await at(9), await at(12), await at(21)],
        [hashOfRules(program), hash, hashOfRules(program)],
      )
      await assert.rejects(at(-10), refusedAs('rules', /没有启用过/))
      const replay = await job((tx) => replayDecision(tx, made.id, { rulesAt: { at: hour(12) } }), hour(30))
      assert.equal(replay.kind, 'differs')
      assert.deepEqual(replay.facts, [])
      assert.ok(replay.law.length > 0 && replay.law.every((each) => each.path.startsWith('yubei-2024-34.')))
      assert.ok(replay.result.some((each) => each.path === 'outcome' && each.is === 'not_eligible'))
      const own = await job((tx) => replayDecision(tx, made.id, { rulesAt: { at: hour(21) } }), hour(30))
      assert.equal(own.kind, 'same')
      await assert.rejects(
        freeze(question(subject), hour(31), { ...program, matters: [] }),
        refusedAs('rules', /还没有保存/),
      )
    })

    test('the veto is looked at again with the facts of today', async () => {
      const { program: rules, diagnostics } = compile(VETO_RULES)
      assert.deepEqual(
        diagnostics.filter((each) => each.severity === 'error'),
        [],
      )
      await job((tx) => storeRules(tx, rules), hour(40))
      const facts = { 投资额: '200万元', 被列入严重失信名单: false, 已获支持: [] }
      const subject = await newFirm(facts, rules)
      const asked = { ...question(subject), policy: 'veto', item: 'equipment' }
      const made = await freeze(asked, hour(41), rules)
      assert.equal(made.frozen.award, '10000000')
      const check = (hours: number) => job((tx) => recheckVeto(tx, made.id, hour(hours)), hour(hours))
      const clear = await check(42)
      assert.equal(clear.kind, 'clear')
      assert.deepEqual(
        clear.checked.map((each) => each.facts),
        [['被列入严重失信名单']],
      )
      // Investment has shrunk since: that was the decision's matter, not the veto's.
      const say = (value: Record<string, unknown>, hours: number) =>
        job((tx) => saidFacts(tx, rules.vocabulary, { subject, voice: listed, facts: value }), hour(hours))
      await say({ 投资额: '1万元' }, 43)
      assert.equal((await check(44)).kind, 'clear')
      await say({ 被列入严重失信名单: true }, 45)
      const found = await check(46)
      assert.equal(found.kind, 'found')
      assert.match(found.reasons[0]?.text ?? '', /严重失信/)
      await say({ 被列入严重失信名单: null }, 47)
      const unknown = await check(48)
      assert.equal(unknown.kind, 'unknown')
      assert.equal(unknown.needs[0]?.fact, '被列入严重失信名单')
      const none = await freeze(question(exact), hour(49), program)
      const empty = await job((tx) => recheckVeto(tx, none.id, hour(50)), hour(50))
      assert.deepEqual([empty.kind, empty.checked], ['clear', []])
    })

    test('differences name every place, once', () => {
      const was = { a: 1, b: [1, { c: 'x' }], d: null }
      const is = { a: 1, b: [1, { c: 'y' }, 3], e: true }
      assert.deepEqual(differences(was, is), [
        { path: 'b.1.c', was: 'x', is: 'y' },
        { path: 'b.2', is: 3 },
        { path: 'd', was: null },
        { path: 'e', is: true },
      ])
    })
  })
}

runSuites()
