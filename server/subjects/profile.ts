// A subject → everything that is known of it with its provenance, what is still missing, and whom to ask.
import {
  type Authority,
  evaluate,
  isOwnToSay,
  nextQuestions,
  type Program,
  parseDate,
  type RankedQuestion,
  readSubject,
} from '#lang'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Transaction } from '../db/transact.ts'
import { declaredAs } from './dictionary.ts'
import { factsAsKnown } from './factsAsKnown.ts'
import { factsProblem } from './problem.ts'
import type { Conflict } from './standing.ts'
import { type Statement, subjectRow } from './statement.ts'

type KnownFact = Statement & {
  /** The name in Chinese, and who holds it. */
  readonly title: string
  readonly authority: Authority
}

export type Profile = {
  readonly subject: Awaited<ReturnType<typeof subjectRow>>
  readonly known: readonly KnownFact[]
  /** What stands, by English names, as the rules read it. */
  readonly facts: Readonly<Record<string, unknown>>
  readonly conflicts: readonly Conflict[]
  /** Missing for items that are still open: what the subject itself is asked, best first … */
  readonly questions: readonly RankedQuestion[]
  /** … what a department has to supply or decide, and the subject is never asked. */
  readonly forGovernment: readonly RankedQuestion[]
  readonly receiptsAside: readonly Statement[]
}

/** As of `now`. Throws SubjectError. */
export async function profile(tx: Transaction, program: Program, id: number, now: Date): Promise<Profile> {
  const { vocabulary } = program
  const subject = await subjectRow(tx, id)
  const { input, statements, conflicts, receiptsAside } = await factsAsKnown(tx, id, vocabulary, {
    knownAt: now,
  })
  const read = readSubject(input, vocabulary)
  if (!read.subject) throw factsProblem(read.problems)
  const findings = evaluate(program, read.subject, { at: parseDate(dayInChina(now)) ?? 0 })
  const open = findings.filter((each) => each.outcome === 'undetermined' || each.outcome === 'eligible')
  const questions = nextQuestions(open)
  const isAsked = (each: RankedQuestion): boolean =>
    each.cause !== 'reading' && each.cause !== 'standard' && isOwnToSay(each.authority)
  return {
    ...{ subject, facts: input.facts, conflicts, receiptsAside },
    known: statements.flatMap((each): KnownFact[] => {
      const declared = declaredAs(vocabulary, each.name)?.declared
      return declared ? [{ ...each, title: declared.name, authority: declared.authority }] : []
    }),
    questions: questions.filter(isAsked),
    forGovernment: questions.filter((each) => !isAsked(each)),
  }
}
