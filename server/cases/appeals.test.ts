// Appeals on both engines: who may, until when, who answers, what becomes of the case, who is told.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { asc, eq } from 'drizzle-orm'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { createWorld, type Firm, type Login, NOW, REASON, replayed } from '../../testing/caseWorld.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { canonical } from '../audit/canonical.ts'
import { loadOwnDates } from '../calendar/loadOwnDates.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { addWorkingDays, nextDay } from '../clock/workingDays.ts'
import { appeal, audit, caseAct, duty, evidence, recusal } from '../db/tables.ts'
import { codeOf } from '../db/transact.ts'
import { closeDepartment } from '../identity/closeDepartment.ts'
import { listMessages } from '../messages/listMessages.ts'
import { messageWords } from '../messages/words.ts'
import type { Who } from './acting.ts'
import type { Acted } from './actOn.ts'
import { listCases } from './listCases.ts'
import { possibleActs } from './possibleActs.ts'
import { progressOf } from './progressOf.ts'
import { runClock } from './runClock.ts'

after(stopTestServer)

const kinds = (acted: Acted): string[] => (acted.kind === 'refused' ? acted.why.map((each) => each.kind) : [])
const ownerOf = (firm: Firm): Who => ({ kind: 'person', person: firm.owner })
const morningOf = (day: string): Date => new Date(`${day}T01:00:00Z`)
const GROUNDS = '认定文件在申报时已经提交，见第三份材料'
const { program } = compile(loadSources())
type Step = readonly [string, Login | Who]

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const world = await createWorld(database)
  await world.setting({ item: 'review', path: 'review' })
  await world.setting({ item: 'instant', path: 'instant' })

  const walk = async (caseId: number, acts: readonly Step[], now = NOW): Promise<void> => {
    for (const [act, who] of acts) {
      const acted = await world.act(caseId, act, who, { now, appeal: GROUNDS })
      assert.equal(acted.kind, 'done', `${act}: ${JSON.stringify(acted)}`)
    }
  }
  const refusedCase = async (item = 'review') => {
    const firm = await world.newFirm()
    const { id: caseId } = await world.open(firm, { item })
    const accepted: Step[] = item === 'review' ? [['accept', 'handler2']] : []
    await walk(caseId, [
      ...([['submit', ownerOf(firm)], ...accepted] as Step[]),
      ['refuse', 'handler'],
      ['agree', 'reviewer'],
    ])
    return { firm, caseId }
  }
  const appealed = async () => {
    const made = await refusedCase()
    await walk(made.caseId, [['appeal', ownerOf(made.firm)]])
    return made
  }
  const appealsOf = (caseId: number) =>
    world.asJob((tx) => tx.select().from(appeal).where(eq(appeal.caseId, caseId)).orderBy(asc(appeal.id)))
  const stepOfCase = async (caseId: number) => (await world.load(caseId)).row.step
  const titles = async (person: number, caseId: number, now = NOW) => {
    const { lines } = await listMessages(database, { actor: { kind: 'person', person }, now }, { size: 100 })
    return lines
      .filter((each) => each.case?.id === caseId)
      .map((each) => {
        const { title, text } = messageWords(each, program.vocabulary)
        return `${title} ${text}`.trim()
      })
  }
  const possibleFor = async (person: number, caseId: number) => {
    const loaded = await world.load(caseId)
    const looking = { who: { kind: 'person' as const, person }, now: NOW, effects: world.effects }
    return world.as(person, (tx) => possibleActs(tx, { ...looking, lacks: () => undefined }, loaded))
  }

  suite(`appeals on ${name}`, () => {
    test('a refusal says until when, and offers the appeal to the applicant alone', async () => {
      const { firm, caseId } = await refusedCase()
      const { row } = await world.load(caseId)
      const until = addWorkingDays(dayInChina(NOW), 15).day
      assert.deepEqual([row.state, row.dueOn, row.desk], ['refused', until, []])
      const [told] = await titles(firm.owner, caseId)
      assert.match(told ?? '', /^不予支持 .*如不服，可以在 2026年3月\d+日 前申诉。$/)
      const [offered, ...others] = await possibleFor(firm.owner, caseId)
      assert.deepEqual([offered?.id, offered?.appeal, offered?.against, others], ['appeal', true, [], []])
      for (const login of ['handler', 'approver', 'leader'] as const)
        assert.deepEqual(await possibleFor(world.idOf(login), caseId), [])
      const loaded = await world.load(caseId)
      const { progress } = await world.asJob((tx) => progressOf(tx, loaded, new Map()))
      assert.deepEqual(progress.ahead, [], 'what was refused is not on its way to the money')
      const agent = await world.newAgent(firm, ['view'])
      assert.deepEqual(
        kinds(await world.act(caseId, 'appeal', { kind: 'person', person: agent }, { appeal: GROUNDS })),
        ['wrong_party'],
      )
    })

    test('until when one may appeal stands in the enterprise’s calendar, and no longer', async () => {
      const { firm, caseId } = await refusedCase()
      const { row } = await world.load(caseId)
      const datesOf = async () => {
        const dates = await world.as(firm.owner, (tx) => loadOwnDates(tx, program, firm.id, NOW))
        return dates.filter((each) => each.caseId === caseId).map(({ kind, day, note }) => [kind, day, note])
      }
      assert.deepEqual(await datesOf(), [['answer', row.dueOn, `可以申诉的最后一天（${row.number}）`]])
      await walk(caseId, [['appeal', ownerOf(firm)]])
      assert.deepEqual(await datesOf(), [])
      await walk(caseId, [['dismiss-appeal', 'leader']])
      assert.deepEqual(await datesOf(), [])
    })

    test('without grounds it is none; the officer’s reason does not stand for them', async () => {
      const { firm, caseId } = await refusedCase()
      for (const grounds of [undefined, '', '  \n ']) {
        const said = grounds === undefined ? {} : { appeal: grounds }
        assert.deepEqual(kinds(await world.act(caseId, 'appeal', ownerOf(firm), said)), ['no_grounds'])
      }
      assert.deepEqual(await appealsOf(caseId), [])
      assert.equal(await stepOfCase(caseId), 'refused')
    })

    test('the applicant may prove it while an appeal is open to them, and not after', async () => {
      const { firm, caseId } = await refusedCase()
      const put = (person: number, letter: string) =>
        world.as(person, (tx) =>
          tx.insert(evidence).values({
            ...{ caseId, kind: 'report', name: '说明.pdf', mediaType: 'application/pdf', sizeBytes: 1 },
            sha256: letter.repeat(64),
          }),
        )
      await put(firm.owner, 'a')
      await walk(caseId, [['appeal', ownerOf(firm)]])
      await assert.rejects(put(firm.owner, 'b'), (error) => codeOf(error) === '42501')
      await walk(caseId, [['dismiss-appeal', 'leader']])
      await assert.rejects(put(firm.owner, 'c'), (error) => codeOf(error) === '42501')
    })

    test('it lies with the leader of the department that leads, who is told and finds it', async () => {
      const { firm, caseId } = await appealed()
      const { row } = await world.load(caseId)
      assert.deepEqual(
        [row.state, row.desk, row.parties.toSorted()],
        ['in_review', ['jxw'], ['applicant', 'leader']],
      )
      assert.match((await titles(world.idOf('leader'), caseId)).join(), /^待办：申诉处理（不予支持）/)
      assert.deepEqual(
        await titles(world.idOf('handler'), caseId).then((all) => all[0]),
        '待办：初审 期限 2026年3月16日。',
      )
      const mine = await listCases(
        database,
        { actor: { kind: 'person', person: world.idOf('leader') }, now: NOW },
        { mine: true, text: firm.name },
        { size: 10 },
      )
      assert.deepEqual(
        mine.lines.map((each) => each.row.id),
        [caseId],
      )
      for (const login of ['handler', 'reviewer', 'approver', 'approver2'] as const)
        assert.equal(kinds(await world.act(caseId, 'uphold-appeal', login))[0], 'wrong_party', login)
      const seen = await world.as(firm.owner, (tx) =>
        tx.select().from(appeal).where(eq(appeal.caseId, caseId)),
      )
      assert.deepEqual(
        seen.map((each) => each.content),
        [GROUNDS],
      )
      const stranger = await world.newFirm()
      for (const who of [stranger.owner, world.idOf('beibei'), world.idOf('street')])
        assert.deepEqual(
          await world.as(who, (tx) => tx.select().from(appeal).where(eq(appeal.caseId, caseId))),
          [],
        )
    })

    test('upheld, the case is looked at again and may come to the money; the answer reaches the applicant', async () => {
      const { firm, caseId } = await appealed()
      await walk(caseId, [['uphold-appeal', 'leader']])
      assert.equal(await stepOfCase(caseId), 'handling')
      const [answered] = await appealsOf(caseId)
      assert.deepEqual(
        [answered?.settled, answered?.settledWhy, answered?.settledBy],
        ['upheld', REASON.text, world.idOf('leader')],
      )
      assert.equal((await titles(firm.owner, caseId))[0], `申诉成立，重新审核 ${REASON.text}`)
      await walk(caseId, [
        ['recommend', 'handler'],
        ['agree', 'reviewer'],
        ['publish', 'handler'],
      ])
      const { row } = await world.load(caseId)
      const closed = morningOf(nextDay(row.dueOn ?? ''))
      await walk(
        caseId,
        [
          ['close-publicity', { kind: 'clock' }],
          ['determine', 'approver'],
        ],
        closed,
      )
      assert.equal((await world.load(caseId)).row.state, 'determined')
      assert.deepEqual(await replayed(world, caseId), (await world.load(caseId)).situation)
    })

    test('a second refusal is a decision of its own: it can be appealed against again', async () => {
      const { firm, caseId } = await appealed()
      await walk(caseId, [
        ['uphold-appeal', 'leader'],
        ['refuse', 'handler'],
        ['agree', 'reviewer'],
        ['appeal', ownerOf(firm)],
        ['dismiss-appeal', 'leader'],
      ])
      assert.deepEqual(
        (await appealsOf(caseId)).map((each) => each.settled),
        ['upheld', 'dismissed'],
      )
      assert.equal(await stepOfCase(caseId), 'refused-for-good')
    })

    test('dismissed or withdrawn, that is the end: no second appeal, nothing left to do', async () => {
      const dismissed = await appealed()
      const silent = await world.act(dismissed.caseId, 'dismiss-appeal', 'leader', {
        reason: undefined,
      } as never)
      assert.deepEqual(kinds(silent), ['no_reason'])
      await walk(dismissed.caseId, [['dismiss-appeal', 'leader']])
      assert.match(
        (await titles(dismissed.firm.owner, dismissed.caseId))[0] ?? '',
        /^申诉不成立，维持原决定 /,
      )
      const withdrawn = await appealed()
      await walk(withdrawn.caseId, [['withdraw-appeal', ownerOf(withdrawn.firm)]])
      assert.deepEqual(
        (await appealsOf(withdrawn.caseId)).map((each) => each.settled),
        ['withdrawn'],
      )
      for (const { firm, caseId } of [dismissed, withdrawn]) {
        const { row } = await world.load(caseId)
        assert.deepEqual([row.state, row.parties, row.desk, row.dueOn], ['refused', [], [], null])
        const again = await world.act(caseId, 'appeal', ownerOf(firm), { appeal: GROUNDS })
        assert.deepEqual(kinds(again), ['not_here'])
      }
    })

    test('when the days are over the clock ends it: on the last day one still may, the day after no more', async () => {
      const [late, timely] = [await refusedCase(), await refusedCase()]
      const { dueOn } = (await world.load(late.caseId)).row
      const last = morningOf(dueOn ?? '')
      const early = await runClock(database, last, world.effects)
      assert.ok(!early.moved.includes(late.caseId))
      await walk(timely.caseId, [['appeal', ownerOf(timely.firm)]], last)
      const after = morningOf(nextDay(dueOn ?? ''))
      const run = await runClock(database, after, world.effects)
      assert.ok(run.moved.includes(late.caseId) && !run.moved.includes(timely.caseId))
      assert.deepEqual(run.failed, [])
      assert.equal(await stepOfCase(late.caseId), 'refused-for-good')
      const before = await titles(late.firm.owner, late.caseId)
      assert.match(before[0] ?? '', /^不予支持 /, 'that time ran out is no news')
    })

    test('not accepted: upheld, it goes back to where it was not accepted', async () => {
      const firm = await world.newFirm()
      const { id: caseId } = await world.open(firm, { item: 'review' })
      await walk(caseId, [
        ['submit', ownerOf(firm)],
        ['not-accept', 'handler'],
        ['appeal', ownerOf(firm)],
        ['uphold-appeal', 'leader'],
        ['accept', 'handler'],
      ])
      assert.equal((await appealsOf(caseId))[0]?.against, 'not_accepted')
    })

    test('an approver’s refusal after the publicity: all of it is done again', async () => {
      const firm = await world.newFirm()
      const { id: caseId } = await world.open(firm, { item: 'review' })
      await walk(caseId, [
        ...([
          ['submit', ownerOf(firm)],
          ['accept', 'handler2'],
          ['recommend', 'handler'],
        ] as Step[]),
        ...([
          ['agree', 'reviewer'],
          ['publish', 'handler'],
        ] as Step[]),
      ])
      const closed = morningOf(nextDay((await world.load(caseId)).row.dueOn ?? ''))
      world.moment.done.length = 0
      await walk(
        caseId,
        [
          ...([
            ['close-publicity', { kind: 'clock' }],
            ['refuse', 'approver'],
          ] as Step[]),
          ...([
            ['appeal', ownerOf(firm)],
            ['uphold-appeal', 'leader'],
          ] as Step[]),
        ],
        closed,
      )
      const { situation } = await world.load(caseId)
      assert.deepEqual(
        [situation.frozen, situation.publicity, situation.appeal, situation.reserved],
        [false, 'none', 'none', false],
      )
      assert.ok(world.moment.done.includes('uphold_appeal'), 'what was frozen is undone')
    })

    test('where the enterprise has begun another one since, it goes on there', async () => {
      const { firm, caseId } = await refusedCase()
      const other = await world.open(firm, { item: 'review' })
      const [offered] = await possibleFor(firm.owner, caseId)
      assert.deepEqual(
        offered?.against.map((each) => each.kind),
        ['other_try'],
      )
      const tried = await world.act(caseId, 'appeal', ownerOf(firm), { appeal: GROUNDS })
      assert.ok(tried.kind === 'refused')
      assert.deepEqual(
        tried.why.map((each) => each.kind),
        ['other_try'],
      )
      assert.match(tried.why[0]?.text ?? '', new RegExp(other.number))
      await walk(other.id, [['decline', ownerOf(firm)]])
      await walk(caseId, [['appeal', ownerOf(firm)]])
      await assert.rejects(world.open(firm, { item: 'review' }), /已有办件/)
    })

    test('who handled it does not answer, even as the leader; nor does who is tied to the enterprise', async () => {
      const { caseId } = await appealed()
      const two = { personId: world.idOf('reviewer'), role: 'leader' as const, departmentId: 'jxw' }
      await world.asJob((tx) => tx.insert(duty).values({ ...two, validFrom: '2026-01-01' }))
      assert.deepEqual(kinds(await world.act(caseId, 'uphold-appeal', 'reviewer')), ['same_person'])
      const { row } = await world.load(caseId)
      // Past the program the database says the same.
      await assert.rejects(
        world.as(world.idOf('reviewer'), (tx) =>
          tx.insert(caseAct).values({
            ...{
              caseId,
              number: row.version + 1,
              requestKey: 'raw',
              act: 'uphold-appeal',
              departmentId: 'jxw',
            },
            ...{ situation: { step: 'handling' }, circumstances: {}, reasonCode: 'other', reason: '成立' },
            clause: REASON.clause,
          }),
        ),
        (error) => codeOf(error) === '23001',
      )
      const tied = await refusedCase('instant')
      await walk(tied.caseId, [['appeal', ownerOf(tied.firm)]])
      const tie = { personId: world.idOf('leader'), subjectId: tied.firm.id, reason: '亲属任职' }
      await world.asJob((tx) => tx.insert(recusal).values({ ...tie }))
      assert.deepEqual(kinds(await world.act(tied.caseId, 'dismiss-appeal', 'leader')), ['recused'])
    })

    test('an applicant does not answer their own appeal, by no way', async () => {
      const { firm, caseId } = await appealed()
      assert.deepEqual(kinds(await world.act(caseId, 'uphold-appeal', ownerOf(firm))), ['wrong_party'])
      const settle = (person: number, settled: 'upheld' | 'withdrawn') =>
        world.as(person, (tx) =>
          tx
            .update(appeal)
            .set({ settled, settledWhy: '自己说的' })
            .where(eq(appeal.caseId, caseId))
            .returning({ id: appeal.id }),
        )
      assert.deepEqual(await settle(firm.owner, 'upheld'), [])
      assert.deepEqual(await settle(world.idOf('leader'), 'upheld'), [], 'nor does the leader past the case')
      await walk(caseId, [['dismiss-appeal', 'leader']])
      assert.deepEqual(await settle(firm.owner, 'upheld'), [])
      await assert.rejects(
        world.asJob((tx) => tx.update(appeal).set({ settled: 'upheld' }).where(eq(appeal.caseId, caseId))),
        (error) => ['23001', '42501'].includes(codeOf(error) ?? ''),
      )
    })

    test('two who answer at once: one does; sent twice, it is one appeal', async () => {
      const { firm, caseId } = await refusedCase()
      const { version } = (await world.load(caseId)).row
      const said = { version, key: 'one appeal', appeal: GROUNDS }
      const sent = await Promise.all([1, 2, 3].map(() => world.act(caseId, 'appeal', ownerOf(firm), said)))
      assert.deepEqual(
        sent.map((each) => each.kind),
        ['done', 'done', 'done'],
      )
      assert.equal((await appealsOf(caseId)).length, 1)
      const answered = await Promise.all(
        (['uphold-appeal', 'dismiss-appeal'] as const).map((act) => world.act(caseId, act, 'leader')),
      )
      assert.deepEqual(answered.map((each) => each.kind).toSorted(), ['done', 'refused'])
      assert.equal((await appealsOf(caseId)).filter((each) => each.settled !== null).length, 1)
    })

    test('the log has the answer and the hash of the grounds, not the enterprise’s words', async () => {
      const { caseId } = await appealed()
      const rows = await world.asJob((tx) =>
        tx
          .select()
          .from(audit)
          .where(eq(audit.object, `case ${caseId}`))
          .orderBy(asc(audit.number)),
      )
      const [last] = rows.slice(-1)
      assert.equal(last?.act, 'case.appeal')
      assert.match(last?.content ?? '', /"appealSha256":"[0-9a-f]{64}"/)
      assert.ok(!rows.some((each) => canonical(each.content).includes(GROUNDS)))
    })

    test('a department is not closed while a refusal of it can be appealed against', async () => {
      const { caseId } = await refusedCase()
      const uses = async () => {
        const { rows } = await database.pool.query<{ uses: string[] }>(
          `SELECT department_uses('jxw') AS uses`,
        )
        return rows[0]?.uses ?? []
      }
      await database.pool.query(
        `UPDATE support_case SET state = 'withdrawn', parties = '{}' WHERE id <> $1`,
        [caseId],
      )
      assert.ok((await uses()).includes('support_case'))
      await assert.rejects(closeDepartment(database, NOW, world.idOf('admin'), 'jxw', true), /申诉期/)
      await runClock(database, morningOf('2026-06-01'), world.effects)
      assert.ok(!(await uses()).includes('support_case'))
    })
  })
}

runSuites()
