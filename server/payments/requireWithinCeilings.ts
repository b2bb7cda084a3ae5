// A grant that is about to be decided → nothing, or which ceiling it would break, with what was granted before.
import { sql } from 'drizzle-orm'
import type { Transaction } from '../db/transact.ts'
import { yuanText } from './fen.ts'
import { inWords, MoneyError } from './problem.ts'

/** An item as ceilings count it: the document's number and the item's title. */
type ItemKey = { readonly policy: string; readonly item: string }

/** A ceiling as the rules state it; `year`: only grants of that year count, absent: all that ever were. */
export type Ceiling = { readonly clause: string; readonly year?: number } & (
  | { readonly kind: 'item'; readonly item: ItemKey; readonly fen: number }
  // Items that may not be had beside each other: together no more than the highest of them alone (就高不重复).
  | { readonly kind: 'group'; readonly items: readonly (ItemKey & { readonly fen: number })[] }
  // Items that may not be had beside this one at all.
  | { readonly kind: 'beside'; readonly items: readonly ItemKey[] }
  // What one enterprise may be granted under these items, or under all.
  | {
      readonly kind: 'enterprise'
      readonly items: readonly ItemKey[] | 'all'
      readonly fen: number
    }
)

export type Grant = {
  readonly subjectId: number
  readonly amountFen: number
  readonly ceilings: readonly Ceiling[]
}

/**
 * Counts awards of every department and earlier payments, those under repealed documents too, less what was given up
 * or recovered. From here to the end of the transaction no other decision for this subject is counted or made, so two
 * that do not fit together cannot both pass. Throws MoneyError `ceiling`.
 */
export async function requireWithinCeilings(tx: Transaction, grant: Grant): Promise<void> {
  // A statement of its own: the ones below then see what those before us have committed.
  await inWords(tx.execute(sql`SELECT lock_subject_money(${grant.subjectId})`))
  for (const each of grant.ceilings) {
    const before = await grantedBefore(tx, grant.subjectId, each)
    const fen = limitOf(each, grant)
    if (before + grant.amountFen > fen) throw new MoneyError('ceiling', wordsOf(each, fen, before, grant))
  }
}

async function grantedBefore(tx: Transaction, subject: number, ceiling: Ceiling): Promise<number> {
  const items = itemsOf(ceiling)
  const names = (of: keyof ItemKey) => (items === 'all' ? null : sql.param(items.map((each) => each[of])))
  const year = ceiling.year ?? null
  const { rows } = await inWords(
    tx.execute<{ fen: bigint }>(
      sql`SELECT granted_fen(${subject}, ${names('policy')}::text[], ${names('item')}::text[], ${year}::int) AS fen`,
    ),
  )
  return Number(rows[0]?.fen ?? 0n)
}

function itemsOf(ceiling: Ceiling): readonly ItemKey[] | 'all' {
  switch (ceiling.kind) {
    case 'item':
      return [ceiling.item]
    case 'group':
    case 'beside':
    case 'enterprise':
      return ceiling.items
  }
}

function limitOf(ceiling: Ceiling, { amountFen }: Grant): number {
  switch (ceiling.kind) {
    case 'item':
    case 'enterprise':
      return ceiling.fen
    case 'group':
      return Math.max(0, ...ceiling.items.map((each) => each.fen))
    case 'beside':
      return amountFen
  }
}

const TITLES = { item: '事项上限', group: '同类就高的上限' } as const

function wordsOf(ceiling: Ceiling, fen: number, before: number, { amountFen }: Grant): string {
  if (ceiling.kind === 'beside')
    return `与已核定或以往拨付的 ${yuanText(before)} 元不能同时享受（${ceiling.clause}），只能选其一`
  const left = Math.max(0, fen - before)
  const yearly = ceiling.year === undefined ? '企业累计上限' : '企业年度上限'
  const title = ceiling.kind === 'enterprise' ? yearly : TITLES[ceiling.kind]
  return `超过${title} ${yuanText(fen)} 元（${ceiling.clause}）：已核定和以往拨付 ${yuanText(before)} 元，本次 ${yuanText(amountFen)} 元，最多还可核定 ${yuanText(left)} 元`
}
