// A district with officers, firms and envelopes, for tests of money: every officer holds every business duty, so that
// what keeps their hands apart is the rules of money alone.
import assert from 'node:assert/strict'
import type { Database } from '../server/db/openDatabase.ts'
import { department, duty, person, recusal, subject } from '../server/db/tables.ts'
import { JOB, type Transaction, transact } from '../server/db/transact.ts'
import { allotFunds } from '../server/payments/allotFunds.ts'
import { makeOrder, type NewOrder } from '../server/payments/makeOrder.ts'
import { openEnvelope } from '../server/payments/openEnvelope.ts'
import { type NewAward, reserveAward } from '../server/payments/reserveAward.ts'
import { stateClearance } from '../server/payments/stateClearance.ts'
import { plainCase } from './plainCase.ts'

/** Nine in the morning of a Monday in Chongqing. */
export const MONDAY = new Date('2026-03-02T01:00:00Z')
export const DISTRICT = '渝北区'
const POLICY = '渝北府发〔2024〕34号'

const OFFICERS = ['handler', 'reviewer', 'approver', 'maker', 'payer', 'leader'] as const
const DUTIES = ['handler', 'reviewer', 'approver', 'payer', 'auditor', 'leader'] as const
export type Officer = (typeof OFFICERS)[number]

let made = 0

export type MoneyWorld = Awaited<ReturnType<typeof createMoneyWorld>>

export async function createMoneyWorld(database: Database) {
  const world = ++made
  let counter = 0
  const next = (): number => world * 1_000_000 + ++counter
  const asJob = <T>(work: (tx: Transaction) => Promise<T>, now = MONDAY) =>
    transact(database, { actor: JOB, now }, work)
  const people = await asJob((tx) => newOfficers(tx, `w${world}`, DISTRICT))
  const [stranger] = Object.values(await asJob((tx) => newOfficers(tx, `x${world}`, '北碚区')))
  assert.ok(stranger)
  const as = <T>(who: Officer | number, work: (tx: Transaction) => Promise<T>, now = MONDAY) =>
    transact(
      database,
      { actor: { kind: 'person', person: typeof who === 'number' ? who : people[who] }, now },
      work,
    )

  const newSubject = () =>
    asJob(async (tx) => {
      const values = { kind: '企业', name: `企业${next()}`, district: DISTRICT }
      const [row] = await tx.insert(subject).values(values).returning()
      assert.ok(row)
      return row.id
    })

  async function newEnvelope(fen: number, expiresOn = '2026-12-31'): Promise<number> {
    const programme = `专项${next()}`
    const place = { policy: POLICY, year: 2026, source: 'district', district: DISTRICT } as const
    const dates = { validFrom: '2026-01-01', expiresOn }
    const { id } = await as('leader', (tx) =>
      openEnvelope(tx, { ...{ title: programme, programme }, ...place, ...dates }),
    )
    if (fen > 0)
      await as('leader', (tx) =>
        allotFunds(tx, { envelopeId: id, amountFen: fen, document: `预算${next()}` }),
      )
    return id
  }

  /** What is not said of an award: one stage of the whole amount, no ceilings. */
  type Sketch = Pick<NewAward, 'subjectId' | 'envelopeId' | 'amountFen'> & Partial<NewAward>
  const awardOf = (sketch: Sketch): NewAward => ({
    ...{ caseId: next(), policy: POLICY, item: '智能化改造', year: 2026 },
    ...{ stages: [{ amountFen: sketch.amountFen }], ceilings: [] },
    ...{ handledBy: people.handler, reviewedBy: people.reviewer, approvedBy: people.approver },
    ...sketch,
  })
  const decide = async (sketch: Sketch, now = MONDAY) => {
    const award = awardOf(sketch)
    await plainCase(database, award.caseId, award.subjectId)
    return { ...award, ...(await as('approver', (tx) => reserveAward(tx, award), now)) }
  }

  const clear = (caseId: number, now = MONDAY) =>
    as('handler', (tx) => stateClearance(tx, clearanceOf(caseId, now)), now)

  const orderOf = (
    sketch: Pick<NewOrder, 'stageId' | 'amountFen' | 'clearance'> & Partial<NewOrder>,
  ): NewOrder => ({
    ...{ key: `key ${next()}`, payeeName: '重庆某某有限公司', payeeBank: '重庆银行' },
    ...{ payeeAccount: '6222000012345678' },
    ...sketch,
  })

  /** An award of one stage with today's clearance and an order for all of it. */
  async function newOrder(envelopeId: number, subjectId: number, amountFen: number, now = MONDAY) {
    const { caseId, stageIds, awardId } = await decide({ subjectId, envelopeId, amountFen }, now)
    const { id: clearance } = await clear(caseId, now)
    const [stageId] = stageIds
    assert.ok(stageId)
    const order = await as('maker', (tx) => makeOrder(tx, orderOf({ stageId, amountFen, clearance })), now)
    return { ...order, caseId, awardId, stageId, amountFen }
  }

  const recuse = (who: Officer, subjectId: number) =>
    asJob((tx) => tx.insert(recusal).values({ personId: people[who], subjectId, reason: '亲属任职' }))

  return {
    ...{ people, stranger, database, as, asJob, next, newSubject, newEnvelope, awardOf, decide, clear },
    ...{ orderOf, newOrder, recuse },
  }
}

