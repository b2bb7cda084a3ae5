// Whole lives of cases on every path, by people with real duties under row-level security, on both engines.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import {
  createWorld,
  type Firm,
  type Login,
  makeReady,
  NOW,
  replayed,
  type World,
} from '../../testing/caseWorld.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { HANDS, type Hand, type Party, type Path, type PathAct, stepOf } from '../approval/path.ts'
import { PATHS } from '../approval/paths.ts'
import { startOf } from '../approval/situation.ts'
import { CASE_STATE_NAMES, type CaseState } from '../approval/states.ts'
import { take } from '../approval/take.ts'
import { nextDay } from '../clock/workingDays.ts'
import type { Who } from './acting.ts'

after(stopTestServer)

const BY_HAND: Readonly<Record<Hand, Login>> = {
  check: 'street',
  handle: 'handler',
  review: 'reviewer',
  approve: 'approver',
  pay: 'payer',
  appeal: 'leader',
}
const BY_PARTY: Readonly<Partial<Record<Party, Login>>> = {
  handler: 'handler2',
  reviewer: 'reviewer2',
  approver: 'approver',
  payer: 'payer',
  leader: 'leader',
}

/** Ways through a path, as acts, that together take every act in every step once; each ends where another does not go on. */
function waysThrough(path: Path): string[][] {
  const numbers = new Map(HANDS.map((hand, i) => [hand, i + 1]))
  const fair = {
    ...{ publicityOver: true, budgetSuffices: true, vetoFound: false },
    ...{ opinionsComplete: true, upperLevelPaid: true, placeLeft: true },
  }
  const taken = new Set<string>()
  const seen = new Set<string>()
  const ways: string[][] = []
  const todo = [{ situation: startOf(path), way: [] as string[] }]
  for (const { situation, way } of todo) {
    for (const act of stepOf(path, situation.step).acts) {
      const person = act.hand === undefined ? 99 : (numbers.get(act.hand) ?? 0)
      const next = take(path, situation, act.id, { party: act.by, person }, fair, true)
      if (next.kind === 'refused') continue
      const arrow = `${situation.step} ${act.id}`
      const key = JSON.stringify(next.situation)
      const known = seen.has(key)
      seen.add(key)
      if (!known) todo.push({ situation: next.situation, way: [...way, act.id] })
      if (taken.has(arrow)) continue
      taken.add(arrow)
      ways.push([...way, act.id])
    }
  }
  return ways.filter((way) => !ways.some((other) => isBeginning(way, other)))
}

function isBeginning(way: readonly string[], of: readonly string[]): boolean {
  return of.length > way.length && way.every((each, i) => of[i] === each)
}

function whoFor(world: World, firm: Firm, row: { readonly desk: readonly string[] }, act: PathAct): Who {
  if (act.by === 'applicant') return { kind: 'person', person: firm.owner }
  if (act.by === 'clock' || act.by === 'bank') return { kind: act.by }
  if (act.by === 'anyone') return { kind: 'public' }
  // What comes to the street is done by the street.
  const party = row.desk[0] === 'street' ? 'street' : BY_PARTY[act.by]
  const login = act.hand === undefined ? party : BY_HAND[act.hand]
  assert.ok(login)
  return { kind: 'person', person: world.idOf(login) }
}

async function begin(world: World, firm: Firm, path: Path): Promise<number> {
  if (path.mode === 'no_application') return world.list(firm, path.id)
  const first = path.id === 'two-levels' ? { firstDepartment: 'street' } : {}
  return (await world.open(firm, { item: path.id, ...first })).id
}

const said = {
  corrections: [{ what: '缺完税证明', how: '上传电子税务局导出的PDF' }],
  objection: { name: '某人', contact: '13800000000', content: '这家企业已经搬走' },
  appeal: '认定文件在申报时已经提交，见第三份材料',
}

// Both are ready before the first test begins: the runner ends when nothing is left to run.
const engines = await Promise.all([openTestEmbedded, openTestServer].map(prepared))

async function prepared(open: typeof openTestEmbedded) {
  const { name, database, close } = await open()
  after(close)
  const world = await createWorld(database)
  for (const path of PATHS) {
    const two = path.id === 'two-levels' ? { firstLevelKind: 'street' as const } : {}
    await world.setting({ item: path.id, path: path.id, takingPart: ['kjj'], quota: 1000, ...two })
  }
  return { name, world }
}

