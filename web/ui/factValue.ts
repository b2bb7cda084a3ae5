// A stored value → how a person reads it, whatever way it was written.
import { elementText, factText, readSubject, type Vocabulary } from '#lang'
import { words } from '../words.zh.ts'

type Stated = { readonly name: string; readonly year: number | null; readonly value: unknown }

/** `name`: the English or Chinese one. What today's dictionary cannot read stands as it was written. */
export function factValue({ name, year, value }: Stated, vocabulary: Vocabulary): string {
  if (value === null) return words.firm.profile.takenBack
  const said = year === null ? value : { [year]: value }
  const { subject } = readSubject({ facts: { [name]: said } }, vocabulary)
  const fact = vocabulary.facts.find((each) => each.name === name || each.english === name)
  const read = fact && subject?.facts.get(fact.name)
  if (fact && read) return factText(fact, read, year ?? undefined)
  const elements = collectionTexts({ name, value }, vocabulary)
  if (elements) return words.firm.profile.entries(elements.length)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** One line for each element of a collection; undefined for anything else. */
export function collectionTexts(
  { name, value }: Pick<Stated, 'name' | 'value'>,
  vocabulary: Vocabulary,
): string[] | undefined {
  const collection = vocabulary.collections.find((each) => each.name === name || each.english === name)
  const { subject } = readSubject({ facts: { [name]: value } }, vocabulary)
  const elements = collection && subject?.collections.get(collection.name)
  return elements && collection && elements.map((each) => elementText(collection.fields, each))
}
