// What people are told: in the transaction of what happened, to those whom it concerns and to nobody else; and by the clock.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { createWorld, NOW } from '../../testing/caseWorld.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { createMoneyWorld, MONDAY } from '../../testing/moneyWorld.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { runClock } from '../cases/runClock.ts'
import { nextDay } from '../clock/workingDays.ts'
import { membership, message, person } from '../db/tables.ts'
import { collectBatch } from '../payments/collectBatch.ts'
import { exportReceived } from '../payments/exportReceived.ts'
import { listPaidBack, listReceived } from '../payments/listReceived.ts'
import { sendBatch } from '../payments/sendBatch.ts'
import { stateResult } from '../payments/stateResult.ts'
import { saidFacts } from '../subjects/saidFacts.ts'
import { countUnread, listMessages } from './listMessages.ts'
import { readMessages } from './readMessages.ts'
import { tellDates } from './tellDates.ts'
import { messageWords } from './words.ts'

after(stopTestServer)

const { program } = compile(loadSources())
const { vocabulary } = program
const at = (day: string): Date => new Date(`${day}T01:00:00Z`)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const world = await createWorld(database)
  const occasionOf = (who: number, now = NOW) => ({ actor: { kind: 'person' as const, person: who }, now })
  const told = async (who: number, now = NOW) => {
    const { lines } = await listMessages(database, occasionOf(who, now), { size: 100 })
    return lines.map((line) => {
      const { title, text } = messageWords(line, vocabulary)
      return { ...line, title, text }
    })
  }
  const titles = async (who: number, now = NOW) => (await told(who, now)).map((each) => each.title)
  const of = async (who: number, caseId: number, now = NOW) =>
    (await told(who, now)).filter((each) => each.case?.id === caseId).map((each) => each.title)

  suite(`messages on ${name}`, () => {
    test('every act that concerns an enterprise is told to it, and to the desk where the case lies', async () => {
      await world.setting({ item: 'told', path: 'review', takingPart: ['kjj'] })
      const [firm, other] = [await world.newFirm(), await world.newFirm()]
      const { id } = await world.open(firm, { item: 'told' })
      assert.deepEqual(await titles(firm.owner), [], 'a draft is nobody’s news')
      await world.act(id, 'submit', { kind: 'person', person: firm.owner })
      assert.deepEqual(await of(world.idOf('handler'), id), ['待办：形式审查'])
      assert.deepEqual(await of(world.idOf('reviewer'), id), [], 'not the reviewer’s yet')
      assert.deepEqual(await of(world.idOf('beibei'), id), [])
      const corrections = [{ what: '审计报告', how: '上传 PDF' }]
      const asked = await world.act(id, 'ask-correction', 'handler', { corrections })
      assert.equal(asked.kind, 'done')
      const [newest, before] = await told(firm.owner)
      assert.equal(newest?.title, '请一次补齐材料')
      assert.match(newest.text, /^其他：依据见条款 期限 2026年3月16日。$/)
      assert.equal(newest.dueOn, '2026-03-16')
      assert.equal(before?.title, '已提交，等待形式审查')
      assert.equal(before.read, true, 'whoever did it knows it')
      assert.deepEqual(await titles(other.owner), [], 'another enterprise hears nothing')
      await world.act(id, 'resubmit', { kind: 'person', person: firm.owner })
      await world.act(id, 'accept', 'handler')
      assert.deepEqual(await of(world.idOf('science'), id), ['请出具参与部门意见'])
      assert.deepEqual(await of(firm.owner, id), [
        ...['进入审核', '已提交，等待形式审查', '请一次补齐材料', '已提交，等待形式审查'],
      ])
    })

    test('publicity, its end, the decision; what is undone leaves no message', async () => {
      await world.setting({ item: 'published', path: 'review' })
      const firm = await world.newFirm()
      const { id } = await world.open(firm, { item: 'published' })
      await world.act(id, 'submit', { kind: 'person', person: firm.owner })
      for (const [act, who] of [
        ...([
          ['accept', 'handler'],
          ['recommend', 'handler'],
          ['agree', 'reviewer'],
        ] as const),
      ])
        assert.equal((await world.act(id, act, who)).kind, 'done')
      const before = (await told(firm.owner)).length
      await assert.rejects(
        world.asJob(async (tx) => {
          await tx.insert(message).values({ kind: 'date', key: `lost ${id}`, subjectId: firm.id })
          throw new Error('the act failed')
        }),
      )
      assert.equal((await told(firm.owner)).length, before)
      await world.act(id, 'publish', 'handler')
      const [publicity] = await told(firm.owner)
      assert.equal(publicity?.title, '正在公示')
      assert.match(publicity.text, /^公示编号 GS2026\d+，到 2026年3月9日 为止。$/)
      const closed = at('2026-03-10')
      await world.act(id, 'close-publicity', { kind: 'clock' }, { now: closed })
      await world.act(id, 'determine', 'approver', { now: closed })
      assert.deepEqual((await of(firm.owner, id, closed)).slice(0, 2), ['已核定支持金额', '拟支持'])
      assert.deepEqual((await of(world.idOf('approver'), id, closed)).at(0), '待办：审定')
    })

    test('read and unread are each person’s own', async () => {
      const firm = await world.newFirm()
      const colleague = await world.newAgent(firm, ['view'])
      const occasion = occasionOf(firm.owner)
      await world.setting({ item: 'read', path: 'review' })
      for (const year of [2025, 2026]) {
        const { id } = await world.open(firm, { item: 'read', year })
        await world.act(id, 'submit', { kind: 'person', person: firm.owner })
        await world.act(id, 'not-accept', 'handler')
      }
      assert.equal(await countUnread(database, occasion), 2)
      assert.equal(await countUnread(database, occasionOf(colleague)), 4)
      const page = await listMessages(database, occasion, { unread: true, size: 1 })
      assert.equal(page.lines.length, 1)
      assert.equal(page.next, page.lines[0]?.id)
      await readMessages(database, occasion, [page.lines[0]?.id ?? 0])
      assert.equal(await countUnread(database, occasion), 1)
      const rest = await listMessages(database, occasion, { unread: true, before: page.next ?? 0 })
      assert.equal(rest.lines.length, 1)
      const stranger = await world.newFirm()
      await readMessages(database, occasionOf(stranger.owner), [rest.lines[0]?.id ?? 0])
      assert.equal(await countUnread(database, occasion), 1, 'nobody reads for others')
      await Promise.all([readMessages(database, occasion), readMessages(database, occasion)])
      assert.equal(await countUnread(database, occasion), 0)
      assert.equal(await countUnread(database, occasionOf(colleague)), 4)
    })

    test('the clock tells what is due soon, due today, late, and what it did itself; each once', async () => {
      await world.setting({ item: 'timed', path: 'review' })
      const firm = await world.newFirm()
      const { id } = await world.open(firm, { item: 'timed' })
      await world.act(id, 'submit', { kind: 'person', person: firm.owner })
      const { dueOn } = (await world.load(id)).row
      await tellDates(database, NOW, program)
      assert.deepEqual(await of(world.idOf('handler'), id), ['待办：形式审查'])
      const due = at(dueOn ?? '')
      await tellDates(database, due, program)
      await tellDates(database, due, program)
      assert.deepEqual(await of(world.idOf('handler'), id, due), ['今天到期：形式审查', '待办：形式审查'])
      const late = at('2026-03-20')
      await runClock(database, late, world.effects)
      assert.deepEqual((await of(world.idOf('handler'), id, late)).at(0), '已超期：形式审查')
      assert.match(
        (await of(world.idOf('approver'), id, late)).at(0) ?? '',
        /^超期 \d+ 个工作日，请督办：形式审查$/,
      )
      await world.act(id, 'ask-correction', 'handler', {
        now: late,
        corrections: [{ what: '甲', how: '乙' }],
      })
      const ends = (await world.load(id)).row.dueOn ?? ''
      const soon = at(nextDay(ends, -2))
      await tellDates(database, soon, program)
      assert.deepEqual((await of(firm.owner, id, soon)).at(0), '还没有办：补正')
      await runClock(database, at(nextDay(ends)), world.effects)
      const [lapsed] = await told(firm.owner, at(nextDay(ends)))
      assert.equal(lapsed?.title, '已终止')
      assert.match(lapsed.text, /^逾期未办：/)
    })

    test('the next stage is told when its case is opened', async () => {
      const after = { kind: 'date', monthDay: '01-01' } as const
      const stages = [{ stage: '首次' }, { stage: '复核', after }]
      const firm = await world.newFirm()
      await world.setting({ item: 'staged', path: 'review', stages })
      const { id } = await world.open(firm, { item: 'staged', year: 2025, stage: '首次' })
      await database.pool.query(`UPDATE support_case SET state = 'paid', step = 'paid' WHERE id = $1`, [id])
      await runClock(database, NOW, world.effects)
      const [next] = await told(firm.owner)
      assert.equal(next?.title, '“复核”可以办了')
      assert.equal(next.kind, 'next_stage')
    })

    test('days of a subject that come near are told once a day at most, and once each', async () => {
      const [firm, institute] = [await world.newFirm(), await world.newFirm()]
      await database.pool.query(`UPDATE subject SET kind = '机构' WHERE id = $1`, [institute.id])
      const say = (subject: number, facts: Readonly<Record<string, unknown>>) =>
        world.asJob((tx) =>
          saidFacts(tx, vocabulary, { subject, voice: { kind: 'import', note: '名录.csv' }, facts }),
        )
      await say(institute.id, { 新型研发机构有效期止: '2026-04-15' })
      const events = [{ 类别: '高新技术企业', 事由: '认定', 日期: '2023-04-01' }]
      await say(firm.id, { 所在区县: '渝北区', 资质事件: events })
      assert.deepEqual((await tellDates(database, NOW, program)).failed, [])
      const dates = async (who: number) => (await told(who)).filter((each) => each.kind === 'date')
      assert.deepEqual(
        (await dates(institute.owner)).map((each) => each.title),
        ['新型研发机构有效期止：2026年4月15日'],
      )
      const before = await dates(firm.owner)
      const inferred = before.find((each) => each.title === '高新技术企业资质满三年：2026年4月1日')
      assert.match(inferred?.text ?? '', /按三年推算，以证书为准/)
      await tellDates(database, at('2026-03-03'), program)
      assert.equal((await dates(firm.owner)).length, before.length)
    })

    test('money that arrives or comes back is told with its number and stands among what was received', async () => {
      const money = await createMoneyWorld(database)
      const subject = await money.newSubject()
      const owner = await money.asJob(async (tx) => {
        const values = { login: `money-owner-${money.next()}`, name: '收款人' }
        const [row] = await tx.insert(person).values(values).returning()
        assert.ok(row)
        const tie = { kind: 'owner' as const, scopes: ['view'], validFrom: '2026-01-01' }
        await tx.insert(membership).values({ ...tie, personId: row.id, subjectId: subject })
        return row.id
      })
      const envelope = await money.newEnvelope(100_000_000)
      const pay = async (fen: number, result: 'paid' | 'returned') => {
        const { id, number } = await money.newOrder(envelope, subject, fen)
        const batch = await money.as('maker', (tx) => collectBatch(tx, { channel: 'direct', orderIds: [id] }))
        await money.as('payer', (tx) => sendBatch(tx, batch.id))
        const said = { orderId: id, result, at: MONDAY, reason: '账号不符', receipt: `R${number}` }
        await money.as('payer', (tx) => stateResult(tx, said))
        return number
      }
      const arrived = await pay(15_000_001, 'paid')
      const back = await pay(500_000, 'returned')
      const lines = (await told(owner, MONDAY)).map(({ title, text }) => `${title} ${text}`)
      assert.ok(lines.includes(`资金到账 150,000.01元 支付单 ${arrived}。`), lines.join('\n'))
      assert.ok(
        lines.some((each) => each.startsWith(`银行退回 5000元 支付单 ${back} `)),
        lines.join('\n'),
      )
      const seen = (who: number) => money.as(who, (tx) => listReceived(tx, subject))
      const [only, ...more] = await seen(owner)
      assert.deepEqual(more, [])
      assert.deepEqual([only?.number, only?.amountFen, only?.receipt], [arrived, 15_000_001, `R${arrived}`])
      assert.equal(only?.maskedAccount, '************5678')
      assert.deepEqual(await seen((await world.newFirm()).owner), [])
      const file = await exportReceived(
        await seen(owner),
        await money.as(owner, (tx) => listPaidBack(tx, subject)),
      )
      assert.equal(file.subarray(0, 2).toString(), 'PK')
    })

    test('messages stay as they were written, and only the process writes them', async () => {
      const firm = await world.newFirm()
      const forged = { kind: 'paid' as const, key: 'forged', subjectId: firm.id }
      await assert.rejects(world.as(firm.owner, (tx) => tx.insert(message).values(forged)))
      await assert.rejects(database.pool.query(`UPDATE message SET said = '{}'`), /append-only/)
      await assert.rejects(world.asJob((tx) => tx.insert(message).values({ kind: 'date', key: 'nobody' })))
    })
  })
}

runSuites()
