// A case → what ties it to other cases and to its moment: one spending asked for twice, an item cut into pieces, people
// and accounts that two applicants share, an enterprise born just before the window.
import { and, desc, eq, sql } from 'drizzle-orm'
import { dayInChina } from '../clock/dayInChina.ts'
import { department, fact } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { yuanText } from '../payments/fen.ts'
import type { LoadedCase } from './loadCase.ts'
import type { Sign } from './sign.ts'

/** Days between founding and the window within which an auditor asks what the enterprise was founded for. */
const NEWLY = 180
const DAY = 86_400_000

export async function tieSigns(tx: Transaction, loaded: LoadedCase): Promise<Sign[]> {
  return [
    ...(await sameExpenditure(tx, loaded)),
    ...(await sharedTies(tx, loaded.row.id)),
    ...(await newlyFounded(tx, loaded)),
  ]
}

type Same = {
  readonly why: 'element' | 'sum' | 'split'
  readonly other_number: string
  readonly other_lead: string
  readonly year: number
  readonly fen: string | null
}

async function sameExpenditure(tx: Transaction, { row }: LoadedCase): Promise<Sign[]> {
  const { rows } = await tx.execute<Same>(sql`
    SELECT why, other_number, COALESCE(department.name, other_lead) AS other_lead, year, fen::text
    FROM same_expenditure(${row.id}) LEFT JOIN ${department} ON department.id = other_lead`)
  return rows.map((each) => expenditureSign(row.element, each))
}

function expenditureSign(element: string, { why, year, fen, ...other }: Same): Sign {
  const number = other.other_number
  const where = `同一企业的办件 ${number}（${other.other_lead}，${year}年度）`
  switch (why) {
    case 'element':
      return { kind: 'same_expenditure', what: element, other: number, text: `${where}申报的也是这个项目` }
    case 'sum': {
      const sum = fen === null ? '' : `，都是 ${yuanText(Number(fen))} 元`
      return { kind: 'same_expenditure', what: '发票合计金额', other: number, text: `与${where}相同${sum}` }
    }
    case 'split':
      return {
        ...{ kind: 'split', what: '同一事项分项申报', other: number },
        text: `${where}申报了同一事项的另一项`,
      }
  }
}

async function sharedTies(tx: Transaction, caseId: number): Promise<Sign[]> {
  const { rows } = await tx.execute<{ why: 'person' | 'account'; what: string; other_number: string }>(
    sql`SELECT why, what, other_number FROM shared_ties(${caseId})`,
  )
  return rows.map(
    ({ why, what, other_number: other }): Sign =>
      why === 'person'
        ? { kind: 'shared_person', what, other, text: `也为办件 ${other} 的申报企业办理` }
        : { kind: 'shared_account', what: `收款账户 ${what}`, other, text: `与办件 ${other} 的申报企业相同` },
  )
}

async function newlyFounded(tx: Transaction, { row, setting }: LoadedCase): Promise<Sign[]> {
  const [said] = await tx
    .select({ value: sql<string>`${fact.value} #>> '{}'` })
    .from(fact)
    .where(and(eq(fact.subjectId, row.subjectId), eq(fact.name, 'establishmentDate')))
    .orderBy(desc(fact.id))
    .limit(1)
  const founded = Date.parse(`${said?.value ?? ''}T00:00:00Z`)
  if (Number.isNaN(founded)) return []
  const applied = dayInChina(row.submittedAt ?? row.openedAt)
  const from = setting.opensOn ?? applied
  const days = Math.round((Date.parse(`${from}T00:00:00Z`) - founded) / DAY)
  if (days > NEWLY) return []
  const before = setting.opensOn === null ? '申报' : '申报期开始'
  const apart = days >= 0 ? `距${before}（${from}）${days} 天` : `在${before}（${from}）之后`
  return [{ kind: 'newly_founded', what: '成立日期', text: `企业成立于 ${said?.value}，${apart}` }]
}
