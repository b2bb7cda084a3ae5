// Real items of the library from application to arrival: what is decided, reserved, paid and proved is one thing.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { createWorld, type Firm, NOW, REASON } from '../../testing/caseWorld.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { VETO_RULES } from '../../testing/vetoRules.ts'
import { publishHead } from '../audit/heads.ts'
import type { ActInput } from '../cases/acting.ts'
import { type Acted, actOn } from '../cases/actOn.ts'
import { openCase } from '../cases/openCase.ts'
import { registerObjection } from '../cases/registerObjection.ts'
import { transferCase } from '../cases/transferCase.ts'
import { nextDay } from '../clock/workingDays.ts'
import {
  award,
  duty,
  envelopeBalance,
  fact,
  payeeAccount,
  paymentClearance,
  paymentOrder,
  publicity,
} from '../db/tables.ts'
import { loadDecision, standingDecision } from '../decisions/decision.ts'
import { storeRules } from '../decisions/rules.ts'
import { allotFunds } from '../payments/allotFunds.ts'
import { openEnvelope } from '../payments/openEnvelope.ts'
import { recordReply } from '../payments/recordReply.ts'
import { openBundle } from '../proof/bundle.ts'
import { verifyBundle } from '../proof/verifyBundle.ts'
import { saidFacts } from '../subjects/saidFacts.ts'
import { bundleOfCase } from './bundleOfCase.ts'
import { createEffects } from './createEffects.ts'
import { followBank } from './followBank.ts'
import { confirmPayee } from './payee.ts'
import { GrantingError } from './problem.ts'

after(stopTestServer)

const { program } = compile(loadSources())
const effects = createEffects(program)
const first = <T>(rows: readonly T[]): T => rows[0] ?? assert.fail('no row')
const PROGRAMME = '制造业高质量发展专项'
const [CHAINS, SPECIALIZED] = ['渝北府发〔2021〕13号', '渝北府办发〔2024〕34号']
const AMOUNT = 15_000_000

const FIRST_ABOVE_SCALE = {
  ...{ 所在区县: '渝北区', 注册地行政区划: '渝北区', 已获支持: [] },
  首次上规: [{ 行业: '工业', 日期: '2026-01-15' }],
}
const lease = (kind: string) => ({
  ...{ 出租方性质: kind, 租前闲置: true, 月租金单价: 25, 面积: 8000, 当年月数: 12 },
})
const TENANT = {
  ...{ 所在区县: '渝北区', 注册地行政区划: '渝北区', 有效资质: ['市级专精特新'], 已获支持: [] },
  ...{ 上年度工业总产值增速: '25%', 上年度主营业务收入增速: '25%' },
}

const refusedAs =
  (kind: GrantingError['kind'], words: RegExp) =>
  (error: unknown): boolean =>
    error instanceof GrantingError && error.kind === kind && words.test(error.message)
