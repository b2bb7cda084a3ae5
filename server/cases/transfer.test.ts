// A case goes to another department: who may hand it on, to whom, when; what everybody sees before and after; both engines.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { and, eq, sql } from 'drizzle-orm'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { createWorld, type Firm, makeReady, NOW, type World } from '../../testing/caseWorld.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { PATHS } from '../approval/paths.ts'
import { nextDay } from '../clock/workingDays.ts'
import { audit, caseAct, department, duty, escalation, person, recusal, supportCase } from '../db/tables.ts'
import { refusalNames } from '../db/transact.ts'
import { closeDepartment } from '../identity/closeDepartment.ts'
import { listMessages } from '../messages/listMessages.ts'
import { messageWords } from '../messages/words.ts'
import { casePapers, leadAt } from '../papers/casePapers.ts'
import { listPublicity } from '../papers/listPublicity.ts'
import { publicised } from '../papers/publicised.ts'
import type { Who } from './acting.ts'
import type { Acted } from './actOn.ts'
import { onEach } from './actOnMany.ts'
import { possibleTransfer } from './againstTransfer.ts'
import { enterCase } from './enterCase.ts'
import { escalate } from './escalate.ts'
import { giveOpinion } from './giveOpinion.ts'
import { listCases } from './listCases.ts'
import { requireCase } from './loadCase.ts'
import { possibleActs } from './possibleActs.ts'
import { progressOf } from './progressOf.ts'
import { savePath } from './savePath.ts'
import { type TransferInput, transferCase } from './transferCase.ts'

after(stopTestServer)

const { vocabulary } = compile(loadSources()).program
const WHY = '职责调整，本事项改由科技局负责'
const LATER = new Date(NOW.getTime() + 3_600_000)
const kinds = (acted: Acted): string[] => (acted.kind === 'refused' ? acted.why.map((each) => each.kind) : [])
const textOf = (acted: Acted): string =>
  acted.kind === 'refused' ? acted.why.map((each) => each.text).join() : ''

/** Further people: kjj has everyone it takes to lead; another bureau has nobody. */
const MORE = [
  ['kjj-reviewer', 'reviewer', 'kjj'],
  ['kjj-approver', 'approver', 'kjj'],
  ['kjj-leader', 'leader', 'kjj'],
  ['only-handler', 'handler', 'swj'],
  ['gone', 'handler', 'closed'],
] as const

const DEPARTMENTS = [
  { id: 'swj', name: '渝北区商务委', district: '渝北区', kind: 'bureau' },
  { id: 'city', name: '市经济信息委', district: null, kind: 'bureau' },
  { id: 'nobody', name: '渝北区统计局', district: '渝北区', kind: 'bureau' },
  { id: 'closed', name: '渝北区旧局', district: '渝北区', kind: 'bureau' },
] as const

async function addPeople(world: World): Promise<(login: string) => number> {
  const ids = new Map<string, number>()
  await world.asJob(async (tx) => {
    await tx.insert(department).values([...DEPARTMENTS])
    for (const [login, role, departmentId] of MORE) {
      const [row] = await tx
        .insert(person)
        .values({ login, name: `${login}某` })
        .returning()
      ids.set(login, row?.id ?? 0)
      await tx
        .insert(duty)
        .values({ personId: row?.id ?? 0, role, departmentId, validFrom: '2026-01-01', grantedBy: null })
    }
  })
  return (login) => ids.get(login) ?? assert.fail(login)
}

