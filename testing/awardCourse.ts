// For tests of audit bundles: a case taken from decision to arrival by four people, each act in the log.
import assert from 'node:assert/strict'
import { desc } from 'drizzle-orm'
import { record } from '../server/audit/record.ts'
import { audit } from '../server/db/tables.ts'
import type { Decision } from '../server/decisions/decision.ts'
import { freezeDecision } from '../server/decisions/freezeDecision.ts'
import { recheckVeto } from '../server/decisions/recheckVeto.ts'
import type { Course } from '../server/proof/bundle.ts'
import type { Officer, World } from './decisionWorld.ts'
import { plainCase } from './plainCase.ts'

export type Award = { readonly decision: Decision; readonly course: Course }

const DAY = 86_400_000

/** Ten days from `start`: decided, published for five days, approved, paid. */
export async function awardCourse(
  { database, program, subjects, officers, as, job }: World,
  caseId: number,
  start: Date,
): Promise<Award> {
  const on = (days: number): Date => new Date(start.getTime() + days * DAY)
  const logged = async (
    person: number | null,
    now: Date,
    act: string,
    content: Record<string, unknown>,
  ): Promise<number> => {
    const work = (tx: Parameters<typeof record>[0]) => record(tx, { act, object: `case ${caseId}`, content })
    await (person === null ? job(work, now) : as(person, work, now))
    const [row] = await job(
      (tx) => tx.select({ number: audit.number }).from(audit).orderBy(desc(audit.number)).limit(1),
      now,
    )
    assert.ok(row)
    return row.number
  }
  const hand = async (
    duty: Officer,
    name: 'handle' | 'review' | 'approve' | 'pay',
    days: number,
    act: string,
  ): Promise<Course['timeline'][number]> => {
    const [at, person] = [on(days), officers[duty]]
    const log = await logged(person, at, 'act-on-case', { act, opinion: '同意' })
    const party = duty === 'auditor' ? 'auditor' : duty
    return { at: at.toISOString(), person, duty: party, hand: name, act, opinion: '同意', log }
  }
  await plainCase(database, caseId, subjects.get('exact-award') ?? 0)
  const handled = await hand('handler', 'handle', 0, 'recommend')
  const reviewed = await hand('reviewer', 'review', 1, 'agree')
  const decision = await as(
    officers.reviewer,
    (tx) =>
      freezeDecision(tx, program, {
        ...{ case: caseId, subject: subjects.get('exact-award') ?? 0, policy: 'yubei-2024-34' },
        ...{ item: 'rent-relief-state-owned', on: '2025-06-01', readings: [] },
        evidence: [{ name: '租赁合同.pdf', sha256: 'ab'.repeat(32), bytes: 12_345 }],
      }),
    on(1),
  )
  const place = 'http://www.ybq.gov.cn/公示/1'
  const published = { place, sha256: 'cd'.repeat(32), until: on(7).toISOString().slice(0, 10) }
  const openedLog = await logged(officers.handler, on(2), 'open-publicity', published)
  const objection = { subject: '租金是否属实', answer: '已核对合同和付款凭证' }
  const objectionLog = await logged(null, on(4), 'raise-objection', objection)
  const closedLog = await logged(null, on(8), 'close-publicity', published)
  const approved = await hand('approver', 'approve', 8.5, 'approve')
  const order = {
    ...{ number: `P${caseId}-1`, fen: decision.frozen.award, payee: '甲字样板汽车电子有限公司（虚构）' },
    account: '****0019',
  }
  const orderLog = await logged(officers.payer, on(9), 'make-order', order)
  const paying = await hand('payer', 'pay', 9.1, 'send')
  await job((tx) => recheckVeto(tx, decision.id, on(9.2)), on(9.2))
  const receipt = { order: order.number, result: 'paid' as const, fen: order.fen, reference: `B${caseId}` }
  const receiptLog = await logged(null, on(10), 'order-paid', receipt)
  return {
    decision,
    course: {
      timeline: [handled, reviewed, approved, paying],
      publicity: [
        {
          ...published,
          ...{
            opened: on(2).toISOString(),
            closed: on(8).toISOString(),
            voided: false,
            openedLog,
            closedLog,
          },
        },
      ],
      objections: [
        {
          ...objection,
          ...{ raised: on(4).toISOString(), settled: on(5).toISOString(), upheld: false, log: objectionLog },
        },
      ],
      orders: [{ ...order, at: on(9).toISOString(), cancelled: false, log: orderLog }],
      receipts: [{ ...receipt, at: on(10).toISOString(), log: receiptLog }],
    },
  }
}
