// A case → what an auditor would look at, each as evidence that can be looked up and answered, never as a score. What
// the data cannot show is left out, not taken for a good sign.
import { eq, sql } from 'drizzle-orm'
import { dayInChina } from '../clock/dayInChina.ts'
import { evidence } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import type { LoadedCase } from './loadCase.ts'
import type { Sign } from './sign.ts'
import { tieSigns } from './tieSigns.ts'

/** Facts that two applicants do not normally share, by their English names; those that no one has said show nothing. */
const PERSONAL_FACTS = ['contactPhone', 'bankAccount', 'registeredAddress']

/** `facts`: which facts to compare with those of other applicants. */
export async function signsOf(
  tx: Transaction,
  loaded: LoadedCase,
  facts: readonly string[] = PERSONAL_FACTS,
): Promise<Sign[]> {
  const { id } = loaded.row
  return [
    ...(await seenBefore(tx, id)),
    ...(await datesOutside(tx, loaded)),
    ...(await sameFacts(tx, id, facts)),
    ...(await tieSigns(tx, loaded)),
  ]
}

async function seenBefore(tx: Transaction, caseId: number): Promise<Sign[]> {
  const { rows } = await tx.execute<{
    evidence_id: string
    name: string
    invoice_number: string | null
    by_invoice: boolean
    other_number: string
    other_lead: string
    same_subject: boolean
    other_at: string
  }>(sql`
    SELECT evidence.id::text AS evidence_id, evidence.name, evidence.invoice_number, by_invoice, other_number, department.name AS other_lead,
      same_subject, other_at::text
    FROM evidence_seen_before(${caseId}) AS seen JOIN evidence ON evidence.id = seen.evidence_id
      JOIN department ON department.id = seen.other_lead`)
  return rows.map((each): Sign => {
    const whose = each.same_subject ? '同一企业' : '另一企业'
    const where = `${whose}在办件 ${each.other_number}（${each.other_lead}）中也提交过`
    const about = { what: each.name, other: each.other_number, evidence: Number(each.evidence_id) }
    return each.by_invoice
      ? { kind: 'invoice_seen', ...about, text: `发票号码 ${each.invoice_number}，${where}` }
      : { kind: 'file_seen', ...about, text: `同一份文件，${where}` }
  })
}

async function datesOutside(tx: Transaction, { row }: LoadedCase): Promise<Sign[]> {
  const files = await tx.select().from(evidence).where(eq(evidence.caseId, row.id))
  return files.flatMap(({ id, name, invoiceDate, putAt }): Sign[] => {
    if (invoiceDate === null) return []
    const about = { kind: 'date_outside' as const, what: name, evidence: id }
    if (invoiceDate > dayInChina(putAt))
      return [{ ...about, text: `开票日期 ${invoiceDate} 晚于提交日期 ${dayInChina(putAt)}` }]
    if (Number(invoiceDate.slice(0, 4)) !== row.year)
      return [{ ...about, text: `开票日期 ${invoiceDate} 不在${row.year}年度内` }]
    return []
  })
}

async function sameFacts(tx: Transaction, caseId: number, facts: readonly string[]): Promise<Sign[]> {
  const names = sql`ARRAY[${sql.join(
    facts.map((each) => sql`${each}`),
    sql`, `,
  )}]::text[]`
  const { rows } = await tx.execute<{ name: string; value: unknown; other_number: string }>(
    sql`SELECT name, value, other_number FROM same_facts(${caseId}, ${names})`,
  )
  return rows.map(({ name, value, other_number: other }) => ({
    ...{ kind: 'same_fact' as const, what: name, other },
    text: `与办件 ${other} 的申报企业相同：${typeof value === 'string' ? value : JSON.stringify(value)}`,
  }))
}