for (const { name, world } of engines) {
  const statesReached = new Set<CaseState>()

  describe(`lives of cases on ${name}`, () => {
    for (const path of PATHS) {
      test(`${path.name}: every act of every step is done by those whose duty it is`, async () => {
        const taken = new Set<string>()
        for (const way of waysThrough(path)) {
          const firm = await world.newFirm()
          const caseId = await begin(world, firm, path)
          let now = NOW
          for (const id of way) {
            const loaded = await world.load(caseId)
            statesReached.add(loaded.row.state)
            const act = stepOf(path, loaded.row.step).acts.find((each) => each.id === id)
            assert.ok(act)
            if (act.by === 'clock') now = new Date(`${nextDay(loaded.row.dueOn ?? '')}T01:00:00Z`)
            await makeReady(world, loaded, id, now)
            const acted = await world.act(caseId, id, whoFor(world, firm, loaded.row, act), { now, ...said })
            assert.deepEqual(
              acted,
              {
                ...{ kind: 'done', version: loaded.row.version + 1, step: act.to },
                ...{ state: stepOf(path, act.to).state, repeated: false },
              },
              way.join(' '),
            )
            taken.add(`${loaded.row.step} ${id}`)
          }
          const { row, situation } = await world.load(caseId)
          statesReached.add(row.state)
          assert.deepEqual(await replayed(world, caseId), situation)
        }
        const all = path.steps.flatMap((step) => step.acts.map((act) => `${step.id} ${act.id}`))
        assert.deepEqual([...taken].sort(), all.sort())
      })
    }

    test('every state of the field was reached', () => {
      assert.deepEqual([...statesReached].sort(), [...CASE_STATE_NAMES].sort())
    })

    test('whatever people do, the timeline leads to the stored situation and nobody is two hands', async () => {
      const people: readonly Login[] = [
        ...(['handler', 'handler2', 'reviewer', 'reviewer2', 'approver', 'approver2'] as const),
        ...(['payer', 'payer2', 'street', 'other-street', 'science', 'beibei', 'auditor', 'admin'] as const),
      ]
      const move = fc.record({
        choice: fc.oneof({ weight: 4, arbitrary: fc.nat(1) }, fc.nat(4)),
        who: fc.nat(people.length + 3),
        fitting: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
        budget: fc.boolean(),
        veto: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
        old: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
      })
      let done = 0
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...PATHS),
          fc.array(move, { minLength: 15, maxLength: 40, size: 'max' }),
          async (path, moves) => {
            const firm = await world.newFirm()
            const caseId = await begin(world, firm, path)
            let now = NOW
            for (const { choice, who, fitting, budget, veto, old } of moves) {
              const before = await world.load(caseId)
              const { acts } = stepOf(path, before.row.step)
              const act = acts[choice % Math.max(1, acts.length)]
              if (!act) break
              if (act.by === 'clock' && before.row.dueOn !== null)
                now = new Date(`${nextDay(before.row.dueOn)}T01:00:00Z`)
              await makeReady(world, before, act.id, now)
              Object.assign(world.moment, { budget, veto })
              const outsiders: Who[] = [
                { kind: 'person', person: firm.owner },
                ...[{ kind: 'clock' } as const, { kind: 'bank' } as const, { kind: 'public' } as const],
              ]
              const login = people[who]
              const anybody: Who =
                login === undefined
                  ? (outsiders[who - people.length] ?? { kind: 'public' })
                  : { kind: 'person', person: world.idOf(login) }
              const actor = fitting ? whoFor(world, firm, before.row, act) : anybody
              const version = old ? before.row.version - 1 : before.row.version
              const acted = await world.act(caseId, act.id, actor, { now, version, ...said })
              const after = await world.load(caseId)
              if (acted.kind === 'refused') {
                assert.ok(acted.why.length > 0 && acted.why.every((each) => each.text.length > 5))
                assert.deepEqual(after.row, before.row)
                continue
              }
              done++
              assert.ok(!old)
              const hands = HANDS.flatMap((hand) => after.situation.hands[hand])
              assert.equal(new Set(hands).size, hands.length)
              if (act.does.includes('send_order')) {
                const { publicity, reserved, veto: vetoes, frozen } = after.situation
                assert.deepEqual([publicity, reserved, vetoes, frozen], ['closed', true, 'clear', true])
                assert.ok(hands.length >= 4)
              }
            }
            const { row, situation } = await world.load(caseId)
            assert.equal(row.step, situation.step)
            assert.equal(row.state, stepOf(path, row.step).state)
            assert.deepEqual(await replayed(world, caseId), situation)
          },
        ),
        { numRuns: 25 },
      )
      Object.assign(world.moment, { budget: true, veto: false })
      assert.ok(done > 50, `only ${done} acts were possible`)
    })
  })
}
