// A name and a credit code → a new subject, unless the code cannot be right or the subject is already there.

import { and, eq, isNull, sql } from 'drizzle-orm'
import { creditCodeProblem, normalizeCreditCode, subjectKinds, type Vocabulary } from '#lang'
import { record } from '../audit/record.ts'
import { subject } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { SubjectError } from './problem.ts'

export type Registration = {
  readonly kind: string
  readonly name: string
  /** Enterprises must have one; others may. */
  readonly creditCode?: string
  readonly district?: string
}

type Wanted = {
  readonly kind: string
  readonly name: string
  readonly creditCode?: string | undefined
  readonly district?: string | undefined
}

/** Runs as the process itself. Returns the subject's number; throws SubjectError. */
export async function registerSubject(
  tx: Transaction,
  vocabulary: Vocabulary,
  registration: Registration,
): Promise<number> {
  const { kind } = registration
  const name = registration.name.normalize('NFKC').trim()
  if (name === '') throw new SubjectError('name', '缺少名称，请按营业执照填写全称')
  requireKind(kind, vocabulary)
  return addSubject(tx, { ...registration, name, creditCode: checkedCode(registration) })
}

/** Adds what has been checked, unless it is there. Made-up subjects have no code. */
export async function addSubject(tx: Transaction, wanted: Wanted): Promise<number> {
  await requireNew(tx, wanted)
  const { kind, name, creditCode, district } = wanted
  const values = { kind, name, ...(creditCode ? { creditCode } : {}), ...(district ? { district } : {}) }
  const [row] = await tx.insert(subject).values(values).onConflictDoNothing().returning({ id: subject.id })
  if (!row) throw duplicate(`统一社会信用代码 ${creditCode ?? ''}`)
  await record(tx, { act: 'register-subject', object: `subject ${row.id}`, content: values })
  return row.id
}

function requireKind(kind: string, vocabulary: Vocabulary): void {
  const declared = [...vocabulary.facts, ...vocabulary.collections].flatMap((each) =>
    subjectKinds(each.subject),
  )
  const kinds = new Set(['企业', ...declared])
  if (!kinds.has(kind))
    throw new SubjectError('kind', `没有主体类型「${kind}」，可用：${[...kinds].join('、')}`)
}

function checkedCode({ kind, creditCode }: Registration): string | undefined {
  if (creditCode === undefined || creditCode.trim() === '') {
    if (kind !== '企业') return undefined
    throw new SubjectError('credit_code', '缺少统一社会信用代码，请按营业执照填写18位代码')
  }
  const code = normalizeCreditCode(creditCode)
  const problem = creditCodeProblem(code)
  if (!problem) return code
  const why = {
    length: `应为18位，得到的是${code.length}位`,
    character: '含有不允许的字符（不用 I、O、S、V、Z）',
    check: `校验位不符，末位应为 ${problem.expected ?? ''}`,
  }[problem.kind]
  throw new SubjectError('credit_code', `统一社会信用代码「${code}」${why}，请对照营业执照核对`)
}

/** Without a code, the same kind, name and district are the same subject. */
async function requireNew(tx: Transaction, { kind, name, creditCode, district }: Wanted): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('register'), hashtext(${creditCode ?? name}))`)
  const place = district === undefined ? isNull(subject.district) : eq(subject.district, district)
  const same =
    creditCode === undefined
      ? and(eq(subject.kind, kind), eq(subject.name, name), place)
      : eq(subject.creditCode, creditCode)
  const [found] = await tx.select().from(subject).where(same)
  if (found)
    throw duplicate(creditCode === undefined ? `「${name}」` : `统一社会信用代码 ${creditCode}`, found.name)
}

function duplicate(what: string, name?: string): SubjectError {
  const whose = name === undefined ? '' : `（${name}）`
  return new SubjectError('duplicate', `${what}已经登记${whose}，不用再登记；要为它办事，请由它的管理员授权`)
}
