// The paths that come with the program, explored whole; and that the checker finds what is wrong with others.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { checkPath, type PathFault } from './checkPath.ts'
import { type Effect, HANDS, type Need, type Path, stepOf } from './path.ts'
import { PATHS } from './paths.ts'
import { readSituation } from './readSituation.ts'
import { type Circumstances, type Situation, startOf } from './situation.ts'
import { take } from './take.ts'

const kinds = (faults: readonly PathFault[]): string[] => [...new Set(faults.map((each) => each.kind))].sort()

function pathNamed(id: string): Path {
  const path = PATHS.find((each) => each.id === id)
  assert.ok(path, id)
  return path
}

type Change = (
  act: Path['steps'][number]['acts'][number],
) => Path['steps'][number]['acts'][number] | undefined

/** The review path with one act changed, or taken out. */
function reviewWith(step: string, act: string, change: Change): Path {
  const path = pathNamed('review')
  const steps = path.steps.map((each) => {
    if (each.id !== step) return each
    const acts = each.acts.flatMap((one) => {
      const next = one.id === act ? change(one) : one
      return next === undefined ? [] : [next]
    })
    return { ...each, acts }
  })
  return { ...path, steps }
}

const lessNeed =
  (need: Need): Change =>
  (act) => ({ ...act, needs: act.needs.filter((each) => each !== need) })
const lessEffect =
  (effect: Effect): Change =>
  (act) => ({
    ...act,
    does: act.does.filter((each) => each !== effect),
  })

describe('every path of the program', () => {
  for (const path of PATHS) {
    test(`${path.name}: no payment without publicity, four people and budget; nobody is stuck`, () => {
      assert.deepEqual(checkPath(path), [])
    })
  }
})