const wordsOf = (acted: Acted): string =>
  acted.kind === 'refused' ? acted.why.map((each) => `${each.kind} ${each.text}`).join('；') : 'done'

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const world = await createWorld(database)
  const p = world.idOf
  const policy = { above: 'yubei-2021-13', rent: 'yubei-2024-34' }
  for (const [of, item] of [
    [policy.above, 'first-above-scale-award'],
    [policy.rent, 'rent-subsidy-private'],
    [policy.rent, 'rent-relief-state-owned'],
    ['veto', 'equipment'],
  ] as const)
    await world.setting({ policy: of, item, path: 'review', programme: PROGRAMME })
  await world.asJob((tx) => storeRules(tx, program))

  let documents = 0
  const newEnvelope = (
    of: string,
    year: number,
    amountFen: number,
    source: 'district' | 'municipal' = 'district',
  ) =>
    world.asJob(async (tx) => {
      const about = {
        title: `${year} 年专项`,
        programme: PROGRAMME,
        policy: of,
        year,
        source,
        district: '渝北区',
      }
      const { id } = await openEnvelope(tx, { ...about, validFrom: '2026-01-01', expiresOn: '2026-12-31' })
      if (amountFen > 0) await allotFunds(tx, { envelopeId: id, amountFen, document: `预算${++documents}` })
      return id
    })
  const balance = (id: number) =>
    world.asJob(async (tx) => {
      const rows = await tx.select().from(envelopeBalance).where(eq(envelopeBalance.envelopeId, id))
      const { availableFen, reservedFen, inTransitFen, paidFen } = first(rows)
      return [availableFen, reservedFen, inTransitFen, paidFen]
    })

  const newFirm = async (facts: Readonly<Record<string, unknown>>): Promise<Firm> => {
    const firm = await world.newFirm()
    await say(firm, facts)
    return firm
  }
  const say = (firm: Firm, facts: Readonly<Record<string, unknown>>, now = NOW) =>
    world.asJob(
      (tx) =>
        saidFacts(tx, program.vocabulary, {
          subject: firm.id,
          voice: { kind: 'import', note: '名录.csv' },
          facts,
        }),
      now,
    )
  const apply = (firm: Firm, of: string, item: string, year = 2026) =>
    openCase(
      database,
      { person: firm.owner, now: NOW, program },
      { subject: firm.id, policy: of, item, year, facts: [{ name: 'enterpriseSize', value: '小型' }] },
    )

  let keys = 0
  type By = number | 'clock' | 'bank'
  const act = async (
    caseId: number,
    id: string,
    by: By,
    now: Date,
    said: Partial<ActInput> = {},
    doing = effects,
  ): Promise<Acted> => {
    const { version } = (await world.load(caseId)).row
    const who = typeof by === 'number' ? ({ kind: 'person', person: by } as const) : { kind: by }
    const input = { key: `granting ${++keys}`, reason: REASON, ...said, version }
    return actOn(database, { who, now, effects: doing }, caseId, id, input)
  }
  const done = async (
    caseId: number,
    now: Date,
    ...steps: readonly (readonly [string, By])[]
  ): Promise<void> => {
    for (const [id, by] of steps) {
      const acted = await act(caseId, id, by, now)
      assert.equal(acted.kind, 'done', `${id} ${JSON.stringify(acted)}`)
    }
  }
  const recommended = async (firm: Firm, of: string, item: string, year = 2026): Promise<number> => {
    const { id } = await apply(firm, of, item, year)
    await done(id, NOW, ['submit', firm.owner], ['accept', p('handler2')], ['recommend', p('handler')])
    return id
  }
  /** From the reviewer's agreement to the end of publicity; the moment when the decision may be made. */
  const published = async (caseId: number, payload?: unknown): Promise<Date> => {
    const agreed = await act(caseId, 'agree', p('reviewer'), NOW, payload === undefined ? {} : { payload })
    assert.equal(agreed.kind, 'done', JSON.stringify(agreed))
    await done(caseId, new Date(NOW.getTime() + 3_600_000), ['publish', p('handler')])
    const { row } = await world.load(caseId)
    const now = new Date(`${nextDay(row.dueOn ?? '')}T01:00:00Z`)
    await done(caseId, now, ['close-publicity', 'clock'])
    return now
  }
  const decisionOf = (caseId: number) => world.asJob((tx) => standingDecision(tx, caseId))

  suite(`granting on ${name}`, () => {
    test('from application to arrival, with a return between, and a stranger finds it right', async () => {
      const envelope = await newEnvelope(CHAINS, 2026, AMOUNT + 1)
      const firm = await newFirm(FIRST_ABOVE_SCALE)
      const caseId = await recommended(firm, policy.above, 'first-above-scale-award')
      const closed = await published(caseId)
      const now = new Date(closed.getTime() + 3_600_000)
      const decision = await decisionOf(caseId)
      assert.equal(decision?.frozen.award, String(AMOUNT))
      assert.equal(decision.frozen.on, '2026-03-02')
      await done(caseId, now, ['determine', p('approver')])
      assert.deepEqual(await balance(envelope), [1, AMOUNT, 0, 0])
      const { policy: number, item } = first(
        await world.asJob((tx) => tx.select().from(award).where(eq(award.caseId, caseId))),
      )
      assert.deepEqual([number, item], [CHAINS, '首次上规奖励'])

      await done(caseId, now, ['request-payment', p('handler')], ['check-veto', p('handler')])
      assert.match(wordsOf(await act(caseId, 'make-order', p('payer'), now)), /^not_possible .*确认收款账户/)
      const payee = {
        subject: firm.id,
        name: firm.name,
        bank: '重庆银行渝北支行',
        account: '6222 0000 1234 5678',
      }
      const confirm = (given: typeof payee, by = firm.owner) =>
        world.as(by, (tx) => confirmPayee(tx, given), now)
      await assert.rejects(
        confirm({ ...payee, name: '别人的公司' }),
        refusedAs('no_account', /企业自己的账户/),
      )
      const agent = await world.newAgent(firm, ['view', 'apply'])
      await assert.rejects(confirm(payee, agent), refusedAs('not_yours', /授权/))
      await confirm({ ...payee, account: '6222000000000000' })
      await confirm(payee)
      const seen = await world.as(p('handler'), (tx) =>
        tx
          .select({ account: payeeAccount.maskedAccount })
          .from(payeeAccount)
          .where(eq(payeeAccount.subjectId, firm.id))
          .orderBy(asc(payeeAccount.id)),
      )
      assert.deepEqual(
        seen.map((each) => each.account),
        ['************0000', '************5678'],
      )
      await assert.rejects(
        world.as(p('handler'), (tx) => tx.select({ account: payeeAccount.account }).from(payeeAccount)),
      )

      await done(caseId, now, ['make-order', p('payer')], ['send', p('payer2')])
      assert.deepEqual(await balance(envelope), [1, 0, AMOUNT, 0])
      const bank = { payload: { receipt: 'B1', reason: '账号户名不符' } }
      assert.equal((await act(caseId, 'return', 'bank', now, bank)).kind, 'done')
      assert.deepEqual(await balance(envelope), [1, AMOUNT, 0, 0])
      const later = new Date(now.getTime() + 86_400_000)
      await done(caseId, later, ['check-veto', p('handler')], ['make-order', p('payer')])
      await done(caseId, later, ['send', p('payer2')], ['unknown', 'bank'])
      const paidAt = new Date(later.getTime() + 86_400_000)
      assert.equal((await act(caseId, 'arrive', 'bank', paidAt, { payload: { receipt: 'B2' } })).kind, 'done')
      assert.deepEqual(await balance(envelope), [1, 0, 0, AMOUNT])
      const received = await world.asJob((tx) =>
        tx
          .select()
          .from(fact)
          .where(and(eq(fact.subjectId, firm.id), eq(fact.source, 'payment'))),
      )
      assert.match(JSON.stringify(received.map((each) => each.value)), /首次上规奖励.*150000/)

      await world.asJob((tx) => publishHead(tx, paidAt), paidAt)
      const text = await world.as(p('auditor'), (tx) => bundleOfCase(tx, caseId, paidAt), paidAt)
      const bytes = new TextEncoder().encode(text)
      const verdict = verifyBundle(bytes)
      assert.deepEqual(verdict.kind === 'wrong' ? verdict.problems : [], [])
      const { orders, receipts, timeline } = openBundle(bytes)
      assert.deepEqual(
        receipts.map((each) => [each.reference, each.result]),
        [
          ['B1', 'returned'],
          ['B2', 'paid'],
        ],
      )
      assert.equal(orders.length, 2)
      assert.ok(orders.every((each) => each.account === '************5678'))
      assert.equal(timeline.at(-1)?.act, 'arrive')
      await assert.rejects(world.as(p('handler'), (tx) => bundleOfCase(tx, caseId, paidAt), paidAt))
    })

    test('a case that was handed on and back is decided, and a stranger finds it right', async () => {
      await newEnvelope(CHAINS, 2021, AMOUNT)
      await world.asJob((tx) =>
        tx.insert(duty).values({
          ...{ personId: p('reviewer2'), role: 'reviewer', departmentId: 'kjj', validFrom: '2026-01-01' },
        }),
      )
      const firm = await newFirm(FIRST_ABOVE_SCALE)
      const { id } = await apply(firm, policy.above, 'first-above-scale-award', 2021)
      await done(id, NOW, ['submit', firm.owner], ['accept', p('handler')])
      const hand = async (by: number, department: string, now: Date) => {
        const { version } = (await world.load(id)).row
        const input = { key: `hand ${++keys}`, version, department, reason: '职责调整' }
        assert.equal((await transferCase(database, { person: by, now }, id, input)).kind, 'done')
      }
      await hand(p('reviewer'), 'kjj', NOW)
      await done(id, NOW, ['recommend', p('science')], ['agree', p('reviewer2')], ['publish', p('science')])
      const now = new Date(`${nextDay((await world.load(id)).row.dueOn ?? '')}T01:00:00Z`)
      await done(id, now, ['close-publicity', 'clock'])
      await hand(p('reviewer2'), 'jxw', now)
      await done(id, now, ['determine', p('approver')])
      await world.asJob((tx) => publishHead(tx, now), now)
      for (const reader of ['officer', 'enterprise'] as const) {
        const text = await world.as(p('auditor'), (tx) => bundleOfCase(tx, id, now, reader), now)
        const bytes = new TextEncoder().encode(text)
        const verdict = verifyBundle(bytes)
        assert.deepEqual(verdict.kind === 'wrong' ? verdict.problems : [], [])
        const handed = openBundle(bytes).timeline.filter((each) => each.act === 'transfer')
        assert.deepEqual(
          handed.map(({ duty: by, hand: of }) => [by, of]),
          [
            ['reviewer', null],
            ['reviewer', null],
          ],
        )
      }
    })

    test('what is given once is given once, also when two cases are decided at the same moment', async () => {
      await newEnvelope(CHAINS, 2025, AMOUNT * 2)
      await newEnvelope(CHAINS, 2026, AMOUNT * 2, 'municipal')
      const firm = await newFirm(FIRST_ABOVE_SCALE)
      const [one, two] = [
        await recommended(firm, policy.above, 'first-above-scale-award', 2025),
        await recommended(firm, policy.above, 'first-above-scale-award', 2026),
      ]
      const now = await published(one)
      await published(two)
      // Two envelopes of 2026 would do; the first holds too little, and nobody but the approver chooses.
      assert.match(wordsOf(await act(two, 'determine', p('approver2'), now)), /写明用哪一个/)
      const envelopes = await world.asJob((tx) =>
        tx.select().from(envelopeBalance).orderBy(desc(envelopeBalance.envelopeId)),
      )
      const payload = { envelope: first(envelopes).envelopeId }
      const both = await Promise.all([
        act(one, 'determine', p('approver'), now),
        act(two, 'determine', p('approver2'), now, { payload }),
      ])
      assert.deepEqual(both.map((each) => each.kind).toSorted(), ['done', 'refused'])
      assert.match(both.map(wordsOf).join(''), /not_possible 超过事项上限.*应得/)
      const steps = [(await world.load(one)).row.step, (await world.load(two)).row.step]
      assert.deepEqual(steps.toSorted(), ['determined', 'determining'])
      // Once the first gives its money back, the second may have it.
      const [won, lost] = steps[0] === 'determined' ? [one, two] : [two, one]
      const approver = won === one ? p('approver') : p('approver2')
      await done(won, now, ['terminate', approver])
      const again = await act(lost, 'determine', p('approver'), now, lost === two ? { payload } : {})
      assert.equal(again.kind, 'done')
    })

    test('a ceiling that two items share holds between decisions, under the reading that was followed', async () => {
      const envelope = await newEnvelope(SPECIALIZED, 2026, 200_000_000)
      const firm = await newFirm({ ...TENANT, 租约: [lease('社会')] })
      const subsidy = await recommended(firm, policy.rent, 'rent-subsidy-private')
      const following = (alternative: string) => ({
        readings: [
          {
            ...{ policy: policy.rent, reading: 'private-rent-cap', alternative, on: '2026-03-01' },
            ...{ by: '区经济信息委', source: '渝北经信函〔2026〕1号' },
          },
        ],
      })
      const wrong = { readings: [{ policy: policy.rent }], money: 5 }
      assert.match(
        wordsOf(await act(subsidy, 'agree', p('reviewer'), NOW, { payload: wrong })),
        /口径.*不认识的内容「money」/,
      )
      assert.equal((await world.load(subsidy)).row.step, 'reviewing')
      await published(subsidy, following('乙'))
      assert.equal((await decisionOf(subsidy))?.frozen.award, '48000000')
      // The firm moves; what the rules give for the other item alone does not know of the first decision.
      await say(firm, { 租约: [lease('国有')] })
      const relief = await recommended(firm, policy.rent, 'rent-relief-state-owned')
      const now = await published(relief, following('乙'))
      const both = await Promise.all([
        act(subsidy, 'determine', p('approver'), now),
        act(relief, 'determine', p('approver2'), now),
      ])
      assert.deepEqual(both.map((each) => each.kind).toSorted(), ['done', 'refused'])
      assert.match(both.map(wordsOf).join(''), /not_possible 超过企业年度上限 500000.00 元（两条渠道合计封顶/)
      assert.equal((await balance(envelope))[1], 48_000_000)
    })

    test('an upheld objection undoes the decision, and the case is decided anew', async () => {
      const firm = await newFirm(FIRST_ABOVE_SCALE)
      const caseId = await recommended(firm, policy.above, 'first-above-scale-award')
      await done(caseId, NOW, ['agree', p('reviewer')], ['publish', p('handler')])
      const before = await decisionOf(caseId)
      assert.ok(before)
      const open = and(eq(publicity.caseId, caseId), isNull(publicity.voidedAt))
      const { number } = first(await world.asJob((tx) => tx.select().from(publicity).where(open)))
      const said = { key: `o ${caseId}`, name: '张某', contact: '13800000000', content: '不是首次上规' }
      await registerObjection(database, { now: NOW, effects }, number, said)
      await done(caseId, NOW, ['uphold-objection', p('reviewer')])
      assert.equal(await decisionOf(caseId), undefined)
      assert.equal((await world.load(caseId)).situation.frozen, false)
      // The facts were wrong: now the rules give nothing, and agreeing is refused with the reason.
      await say(firm, { 首次上规: [] })
      await done(caseId, NOW, ['recommend', p('handler')])
      assert.match(wordsOf(await act(caseId, 'agree', p('reviewer'), NOW)), /结果是不予支持/)
      await say(firm, FIRST_ABOVE_SCALE)
      await done(caseId, NOW, ['agree', p('reviewer')])
      assert.notEqual((await decisionOf(caseId))?.id, before.id)
    })

    test('an upheld appeal against the approver undoes the decision too, and what is decided then is paid once', async () => {
      const firm = await newFirm(FIRST_ABOVE_SCALE)
      const caseId = await recommended(firm, policy.above, 'first-above-scale-award', 2019)
      const now = await published(caseId)
      const before = await decisionOf(caseId)
      assert.ok(before)
      await done(caseId, now, ['refuse', p('approver')])
      const appealed = await act(caseId, 'appeal', firm.owner, now, { appeal: '达规时间有统计部门名单' })
      assert.equal(appealed.kind, 'done', wordsOf(appealed))
      await done(caseId, now, ['uphold-appeal', p('leader')])
      assert.equal(await decisionOf(caseId), undefined)
      const undone = await world.asJob((tx) => loadDecision(tx, before.id))
      assert.match(undone.undone?.objection ?? '', /^申诉 \d+$/)
      assert.equal(undone.undone?.by, p('leader'))
      await done(
        caseId,
        now,
        ['recommend', p('handler')],
        ['agree', p('reviewer')],
        ['publish', p('handler')],
      )
      assert.notEqual((await decisionOf(caseId))?.id, before.id)
      const closed = new Date(`${nextDay((await world.load(caseId)).row.dueOn ?? '')}T01:00:00Z`)
      await done(caseId, closed, ['close-publicity', 'clock'])
      // Whoever answered the appeal is no other hand; a stranger finds the whole course right.
      await newEnvelope(CHAINS, 2019, AMOUNT)
      await done(caseId, closed, ['determine', p('approver')])
      await world.asJob((tx) => publishHead(tx, closed), closed)
      for (const reader of ['officer', 'enterprise'] as const) {
        const text = await world.as(p('auditor'), (tx) => bundleOfCase(tx, caseId, closed, reader), closed)
        const bytes = new TextEncoder().encode(text)
        const verdict = verifyBundle(bytes)
        assert.deepEqual(verdict.kind === 'wrong' ? verdict.problems : [], [])
        const duties = openBundle(bytes).timeline.filter((each) => each.act.includes('appeal'))
        assert.deepEqual(
          duties.map((each) => [each.act, each.duty]),
          [
            ['appeal', 'applicant'],
            ['uphold-appeal', 'leader'],
          ],
        )
      }
    })

    test('a veto holds money back, and so does what is not known', async () => {
      const { program: rules } = compile(VETO_RULES)
      await world.asJob((tx) => storeRules(tx, rules))
      const vetoing = createEffects(rules)
      await newEnvelope('某府发〔2024〕1号', 2026, 1_000_000_000)
      const firm = await world.newFirm()
      const tell = (facts: Readonly<Record<string, unknown>>, now: Date) =>
        world.asJob((tx) => {
          const voice = { kind: 'register', note: '信用平台' } as const
          return saidFacts(tx, rules.vocabulary, { subject: firm.id, voice, facts })
        }, now)
      await tell({ 投资额: '200万元', 被列入严重失信名单: false, 已获支持: [] }, NOW)
      const applying = { subject: firm.id, policy: 'veto', item: 'equipment', year: 2026 }
      const { id } = await openCase(database, { person: firm.owner, now: NOW, program: rules }, applying)
      const before: readonly (readonly [string, By])[] = [
        ...([
          ['submit', firm.owner],
          ['accept', p('handler2')],
          ['recommend', p('handler')],
        ] as const),
        ...([
          ['agree', p('reviewer')],
          ['publish', p('handler')],
        ] as const),
      ]
      for (const [each, by] of before)
        assert.equal(wordsOf(await act(id, each, by, NOW, {}, vetoing)), 'done', each)
      const now = new Date(`${nextDay((await world.load(id)).row.dueOn ?? '')}T01:00:00Z`)
      for (const [each, by] of [
        ['close-publicity', 'clock'],
        ['determine', p('approver')],
        ['request-payment', p('handler')],
      ] as const)
        assert.equal(wordsOf(await act(id, each, by, now, {}, vetoing)), 'done', each)
      const notes: [boolean, string, RegExp][] = []
      for (const [said, words] of [
        [null, /被列入严重失信名单（区市场监管局）.*按有否决情形处理/],
        [true, /查出否决情形：/],
        [false, /^$/],
      ] as const) {
        await tell({ 被列入严重失信名单: said }, now)
        assert.equal(wordsOf(await act(id, 'check-veto', p('handler'), now, {}, vetoing)), 'done')
        const cleared = await world.asJob((tx) =>
          tx
            .select()
            .from(paymentClearance)
            .where(eq(paymentClearance.caseId, id))
            .orderBy(desc(paymentClearance.id)),
        )
        const { vetoFound, note } = first(cleared)
        notes.push([vetoFound, note, words])
        const made = wordsOf(await act(id, 'make-order', p('payer'), now, {}, vetoing))
        assert.match(made, vetoFound ? /^need 拨付前复查没有通过/ : /收款账户/)
      }
      assert.deepEqual(
        notes.map(([found]) => found),
        [true, true, false],
      )
      for (const [, note, words] of notes) assert.match(note, words)
    })

    test('what the bank answers directly or in a file moves the case', async () => {
      const envelope = await newEnvelope(CHAINS, 2023, AMOUNT)
      const firm = await newFirm(FIRST_ABOVE_SCALE)
      const caseId = await recommended(firm, policy.above, 'first-above-scale-award', 2023)
      const now = await published(caseId)
      const payee = { subject: firm.id, name: firm.name, bank: '重庆银行', account: '6222000012345678' }
      await world.as(firm.owner, (tx) => confirmPayee(tx, payee), now)
      await done(caseId, now, ['determine', p('approver')], ['request-payment', p('handler')])
      await done(caseId, now, ['check-veto', p('handler')], ['make-order', p('payer')], ['send', p('payer2')])
      const { id: orderId } = first(
        await world.asJob((tx) =>
          tx
            .select({ id: paymentOrder.id })
            .from(paymentOrder)
            .innerJoin(award, eq(award.id, paymentOrder.awardId))
            .where(eq(award.caseId, caseId)),
        ),
      )
      assert.deepEqual(await followBank(database, now, effects), { moved: [], failed: [] })
      await recordReply(database, orderId, { kind: 'paid', receipt: 'H1', at: now }, now)
      assert.deepEqual(await followBank(database, now, effects), { moved: [caseId], failed: [] })
      assert.deepEqual(await followBank(database, now, effects), { moved: [], failed: [] })
      assert.equal((await world.load(caseId)).row.state, 'paid')
      assert.deepEqual(await balance(envelope), [0, 0, 0, AMOUNT])

      // The bank sends back what it had reported as arrived: the case follows, once, and it can be paid again.
      const later = new Date(now.getTime() + 86_400_000)
      await recordReply(
        database,
        orderId,
        { kind: 'returned', receipt: 'H2', reason: '账户已销户', at: later },
        later,
      )
      assert.deepEqual(await followBank(database, later, effects), { moved: [caseId], failed: [] })
      assert.deepEqual(await followBank(database, later, effects), { moved: [], failed: [] })
      assert.equal((await world.load(caseId)).row.step, 'returned')
      assert.deepEqual(await balance(envelope), [0, AMOUNT, 0, 0])
      await done(
        caseId,
        later,
        ['check-veto', p('handler')],
        ['make-order', p('payer')],
        ['send', p('payer2')],
      )
      await done(caseId, later, ['arrive', 'bank'])
      assert.deepEqual(await followBank(database, later, effects), { moved: [], failed: [] })
      assert.deepEqual(await balance(envelope), [0, 0, 0, AMOUNT])
    })

    test('without money a case stays where it is, and the words say what is missing', async () => {
      const firm = await newFirm(FIRST_ABOVE_SCALE)
      const caseId = await recommended(firm, policy.above, 'first-above-scale-award', 2024)
      const now = await published(caseId)
      assert.match(
        wordsOf(await act(caseId, 'determine', p('approver'), now)),
        /2024 年「制造业高质量发展专项」（渝北府发〔2021〕13号）/,
      )
      await newEnvelope(CHAINS, 2024, AMOUNT - 1)
      const acted = await act(caseId, 'determine', p('approver'), now)
      assert.deepEqual(acted.kind === 'refused' && acted.why.map((each) => each.kind), ['no_budget'])
      const { row, situation } = await world.load(caseId)
      assert.deepEqual([row.step, situation.reserved], ['determining', false])
    })
  })
}

runSuites()
