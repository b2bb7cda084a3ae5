// A finding → who said the facts that it speaks of, and when that was recorded: what an officer holds against the papers.
import type { Finding, Program } from '#lang'
import type { Transaction } from '../db/transact.ts'
import { factsAsKnown } from '../subjects/factsAsKnown.ts'

export type FactSource = {
  /** The fact's name in Chinese. */
  readonly title: string
  readonly year: number | null
  readonly source: string
  readonly note: string
  readonly at: Date
}

export async function sourcesOf(
  tx: Transaction,
  { vocabulary }: Pick<Program, 'vocabulary'>,
  subject: number,
  finding: Finding,
  now: Date,
): Promise<FactSource[]> {
  const titles = new Map(
    [...vocabulary.facts, ...vocabulary.collections].map((each) => [each.english, each.name]),
  )
  const said = [...finding.reasons, ...finding.basis].map((each) => each.text)
  const { statements } = await factsAsKnown(tx, subject, vocabulary, { knownAt: now })
  return statements.flatMap(({ name, year, source, note, recordedAt }) => {
    const title = titles.get(name)
    if (title === undefined || !said.some((text) => text.includes(title))) return []
    return [{ title, year, source, note, at: new Date(recordedAt) }]
  })
}
