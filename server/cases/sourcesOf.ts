// A finding → who said the facts that it speaks of, and when that was recorded: what an officer holds against the papers.
import type { Program } from '#lang'
import type { Judged } from './findingOf.ts'

export type FactSource = {
  /** The fact's name in Chinese. */
  readonly title: string
  readonly year: number | null
  readonly source: string
  readonly note: string
  readonly at: Date
}

export function sourcesOf(
  { vocabulary }: Pick<Program, 'vocabulary'>,
  { finding, statements }: Judged,
): FactSource[] {
  const titles = new Map(
    [...vocabulary.facts, ...vocabulary.collections].map((each) => [each.english, each.name]),
  )
  const said = [...finding.reasons, ...finding.basis].map((each) => each.text)
  return statements.flatMap(({ name, year, source, note, recordedAt }) => {
    const title = titles.get(name)
    if (title === undefined || !said.some((text) => text.includes(title))) return []
    return [{ title, year, source, note, at: new Date(recordedAt) }]
  })
}
