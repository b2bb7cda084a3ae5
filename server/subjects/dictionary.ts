// The dictionary as those need it who say facts: a name in either language → what is declared, and who holds it.
import { type Collection, type Fact, HISTORY, type Vocabulary } from '#lang'

export type Declared =
  | { readonly kind: 'fact'; readonly declared: Fact }
  | { readonly kind: 'collection'; readonly declared: Collection }

export function declaredAs(vocabulary: Vocabulary, name: string): Declared | undefined {
  const named = (each: { readonly name: string; readonly english: string }): boolean =>
    each.name === name || each.english === name
  const fact = vocabulary.facts.find(named)
  if (fact) return { kind: 'fact', declared: fact }
  const collection = vocabulary.collections.find(named)
  return collection && { kind: 'collection', declared: collection }
}

/** The collection of what was received before. */
export function historyOf(vocabulary: Vocabulary): Collection | undefined {
  return vocabulary.collections.find((each) => each.name === HISTORY)
}