let keys = 0

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const world = await createWorld(database)
  const idOf = await addPeople(world)
  for (const path of PATHS) {
    const two = path.id === 'two-levels' ? { firstLevelKind: 'street' as const } : {}
    await world.setting({ item: path.id, path: path.id, ...two })
  }
  await world.setting({ item: 'opinions', path: 'review', takingPart: ['kjj'] })
  const reviewer = world.idOf('reviewer')

  const hand = async (caseId: number, by = reviewer, said: Partial<TransferInput> = {}, now = LATER) => {
    const { version } = (await world.load(caseId)).row
    const input = { key: `transfer ${++keys}`, version, department: 'kjj', reason: WHY, ...said }
    return transferCase(database, { person: by, now }, caseId, input)
  }
  const draft = async (item = 'review'): Promise<{ firm: Firm; caseId: number }> => {
    const firm = await world.newFirm()
    const first = item === 'two-levels' ? { firstDepartment: 'street' } : {}
    return { firm, caseId: (await world.open(firm, { item, ...first })).id }
  }
  const submitted = async (item = 'review') => {
    const { firm, caseId } = await draft(item)
    assert.equal((await world.act(caseId, 'submit', who(firm.owner))).kind, 'done')
    return { firm, caseId }
  }
  const who = (id: number): Who => ({ kind: 'person', person: id })
  const done = async (caseId: number, act: string, by: Parameters<World['act']>[2], now = LATER) => {
    await makeReady(world, await world.load(caseId), act, now)
    const acted = await world.act(caseId, act, by, { now })
    assert.equal(acted.kind, 'done', `${act}: ${JSON.stringify(acted)}`)
  }
  const names = new Map([
    ['jxw', '渝北区经济信息委'],
    ['kjj', '渝北区科技局'],
  ])
  const progressFor = (id: number, caseId: number) =>
    world.as(id, async (tx) => (await progressOf(tx, await requireCase(tx, caseId), names)).progress, LATER)
  const mine = async (id: number, firm: Firm, now = LATER) => {
    const page = await listCases(
      database,
      { actor: { kind: 'person', person: id }, now },
      {
        ...{ mine: true, text: firm.name },
      },
    )
    return page.lines.map(({ row }) => row.id)
  }
  const acts = (id: number, caseId: number) =>
    world.as(id, async (tx) => {
      const looking = { who: who(id), now: LATER, effects: world.effects, lacks: () => undefined }
      return (await possibleActs(tx, looking, await requireCase(tx, caseId))).map((each) => each.id)
    })
  const told = async (id: number, caseId: number) => {
    const occasion = { actor: { kind: 'person' as const, person: id }, now: LATER }
    const { lines } = await listMessages(database, occasion, { size: 100 })
    return lines
      .filter((each) => each.case?.id === caseId)
      .map((each) => Object.values(messageWords(each, vocabulary)).join('｜'))
  }

  suite(`handing a case on (${name})`, () => {
    test('the new department has it on its desk, the old one still sees it, the firm reads from where to where', async () => {
      const { firm, caseId } = await submitted()
      const science = world.idOf('science')
      const before = (await world.load(caseId)).row
      assert.deepEqual(await mine(world.idOf('handler'), firm), [caseId])
      assert.deepEqual(await mine(science, firm), [])
      await assert.rejects(acts(science, caseId), /没有这个办件/)

      const handed = await hand(caseId)
      assert.deepEqual(handed, {
        ...{ kind: 'done', version: 2, step: 'acceptance', state: 'submitted', repeated: false },
      })
      const { row } = await world.load(caseId)
      assert.deepEqual(
        { ...row, ...{ deskSince: null } },
        {
          ...{ ...before, version: 2, leadDepartment: 'kjj', desk: ['kjj'], deskSince: null },
          departments: ['czj', 'jxw', 'kjj'],
        },
      )
      assert.equal(row.deskSince.toISOString(), LATER.toISOString())
      assert.deepEqual(await mine(world.idOf('handler'), firm), [])
      assert.deepEqual(await mine(science, firm), [caseId])
      assert.deepEqual(await acts(world.idOf('handler'), caseId), [], 'seen, no longer handled')
      assert.ok((await acts(science, caseId)).includes('accept'))
      const gone = await world.act(caseId, 'accept', 'handler')
      assert.deepEqual(kinds(gone), ['wrong_party'])

      for (const reader of [firm.owner, world.idOf('handler'), science]) {
        const { passed, here } = await progressFor(reader, caseId)
        const last = passed.at(-1)
        assert.deepEqual(
          { act: last?.act, by: last?.by, transfer: last?.transfer },
          { act: '转办', by: '渝北区经济信息委', transfer: { from: '渝北区经济信息委', to: '渝北区科技局' } },
        )
        assert.deepEqual(last?.reason, { code: '转办', text: WHY, clause: null })
        assert.equal(here.at, '渝北区科技局')
      }
      const [act] = await world.asJob((tx) =>
        tx
          .select()
          .from(caseAct)
          .where(and(eq(caseAct.caseId, caseId), eq(caseAct.act, 'transfer'))),
      )
      assert.equal(act?.party, 'reviewer')
      assert.equal(act.personId, reviewer)
      assert.deepEqual([act.fromStep, act.toStep], ['acceptance', 'acceptance'])
      assert.equal(act.dueOn, before.dueOn)
      const [logged] = await world.asJob((tx) =>
        tx
          .select()
          .from(audit)
          .where(and(eq(audit.object, `case ${caseId}`), eq(audit.act, 'case.transfer'))),
      )
      const content = JSON.parse(logged?.content ?? '{}')
      assert.deepEqual([content.from, content.to, content.reason], ['jxw', 'kjj', WHY])
    })

    test('whoever has it now and the firm are told; the rest of the new department is not', async () => {
      const { firm, caseId } = await submitted()
      await hand(caseId)
      assert.deepEqual(await told(world.idOf('science'), caseId), [
        `转来办件：形式审查｜渝北区经济信息委转来：${WHY} 期限 2026年3月9日。`,
      ])
      assert.deepEqual(await told(idOf('kjj-reviewer'), caseId), [])
      assert.equal(
        (await told(firm.owner, caseId))[0],
        `转由渝北区科技局办理｜原由渝北区经济信息委办理。转办理由：${WHY}`,
      )
      const { caseId: reviewed } = await submitted()
      await done(reviewed, 'accept', 'handler')
      await done(reviewed, 'recommend', 'handler')
      await hand(reviewed)
      assert.match((await told(idOf('kjj-reviewer'), reviewed))[0] ?? '', /^转来办件：复核/)
      assert.deepEqual(await told(world.idOf('science'), reviewed), [], 'not the handler’s step')
    })

    test('the new department takes it to the decision; what the old one issued stays its own', async () => {
      const { caseId } = await submitted()
      await done(caseId, 'accept', 'handler', NOW)
      await hand(caseId)
      await done(caseId, 'recommend', 'science')
      await done(caseId, 'agree', who(idOf('kjj-reviewer')))
      await done(caseId, 'publish', 'science')
      const during = await hand(caseId, idOf('kjj-reviewer'), { department: 'jxw' })
      assert.deepEqual(kinds(during), ['open_publicity'])
      assert.match(textOf(during), /请等公示结束/)
      const listed = (await listPublicity(database, LATER)).rows.filter((each) => each.caseId === caseId)
      assert.deepEqual(
        listed.map(({ lead }) => lead),
        ['渝北区科技局'],
      )
      const { row } = await world.load(caseId)
      const over = new Date(`${nextDay(row.dueOn ?? '')}T01:00:00Z`)
      await done(caseId, 'close-publicity', { kind: 'clock' }, over)
      // Back, and forth again: it was published by whom it was published.
      const minute = (count: number) => new Date(over.getTime() + count * 60_000)
      assert.equal((await hand(caseId, idOf('kjj-reviewer'), { department: 'jxw' }, minute(1))).kind, 'done')
      const public_ = await world.asJob((tx) => publicised(tx, sql`here.id = ${caseId}`), over)
      assert.deepEqual(
        public_.map(({ lead }) => lead),
        ['渝北区科技局'],
      )
      assert.equal((await hand(caseId, reviewer, {}, minute(2))).kind, 'done')
      await done(caseId, 'determine', who(idOf('kjj-approver')), minute(3))
      assert.equal((await world.load(caseId)).row.state, 'determined')
      const money = await hand(caseId, idOf('kjj-reviewer'), { department: 'jxw' }, minute(4))
      assert.deepEqual(kinds(money), ['money_reserved'])
      const issuers = await world.as(world.idOf('science'), async (tx) => {
        const { papers } = await casePapers(tx, caseId)
        return Promise.all(
          papers.map(async ({ kind, at }) => `${kind} ${(await leadAt(tx, caseId, at)).name}`),
        )
      })
      assert.deepEqual(issuers, ['acceptance 渝北区经济信息委'])
    })

    test('who may not hand it on, and to whom it cannot go', async () => {
      const { caseId } = await submitted()
      assert.deepEqual(kinds(await hand(caseId, world.idOf('handler'))), ['wrong_party'])
      assert.deepEqual(kinds(await hand(caseId, world.idOf('payer'))), ['wrong_party'])
      assert.deepEqual(kinds(await hand(caseId, idOf('kjj-reviewer'))), ['unknown_case'])
      const input = { key: 'unknown', version: 0, department: 'kjj', reason: WHY }
      const unknown = await transferCase(database, { person: reviewer, now: LATER }, 999_999_999, input)
      assert.deepEqual(kinds(unknown), ['unknown_case'])
      const cases: [string, string, RegExp][] = [
        ['jxw', 'wrong_department', /本来就由这个部门牵头/],
        ['street', 'wrong_department', /镇街和平台公司不牵头/],
        ['beibei', 'wrong_department', /只能转给本区县的部门或市级部门/],
        ['no-such', 'wrong_department', /没有这个部门/],
        ['nobody', 'nobody_there', /没有能接手的在岗人员/],
        ['city', 'nobody_there', /没有能接手的在岗人员/],
      ]
      for (const [wanted, kind, text] of cases) {
        const acted = await hand(caseId, reviewer, { department: wanted })
        assert.deepEqual(kinds(acted), [kind], wanted)
        assert.match(textOf(acted), text)
      }
      assert.deepEqual(kinds(await hand(caseId, reviewer, { reason: ' \n ' })), ['no_reason'])
      const all = await hand(caseId, world.idOf('handler'), { version: 0, reason: '', department: 'jxw' })
      assert.deepEqual(kinds(all), ['stale', 'wrong_party', 'no_reason', 'wrong_department'])
      assert.equal((await world.load(caseId)).row.version, 1)
      for (const login of ['approver', 'leader'] as const) {
        const { caseId: other } = await submitted()
        assert.equal((await hand(other, world.idOf(login))).kind, 'done', login)
      }
    })

    test('a step that waits for a duty goes only where somebody has it', async () => {
      const { caseId } = await submitted()
      assert.equal((await hand(caseId, reviewer, { department: 'swj' })).kind, 'done')
      const { caseId: reviewed } = await submitted()
      await done(reviewed, 'accept', 'handler')
      await done(reviewed, 'recommend', 'handler')
      assert.deepEqual(kinds(await hand(reviewed, reviewer, { department: 'swj' })), ['nobody_there'])
    })

    test('a department that was closed takes nothing', async () => {
      const { caseId } = await submitted()
      await world.asJob(async (tx) => {
        await tx.update(duty).set({ endedAt: NOW }).where(eq(duty.departmentId, 'closed'))
      })
      await closeDepartment(database, LATER, world.idOf('admin'), 'closed', true)
      const acted = await hand(caseId, reviewer, { department: 'closed' })
      assert.deepEqual(kinds(acted), ['wrong_department'])
      assert.match(textOf(acted), /已经撤销/)
    })

    test('a draft, an ended case, a case with whose firm one is tied: none is handed on', async () => {
      const { firm, caseId: unsent } = await draft()
      assert.deepEqual(kinds(await hand(unsent)), ['unknown_case'])
      const { firm: gone, caseId } = await submitted()
      await done(caseId, 'withdraw', who(gone.owner))
      const ended = await hand(caseId)
      assert.deepEqual(kinds(ended), ['not_running'])
      await world.act(unsent, 'submit', who(firm.owner))
      const personId = world.idOf('reviewer2')
      await world.as(personId, (tx) =>
        tx.insert(recusal).values({ personId, subjectId: firm.id, reason: '亲属', statedBy: personId }),
      )
      assert.deepEqual(kinds(await hand(unsent, personId)), ['recused'])
    })

    test('with the applicant, or at the street: the desk stays, who leads changes', async () => {
      const { firm, caseId } = await submitted()
      const corrections = [{ what: '缺报告', how: '上传' }]
      await world.act(caseId, 'ask-correction', 'handler', { corrections })
      const before = (await world.load(caseId)).row
      assert.equal((await hand(caseId)).kind, 'done')
      const { row } = await world.load(caseId)
      assert.deepEqual([row.desk, row.leadDepartment, row.dueOn], [[], 'kjj', before.dueOn])
      assert.deepEqual(row.deskSince, before.deskSince)
      assert.match((await told(world.idOf('science'), caseId))[0] ?? '', /^转来办件：补正/)
      await done(caseId, 'resubmit', who(firm.owner))
      await done(caseId, 'accept', 'science')

      const { caseId: street } = await submitted('two-levels')
      assert.equal((await hand(street)).kind, 'done')
      assert.deepEqual((await world.load(street)).row.desk, ['street'])
      await done(street, 'accept', 'street')
      await done(street, 'pass', 'street')
      assert.deepEqual((await world.load(street)).row.desk, ['kjj'])
    })

    test('a department that takes part gives no opinion on what it leads; its opinion before stays', async () => {
      const { caseId } = await submitted('opinions')
      await done(caseId, 'accept', 'handler')
      const said = { department: 'kjj', stance: 'agree' as const }
      await giveOpinion(database, { person: world.idOf('science'), now: LATER }, caseId, said)
      assert.equal((await hand(caseId)).kind, 'done')
      assert.deepEqual((await world.load(caseId)).row.takingPart, [])
      await assert.rejects(
        giveOpinion(database, { person: world.idOf('science'), now: LATER }, caseId, said),
        /意见由参与部门的人员出具/,
      )
      assert.equal((await hand(caseId, idOf('kjj-reviewer'), { department: 'jxw' })).kind, 'done')
      assert.deepEqual((await world.load(caseId)).row.takingPart, ['kjj'], 'as the item is set up')
      assert.ok(
        (await told(world.idOf('science'), caseId)).some((each) => each.startsWith('请出具参与部门意见')),
      )
      const acted = await world.act(caseId, 'recommend', 'handler')
      assert.equal(acted.kind, 'done', 'what it said before counts')
    })

    test('a refusal that can be appealed against goes with the duty: its new leader answers', async () => {
      const { firm, caseId } = await submitted()
      await done(caseId, 'not-accept', 'handler')
      assert.equal((await hand(caseId)).kind, 'done')
      const appealed = await world.act(caseId, 'appeal', who(firm.owner), { appeal: '材料齐全，请再看一次' })
      assert.equal(appealed.kind, 'done', JSON.stringify(appealed))
      assert.equal((await world.act(caseId, 'dismiss-appeal', 'leader')).kind, 'refused')
      // Also while it is answered.
      assert.equal((await hand(caseId, idOf('kjj-reviewer'), { department: 'jxw' })).kind, 'done')
      assert.equal((await hand(caseId)).kind, 'done')
      assert.match((await told(idOf('kjj-leader'), caseId))[0] ?? '', /^转来办件：申诉处理/)
      await done(caseId, 'uphold-appeal', who(idOf('kjj-leader')))
      assert.deepEqual((await world.load(caseId)).row.desk, ['kjj'])
    })

    test('the same request twice is one act; of two at once one wins and the other is told', async () => {
      const { caseId } = await submitted()
      const again = { key: `twice ${caseId}`, version: 1 }
      const three = await Promise.all([1, 2, 3].map(() => hand(caseId, reviewer, again)))
      assert.deepEqual(
        three.map((each) => each.kind),
        ['done', 'done', 'done'],
      )
      assert.equal(three.filter((each) => each.kind === 'done' && !each.repeated).length, 1)
      assert.deepEqual(kinds(await hand(caseId, world.idOf('approver'), again)), ['key_used'])

      const { caseId: both } = await submitted()
      const acted = await Promise.all([
        hand(both, reviewer, { version: 1 }),
        hand(both, world.idOf('approver'), { version: 1, department: 'swj' }),
        world.act(both, 'accept', 'handler', { version: 1 }),
      ])
      assert.deepEqual(acted.map((each) => each.kind).sort(), ['done', 'refused', 'refused'])
      assert.equal((await world.load(both)).row.version, 2)
      const { caseId: stale } = await submitted()
      await hand(stale)
      const late = await world.act(stale, 'accept', 'handler', { version: 1 })
      assert.deepEqual(kinds(late), ['stale', 'wrong_party'])
      assert.match(textOf(late), /渝北区经济信息委已经办理「转办」/)
    })

    test('many at once, each with its own outcome', async () => {
      const [one, two, three] = [await submitted(), await submitted(), await submitted()]
      await done(two.caseId, 'withdraw', who(two.firm.owner))
      const chosen = [one, two, three].map(({ caseId }) => ({ caseId, version: 1 }))
      const results = await onEach(chosen, ({ caseId, version }) =>
        transferCase(database, { person: reviewer, now: LATER }, caseId, {
          ...{ key: 'many', version, department: 'kjj', reason: WHY },
        }),
      )
      assert.deepEqual(
        results.map(({ result }) => result.kind),
        ['done', 'refused', 'done'],
      )
    })

    test('only those who may hand it on are offered departments, and only those that can take it', async () => {
      const { firm, caseId } = await submitted()
      const offered = (id: number) =>
        world.as(id, async (tx) => possibleTransfer(tx, id, await requireCase(tx, caseId)), LATER)
      assert.equal(await offered(world.idOf('handler')), undefined)
      const possible = await offered(reviewer)
      assert.deepEqual(possible?.against, [])
      assert.deepEqual(possible.departments.map(({ id }) => id).sort(), ['kjj', 'swj'])
      await done(caseId, 'withdraw', who(firm.owner))
      assert.equal(await offered(reviewer), undefined, 'nothing left to lead')
    })

    test('the database refuses a forged transfer', async () => {
      const { caseId } = await submitted()
      const { row } = await world.load(caseId)
      const forged = (more: Partial<typeof caseAct.$inferInsert> = {}) => ({
        ...{ caseId, number: 2, requestKey: 'forged', act: 'transfer', circumstances: {} },
        ...{ situation: row.situation, reasonCode: 'transferred', reason: WHY },
        ...{ payload: { department: 'kjj' }, ...more },
      })
      const ruleOf = async (id: number | undefined, values: typeof caseAct.$inferInsert) => {
        const insert =
          id === undefined ? world.asJob : <T>(work: Parameters<typeof world.as<T>>[1]) => world.as(id, work)
        const error = await insert((tx) => tx.insert(caseAct).values(values)).then(
          () => undefined,
          (refused: unknown) => refused,
        )
        return refusalNames(error)[0] ?? 'nothing'
      }
      assert.equal(await ruleOf(world.idOf('handler'), forged()), 'wrong_party')
      assert.equal(await ruleOf(idOf('kjj-reviewer'), forged()), 'wrong_party')
      assert.equal(await ruleOf(undefined, forged()), 'wrong_party', 'no person')
      assert.equal(await ruleOf(reviewer, forged({ number: 1 })), 'stale')
      const elsewhere = { ...Object(row.situation), step: 'determined', reserved: true }
      assert.equal(await ruleOf(reviewer, forged({ situation: elsewhere })), 'situation')
      assert.equal(await ruleOf(reviewer, forged({ reason: ' ' })), 'no_reason')
      assert.equal(await ruleOf(reviewer, forged({ reasonCode: null, reason: null })), 'no_reason')
      assert.equal(await ruleOf(reviewer, forged({ reasonCode: 'lapsed' })), 'no_reason')
      const clause = { policy: '34号', article: '第三条', quote: '给予奖励' }
      assert.equal(await ruleOf(reviewer, forged({ clause })), 'case_act_check')
      for (const [wanted, rule] of [
        ...([
          ['jxw', 'transfer_same'],
          ['street', 'transfer_elsewhere'],
          ['beibei', 'transfer_elsewhere'],
          ['nobody', 'transfer_empty'],
          ['none', 'transfer_unknown'],
        ] as const),
      ])
        assert.equal(await ruleOf(reviewer, forged({ payload: { department: wanted } })), rule)
      assert.equal(await ruleOf(reviewer, forged({ payload: null })), 'transfer_unknown')
      // Another act cannot borrow the reason that rests on no clause.
      const borrowed = forged({
        act: 'not-accept',
        departmentId: 'jxw',
        situation: { ...Object(row.situation), step: 'not-accepted' },
      })
      assert.equal(await ruleOf(world.idOf('handler'), borrowed), 'case_act_check')
      assert.deepEqual((await world.load(caseId)).row, row)
      // What it is not asked to say, it does not believe.
      await world.as(reviewer, (tx) =>
        tx.insert(caseAct).values(
          forged({
            party: 'leader',
            toStep: 'paid',
            toState: 'paid',
            departmentId: 'kjj',
            dueOn: '2030-01-01',
          }),
        ),
      )
      const after = (await world.load(caseId)).row
      assert.deepEqual([after.step, after.state, after.dueOn], [row.step, row.state, row.dueOn])
    })

    test('no path can have an act of that name', async () => {
      const [review] = PATHS
      const steps = (review ?? assert.fail()).steps.map((step) => ({
        ...step,
        acts: step.acts.map((act) => (act.id === 'withdraw' ? { ...act, id: 'transfer' } : act)),
      }))
      const occasion = { actor: { kind: 'person' as const, person: world.idOf('admin') }, now: NOW }
      await assert.rejects(
        savePath(database, occasion, { ...review, steps }),
        /路径的写法不对：steps\.\d\.acts\.\d\.id/,
      )
    })

    test('who gets a late case is reported late on its own desk', async () => {
      const { caseId } = await submitted()
      const { row } = await world.load(caseId)
      const late = new Date(`${nextDay(nextDay(row.dueOn ?? ''))}T01:00:00Z`)
      const levels = () => world.asJob((tx) => tx.$count(escalation, eq(escalation.caseId, caseId)))
      await escalate(database, late)
      const before = await levels()
      await escalate(database, late)
      assert.equal(await levels(), before)
      assert.equal((await hand(caseId, reviewer, {}, late)).kind, 'done')
      await escalate(database, late)
      assert.equal(await levels(), before + 1)
    })

    test('the next stage of an award opens where the case was handed to', async () => {
      const firm = await world.newFirm()
      const { id } = await world.open(firm, { item: 'review' })
      await world.act(id, 'submit', who(firm.owner))
      await hand(id)
      const { setting } = await world.load(id)
      const opened = await world.asJob(async (tx) => {
        const next = { subject: firm.id, year: 2026, stage: '第二期', element: '' }
        return enterCase(tx, setting, { ...next, firstDepartment: undefined, previousCase: id }, LATER)
      })
      const [row] = await world.asJob((tx) =>
        tx.select().from(supportCase).where(eq(supportCase.id, opened.id)),
      )
      assert.equal(row?.leadDepartment, 'kjj')
    })
  })
}

runSuites()
