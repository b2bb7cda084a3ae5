// The departments in which a person works → their opinion templates, and for one case the same with its words filled in.
import { asc, eq, isNull } from 'drizzle-orm'
import { type Program, yuanToFen } from '#lang'
import { findingOf } from '../cases/findingOf.ts'
import { requireCase } from '../cases/loadCase.ts'
import type { Database } from '../db/openDatabase.ts'
import { department, opinionTemplate, subject } from '../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../db/transact.ts'
import { standingDecision } from '../decisions/decision.ts'
import { yuanDigits } from '../office/moneyWords.ts'
import { clauseOf } from './clauseOf.ts'
import { type Filled, fillIn, type Placeholder } from './placeholders.ts'

export type Template = {
  readonly id: number
  readonly department: { readonly id: string; readonly name: string }
  readonly title: string
  readonly content: string
  readonly version: number
}

/** Those in use, by department and title. */
export async function listOpinionTemplates(database: Database, occasion: Occasion): Promise<Template[]> {
  return transact(database, occasion, templatesOf)
}

async function templatesOf(tx: Transaction): Promise<Template[]> {
  const { id, title, content, version } = opinionTemplate
  return tx
    .select({ ...{ id, title, content, version }, department: { id: department.id, name: department.name } })
    .from(opinionTemplate)
    .innerJoin(department, eq(department.id, opinionTemplate.departmentId))
    .where(isNull(opinionTemplate.retiredAt))
    .orderBy(asc(department.id), asc(title))
}

export type FilledTemplate = { readonly id: number; readonly title: string } & Filled

/** Throws CaseError `unknown_case`. */
export async function filledTemplates(
  database: Database,
  occasion: Occasion,
  program: Program,
  caseId: number,
): Promise<FilledTemplate[]> {
  return transact(database, occasion, async (tx) => {
    const values = await valuesOf(tx, occasion.now, program, caseId)
    const templates = await templatesOf(tx)
    return templates.map(({ id, title, content }) => ({ id, title, ...fillIn(content, values) }))
  })
}

async function valuesOf(
  tx: Transaction,
  now: Date,
  program: Program,
  caseId: number,
): Promise<Partial<Record<Placeholder, string>>> {
  const loaded = await requireCase(tx, caseId)
  const { row } = loaded
  const [firm] = await tx.select({ name: subject.name }).from(subject).where(eq(subject.id, row.subjectId))
  const { title, document, article } = clauseOf(program, row)
  return {
    ...{ 企业名称: firm?.name ?? '', 办件编号: row.number, 事项: title, 年度: `${row.year}年度` },
    ...{
      文件: document,
      条款: article === '' ? '' : `“${article}”`,
      金额: await amountOf(tx, now, program, caseId, row),
    },
  }
}

/** As decided; before that as the rules have it with what is known now. */
async function amountOf(
  tx: Transaction,
  now: Date,
  program: Program,
  caseId: number,
  row: { readonly subjectId: number; readonly policy: string; readonly item: string },
): Promise<string> {
  const decision = await standingDecision(tx, caseId)
  if (decision) return `${yuanDigits(Number(decision.frozen.award))}元`
  const { subjectId, policy, item } = row
  const finding = await findingOf(tx, program, { subject: subjectId, policy, item }, now)
  if (finding?.outcome !== 'eligible') return ''
  const { amount } = finding
  if (amount.kind === 'exact') return `${yuanDigits(Number(yuanToFen(amount.yuan)))}元`
  return amount.kind === 'upper_bound' ? `最高${yuanDigits(Number(yuanToFen(amount.yuan)))}元` : ''
}
