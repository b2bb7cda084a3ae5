// What an act does to the papers of the case itself: correction, publicity, objections, appeals.
import { and, eq, isNull } from 'drizzle-orm'
import type { Effect } from '../approval/path.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { addWorkingDays } from '../clock/workingDays.ts'
import { appeal, correctionNotice, objection, publicity } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { openPublicity } from './circumstances.ts'
import type { OwnEffect, Performed } from './effects.ts'
import type { LoadedCase } from './loadCase.ts'

type Doing = { readonly loaded: LoadedCase; readonly performed: Performed; readonly now: Date }

const OWN: Readonly<Record<OwnEffect, (tx: Transaction, doing: Doing) => Promise<void>>> = {
  use_correction: tellCorrection,
  open_publicity: publish,
  open_objection: enterObjection,
  settle_objection: (tx, doing) => settle(tx, doing, 'dismissed'),
  uphold_objection: async (tx, doing) => {
    await settle(tx, doing, 'upheld')
    await tx.update(publicity).set({ voidedAt: doing.now }).where(openOf(doing))
  },
  close_publicity: async (tx, doing) => {
    await tx.update(publicity).set({ closedAt: doing.now }).where(openOf(doing))
  },
  open_appeal: enterAppeal,
  close_appeal: (tx, doing) =>
    settleAppeal(tx, doing, doing.performed.act.by === 'applicant' ? 'withdrawn' : 'dismissed'),
  uphold_appeal: (tx, doing) => settleAppeal(tx, doing, 'upheld'),
}

export const isOwn = (effect: Effect): effect is OwnEffect => effect in OWN

export async function performOwn(tx: Transaction, effect: OwnEffect, doing: Doing): Promise<void> {
  await OWN[effect](tx, doing)
}

const openOf = ({ loaded }: Doing) =>
  and(eq(publicity.caseId, loaded.row.id), isNull(publicity.closedAt), isNull(publicity.voidedAt))

async function tellCorrection(tx: Transaction, { loaded, performed, now }: Doing): Promise<void> {
  const { days } = loaded.path.steps.find((each) => each.id === performed.act.to) ?? {}
  const due = addWorkingDays(dayInChina(now), days ?? 0)
  const items = [...(performed.input.corrections ?? [])]
  await tx.insert(correctionNotice).values({ caseId: loaded.row.id, items, dueOn: due.day })
}

async function publish(tx: Transaction, { loaded, now }: Doing): Promise<void> {
  const workingDays = loaded.setting.publicityDays
  const { day: closesOn, holidaysKnown } = addWorkingDays(dayInChina(now), workingDays)
  await tx.insert(publicity).values({ caseId: loaded.row.id, workingDays, closesOn, holidaysKnown })
}

async function enterObjection(tx: Transaction, { loaded, performed }: Doing): Promise<void> {
  const open = await openPublicity(tx, loaded.row.id)
  const { objection: said } = performed.input
  if (!open || !said) throw new Error(`办件 ${loaded.row.number} 没有进行中的公示`)
  const { name: byName, contact, content } = said
  const about = { caseId: loaded.row.id, publicityId: open.id, requestKey: performed.input.key }
  await tx.insert(objection).values({ ...about, byName, contact, content })
}

/** All that are open: those who objected to the same publicity get the same answer. */
async function settle(
  tx: Transaction,
  { loaded, performed, now }: Doing,
  settled: 'dismissed' | 'upheld',
): Promise<void> {
  const settledBy = performed.who.kind === 'person' ? performed.who.person : null
  const settledWhy = performed.input.reason?.text ?? ''
  await tx
    .update(objection)
    .set({ settled, settledBy, settledWhy, settledAt: now })
    .where(and(eq(objection.caseId, loaded.row.id), isNull(objection.settled)))
}

async function enterAppeal(tx: Transaction, { loaded, performed }: Doing): Promise<void> {
  const { id: caseId, number, state } = loaded.row
  const content = performed.input.appeal?.trim()
  if (!content || (state !== 'not_accepted' && state !== 'refused'))
    throw new Error(`办件 ${number} 没有可以申诉的决定`)
  await tx.insert(appeal).values({ caseId, against: state, content })
}

/** Who and when the database says (0021-appeals.sql). */
async function settleAppeal(
  tx: Transaction,
  { loaded, performed }: Doing,
  settled: 'upheld' | 'dismissed' | 'withdrawn',
): Promise<void> {
  const settledWhy = performed.input.reason?.text ?? ''
  const done = await tx
    .update(appeal)
    .set({ settled, settledWhy })
    .where(and(eq(appeal.caseId, loaded.row.id), isNull(appeal.settled)))
    .returning({ id: appeal.id })
  if (done.length !== 1) throw new Error(`办件 ${loaded.row.number} 没有待答复的申诉`)
}
