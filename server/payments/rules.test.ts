// Random acts on both engines beside the rules of money written down once more: the same is allowed, the same is refused,
// and after every act the sums are the same.
import assert from 'node:assert/strict'
import { after } from 'node:test'
import { inArray } from 'drizzle-orm'
import fc from 'fast-check'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import {
  createModel,
  GROUP,
  ITEM_CEILINGS,
  type Model,
  type ModelAward,
  type ModelOrder,
  wrongWithClawback,
  wrongWithOrdering,
  wrongWithRecovery,
  wrongWithReleasing,
  wrongWithReserving,
  wrongWithResult,
  wrongWithSending,
  YEAR_CEILING,
} from '../../testing/moneyModel.ts'
import {
  clearanceOf,
  createMoneyWorld,
  MONDAY,
  type MoneyWorld,
  requireConsistentLedger,
} from '../../testing/moneyWorld.ts'
import { lone, runSuites } from '../../testing/suites.ts'
import { envelopeBalance } from '../db/tables.ts'
import { allotFunds } from './allotFunds.ts'
import { cancelOrder } from './cancelOrder.ts'
import { collectBatch } from './collectBatch.ts'
import { decideClawback } from './decideClawback.ts'
import { makeOrder } from './makeOrder.ts'
import { meetStage } from './meetStage.ts'
import { MoneyError, type MoneyProblem } from './problem.ts'
import { recordRecovery } from './recordRecovery.ts'
import { releaseStage } from './releaseStage.ts'
import type { Ceiling } from './requireWithinCeilings.ts'
import { sendBatch } from './sendBatch.ts'
import { stateClearance } from './stateClearance.ts'
import { stateResult } from './stateResult.ts'

const RUNS = 20
const amount = fc.integer({ min: 1, max: 12 }).map((tens) => tens * 5_00)
const which = fc.nat({ max: 999 })
const sometimes = fc.integer({ min: 0, max: 9 }).map((each) => each === 0)
const usually = <const T extends string>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(...others) })

