// Where an enterprise's money goes: it says so itself, the latest word counts, and only those who pay see the number.
import { desc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { record } from '../audit/record.ts'
import { payeeAccount } from '../db/tables.ts'
import { codeOf, type Transaction } from '../db/transact.ts'
import { inWords } from '../payments/problem.ts'
import { subjectRow } from '../subjects/statement.ts'
import { GrantingError } from './problem.ts'

export type NewPayee = {
  readonly subject: number
  /** As the bank keeps it. */
  readonly name: string
  readonly bank: string
  readonly account: string
}

const ACCOUNT = /^[0-9A-Za-z-]{4,40}$/
const textOf = (text: string): string => text.normalize('NFKC').trim()

/** For who may act on the account (scope `account`). An enterprise's account is in its own name. Throws GrantingError. */
export async function confirmPayee(tx: Transaction, given: NewPayee): Promise<{ readonly id: number }> {
  const [name, bank] = [textOf(given.name), textOf(given.bank)]
  const account = given.account.replace(/\s/g, '')
  const { kind, name: own } = await subjectRow(tx, given.subject)
  if (bank === '' || !ACCOUNT.test(account))
    throw new GrantingError('no_account', '请写明开户银行和账号，账号是 4 到 40 位数字、字母或短横')
  if (name === '' || (kind === '企业' && name !== textOf(own)))
    throw new GrantingError('no_account', `户名「${name}」与企业名称「${own}」不同，请填企业自己的账户`)
  // As it is registered, not as it was typed: full and half width are the same name.
  const values = { subjectId: given.subject, name: kind === '企业' ? own : name, bank, account }
  const saving = tx.insert(payeeAccount).values(values).returning({ id: payeeAccount.id })
  const [row] = await saving.catch((error: unknown) => {
    if (codeOf(error) !== '42501') throw error
    throw new GrantingError('not_yours', '您没有确认收款账户的授权，请由企业负责人授权后再来', {
      cause: error,
    })
  })
  if (!row) throw new Error('nothing was inserted')
  const content = { subject: given.subject, name: values.name, bank, account: `****${account.slice(-4)}` }
  await record(tx, { act: 'payee.confirm', object: `subject ${given.subject}`, content })
  return row
}

export type MaskedPayee = {
  readonly name: string
  readonly bank: string
  readonly maskedAccount: string
  readonly confirmedAt: Date
}

/** The account that counts, all but its last digits hidden; undefined where none was confirmed. */
export async function knownPayee(tx: Transaction, subject: number): Promise<MaskedPayee | undefined> {
  const { name, bank, maskedAccount, confirmedAt } = payeeAccount
  const [last] = await tx
    .select({ name, bank, maskedAccount, confirmedAt })
    .from(payeeAccount)
    .where(eq(payeeAccount.subjectId, subject))
    .orderBy(desc(payeeAccount.id))
    .limit(1)
  return last
}

const payeeSchema = z.object({ name: z.string(), bank: z.string(), account: z.string() })

export type Payee = z.infer<typeof payeeSchema>

/** The whole account that counts, for those who pay. Throws GrantingError `no_account`. */
export async function payeeOf(tx: Transaction, subject: number): Promise<Payee> {
  const { rows } = await inWords(tx.execute(sql`SELECT name, bank, account FROM payee_of(${subject})`))
  const read = payeeSchema.safeParse(rows[0])
  if (read.success) return read.data
  throw new GrantingError(
    'no_account',
    '企业还没有确认收款账户，请企业负责人或有收款账户授权的人先确认，再开支付单',
  )
}