describe('a path with a hole', () => {
  const dropBoth = (path: Path, effect: Effect): Path => ({
    ...path,
    steps: path.steps.map((step) => ({
      ...step,
      acts: step.acts.map((act) => lessEffect(effect)(act) ?? act),
    })),
  })

  test('an order that does not look at the publicity is still safe when the decision did', () => {
    assert.deepEqual(
      checkPath(reviewWith('awaiting-payment', 'make-order', lessNeed('publicity_closed'))),
      [],
    )
  })

  test('neither looks: paid without publicity', () => {
    const path = reviewWith('reviewing', 'agree', (act) => ({ ...act, to: 'determining' }))
    const open = {
      ...path,
      steps: path.steps.map((step) => ({
        ...step,
        acts: step.acts.map((act) => lessNeed('publicity_closed')(act) ?? act),
      })),
    }
    const faults = checkPath(open)
    assert.ok(kinds(faults).includes('paid_without_publicity'))
    const fault = faults.find((each) => each.kind === 'paid_without_publicity')
    assert.deepEqual(fault?.way.slice(0, 2), ['提交', '受理'])
    assert.equal(fault?.way.at(-1), '送银行')
  })

  test('nobody reserves: never payable, and said so', () => {
    assert.ok(kinds(checkPath(dropBoth(pathNamed('review'), 'reserve'))).includes('never_possible'))
  })

  test('nobody reserves and nobody asks: paid without budget', () => {
    const path = dropBoth(pathNamed('review'), 'reserve')
    const open = {
      ...path,
      steps: path.steps.map((step) => ({
        ...step,
        acts: step.acts.map((act) => lessNeed('reserved')(act) ?? act),
      })),
    }
    assert.ok(kinds(checkPath(open)).includes('paid_without_budget'))
  })

  test('an approval that is nobody’s hand: three people are enough', () => {
    const path = reviewWith('determining', 'determine', ({ hand: _, ...act }) => act)
    assert.ok(kinds(checkPath(path)).includes('paid_by_few'))
  })

  test('a termination that keeps the reservation', () => {
    const path = reviewWith('determined', 'terminate', lessEffect('release'))
    assert.ok(kinds(checkPath(path)).includes('kept_money'))
  })

  test('the check of vetoes left out', () => {
    const path = reviewWith('awaiting-payment', 'make-order', lessNeed('veto_clear'))
    assert.ok(kinds(checkPath(path)).includes('paid_without_veto_check'))
  })

  test('somebody else than the bank says that money came back, so that it could be paid again', () => {
    const path = reviewWith('paid', 'return', (act) => ({ ...act, by: 'payer' }))
    assert.deepEqual(kinds(checkPath(path)), ['not_the_bank'])
  })

  test('what comes back after it arrived keeps its reservation, which its end must give up', () => {
    const path = reviewWith('returned', 'terminate', lessEffect('release'))
    const fault = checkPath(path).find((each) => each.kind === 'kept_money')
    assert.ok(fault)
    const back = reviewWith('came-back', 'terminate', lessEffect('release'))
    assert.ok(
      checkPath(back)
        .find((each) => each.kind === 'kept_money')
        ?.way.includes('追回中退票'),
    )
  })

  test('an appeal that those who refused may answer, that nobody answers, or that is paid unanswered', () => {
    const own = reviewWith('refused-appealed', 'uphold-appeal', (act) => ({
      ...act,
      by: 'approver',
      hand: 'approve',
    }))
    assert.deepEqual(kinds(checkPath(own)), ['own_judge'])
    const nobody = reviewWith('refused-appealed', 'dismiss-appeal', ({ hand: _, ...act }) => act)
    assert.deepEqual(kinds(checkPath(nobody)), ['own_judge'])
    const silent = reviewWith('refused-appealed', 'dismiss-appeal', lessEffect('close_appeal'))
    assert.deepEqual(kinds(checkPath(silent)), ['unanswered_appeal'])
    const forgotten = reviewWith('refused-appealed', 'uphold-appeal', lessEffect('uphold_appeal'))
    assert.ok(kinds(checkPath(forgotten)).includes('paid_with_appeal'))
    const way = checkPath(forgotten).find((each) => each.kind === 'paid_with_appeal')?.way ?? []
    assert.ok(way.includes('申诉'))
  })

  test('whoever answers an appeal does not make up for a hand that pays', () => {
    // Everything is refused first, so that each way to the money passes the leader; the approval is nobody’s hand.
    const path = reviewWith('determining', 'determine', ({ hand: _, ...act }) => act)
    const refusing = {
      ...path,
      steps: path.steps.map((step) =>
        step.id === 'acceptance'
          ? {
              ...step,
              acts: step.acts.map((act) =>
                act.id === 'accept' ? { ...act, to: 'refused', reason: true } : act,
              ),
            }
          : step,
      ),
    }
    const few = checkPath(refusing).filter((each) => each.kind === 'paid_by_few')
    assert.ok(few.length > 0 && few.every((each) => each.way.includes('申诉成立，重新审核')))
  })

  test('a step from which nothing leads on, an act to nowhere, a refusal without a reason', () => {
    const stuck = reviewWith('objected', 'dismiss-objection', (act) => ({ ...act, to: 'objected' }))
    const only = {
      ...stuck,
      steps: stuck.steps.map((step) =>
        step.id === 'objected' ? { ...step, acts: step.acts.slice(0, 1) } : step,
      ),
    }
    assert.ok(kinds(checkPath(only)).includes('dead_end'))
    const nowhere = reviewWith('draft', 'submit', (act) => ({ ...act, to: 'no-such-step' }))
    assert.deepEqual(kinds(checkPath(nowhere)), ['unknown_step'])
    const silent = reviewWith('reviewing', 'refuse', (act) => ({ ...act, reason: false }))
    assert.ok(kinds(checkPath(silent)).includes('no_reason_asked'))
  })
})

const anything: fc.Arbitrary<Circumstances> = fc.record({
  publicityOver: fc.boolean(),
  budgetSuffices: fc.boolean(),
  vetoFound: fc.boolean(),
  opinionsComplete: fc.boolean(),
  upperLevelPaid: fc.boolean(),
  placeLeft: fc.boolean(),
})

