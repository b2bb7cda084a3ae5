// The columns, collections and free texts that a kernel reads, numbered as they are met.
import type { Vocabulary } from '../ir/ir.ts'
import type { Source } from './nodes.ts'

/** A column that a kernel reads. Yearly facts are one column for each year. */
export type KernelColumn = {
  readonly fact: string
  readonly collection?: string
  readonly year?: number
  readonly type: Source['type']
}

export type Names = ReturnType<typeof createNames>

/** Columns, collections and texts get their numbers in the order in which they are met. */
export function createNames(vocabulary: Vocabulary) {
  const columns: KernelColumn[] = []
  const collections: string[] = []
  const texts: string[] = []
  const byKey = new Map<string, number>()
  const enums = new Map(vocabulary.enums.map((each) => [each.name, each.values.map((value) => value.name)]))
  const types = new Map([
    ...vocabulary.facts.map((each) => [each.name, each.type] as const),
    ...vocabulary.collections.flatMap((each) =>
      each.fields.map((field) => [`${each.name}.${field.name}`, field.type] as const),
    ),
  ])

  function index(list: string[], name: string): number {
    const found = list.indexOf(name)
    return found >= 0 ? found : list.push(name) - 1
  }

  function column(source: Source): number {
    const collection = source.of === 'element' ? source.scope.collection : undefined
    const fact = source.of === 'element' ? source.field : source.fact
    const key = `${collection ?? ''}.${fact}@${source.of === 'year' ? source.year : ''}`
    const before = byKey.get(key)
    if (before !== undefined) return before
    columns.push({
      ...{ fact, type: source.type },
      ...(collection === undefined ? {} : { collection }),
      ...(source.of === 'year' ? { year: source.year } : {}),
    })
    byKey.set(key, columns.length - 1)
    return columns.length - 1
  }

  /** The place of a word in its enumeration; undefined for free text. */
  function place(source: Source, word: string): number | undefined {
    const type = types.get(
      source.of === 'element' ? `${source.scope.collection}.${source.field}` : source.fact,
    )
    const values = type && 'name' in type ? enums.get(type.name) : undefined
    return values?.indexOf(word)
  }

  function members(source: Source): number {
    const type = types.get(
      source.of === 'element' ? `${source.scope.collection}.${source.field}` : source.fact,
    )
    return (type && 'name' in type ? enums.get(type.name)?.length : undefined) ?? 0
  }

  return {
    ...{ columns, collections, texts, column, place, members },
    collection: (name: string) => index(collections, name),
    text: (word: string) => index(texts, word),
  }
}
