// The first start → a few cases of the made-up enterprises on their way to the money: reserved, ordered, asked at the
// bank, paid. Each is brought there by the acts of the seeded people, on the days on which these could have been.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Program } from '#lang'
import { lastDayOfPublicity } from '../cases/circumstances.ts'
import type { Effects } from '../cases/effects.ts'
import { openCase } from '../cases/openCase.ts'
import type { SampleFacts } from '../cases/seedSamples.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { nextDay } from '../clock/workingDays.ts'
import type { Database } from '../db/openDatabase.ts'
import { publicity } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { AGENT } from '../identity/seedOfficers.ts'
import { collectBatch } from '../payments/collectBatch.ts'
import { exportBatch } from '../payments/exportBatch.ts'
import { yuanText } from '../payments/fen.ts'
import { importResults } from '../payments/importResults.ts'
import { listOrders } from '../payments/listOrders.ts'
import { sendBatch } from '../payments/sendBatch.ts'
import { followBank } from './followBank.ts'
import { followBatch } from './followBatch.ts'
import { type Desk, openDesk } from './seedDesk.ts'

type Wanted = {
  readonly firm: string
  readonly policy: string
  readonly item: string
  /** Which recognition or listing, where a firm may have several. */
  readonly element?: string
  /** The acts up to the reviewer's agreement. */
  readonly first: readonly (readonly [act: string, by: string])[]
  readonly until: 'reserved' | 'ordered' | 'unknown' | 'paid'
}

const REVIEWED = [
  ['submit', AGENT],
  ['accept', 'handler'],
  ['recommend', 'handler'],
  ['agree', 'reviewer'],
] as const
const AT_ONCE = [
  ['submit', AGENT],
  ['recommend', 'handler'],
  ['agree', 'reviewer'],
] as const
const FIRMS = {
  software: '丁字样板软件',
  smart: '戊字样板智能',
  equipment: '丁字样板装备',
  biology: '辛字样板生物',
}
const RECOGNISED = {
  ...{ policy: 'yubei-2024-34', item: 'award-municipal-recognition', element: '市级“专精特新”认定' },
  first: AT_ONCE,
} as const

const CASES: readonly Wanted[] = [
  {
    ...{ firm: FIRMS.software, policy: 'yubei-2021-13', item: 'software-firm-award' },
    ...{ first: REVIEWED, until: 'paid' },
  },
  { firm: FIRMS.software, ...RECOGNISED, until: 'unknown' },
  {
    firm: FIRMS.smart,
    policy: 'yubei-2024-34',
    item: 'award-ipo',
    element: '境内上市',
    first: REVIEWED,
    until: 'reserved',
  },
  { firm: FIRMS.equipment, ...RECOGNISED, until: 'ordered' },
  { firm: FIRMS.biology, ...RECOGNISED, until: 'ordered' },
]

export type SeedingPayments = {
  /** The moment of the first start. */
  readonly now: Date
  /** The day on which the sample people began, long enough before for a publicity to end. */
  readonly opening: Date
  readonly program: Program
  readonly effects: Effects
}

const DAY = 86_400_000
/** Longer than a publicity of five working days over the longest holidays, known or not. */
const LEAD = 30 * DAY

/** When the sample people of a first start at `now` began. */
export const openingOf = (now: Date): Date => new Date(now.getTime() - LEAD)

/** For a database that has just been given its officers, settings and envelopes. How many cases came so far. */
export async function seedPayments(
  database: Database,
  seeding: SeedingPayments,
  samples: readonly SampleFacts[],
): Promise<number> {
  const { now, opening } = seeding
  const desk = await openDesk(database, seeding, samples)
  const cases = await publish(database, desk, seeding)
  const idsOf = (until: Wanted['until']) =>
    cases.filter((each) => each.until === until).map((each) => each.id)
  const closed = await afterPublicity(desk, opening)
  for (const [i, { id }] of cases.entries()) {
    const dueOn = [nextDay(dayInChina(now), 7 + 7 * i)]
    await desk.act(id, 'close-publicity', 'clock', closed)
    await desk.act(id, 'determine', 'approver', closed, { dueOn })
    await desk.act(id, 'request-payment', 'handler', closed)
  }
  await order(desk, [...idsOf('paid'), ...idsOf('unknown')], closed)
  await pay(database, desk, seeding, { unknown: idsOf('unknown'), now: closed })
  await order(desk, idsOf('ordered'), now)
  return cases.length
}

type Made = { readonly id: number; readonly until: Wanted['until'] }

async function publish(database: Database, desk: Desk, { now, opening, program }: SeedingPayments) {
  const { person } = desk.occasion(AGENT, opening)
  const year = Number(dayInChina(now).slice(0, 4))
  const cases: Made[] = []
  for (const { firm, policy, item, element, first, until } of CASES) {
    const of = desk.firms.find(({ name }) => name.startsWith(firm))
    if (!of) continue
    const application = { subject: of.id, policy, item, year, ...(element !== undefined && { element }) }
    const { id } = await openCase(database, { person, now: opening, program }, application)
    let agreed = true
    for (const [act, by] of first) agreed &&= await desk.act(id, act, by, opening)
    if (agreed && (await desk.act(id, 'publish', 'handler', opening))) cases.push({ id, until })
  }
  return cases
}

/** Nine in the morning after the last of the publicities. */
async function afterPublicity({ asJob }: Desk, opening: Date): Promise<Date> {
  const notices = await asJob(opening, (tx) => tx.select().from(publicity))
  const last = notices.map(lastDayOfPublicity).toSorted().at(-1) ?? dayInChina(opening)
  return new Date(`${nextDay(last)}T01:00:00Z`)
}

async function order({ act }: Desk, cases: readonly number[], now: Date): Promise<void> {
  for (const id of cases) {
    await act(id, 'check-veto', 'handler', now)
    await act(id, 'make-order', 'payer', now)
  }
}

type Paying = { readonly unknown: readonly number[]; readonly now: Date }

/** All orders there are: by one batch, its file for the bank, and the bank's own file a day later. */
async function pay(
  database: Database,
  desk: Desk,
  { effects }: SeedingPayments,
  { unknown, now }: Paying,
): Promise<void> {
  const maker = desk.occasion('payer', now)
  const orders = await transact(database, maker, (tx) => listOrders(tx, { states: ['made'] }))
  if (orders.length === 0) return
  const orderIds = orders.map(({ id }) => id)
  const { id } = await transact(database, maker, (tx) => collectBatch(tx, { channel: 'file', orderIds }))
  const folder = await mkdtemp(join(tmpdir(), 'duixian-seed-'))
  try {
    await exportBatch(database, maker, id, { path: join(folder, 'batch.csv'), format: 'csv' })
    const sender = desk.occasion('payer2', now)
    await transact(database, sender, (tx) => sendBatch(tx, id))
    await followBatch(database, { ...sender, effects }, id)
    const later = new Date(now.getTime() + DAY)
    const path = join(folder, '示例银行回单.csv')
    const answers = orders.map(({ number, amountFen, caseId }) => {
      const said = unknown.includes(caseId) ? ['待查', '收款行没有回执'] : ['成功', '']
      return [number, said[0], yuanText(amountFen), dayInChina(now), said[1]].join(',')
    })
    await writeFile(path, ['支付单号,结果,金额（元）,时间,原因', ...answers].join('\r\n'))
    await importResults(database, desk.occasion('payer2', later), path)
    await followBank(database, later, effects)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
