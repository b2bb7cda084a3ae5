// The system administrator closes a department on which nothing hangs any more, or opens it again.
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { department } from '../db/tables.ts'
import { type Transaction, transact } from '../db/transact.ts'
import { IdentityError, orRefuse } from './problem.ts'

/** Throws IdentityError `unknown-department`, or `department-needed` with what must be done first. */
export function closeDepartment(
  database: Database,
  now: Date,
  admin: number,
  id: string,
  closed: boolean,
): Promise<void> {
  const done = transact(database, { actor: { kind: 'person', person: admin }, now }, async (tx) => {
    if (closed) await requireUnused(tx, id)
    const closedAt = closed ? now : null
    const changed = await tx.update(department).set({ closedAt }).where(eq(department.id, id)).returning()
    if (changed.length === 0) throw new IdentityError('unknown-department', `没有编号为「${id}」的部门。`)
    const act = closed ? 'close-department' : 'reopen-department'
    await record(tx, { act, object: `department ${id}`, content: {} })
  })
  // Somebody was entered between the question and the change.
  return orRefuse(done, { department_needed: ['department-needed', '刚有人使用了这个部门，请刷新后再看。'] })
}

const WORDS: Readonly<Record<string, string>> = {
  duty: '还有人在这里任职，请安全管理员先终止这些岗位',
  api_token: '还有接口令牌由它负责，请安全管理员先作废',
  item_setting: '还有事项由它办理，请先把事项设置改到其他部门',
  support_case: '还有没有办结或还在申诉期内的件，请先办结',
}

const usesSchema = z.array(z.object({ uses: z.array(z.string()) }))

async function requireUnused(tx: Transaction, id: string): Promise<void> {
  const { rows } = await tx.execute(sql`SELECT department_uses(${id}) AS uses`)
  const uses = usesSchema.parse(rows).flatMap((each) => each.uses)
  if (uses.length === 0) return
  const words = uses.map((each) => WORDS[each] ?? each)
  throw new IdentityError('department-needed', `这个部门还不能撤销：${words.join('；')}。`)
}
