// What was typed, in Chinese names → what a call says: English names, yearly facts year by year, nothing that is open.
import type { Vocabulary } from '#lang'
import type { Facts } from '../enterprise/facts.ts'

export type SaidFact = { readonly name: string; readonly year?: number; readonly value: unknown }

export function saidFacts(facts: Facts, { facts: declared, collections }: Vocabulary): SaidFact[] {
  return Object.entries(facts).flatMap(([title, value]): SaidFact[] => {
    if (value === null || value === undefined) return []
    const fact = declared.find(({ name }) => name === title)
    const name = fact?.english ?? collections.find((each) => each.name === title)?.english
    if (name === undefined) return []
    if (fact?.type.kind !== 'yearly' || typeof value !== 'object') return [{ name, value }]
    return Object.entries(value).flatMap(([year, each]) =>
      each === null || each === undefined ? [] : [{ name, year: Number(year), value: each }],
    )
  })
}
