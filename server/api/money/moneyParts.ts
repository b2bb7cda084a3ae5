// What the calls about money share: who may look, who may act, and how amounts are written.
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Effects } from '../../cases/effects.ts'
import type { Database } from '../../db/openDatabase.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import type { Role } from '../../identity/rights.ts'
import type { Bank } from '../../payments/bank.ts'
import { fenOf, yuanText } from '../../payments/fen.ts'
import { OFFICERS } from '../caseParts.ts'
import { errorResponse, RequestError } from '../errors.ts'
import { currentPerson } from '../visitor.ts'

export type MoneyParts = {
  readonly database: Database
  readonly clock: () => Date
  /** What moves cases when the bank was told, and when it answered. */
  readonly effects: Effects
  /** A bank that is told directly; without it files are brought to it. */
  readonly bank?: Bank
}

/** The same duties as the rights of the rows (migrations/0003-money.sql); the database refuses in any case. */
export const LOOKERS: readonly Role[] = OFFICERS
export const BATCH_LOOKERS: readonly Role[] = ['payer', 'auditor', 'leader']
export const FILE_LOOKERS: readonly Role[] = ['payer', 'auditor']
export const BUDGETERS: readonly Role[] = ['approver', 'leader']

export const refusals = { 401: errorResponse('没有登录'), 403: errorResponse('没有这个岗位') }

export function occasionOf(
  { clock }: MoneyParts,
  c: Context,
): Occasion & { readonly actor: { readonly person: number } } {
  return { actor: { kind: 'person', person: currentPerson(c).person.id }, now: clock() }
}

/** One transaction with the rights of the person who asks. */
export function asPerson<T>(
  parts: MoneyParts,
  c: Context,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return transact(parts.database, occasionOf(parts, c), work)
}

/** Exact to the 分. */
export const yuan = z.string().openapi({ example: '480000.00', description: '元，到分' })

export const inYuan = yuanText

/** 元 as a person writes them → whole 分; `cut` lets amounts below zero through. */
export function yuanField(what: string, cut = false) {
  return z
    .string(`${what}应为文本，例如 480000.00`)
    .max(20, `${what}太长`)
    .refine((text) => fenOf(text) !== undefined, { error: `${what}写到分，例如 480000.00` })
    .transform((text) => fenOf(text) ?? 0)
    .refine((fen) => fen !== 0 && (cut || fen > 0), { error: `${what}应大于零` })
    .openapi({ type: 'string', example: '480000.00' })
}

export const doneWithId = z.object({ id: z.int() }).openapi('MoneyDone')

/** Part of a long list: rows after the number `after`. */
export const paging = {
  after: z.coerce.number().int().positive().optional().openapi({ description: '从上一页的 next 之后开始' }),
  size: z.coerce.number().int().min(1, '每页至少一条').max(500, '每页最多 500 条').default(50),
}

export type Paging = { readonly after?: number | undefined; readonly size: number }

export function pageOf({ after, size }: Paging): { readonly after?: number; readonly size: number } {
  // One more than shown tells whether there is a next page.
  return after === undefined ? { size: size + 1 } : { after, size: size + 1 }
}

/** The rows of a page, and where the next one begins. */
export function paged<T>(
  rows: readonly T[],
  size: number,
  place: (row: T) => number,
): { rows: readonly T[]; next?: number } {
  const last = rows[size - 1]
  if (rows.length <= size || last === undefined) return { rows }
  return { rows: rows.slice(0, size), next: place(last) }
}

export function noBank(): RequestError {
  return new RequestError(
    'no-bank',
    '这个系统没有直连银行：请用银行文件支付，导入银行回单，或登记向银行查询到的结果。',
  )
}
