// Somebody of the public and a notice number → an objection; the case stops until it is settled.
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { stepOf } from '../approval/path.ts'
import { record } from '../audit/record.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Database } from '../db/openDatabase.ts'
import { objection, publicity } from '../db/tables.ts'
import { JOB, type Transaction, transact } from '../db/transact.ts'
import { actWithin } from './actOn.ts'
import type { Acting } from './effects.ts'
import { type LoadedCase, lockCase } from './loadCase.ts'
import { CaseError } from './problem.ts'

const objectionSchema = z.strictObject({
  /** Made once by whoever sends it. */
  key: z.string().min(1),
  name: z.string().trim().min(1).max(100),
  contact: z.string().trim().min(1).max(200),
  content: z.string().trim().min(1).max(5000),
})

type Said = z.output<typeof objectionSchema>

/** The number by which whoever objected can ask for the answer. Throws CaseError `no_text` or `not_in_publicity`. */
export async function registerObjection(
  database: Database,
  occasion: Pick<Acting, 'now' | 'effects'>,
  notice: string,
  input: z.input<typeof objectionSchema>,
): Promise<string> {
  const parsed = objectionSchema.safeParse(input)
  if (!parsed.success) throw new CaseError('no_text', '异议要写明提出人、联系方式和内容，请补齐')
  return transact(database, { actor: JOB, now: occasion.now }, async (tx) => {
    await register(tx, { ...occasion, who: { kind: 'public' } }, notice, parsed.data)
    return receiptOf(tx, notice, parsed.data.key)
  })
}

/** YY2026000012; only for the publicity that the request named, so that nobody learns of another's objection. */
async function receiptOf(tx: Transaction, notice: string, key: string): Promise<string> {
  const [entered] = await tx
    .select({ id: objection.id, raisedAt: objection.raisedAt })
    .from(objection)
    .innerJoin(publicity, eq(publicity.id, objection.publicityId))
    .where(and(eq(objection.requestKey, key), eq(publicity.number, notice)))
  if (!entered) throw new CaseError('not_in_publicity', '这个请求编号已用于另一个公示，请刷新页面后重新提交')
  return `YY${dayInChina(entered.raisedAt).slice(0, 4)}${String(entered.id).padStart(6, '0')}`
}

async function register(tx: Transaction, acting: Acting, notice: string, said: Said): Promise<void> {
  const [known] = await tx.select().from(publicity).where(eq(publicity.number, notice))
  const loaded = known && (await lockCase(tx, known.caseId))
  if (!loaded) throw new CaseError('not_in_publicity', `没有公示 ${notice}，请核对公示编号`)
  const [again] = await tx.select().from(objection).where(eq(objection.requestKey, said.key))
  if (again) return
  const [open] = await tx.select().from(publicity).where(eq(publicity.number, notice))
  if (!open || open.closedAt !== null || open.voidedAt !== null || open.closesOn < dayInChina(acting.now))
    throw new CaseError('not_in_publicity', '公示已经结束；仍有意见的，请向牵头部门或监督部门反映')

  const { key, name, contact, content } = said
  const act = objectingAct(loaded)
  if (act !== undefined) {
    const input = { key, version: loaded.row.version, objection: { name, contact, content } }
    const acted = await actWithin(tx, acting, loaded.row.id, act, input)
    if (acted.kind === 'refused')
      throw new CaseError('not_in_publicity', acted.why.map((each) => each.text).join('；'))
    return
  }
  // Another one has stopped the case already: this one is settled together with it.
  const about = { caseId: loaded.row.id, publicityId: open.id, requestKey: key }
  await tx.insert(objection).values({ ...about, byName: name, contact, content })
  // Rows of the log leave the house in audit bundles; who objected does not.
  await record(tx, { act: 'case.object', object: `case ${loaded.row.id}`, content: { key, content } })
}

function objectingAct({ path, row }: LoadedCase): string | undefined {
  return stepOf(path, row.step).acts.find((each) => each.does.includes('open_objection'))?.id
}
