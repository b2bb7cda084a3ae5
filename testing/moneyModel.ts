// The rules of money once more, in memory and as plainly as they can be said: what the database must allow, refuse and
// add up to. Each act names everything that is wrong with it; the database may report any of these first.
import type { MoneyProblem } from '../server/payments/problem.ts'

type Hand = 'handler' | 'reviewer' | 'approver' | 'maker' | 'payer'

export type ModelEnvelope = {
  readonly id: number
  readonly lastDay: number
  allotted: number
  available: number
  reserved: number
  inTransit: number
  paid: number
  recovered: number
}
export type ModelStage = {
  readonly id: number
  readonly amount: number
  waits: boolean
  ordered: number
  paid: number
  released: number
}
export type ModelAward = {
  readonly id: number
  readonly caseId: number
  readonly subject: number
  readonly item: number
  readonly envelope: ModelEnvelope
  readonly stages: readonly ModelStage[]
}
export type ModelOrder = {
  readonly id: number
  readonly award: ModelAward
  readonly stage: ModelStage
  readonly amount: number
  readonly maker: Hand
  state: 'made' | 'sent' | 'paid' | 'returned' | 'unknown' | 'cancelled'
  replaced: boolean
}
type ModelClearance = {
  readonly id: number
  readonly day: number
  readonly publicity: boolean
  readonly objections: boolean
  readonly veto: boolean
}
export type ModelClawback = {
  readonly id: number
  readonly award: ModelAward
  readonly amount: number
  recovered: number
}

export type Model = {
  day: number
  readonly envelopes: ModelEnvelope[]
  readonly awards: ModelAward[]
  readonly orders: ModelOrder[]
  readonly clearances: Map<number, ModelClearance>
  readonly clawbacks: ModelClawback[]
}

export const ITEM_CEILINGS = [60_00, 80_00, 70_00]
/** The first two items may not be had beside each other. */
export const GROUP = [0, 1]
export const YEAR_CEILING = 150_00

export function createModel(): Model {
  return { day: 0, envelopes: [], awards: [], orders: [], clearances: new Map(), clawbacks: [] }
}

type Found = (MoneyProblem | false)[]
const wrong = (...found: Found): MoneyProblem[] => found.filter((each) => each !== false)
const sumOf = <T>(rows: readonly T[], fen: (row: T) => number): number =>
  rows.reduce((sum, each) => sum + fen(each), 0)

const expired = ({ day }: Model, envelope: ModelEnvelope): MoneyProblem | false =>
  day > envelope.lastDay && 'expired'

const recoveredOf = (model: Model, award: ModelAward): number =>
  sumOf(
    model.clawbacks.filter((each) => each.award === award),
    (each) => each.recovered,
  )
const paidOf = (award: ModelAward): number => sumOf(award.stages, (each) => each.paid)

export function wrongWithReserving(
  model: Model,
  act: { subject: number; item: number; envelope: ModelEnvelope; amount: number; hands: readonly Hand[] },
): MoneyProblem[] {
  const kept = (items: readonly number[]): number =>
    sumOf(
      model.awards.filter((each) => each.subject === act.subject && items.includes(each.item)),
      (each) => sumOf(each.stages, (stage) => stage.amount - stage.released) - recoveredOf(model, each),
    )
  const over = (items: readonly number[], fen: number): boolean => kept(items) + act.amount > fen
  const highest = Math.max(...GROUP.map((each) => ITEM_CEILINGS[each] ?? 0))
  return wrong(
    act.amount > act.envelope.available && 'short',
    expired(model, act.envelope),
    new Set(act.hands).size < act.hands.length && 'hands',
    over([act.item], ITEM_CEILINGS[act.item] ?? 0) && 'ceiling',
    GROUP.includes(act.item) && over(GROUP, highest) && 'ceiling',
    over([0, 1, 2], YEAR_CEILING) && 'ceiling',
  )
}

export function wrongWithReleasing(stage: ModelStage, amount: number): MoneyProblem[] {
  return wrong(stage.ordered + stage.released + amount > stage.amount && 'amount')
}

function unclear(clearance: ModelClearance | undefined): MoneyProblem | false {
  const clear = clearance?.publicity && !clearance.objections && !clearance.veto
  return !clear && 'clearance'
}

export function wrongWithOrdering(
  model: Model,
  act: {
    award: ModelAward
    stage: ModelStage
    amount: number
    maker: Hand
    replaces: ModelOrder | undefined
  },
): MoneyProblem[] {
  const clearance = model.clearances.get(act.award.caseId)
  const { stage } = act
  const open = model.orders.some(
    (each) => each.stage === stage && each.state === 'returned' && !each.replaced,
  )
  return wrong(
    act.maker === 'approver' && 'hands',
    stage.waits && 'state',
    expired(model, act.award.envelope),
    unclear(clearance),
    clearance?.day !== model.day && 'clearance',
    stage.ordered + stage.released + act.amount > stage.amount && 'amount',
    open && !act.replaces && 'state',
    act.replaces !== undefined &&
      (act.replaces.stage !== stage || act.replaces.state !== 'returned') &&
      'state',
    act.replaces?.replaced === true && 'twice',
  )
}

export function wrongWithSending(model: Model, orders: readonly ModelOrder[], sender: Hand): MoneyProblem[] {
  return wrong(
    orders.length === 0 && 'missing',
    orders.some((each) => each.state !== 'made') && 'state',
    orders.some((each) => each.maker === sender) && 'hands',
    (sender === 'handler' || sender === 'reviewer' || sender === 'approver') && 'hands',
    ...orders.flatMap((each) => [
      expired(model, each.award.envelope),
      unclear(model.clearances.get(each.award.caseId)),
    ]),
  )
}

const FOLLOWS: Readonly<Record<ModelOrder['state'], readonly string[]>> = {
  ...{ sent: ['paid', 'returned', 'unknown'], unknown: ['paid', 'returned'], paid: ['returned'] },
  ...{ made: [], returned: [], cancelled: [] },
}

export function wrongWithResult(
  model: Model,
  order: ModelOrder,
  result: 'paid' | 'returned' | 'unknown',
): MoneyProblem[] {
  const back = order.state === 'paid' && result === 'returned'
  return wrong(
    !FOLLOWS[order.state].includes(result) && 'state',
    back && recoveredOf(model, order.award) > paidOf(order.award) - order.amount && 'amount',
  )
}

export function wrongWithClawback(model: Model, award: ModelAward, amount: number): MoneyProblem[] {
  const decided = sumOf(
    model.clawbacks.filter((each) => each.award === award),
    (each) => each.amount,
  )
  return wrong(decided + amount > paidOf(award) && 'amount')
}

export function wrongWithRecovery(
  model: Model,
  clawback: ModelClawback,
  amount: number,
  recorder: Hand,
): MoneyProblem[] {
  return wrong(
    recorder === 'approver' && 'hands',
    clawback.recovered + amount > clawback.amount && 'amount',
    recoveredOf(model, clawback.award) + amount > paidOf(clawback.award) && 'amount',
  )
}
