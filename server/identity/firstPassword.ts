// A password that we make and show once; whoever gets it must change it.
import { randomInt } from 'node:crypto'
import { password } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { hashPassword } from './password.ts'

// Without what is mistaken for something else on paper: 0 o, 1 l i.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP = 4

export type FirstPassword = { readonly text: string; readonly hash: string }

/** Sixteen characters, 79 random bits. */
export async function newFirstPassword(): Promise<FirstPassword> {
  const letter = (): string => LETTERS[randomInt(LETTERS.length)] ?? ''
  const group = (): string => Array.from({ length: GROUP }, letter).join('')
  const text = Array.from({ length: GROUPS }, group).join('-')
  return { text, hash: await hashPassword(text) }
}

export async function setFirstPassword(
  tx: Transaction,
  personId: number,
  { hash }: FirstPassword,
): Promise<void> {
  await tx.insert(password).values({ personId, hash, mustChange: true })
}