/** The shortest way to the money, each hand a person of its own. */
function arrivedOn(path: Path): Situation {
  const fair = {
    ...{ publicityOver: true, budgetSuffices: true, vetoFound: false },
    ...{ opinionsComplete: true, upperLevelPaid: true, placeLeft: true },
  }
  const reached = new Map([['', startOf(path)]])
  for (const situation of reached.values()) {
    if (situation.order === 'paid') return situation
    for (const act of stepOf(path, situation.step).acts) {
      const person = act.hand === undefined ? 99 : HANDS.indexOf(act.hand) + 1
      const taken = take(path, situation, act.id, { party: act.by, person }, fair, true)
      if (taken.kind === 'taken') reached.set(JSON.stringify(taken.situation), taken.situation)
    }
  }
  return assert.fail(path.id)
}

test('whatever people do, nobody is two hands of one case, and what is sent was published, reserved and checked', () => {
  let sent = 0
  let sentBack = 0
  // Acts that end a case stand last in a step, so the first ones lead far.
  const choice = fc.oneof({ weight: 3, arbitrary: fc.nat(1) }, fc.nat(4))
  const move = fc.tuple(choice, fc.integer({ min: 1, max: 8 }), anything)
  fc.assert(
    fc.property(
      fc.constantFrom(...PATHS),
      fc.boolean(),
      fc.array(move, { minLength: 40, maxLength: 150, size: 'max' }),
      (path, fromArrival, moves) => {
        let situation = fromArrival ? arrivedOn(path) : startOf(path)
        let abroad = fromArrival ? 1 : 0
        for (const [choice, person, circumstances] of moves) {
          const { acts } = stepOf(path, situation.step)
          const act = acts[choice % Math.max(1, acts.length)]
          if (!act) break
          const taken = take(path, situation, act.id, { party: act.by, person }, circumstances, true)
          if (taken.kind === 'refused') continue
          const arrived = situation.order === 'paid'
          situation = taken.situation
          if (act.does.includes('order_returned')) abroad--
          if (act.does.includes('order_returned') && arrived) sentBack++
          const people = HANDS.flatMap((each) => situation.hands[each])
          assert.equal(new Set(people).size, people.length)
          if (!act.does.includes('send_order')) continue
          sent++
          // One payment is on its way or has arrived, never two.
          assert.equal(++abroad, 1)
          assert.ok(situation.publicity === 'closed' && situation.reserved && situation.veto === 'clear')
          assert.ok(people.length >= 4)
        }
      },
    ),
    { numRuns: 2000 },
  )
  assert.ok(sent > 0, 'no walk came as far as a payment')
  assert.ok(sentBack > 0, 'no walk came as far as a return after an arrival')
})

test('a case of the time before there were appeals reads as one without', () => {
  const { appeal: _, hands, ...old } = startOf(pathNamed('review'))
  const { appeal: __, ...four } = hands
  assert.deepEqual(readSituation({ ...old, hands: four }), startOf(pathNamed('review')))
  assert.throws(() => readSituation({ ...old, hands: { ...four, other: [] } }))
})

test('a refusal says everything that stands against an act', () => {
  const path = pathNamed('review')
  const none = {
    publicityOver: false,
    budgetSuffices: false,
    vetoFound: false,
    opinionsComplete: false,
    upperLevelPaid: false,
    placeLeft: false,
  }
  const at = { ...startOf(path), step: 'determining', hands: { ...startOf(path).hands, handle: [7] } }
  const taken = take(path, at, 'determine', { party: 'handler', person: 7 }, none, false)
  assert.deepEqual(taken, {
    kind: 'refused',
    why: [
      { kind: 'wrong_party', expected: 'approver' },
      { kind: 'same_person' },
      { kind: 'need', need: 'publicity_closed' },
      { kind: 'need', need: 'frozen' },
    ],
  })
})
