// A bundle's course of the case → whether it was decided by different people, published, and paid in order. Pure.

import { z } from 'zod'
import { canonical, sha256 } from '../audit/canonical.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { type BundleProblem, HANDS, type OpenBundle } from './bundle.ts'
import { contentOf } from './checkDecision.ts'

export function courseProblems(bundle: OpenBundle): BundleProblem[] {
  return [
    ...decidedProblems(bundle),
    ...linkProblems(bundle),
    ...handProblems(bundle),
    ...publicityProblems(bundle),
    ...moneyProblems(bundle),
    ...vetoProblems(bundle),
  ]
}

const frozenSchema = z.looseObject({ hash: z.string(), rules: z.string(), award: z.string(), case: z.int() })

/** The log holds the decision, by its hash; and it does not hold that it was undone. */
function decidedProblems({ decision, log, people, timeline }: OpenBundle): BundleProblem[] {
  const own = log.rows.filter((each) => each.object === `decision ${decision.id}`)
  const row = own.find((each) => each.act === 'freeze-decision')
  if (!row) return [{ where: 'decision', what: '留痕里没有这一次核定' }]
  const read = frozenSchema.safeParse(contentOf(row.content))
  const { frozen, hash } = decision
  const same =
    read.success &&
    read.data.hash === hash &&
    read.data.rules === frozen.rules &&
    read.data.award === frozen.award &&
    read.data.case === frozen.case
  const named = new Set(people.map((each) => each.person))
  const acting = timeline.flatMap((each) => each.person ?? [])
  return [
    ...(same ? [] : [{ where: 'decision.hash', what: '与留痕里核定的散列不符' }]),
    ...(row.personId === decision.decidedBy && row.at === decision.decidedAt
      ? []
      : [{ where: 'decision.decidedBy', what: '核定的人或时间与留痕不符' }]),
    ...(own.some((each) => each.act === 'undo-decision')
      ? [{ where: 'decision', what: '这一次核定已经作废' }]
      : []),
    ...[...new Set([...acting, decision.decidedBy ?? []].flat())]
      .filter((each) => !named.has(each))
      .map((each) => ({ where: 'people', what: `没有写明第 ${each} 号人员是谁` })),
  ]
}

/** Each part of the course is a row of the log: the same moment, the same person, and the same figures. */
function linkProblems({
  log,
  timeline,
  publicity,
  objections,
  orders,
  receipts,
}: OpenBundle): BundleProblem[] {
  const rows = new Map(log.rows.map((each) => [each.number, each]))
  const linked = (
    where: string,
    number: number | null,
    at: string | null,
    part: Readonly<Record<string, unknown>>,
  ): BundleProblem[] => {
    if (number === null || at === null) return []
    const row = rows.get(number)
    if (!row) return [{ where, what: `没有附上第 ${number} 条留痕` }]
    const content = contentOf(row.content)
    const said = typeof content === 'object' && content !== null ? Object.entries(content) : []
    // When it happened elsewhere, at the bank, is not when it was stated.
    const differing = said.filter(
      ([key, value]) => key !== 'at' && key in part && canonical(part[key]) !== canonical(value),
    )
    return [
      ...(row.at === at ? [] : [{ where, what: `时间与第 ${number} 条留痕不符` }]),
      ...('person' in part && part.person !== row.personId
        ? [{ where, what: `第 ${number} 条留痕是另一个人做的` }]
        : []),
      ...differing.map(([key]) => ({ where: `${where}.${key}`, what: `与第 ${number} 条留痕不符` })),
    ]
  }
  return [
    ...timeline.flatMap((each, i) =>
      linked(`timeline.${i}`, each.log, each.at, { ...each, ...opinionHash(each.opinion) }),
    ),
    ...publicity.flatMap((each, i) => [
      ...linked(`publicity.${i}`, each.openedLog, each.opened, each),
      ...linked(`publicity.${i}`, each.closedLog, each.closed, each),
    ]),
    ...objections.flatMap((each, i) => linked(`objections.${i}`, each.log, each.raised, each)),
    ...orders.flatMap((each, i) => linked(`orders.${i}`, each.log, each.at, each)),
    ...receipts.flatMap((each, i) => linked(`receipts.${i}`, each.log, each.at, each)),
  ]
}

/** An opinion is in the log by its hash; a copy for the enterprise leaves it out. */
function opinionHash(opinion: string): { readonly opinionSha256?: string } {
  return opinion === '' ? {} : { opinionSha256: sha256(opinion) }
}

const HAND_NAMES = { handle: '经办', review: '复核', approve: '审批', pay: '支付' } as const

function handProblems({ decision, timeline, orders }: OpenBundle): BundleProblem[] {
  const where = 'timeline'
  const holders = HANDS.map((hand) => ({
    hand,
    people: [...new Set(timeline.filter((each) => each.hand === hand).map((each) => each.person))],
  }))
  const wanted =
    decision.frozen.outcome !== 'eligible' ? 2 : orders.some((each) => !each.cancelled) ? HANDS.length : 3
  const missing = holders.slice(0, wanted).filter((each) => each.people.length === 0)
  const doubled = holders.flatMap((a, i) =>
    holders.slice(i + 1).flatMap((b) => {
      const both = a.people.find((each) => b.people.includes(each))
      return both === undefined ? [] : [`${HAND_NAMES[a.hand]}与${HAND_NAMES[b.hand]}是同一个人（${both}）`]
    }),
  )
  return [
    ...missing.map((each) => ({ where, what: `没有${HAND_NAMES[each.hand]}` })),
    ...doubled.map((what) => ({ where, what })),
    ...(holders.some((each) => each.people.includes(null))
      ? [{ where, what: '经办、复核、审批、支付必须是人，不能由系统代替' }]
      : []),
  ]
}