const act = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('allot'), which, amount, cut: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{
        kind: fc.constant('reserve'),
        which,
        amount,
        item: fc.nat({ max: 2 }),
        subject: fc.nat({ max: 1 }),
      },
      ...{ parts: fc.integer({ min: 1, max: 2 }), waits: sometimes, sameHand: sometimes },
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release'), which, amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('meet'), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ kind: fc.constant('clear'), which, unclosed: sometimes, objections: sometimes, veto: sometimes },
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ kind: fc.constant('order'), which, amount, maker: usually('maker', 'approver', 'payer') },
      ...{ replace: usually('yes', 'no'), clearFirst: usually('yes', 'no'), whole: usually('yes', 'no') },
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('repeat'), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ kind: fc.constant('send'), mask: which, sender: usually('payer', 'maker', 'reviewer', 'handler') },
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      ...{ kind: fc.constant('result'), which, result: usually('paid', 'returned', 'unknown') },
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel'), which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('clawback'), which, amount }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('recover'),
      which,
      amount,
      recorder: usually('maker', 'approver'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait'), days: fc.integer({ min: 1, max: 40 }) }) },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never
type Of<K extends Act['kind']> = Extract<Act, { kind: K }>
type Run = {
  readonly world: MoneyWorld
  readonly model: Model
  readonly subjects: readonly number[]
  readonly seen: Record<string, number>
}

const POLICY = '渝北府发〔2024〕34号'
const ITEMS = ['智能化改造', '数字化车间', '绿色工厂']
const pick = <T>(rows: readonly T[], i: number): T | undefined => rows[i % Math.max(1, rows.length)]
const nowOf = ({ day }: Model): Date => new Date(MONDAY.getTime() + day * 24 * 3_600_000)

/** What the database did must be what the model allows; undefined when it was refused. */
async function attempt<T>(
  run: Run,
  kind: string,
  wrong: MoneyProblem[],
  work: Promise<T>,
): Promise<T | undefined> {
  const count = (key: string): void => {
    run.seen[key] = (run.seen[key] ?? 0) + 1
  }
  try {
    const result = await work
    assert.deepEqual(wrong, [], `${kind} was allowed`)
    count(kind)
    return result
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error
    assert.ok(
      wrong.includes(error.kind),
      `${kind} refused with ${error.kind}, expected ${wrong}: ${error.message}`,
    )
    count(`${kind} refused: ${error.kind}`)
    return undefined
  }
}

function perform(run: Run, act: Act): Promise<void> {
  switch (act.kind) {
    case 'allot':
      return allot(run, act)
    case 'reserve':
      return reserve(run, act)
    case 'release':
      return release(run, act)
    case 'meet':
      return meet(run, act)
    case 'clear':
      return clear(run, act)
    case 'order':
      return order(run, act)
    case 'repeat':
      return repeat(run, act)
    case 'send':
      return send(run, act)
    case 'result':
      return result(run, act)
    case 'cancel':
      return cancel(run, act)
    case 'clawback':
      return claw(run, act)
    case 'recover':
      return recover(run, act)
    case 'wait':
      run.model.day += act.days
      return Promise.resolve()
  }
}

async function allot(run: Run, { which, amount, cut }: Of<'allot'>): Promise<void> {
  const { world, model } = run
  const envelope = pick(model.envelopes, which)
  if (!envelope) return
  const amountFen = cut ? -amount : amount
  const wrong: MoneyProblem[] = envelope.available + amountFen < 0 ? ['short'] : []
  const given = { envelopeId: envelope.id, amountFen, document: `文件${world.next()}` }
  const done = await attempt(
    run,
    'allot',
    wrong,
    world.as('leader', (tx) => allotFunds(tx, given).then(() => true), nowOf(model)),
  )
  if (!done) return
  envelope.allotted += amountFen
  envelope.available += amountFen
}

const key = (i: number) => ({ policy: POLICY, item: ITEMS[i] ?? '' })
function ceilingsOf(item: number): Ceiling[] {
  const clause = '第三条'
  const own: Ceiling = { kind: 'item', clause, item: key(item), fen: ITEM_CEILINGS[item] ?? 0 }
  const year: Ceiling = { kind: 'enterprise', clause, year: 2026, items: 'all', fen: YEAR_CEILING }
  const items = GROUP.map((each) => ({ ...key(each), fen: ITEM_CEILINGS[each] ?? 0 }))
  return GROUP.includes(item) ? [own, year, { kind: 'group', clause, items }] : [own, year]
}

async function reserve(run: Run, act: Of<'reserve'>): Promise<void> {
  const { world, model } = run
  const envelope = pick(model.envelopes, act.which)
  const subject = run.subjects[act.subject]
  if (!envelope || subject === undefined) return
  const hands = act.sameHand
    ? (['handler', 'handler', 'approver'] as const)
    : (['handler', 'reviewer', 'approver'] as const)
  const wrong = wrongWithReserving(model, { ...act, subject, envelope, hands })
  const amounts = act.parts === 2 && act.amount > 5_00 ? [5_00, act.amount - 5_00] : [act.amount]
  const stages = amounts.map((amountFen) => ({ amountFen, ...(act.waits ? { waitsFor: '验收' } : {}) }))
  const given = {
    envelopeId: envelope.id,
    subjectId: subject,
    amountFen: act.amount,
    stages,
    ...key(act.item),
  }
  const people = { handledBy: world.people[hands[0]], reviewedBy: world.people[hands[1]] }
  const sketch = { ...given, ...people, ceilings: ceilingsOf(act.item) }
  const done = await attempt(run, 'reserve', wrong, world.decide(sketch, nowOf(model)))
  if (!done) return
  envelope.available -= act.amount
  envelope.reserved += act.amount
  model.awards.push({
    ...{ id: done.awardId, caseId: done.caseId, subject, item: act.item, envelope },
    stages: done.stageIds.map((id, i) => ({
      ...{ id, amount: amounts[i] ?? 0, waits: act.waits, ordered: 0, paid: 0, released: 0 },
    })),
  })
}

function stageOf({ awards }: Model, i: number) {
  return pick(
    awards.flatMap((award) => award.stages.map((stage) => ({ award, stage }))),
    i,
  )
}

async function release(run: Run, { which, amount }: Of<'release'>): Promise<void> {
  const { world, model } = run
  const found = stageOf(model, which)
  if (!found) return
  const { award, stage } = found
  const given = { stageId: stage.id, amountFen: amount, reason: '核减' }
  const work = world.as('approver', (tx) => releaseStage(tx, given).then(() => true), nowOf(model))
  if (!(await attempt(run, 'release', wrongWithReleasing(stage, amount), work))) return
  stage.released += amount
  award.envelope.reserved -= amount
  award.envelope.available += amount
}

async function meet(run: Run, { which }: Of<'meet'>): Promise<void> {
  const found = pick(
    run.model.awards.flatMap((each) => each.stages.filter((stage) => stage.waits)),
    which,
  )
  if (!found) return
  await run.world.as('handler', (tx) => meetStage(tx, found.id, '验收报告'), nowOf(run.model))
  found.waits = false
}

async function clearCase(
  run: Run,
  award: ModelAward,
  bad: Pick<Of<'clear'>, 'unclosed' | 'objections' | 'veto'>,
): Promise<void> {
  const { world, model } = run
  const good = clearanceOf(award.caseId, nowOf(model))
  const given = { ...good, objectionsOpen: bad.objections ? 1 : 0, vetoFound: bad.veto }
  const stated = bad.unclosed ? { ...given, publicityClosedAt: null } : given
  const { id } = await world.as('handler', (tx) => stateClearance(tx, stated), nowOf(model))
  const { objections, veto } = bad
  model.clearances.set(award.caseId, { id, day: model.day, publicity: !bad.unclosed, objections, veto })
}

async function clear(run: Run, act: Of<'clear'>): Promise<void> {
  const award = pick(run.model.awards, act.which)
  if (award) await clearCase(run, award, act)
}

async function order(run: Run, act: Of<'order'>): Promise<void> {
  const { world, model } = run
  const found = stageOf(model, act.which)
  if (!found) return
  const { award, stage } = found
  if (act.clearFirst === 'yes')
    await clearCase(run, award, { unclosed: false, objections: false, veto: false })
  const back = model.orders.filter((each) => each.stage === stage && each.state === 'returned')
  const replaces = act.replace === 'yes' ? back.findLast((each) => !each.replaced) : undefined
  const rest = stage.amount - stage.ordered - stage.released
  const amount = act.whole === 'yes' && rest > 0 ? rest : act.amount
  const wrong = wrongWithOrdering(model, { ...found, amount, maker: act.maker, replaces })
  const clearance = model.clearances.get(award.caseId)?.id ?? 0
  const sketch = world.orderOf({
    stageId: stage.id,
    amountFen: amount,
    clearance,
    key: `k${award.id} ${world.next()}`,
  })
  const given = replaces ? { ...sketch, replaces: replaces.id } : sketch
  const made = await attempt(
    run,
    'order',
    wrong,
    world.as(act.maker, (tx) => makeOrder(tx, given), nowOf(model)),
  )
  if (!made) return
  assert.ok(made.made)
  keys.set(made.id, given)
  if (replaces) replaces.replaced = true
  stage.ordered += amount
  const fresh = { state: 'made', replaced: false } as const
  model.orders.push({ id: made.id, award, stage, amount, maker: act.maker, ...fresh })
}

const keys = new Map<number, Parameters<typeof makeOrder>[1]>()

/** The same question at any later time is the same order, whatever became of it. */
async function repeat({ world, model }: Run, { which }: Of<'repeat'>): Promise<void> {
  const known = pick(model.orders, which)
  const given = known && keys.get(known.id)
  if (!given) return
  const again = await world.as('maker', (tx) => makeOrder(tx, given), nowOf(model))
  assert.deepEqual([again.id, again.made], [known.id, false])
  const other = world.as(
    'maker',
    (tx) => makeOrder(tx, { ...given, amountFen: given.amountFen + 1 }),
    nowOf(model),
  )
  await assert.rejects(other, (error) => error instanceof MoneyError && error.kind === 'twice')
}

async function send(run: Run, { mask, sender }: Of<'send'>): Promise<void> {
  const { world, model } = run
  // Now and then one that was sent before is among them.
  const orders = model.orders.filter(
    (each, i) => (each.state === 'made' || mask % 17 === 0) && (mask % 3 > 0 || (mask >> (i % 5)) % 2 === 0),
  )
  const work = world.as(
    sender,
    async (tx) => {
      const { id } = await collectBatch(tx, { channel: 'direct', orderIds: orders.map((each) => each.id) })
      return sendBatch(tx, id)
    },
    nowOf(model),
  )
  if (!(await attempt(run, 'send', wrongWithSending(model, orders, sender), work))) return
  for (const each of orders) {
    each.state = 'sent'
    each.award.envelope.reserved -= each.amount
    each.award.envelope.inTransit += each.amount
  }
}

async function result(run: Run, act: Of<'result'>): Promise<void> {
  const { world, model } = run
  const sent = model.orders.filter((each) => each.state !== 'made' && each.state !== 'cancelled')
  const order = pick(act.which % 9 === 0 ? model.orders : sent, act.which)
  if (!order) return
  const now = nowOf(model)
  const said = { orderId: order.id, result: act.result, at: now, reason: '户名不符' }
  const work = world.as('payer', (tx) => stateResult(tx, said).then(() => true), now)
  if (await attempt(run, act.result, wrongWithResult(model, order, act.result), work))
    settle(order, act.result)
}

function settle(order: ModelOrder, said: 'paid' | 'returned' | 'unknown'): void {
  const { envelope } = order.award
  const before = order.state
  order.state = said
  if (said === 'unknown') return
  if (before === 'paid') {
    envelope.paid -= order.amount
    order.stage.paid -= order.amount
  } else envelope.inTransit -= order.amount
  if (said === 'paid') {
    envelope.paid += order.amount
    order.stage.paid += order.amount
  } else {
    envelope.reserved += order.amount
    order.stage.ordered -= order.amount
  }
}

async function cancel(run: Run, { which }: Of<'cancel'>): Promise<void> {
  const { world, model } = run
  const order = pick(model.orders, which)
  if (!order) return
  const work = world.as('maker', (tx) => cancelOrder(tx, order.id, '填错').then(() => true), nowOf(model))
  // Cancelling what is cancelled changes nothing, and nobody minds.
  const wrong: MoneyProblem[] = order.state === 'made' || order.state === 'cancelled' ? [] : ['state']
  if (!(await attempt(run, 'cancel', wrong, work)) || order.state === 'cancelled') return
  order.state = 'cancelled'
  order.stage.ordered -= order.amount
}

async function claw(run: Run, { which, amount }: Of<'clawback'>): Promise<void> {
  const { world, model } = run
  const paid = model.awards.filter((each) => each.stages.some((stage) => stage.paid > 0))
  const award = pick(paid.length > 0 ? paid : model.awards, which)
  if (!award) return
  const given = {
    awardId: award.id,
    amountFen: amount,
    reason: '搬离',
    clause: '第八条',
    dueOn: '2026-12-31',
  }
  const work = world.as('approver', (tx) => decideClawback(tx, given), nowOf(model))
  const done = await attempt(run, 'clawback', wrongWithClawback(model, award, amount), work)
  if (done) model.clawbacks.push({ id: done.id, award, amount, recovered: 0 })
}

async function recover(run: Run, { which, amount, recorder }: Of<'recover'>): Promise<void> {
  const { world, model } = run
  const clawback = pick(model.clawbacks, which)
  if (!clawback) return
  const given = {
    clawbackId: clawback.id,
    amountFen: amount,
    receivedOn: '2026-03-02',
    reference: `国库${world.next()}`,
  }
  const work = world.as(recorder, (tx) => recordRecovery(tx, given).then(() => true), nowOf(model))
  if (!(await attempt(run, 'recover', wrongWithRecovery(model, clawback, amount, recorder), work))) return
  clawback.recovered += amount
  clawback.award.envelope.recovered += amount
  clawback.award.envelope.available += amount
}

/** The database's sums are the model's, and the line is not crossed. */
async function requireSame({ world, model }: Run): Promise<void> {
  const ids = model.envelopes.map((each) => each.id)
  const rows = await world.asJob((tx) =>
    tx.select().from(envelopeBalance).where(inArray(envelopeBalance.envelopeId, ids)),
  )
  for (const each of model.envelopes) {
    const row = rows.find(({ envelopeId }) => envelopeId === each.id)
    assert.ok(row)
    assert.deepEqual(row, {
      ...{ envelopeId: each.id, allottedFen: each.allotted, availableFen: each.available },
      ...{ reservedFen: each.reserved, inTransitFen: each.inTransit },
      ...{ paidFen: each.paid, recoveredFen: each.recovered },
    })
    assert.ok(row.allottedFen >= row.reservedFen + row.inTransitFen + row.paidFen - row.recoveredFen)
  }
}

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const world = await createMoneyWorld(database)

  lone(`the rules of money hold for random acts on ${name}`, async (t) => {
    const seen: Record<string, number> = {}
    const property = fc.asyncProperty(
      fc.array(act, { minLength: 60, maxLength: 90, size: 'max' }),
      async (acts) => {
        const model = createModel()
        for (const [fen, lastDay] of [
          [300_00, 300],
          [120_00, 60],
        ] as const) {
          const expiresOn = new Date(MONDAY.getTime() + lastDay * 24 * 3_600_000).toISOString().slice(0, 10)
          const id = await world.newEnvelope(fen, expiresOn)
          const empty = { reserved: 0, inTransit: 0, paid: 0, recovered: 0 }
          model.envelopes.push({ id, lastDay, allotted: fen, available: fen, ...empty })
        }
        const subjects = [await world.newSubject(), await world.newSubject()]
        const run = { world, model, subjects, seen }
        for (const each of acts) {
          await perform(run, each)
          await requireSame(run)
        }
      },
    )
    await fc.assert(property, { numRuns: RUNS, endOnFailure: true })
    await requireConsistentLedger(database)
    const counts = Object.entries(seen).sort()
    for (const needed of ['reserve', 'order', 'send', 'paid', 'returned'])
      assert.ok(seen[needed], `${needed} never happened`)
    t.diagnostic(`${RUNS} runs: ${counts.map(([what, count]) => `${what} ${count}`).join(', ')}`)
  })
}

runSuites()
