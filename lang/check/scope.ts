// What names mean at one place of a document: facts, values of enumerations, definitions, readings, elements.
import type { Report } from '../diagnostics/diagnostic.ts'
import type { Collection, Enumeration, Fact, Vocabulary } from '../ir/ir.ts'
import type { Type } from '../values/types.ts'

export type Meaning =
  | { readonly kind: 'fact'; readonly fact: Fact }
  | { readonly kind: 'collection'; readonly collection: Collection }
  | { readonly kind: 'definition'; readonly name: string; readonly type: Type | undefined }
  | {
      readonly kind: 'choice'
      readonly name: string
      readonly reading: string
      readonly type: Type | undefined
    }
  | { readonly kind: 'standard'; readonly name: string; readonly type: Type }
  | { readonly kind: 'clock'; readonly what: 'date' | 'year' }

export type Scope = {
  readonly symbols: ReadonlyMap<string, Meaning>
  readonly enums: ReadonlyMap<string, Enumeration>
  /** Title of an item → its id. */
  readonly items: ReadonlyMap<string, string>
  /** The elements in sight: the variable's name → its collection. */
  readonly variables: ReadonlyMap<string, Collection>
  readonly report: Report
}

export const CLOCK: ReadonlyMap<string, Meaning> = new Map([
  ['评估日', { kind: 'clock', what: 'date' }],
  ['本年', { kind: 'clock', what: 'year' }],
])

export function vocabularyScope(vocabulary: Vocabulary, report: Report): Scope {
  const symbols = new Map<string, Meaning>(CLOCK)
  for (const fact of vocabulary.facts) symbols.set(fact.name, { kind: 'fact', fact })
  for (const collection of vocabulary.collections)
    symbols.set(collection.name, { kind: 'collection', collection })
  const enums = new Map(vocabulary.enums.map((each) => [each.name, each]))
  return { symbols, enums, items: new Map(), variables: new Map(), report }
}

export function withVariable(scope: Scope, name: string, collection: Collection): Scope {
  return { ...scope, variables: new Map(scope.variables).set(name, collection) }
}
