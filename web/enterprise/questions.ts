// Ranked needs → those that the form has a field for and that the person has not put aside as 不清楚.
import type { Collection, Fact, RankedQuestion, Vocabulary } from '#lang'
import { type Facts, type Path, valueAt } from './facts.ts'

export type Question = {
  readonly ranked: RankedQuestion
  readonly name: string
  readonly path: Path
} & (
  | { readonly kind: 'fact'; readonly fact: Fact }
  | { readonly kind: 'collection'; readonly collection: Collection }
)

export function answerable(
  questions: readonly RankedQuestion[],
  facts: Facts,
  vocabulary: Vocabulary,
): Question[] {
  return questions.flatMap((ranked) => {
    const question = questionOf(ranked, vocabulary)
    return question && !isPutAside(facts, question.path) ? [question] : []
  })
}

function questionOf(ranked: RankedQuestion, vocabulary: Vocabulary): Question | undefined {
  if (ranked.path) {
    const { collection: name, index, field } = ranked.path
    const collection = vocabulary.collections.find((each) => each.name === name)
    const fact = collection?.fields.find((each) => each.name === field)
    if (!fact) return undefined
    const path = [name, index, field]
    return { ranked, name: `${name} ${index + 1} · ${field}`, path, kind: 'fact', fact }
  }
  const fact = vocabulary.facts.find(({ name }) => name === ranked.fact)
  if (fact) {
    return { ranked, name: fact.name, path: [fact.name], kind: 'fact', fact }
  }
  const collection = vocabulary.collections.find(({ name }) => name === ranked.fact)
  return (
    collection && { ranked, name: collection.name, path: [collection.name], kind: 'collection', collection }
  )
}

/** Said to be unclear, here or in whatever contains it. */
function isPutAside(facts: Facts, path: Path): boolean {
  return path.some((_, i) => valueAt(facts, path.slice(0, i + 1)) === null)
}
