// An officer and the number of a publicity → the 公示 of everything published with it, as .docx; that it was made is
// logged with its hash.
import { sql } from 'drizzle-orm'
import type { Program } from '#lang'
import { sha256 } from '../audit/canonical.ts'
import { record } from '../audit/record.ts'
import { CaseError } from '../cases/problem.ts'
import type { Database } from '../db/openDatabase.ts'
import { type Occasion, transact } from '../db/transact.ts'
import { publicityNotice } from '../office/publicityNotice.ts'
import { clauseOf } from './clauseOf.ts'
import { publicised } from './publicised.ts'

export type MadePaper = { readonly name: string; readonly bytes: Buffer }

/** With it: the same item and district, opened on the same day, ending on the same day. Throws CaseError `unknown_case`. */
export async function makePublicityNotice(
  database: Database,
  occasion: Occasion,
  program: Program,
  number: string,
): Promise<MadePaper> {
  return transact(database, occasion, async (tx) => {
    const [asked] = await publicised(tx, sql`notice.number = ${number}`)
    if (!asked) throw new CaseError('unknown_case', `没有公示 ${number}，或者它不由您办理；请从办件进入`)
    const { policy, item, district, openedOn, closesOn } = asked
    // What an objection has undone is no longer published.
    const rows = await publicised(
      tx,
      sql`here.policy = ${policy} AND here.item = ${item} AND here.district = ${district}
        AND (notice.opened_at AT TIME ZONE 'Asia/Shanghai')::date = ${openedOn}::date
        AND notice.closes_on = ${closesOn}::date AND notice.voided_at IS NULL`,
    )
    if (rows.length === 0)
      throw new CaseError('unknown_case', `公示 ${number} 已因异议成立作废，请等重新公示后再制作`)
    const clause = clauseOf(program, asked)
    const bytes = await publicityNotice(clause, rows)
    const content = { ...{ notices: rows.map((each) => each.number), sha256: sha256(bytes) } }
    await record(tx, { act: 'paper.publicity', object: `publicity ${number}`, content })
    return { name: `公示-${clause.title}-${openedOn}.docx`, bytes }
  })
}