function publicityProblems({
  decision,
  publicity,
  objections,
  orders,
  receipts,
}: OpenBundle): BundleProblem[] {
  if (decision.frozen.outcome !== 'eligible') return []
  const where = 'publicity'
  const valid = publicity.filter((each) => !each.voided)
  const last = valid.at(-1)
  if (!last) return [{ where, what: '没有公示' }]
  const { closed } = last
  if (closed === null) return [{ where, what: '公示没有结束' }]
  const paid = [...orders, ...receipts].map((each) => each.at).sort()[0]
  const open = objections.filter(
    (each) => each.settled === null || each.settled > closed || (each.upheld && each.settled >= last.opened),
  )
  return [
    ...(last.opened >= decision.decidedAt ? [] : [{ where, what: '公示早于核定' }]),
    ...(closed > last.opened && dayInChina(new Date(closed)) > last.until
      ? []
      : [{ where, what: `公示期到${last.until}，结束得早了` }]),
    ...(paid === undefined || paid > closed ? [] : [{ where, what: '公示结束前就开了支付单或付了款' }]),
    ...open.map((each) => ({ where: 'objections', what: `异议「${each.subject}」没有在公示结束前处理` })),
  ]
}

function moneyProblems({ decision, orders, receipts }: OpenBundle): BundleProblem[] {
  const award = BigInt(decision.frozen.award)
  const sum = (all: readonly { readonly fen: string }[]): bigint =>
    all.reduce((so, each) => so + BigInt(each.fen), 0n)
  // What came back is paid by another order in its place.
  const standing = orders.filter((each) => !each.cancelled && lastOf(receipts, each.number) !== 'returned')
  const numbers = orders.map((each) => each.number)
  const strays = receipts.filter(
    (each) => orders.find((order) => order.number === each.order)?.fen !== each.fen,
  )
  const early = receipts.filter((each) => each.at < (orders.find((o) => o.number === each.order)?.at ?? ''))
  const left = new Map(numbers.map((each) => [each, paymentsLeft(receipts, each)]))
  return [
    ...(sum(standing) <= award
      ? []
      : [{ where: 'orders', what: `支付单共 ${sum(standing)} 分，多于核定的 ${award} 分` }]),
    ...(new Set(numbers).size === numbers.length ? [] : [{ where: 'orders', what: '有两张支付单编号相同' }]),
    ...strays.map((each) => ({
      where: 'receipts',
      what: `回单 ${each.reference} 与支付单 ${each.order} 不符`,
    })),
    ...early.map((each) => ({ where: 'receipts', what: `回单 ${each.reference} 早于支付单` })),
    ...numbers
      .filter((each) => left.get(each)?.twice)
      .map((each) => ({ where: 'receipts', what: `支付单 ${each} 付了不止一次` })),
    ...orders
      .filter((each) => each.cancelled && left.get(each.number)?.paid)
      .map((each) => ({ where: 'receipts', what: `支付单 ${each.number} 已撤销，却付了款` })),
  ]
}

function lastOf(receipts: OpenBundle['receipts'], order: string): 'paid' | 'returned' | undefined {
  const own = receipts.filter((each) => each.order === order)
  return own.toSorted((a, b) => a.at.localeCompare(b.at)).at(-1)?.result
}

/** What came back may be paid again under the same order; what did not may not. */
function paymentsLeft(
  receipts: OpenBundle['receipts'],
  order: string,
): { readonly paid: boolean; readonly twice: boolean } {
  let paid = false
  let twice = false
  const own = receipts.filter((each) => each.order === order)
  for (const { result } of own.toSorted((a, b) => a.at.localeCompare(b.at))) {
    twice ||= paid && result === 'paid'
    paid = result === 'paid'
  }
  return { paid, twice }
}

const vetoSchema = z.looseObject({ result: z.string() })

/** Before money arrived, and after publicity closed, the veto conditions were looked at again and were clear. */
function vetoProblems({ decision, log, receipts, publicity }: OpenBundle): BundleProblem[] {
  const first = receipts.map((each) => each.at).sort()[0]
  const closed = publicity.filter((each) => !each.voided).at(-1)?.closed
  if (first === undefined || !closed) return []
  const checks = log.rows
    .filter((each) => each.object === `decision ${decision.id}` && each.act === 'recheck-veto')
    .filter((each) => each.at >= closed && each.at <= first)
  const last = vetoSchema.safeParse(contentOf(checks.at(-1)?.content ?? ''))
  if (last.success && last.data.result === 'clear') return []
  return [{ where: 'log', what: '公示结束后、付款前没有复查一票否决情形，或者没有通过' }]
}
