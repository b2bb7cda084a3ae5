// A department's words for an opinion → a template, new or changed, or no longer offered.
import { and, eq, isNull, sql } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import { CaseError, orRefuse, type Refusals } from '../cases/problem.ts'
import type { Database } from '../db/openDatabase.ts'
import { opinionTemplate } from '../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../db/transact.ts'
import { PLACEHOLDERS, unknownPlaceholders } from './placeholders.ts'

type Words = { readonly title: string; readonly content: string }

export type NewTemplate = Words & { readonly department: string }
/** `version`: that of the template on the screen. */
export type ChangedTemplate = Words & { readonly id: number; readonly version: number }

const NOT_YOURS = '意见模板由本部门的经办、复核、审批岗或领导制作，请选择自己的部门'
const REFUSALS: Refusals = {
  '42501': ['not_yours', NOT_YOURS],
  '23503': ['not_yours', NOT_YOURS],
  one_title_of_template: ['wrong_template', '本部门已有同名的模板，请换一个名称，或修改原来那份'],
}

/** Throws CaseError `wrong_template` or `not_yours`. */
export async function newOpinionTemplate(
  database: Database,
  occasion: Occasion,
  { department, title, content }: NewTemplate,
): Promise<number> {
  requireKnown(content)
  return transact(database, occasion, async (tx) => {
    const adding = tx.insert(opinionTemplate).values({ departmentId: department, title, content }).returning()
    const [added] = await orRefuse(adding, REFUSALS)
    if (!added) throw new Error('nothing was inserted')
    await log(tx, 'opinion-template.new', added.id, { department, title, content })
    return added.id
  })
}

/** Throws CaseError `unknown_template`, `stale_template` or `wrong_template`. */
export async function changeOpinionTemplate(
  database: Database,
  occasion: Occasion,
  { id, version, title, content }: ChangedTemplate,
): Promise<void> {
  requireKnown(content)
  await transact(database, occasion, async (tx) => {
    await requireVersion(tx, id, version)
    await update(tx, id, { title, content })
    await log(tx, 'opinion-template.change', id, { title, content })
  })
}

/** Throws CaseError `unknown_template`. */
export async function retireOpinionTemplate(
  database: Database,
  occasion: Occasion,
  id: number,
): Promise<void> {
  await transact(database, occasion, async (tx) => {
    await requireVersion(tx, id)
    await update(tx, id, { retiredAt: occasion.now })
    await log(tx, 'opinion-template.retire', id, {})
  })
}

function requireKnown(content: string): void {
  const [unknown] = unknownPlaceholders(content)
  if (unknown === undefined) return
  const known = PLACEHOLDERS.map((each) => `{${each}}`).join('、')
  throw new CaseError('wrong_template', `没有可以填入的「{${unknown}}」，可用的有${known}，请改正`)
}

async function requireVersion(tx: Transaction, id: number, version?: number): Promise<void> {
  const [found] = await tx
    .select({ version: opinionTemplate.version })
    .from(opinionTemplate)
    .where(and(eq(opinionTemplate.id, id), isNull(opinionTemplate.retiredAt)))
    .for('update')
  if (!found) throw new CaseError('unknown_template', '没有这份意见模板，或者它不是您部门的；请刷新后再看')
  if (version !== undefined && found.version !== version)
    throw new CaseError('stale_template', '这份模板刚有人改过，请刷新后再改，以免盖掉别人的改动')
}

async function update(
  tx: Transaction,
  id: number,
  change: Partial<typeof opinionTemplate.$inferInsert>,
): Promise<void> {
  const stamp = { version: sql`${opinionTemplate.version} + 1`, changedAt: sql`act_time()` }
  const updating = tx
    .update(opinionTemplate)
    .set({ ...change, ...stamp, changedBy: sql`acting_person()` })
    .where(eq(opinionTemplate.id, id))
    .returning({ id: opinionTemplate.id })
  const [updated] = await orRefuse(updating, REFUSALS)
  if (!updated) throw new CaseError('not_yours', NOT_YOURS)
}

async function log(tx: Transaction, act: string, id: number, content: object): Promise<void> {
  await record(tx, { act, object: `opinion_template ${id}`, content })
}