export function clearanceOf(caseId: number, now: Date) {
  const closed = new Date(now.getTime() - 24 * 3_600_000)
  return { caseId, publicityClosedAt: closed, objectionsOpen: 0, vetoCheckedAt: now, vetoFound: false }
}

async function newOfficers(
  tx: Transaction,
  prefix: string,
  district: string,
): Promise<Readonly<Record<Officer, number>>> {
  const id = `${prefix}-finance`
  await tx.insert(department).values({ id, name: `${district}财政局 ${prefix}`, district, kind: 'finance' })
  const rows = await tx
    .insert(person)
    .values(OFFICERS.map((each) => ({ login: `${prefix}-${each}`, name: each })))
    .returning()
  const ids = (name: Officer): number => rows.find((each) => each.name === name)?.id ?? 0
  await tx
    .insert(duty)
    .values(
      rows.flatMap((each) =>
        DUTIES.map((role) => ({ personId: each.id, role, departmentId: id, validFrom: '2026-01-01' })),
      ),
    )
  return {
    ...{ handler: ids('handler'), reviewer: ids('reviewer'), approver: ids('approver') },
    ...{ maker: ids('maker'), payer: ids('payer'), leader: ids('leader') },
  }
}

/** Where the sums that the database keeps differ from its postings, orders and stages: nowhere. */
export async function requireConsistentLedger(database: Database): Promise<void> {
  const { rows } = await database.pool.query(`
    SELECT 'balance' AS what, b.envelope_id AS id FROM envelope_balance b
      LEFT JOIN LATERAL (
        SELECT COALESCE(sum(amount_fen) FILTER (WHERE account = 'source'), 0) AS source,
          COALESCE(sum(amount_fen) FILTER (WHERE account = 'available'), 0) AS available,
          COALESCE(sum(amount_fen) FILTER (WHERE account = 'reserved'), 0) AS reserved,
          COALESCE(sum(amount_fen) FILTER (WHERE account = 'in_transit'), 0) AS in_transit,
          COALESCE(sum(amount_fen) FILTER (WHERE account = 'paid'), 0) AS paid,
          COALESCE(sum(amount_fen) FILTER (WHERE account = 'recovered'), 0) AS recovered
        FROM posting JOIN money_transaction t ON t.id = transaction_id WHERE t.envelope_id = b.envelope_id) p ON true
      WHERE (b.allotted_fen, b.available_fen, b.reserved_fen, b.in_transit_fen, b.paid_fen, b.recovered_fen)
        IS DISTINCT FROM (-p.source, p.available, p.reserved, p.in_transit, p.paid, -p.recovered)
    UNION ALL SELECT 'transaction', transaction_id FROM posting GROUP BY transaction_id HAVING sum(amount_fen) <> 0
    UNION ALL SELECT 'in transit', b.envelope_id FROM envelope_balance b
      WHERE b.in_transit_fen <> (SELECT COALESCE(sum(o.amount_fen), 0) FROM payment_order o JOIN award a ON a.id = o.award_id
        WHERE a.envelope_id = b.envelope_id AND o.state IN ('sent', 'unknown'))
    UNION ALL SELECT 'paid', b.envelope_id FROM envelope_balance b
      WHERE b.paid_fen <> (SELECT COALESCE(sum(o.amount_fen), 0) FROM payment_order o JOIN award a ON a.id = o.award_id
        WHERE a.envelope_id = b.envelope_id AND o.state = 'paid')
    UNION ALL SELECT 'reserved', b.envelope_id FROM envelope_balance b
      WHERE b.reserved_fen + b.in_transit_fen <> (SELECT COALESCE(sum(s.amount_fen - s.paid_fen - s.released_fen), 0)
        FROM award_stage s JOIN award a ON a.id = s.award_id WHERE a.envelope_id = b.envelope_id)
    UNION ALL SELECT 'stage', s.id FROM award_stage s LEFT JOIN LATERAL (
        SELECT COALESCE(sum(amount_fen) FILTER (WHERE state NOT IN ('cancelled', 'returned')), 0) AS ordered,
          COALESCE(sum(amount_fen) FILTER (WHERE state = 'paid'), 0) AS paid
        FROM payment_order WHERE stage_id = s.id) o ON true
      WHERE s.ordered_fen <> o.ordered OR s.paid_fen <> o.paid`)
  assert.deepEqual(rows, [])
}

/** How many rows a table has, seen by nobody in particular. */
export async function countOf(database: Database, table: string): Promise<number> {
  const { rows } = await database.pool.query(`SELECT count(*)::int AS count FROM ${table}`)
  return Number(rows[0]?.count)
}
