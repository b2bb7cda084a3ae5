// A subject and a moment → its facts as they were known then, each with who said it, when and from which document.

import type { Vocabulary } from '#lang'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Transaction } from '../db/transact.ts'
import { type Standing, standing } from './standing.ts'
import { statementsOf, subjectRow } from './statement.ts'

/** What `readSubject` reads. */
export type SubjectInput = {
  readonly subject: string
  readonly facts: Readonly<Record<string, unknown>>
}

export type Known = Omit<Standing, 'facts'> & { readonly input: SubjectInput }

/** `on`: the day for which the facts are wanted (ISO); the day of `knownAt` when left out. */
export type When = { readonly knownAt: Date; readonly on?: string }

/** Throws SubjectError when there is no such subject. */
export async function factsAsKnown(
  tx: Transaction,
  subject: number,
  vocabulary: Vocabulary,
  { knownAt, on = dayInChina(knownAt) }: When,
): Promise<Known> {
  const { kind } = await subjectRow(tx, subject)
  const statements = await statementsOf(tx, subject, knownAt)
  const { facts, ...rest } = standing(statements, kind, vocabulary, on)
  return { input: { subject: kind, facts }, ...rest }
}
