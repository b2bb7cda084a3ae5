// The readings of documents as questions to put to an authority, with what each alternative comes to for given cases.
import type { Policy, Program, Reading } from '../ir/ir.ts'
import type { Finding, ReadingUse } from '../run/finding.ts'

/** One enterprise whose findings show what a reading is worth. */
export type ReadingCase = { readonly title: string; readonly findings: readonly Finding[] }

/** What one item of one enterprise comes to under each alternative. */
export type Consequence = {
  readonly case: string
  readonly item: string
  readonly title: string
  readonly decisive: boolean
  readonly alternatives: ReadingUse['alternatives']
}

export type ReadingQuestion = {
  readonly policy: Policy
  readonly reading: Reading
  /** The words in question, each with the heading of its article. */
  readonly phrases: readonly { readonly article: string; readonly heading: string; readonly quote: string }[]
  /** The decisive ones first. */
  readonly consequences: readonly Consequence[]
}

/** Whom to ask: whom the rules name, else who interprets the document, else who issued it. */
export function authorityOf({ reading, policy: { document } }: ReadingQuestion): string {
  return reading.askTo || document.interpreter || document.issuer
}

export function readingQuestions(program: Program, cases: readonly ReadingCase[]): ReadingQuestion[] {
  return program.policies.flatMap((policy) =>
    policy.readings.map(
      (reading): ReadingQuestion => ({
        policy,
        reading,
        phrases: phrasesOf(policy, reading),
        consequences: cases
          .flatMap((each) => consequencesOf(policy.document.id, reading.id, each))
          .toSorted((a, b) => Number(b.decisive) - Number(a.decisive)),
      }),
    ),
  )
}

function phrasesOf({ articles }: Policy, { citations, article }: Reading): ReadingQuestion['phrases'] {
  const heading = (id: string): string => articles.find((each) => each.id === id)?.heading ?? id
  if (citations.length === 0) return [{ article, heading: heading(article), quote: '' }]
  return citations.map((each) => ({
    article: each.article,
    heading: heading(each.article),
    quote: each.quote,
  }))
}

function consequencesOf(policy: string, reading: string, { title, findings }: ReadingCase): Consequence[] {
  return findings
    .filter((finding) => finding.policy === policy)
    .flatMap((finding) =>
      finding.readings
        .filter((each) => each.id === reading && each.alternatives.length > 0)
        .map(({ decisive, alternatives }) => ({
          case: title,
          item: finding.item,
          title: finding.title,
          decisive,
          alternatives,
        })),
    )
}
