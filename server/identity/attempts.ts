// Failures in a row of one login, one address or one person's codes → how long nothing more is tried.
import { eq, lt } from 'drizzle-orm'
import { attempt } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { IdentityError } from './problem.ts'
import { hashToken } from './token.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const FIRST_LOCK = 15 * MINUTE
const LONGEST_LOCK = DAY

/** What is counted: `most` failures in a row lock it. */
export type Counted = { readonly name: string; readonly most: number }

export const ofLogin = (login: string): Counted => ({ name: `login ${login.toLowerCase()}`, most: 5 })
export const ofCodes = (person: number): Counted => ({ name: `codes ${person}`, most: 5 })
// A whole office reaches us from one address, and five slips of twenty people are nobody's attack.
export const ofAddress = (address: string): Counted => ({ name: `address ${address}`, most: 20 })

export type Tally = {
  readonly failures: number
  readonly rounds: number
  readonly lockedUntil: Date | null
  readonly changedAt: Date
}

/**
 * Counts an attempt as failed before it is made, so that many at once cannot all slip through; `forgive` takes it back
 * when it succeeds. Throws `locked` when nothing may be tried now, without counting.
 */
export async function beginAttempt(tx: Transaction, now: Date, counted: readonly Counted[]): Promise<void> {
  await tx.delete(attempt).where(lt(attempt.changedAt, new Date(now.getTime() - 2 * DAY)))
  // In one order, so that two attempts never wait for each other.
  const sorted = [...counted].sort((a, b) => (a.name < b.name ? -1 : 1))
  const tallies: { key: string; tally: Tally; most: number }[] = []
  for (const { name, most } of sorted) {
    const key = hashToken(name)
    await tx.insert(attempt).values({ key }).onConflictDoNothing()
    const [tally] = await tx.select().from(attempt).where(eq(attempt.key, key)).for('update')
    if (tally) tallies.push({ key, tally, most })
  }
  const locked = Math.max(...tallies.map(({ tally }) => tally.lockedUntil?.getTime() ?? 0))
  if (locked > now.getTime()) throw tooManyFailures(locked - now.getTime())
  for (const { key, tally, most } of tallies)
    await tx
      .update(attempt)
      .set(afterFailure(tally, most, now))
      .where(eq(attempt.key, key))
}

/** One more failure: the last one that is allowed locks, each time twice as long. */
export function afterFailure(tally: Tally, most: number, now: Date): Tally {
  const old = now.getTime() - Math.max(tally.changedAt.getTime(), tally.lockedUntil?.getTime() ?? 0) > DAY
  const { failures, rounds } = old ? { failures: 0, rounds: 0 } : tally
  if (failures + 1 < most) return { failures: failures + 1, rounds, lockedUntil: null, changedAt: now }
  const lock = Math.min(FIRST_LOCK * 2 ** rounds, LONGEST_LOCK)
  return { failures: 0, rounds: rounds + 1, lockedUntil: new Date(now.getTime() + lock), changedAt: now }
}

/** After a success: what is one person's begins anew. */
export async function forgiveAll(tx: Transaction, { name }: Counted): Promise<void> {
  await tx.delete(attempt).where(eq(attempt.key, hashToken(name)))
}

/** After a success: of what many share, only this attempt is taken back, or whoever has an account could guess on. */
export async function forgiveOne(tx: Transaction, { name, most }: Counted): Promise<void> {
  const key = hashToken(name)
  const [tally] = await tx.select().from(attempt).where(eq(attempt.key, key)).for('update')
  if (!tally) return
  const { failures, rounds, lockedUntil } = tally
  const before = lockedUntil
    ? { failures: most - 1, rounds: Math.max(rounds - 1, 0), lockedUntil: null }
    : { failures: Math.max(failures - 1, 0) }
  await tx.update(attempt).set(before).where(eq(attempt.key, key))
}

function tooManyFailures(milliseconds: number): IdentityError {
  return new IdentityError(
    'locked',
    `连续失败的次数太多，请 ${Math.ceil(milliseconds / MINUTE)} 分钟后再试。`,
  )
}
