// A finding and the subject's facts → the form of an application: what is known with its source, and what is left to ask.
import { and, eq, inArray } from 'drizzle-orm'
import type { Finding, Program } from '#lang'
import type { Database } from '../db/openDatabase.ts'
import { fact } from '../db/tables.ts'
import { type Occasion, transact } from '../db/transact.ts'

export type Prefilled = {
  readonly known: readonly {
    readonly name: string
    readonly title: string
    readonly year: number | null
    readonly value: unknown
    readonly source: string
    readonly recordedAt: Date
  }[]
  /** Only what the applicant alone can say. */
  readonly asked: readonly { readonly title: string; readonly question: string }[]
  /** What is found out without the applicant, and by whom. */
  readonly foundOut: readonly { readonly title: string; readonly by: string }[]
}

/** `finding`: the item for this subject as known now. */
export async function prefill(
  database: Database,
  occasion: Occasion,
  program: Pick<Program, 'vocabulary'>,
  { subject, finding }: { readonly subject: number; readonly finding: Finding },
): Promise<Prefilled> {
  const titles = new Map(
    [...program.vocabulary.facts, ...program.vocabulary.collections].map((each) => [each.english, each.name]),
  )
  const mentioned = titlesOf(finding)
  const names = [...titles].filter(([, title]) => mentioned.has(title)).map(([english]) => english)
  const rows = await transact(database, occasion, (tx) =>
    names.length === 0
      ? Promise.resolve([])
      : tx
          .select()
          .from(fact)
          .where(and(eq(fact.subjectId, subject), inArray(fact.name, names)))
          .orderBy(fact.id),
  )
  // What was said last counts.
  const last = new Map(rows.map((row) => [`${row.name} ${row.year}`, row]))
  const needs = finding.needs.filter((each) => each.cause === 'fact' || each.cause === 'decision')
  return {
    known: [...last.values()]
      .filter((row) => row.value !== null)
      .map(({ name, year, value, source, recordedAt }) => ({
        ...{ name, title: titles.get(name) ?? name, year, value, source, recordedAt },
      })),
    asked: needs
      .filter((each) => each.authority.kind === 'applicant')
      .map(({ fact: title, question }) => ({ title, question })),
    foundOut: needs
      .filter((each) => each.authority.kind !== 'applicant')
      .map(({ fact: title, authority }) => ({ title, by: authority.name })),
  }
}

function titlesOf(finding: Finding): Set<string> {
  const reasons = finding.reasons.flatMap((each) => (each.fact === undefined ? [] : [each.fact]))
  return new Set([...reasons, ...finding.needs.map((each) => each.path?.collection ?? each.fact)])
}
