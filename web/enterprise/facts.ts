// What was typed about an enterprise, kept in the very form that the API takes: the screen and a caller say the same.
// A fact that is absent was not answered; null means that the person answered "不清楚".
import type { Vocabulary } from '#lang'

export type Facts = Readonly<Record<string, unknown>>
export type Path = readonly (string | number)[]

export function valueAt(facts: unknown, path: Path): unknown {
  let value: unknown = facts
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<string | number, unknown>)[step]
  }
  return value
}

/** The same facts with one value changed; undefined takes it away, and takes an emptied table of years with it. */
export function withValue(facts: Facts, path: Path, value: unknown): Facts {
  return changed(facts, path, value) as Facts
}

function changed(container: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (Array.isArray(container)) {
    return container.map((each, i) => (i === step ? changed(each, rest, value) : each))
  }
  const record = typeof container === 'object' && container !== null ? container : {}
  const { [step]: before, ...others } = record as Record<string | number, unknown>
  const after = changed(before, rest, value)
  if (after === undefined || (rest.length > 0 && isEmptyRecord(after))) return others
  // A changed fact keeps its place, so that what a person sees listed does not jump.
  return step in record ? { ...record, [step]: after } : { ...others, [step]: after }
}

function isEmptyRecord(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
  )
}

/** Facts as any caller may write them → with the names that the form uses; an unknown name stays as it is. */
export function withChineseNames(facts: Facts, vocabulary: Vocabulary): Facts {
  const names = new Map(vocabulary.facts.map(({ name, english }) => [english, name]))
  const collections = new Map(
    vocabulary.collections.flatMap((each) => [[each.name, each] as const, [each.english, each] as const]),
  )
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => {
      const collection = collections.get(key)
      if (!collection || !Array.isArray(value)) return [names.get(key) ?? key, value]
      const fields = new Map(collection.fields.map(({ name, english }) => [english, name]))
      const elements = value.map((element) =>
        Object.fromEntries(
          Object.entries(element as Facts).map(([field, each]) => [fields.get(field) ?? field, each]),
        ),
      )
      return [collection.name, elements]
    }),
  )
}

/** How many facts have an answer; "不清楚" is none. */
export function countAnswered(facts: Facts): number {
  return Object.values(facts).filter((value) => value !== null && value !== undefined).length
}
