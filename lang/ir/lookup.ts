// Look-up tables over a program, made once per program and kept as long as it lives.
import type { Collection, Definition, Fact, Item, Policy, Program, Reading, Standard } from './ir.ts'

/** The collection of what a subject has received before. */
export const HISTORY = '已获支持'

export type PolicyIndex = {
  readonly policy: Policy
  readonly facts: ReadonlyMap<string, Fact>
  readonly collections: ReadonlyMap<string, Collection>
  readonly definitions: ReadonlyMap<string, Definition>
  readonly standards: ReadonlyMap<string, Standard>
  readonly readings: ReadonlyMap<string, Reading>
  readonly items: ReadonlyMap<string, Item>
  /** Whether any value is still to come from another document. */
  readonly hasOpenStandards: boolean
  field(collection: string, field: string): Fact | undefined
}

const indexes = new WeakMap<Program, readonly PolicyIndex[]>()

export function indexOf(program: Program): readonly PolicyIndex[] {
  const cached = indexes.get(program)
  if (cached) return cached
  const facts = new Map(program.vocabulary.facts.map((each) => [each.name, each]))
  const collections = new Map(program.vocabulary.collections.map((each) => [each.name, each]))
  const fields = new Map(
    program.vocabulary.collections.map((each) => [
      each.name,
      new Map(each.fields.map((field) => [field.name, field])),
    ]),
  )
  const made = program.policies.map(
    (policy): PolicyIndex => ({
      policy,
      facts,
      collections,
      definitions: new Map(policy.definitions.map((each) => [each.name, each])),
      standards: new Map(policy.standards.map((each) => [each.name, each])),
      readings: new Map(policy.readings.map((each) => [each.id, each])),
      items: new Map(policy.items.map((each) => [each.id, each])),
      hasOpenStandards: policy.standards.some((each) => !each.filledBy),
      field: (collection, field) => fields.get(collection)?.get(field),
    }),
  )
  indexes.set(program, made)
  return made
}
