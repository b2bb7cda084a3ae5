// What is stored of an enterprise, for the check-up: taken into the form, each fact with where it comes from; and what
// was typed beyond it, as far as it is the enterprise's own to say.
import { factText, isOwnToSay, readSubject, type Vocabulary } from '#lang'
import type { ProfileReply, StatementReply } from '#server/api/firm/profile.ts'
import { ask } from '../ui/ask.ts'
import { type Facts, withChineseNames } from './facts.ts'

export const profileOf = (subject: number) => ({
  queryKey: ['firm', 'profile', subject],
  queryFn: () => ask<ProfileReply>(`/api/subjects/${subject}/profile`),
  retry: false,
})

/** What the form shows beside a field that holds a stored fact. */
export type Origin = { readonly value: unknown; readonly statements: readonly StatementReply[] }

/** By the names of the form. */
export function originsOf(
  { facts, known }: ProfileReply,
  vocabulary: Vocabulary,
): ReadonlyMap<string, Origin> {
  const values = withChineseNames(facts, vocabulary)
  const said = Map.groupBy(known, ({ title }) => title)
  return new Map(
    Object.entries(values).map(([name, value]) => [name, { value, statements: said.get(name) ?? [] }]),
  )
}

/** 4800万元 and 48000000 are the same word. */
export function isSame(name: string, a: unknown, b: unknown, vocabulary: Vocabulary): boolean {
  return (
    JSON.stringify(a) === JSON.stringify(b) ||
    meaningOf(name, a, vocabulary) === meaningOf(name, b, vocabulary)
  )
}

function meaningOf(name: string, value: unknown, vocabulary: Vocabulary): string {
  const fact = vocabulary.facts.find((each) => each.name === name)
  const { subject } = readSubject({ facts: { [name]: value } }, vocabulary)
  const read = subject?.facts.get(name)
  return fact && read ? factText(fact, read) : JSON.stringify(value)
}

export type Beyond = {
  /** By the names of the form, as POST …/facts takes them: of yearly facts only the years that differ. */
  readonly own: Facts
  /** Typed, but not the enterprise's to say: by name, who holds it. */
  readonly others: readonly { readonly name: string; readonly holder: string }[]
}

/** What `typed` says beyond `stored`, both by the names of the form. What was left open says nothing. */
export function beyond(typed: Facts, stored: Facts, vocabulary: Vocabulary): Beyond {
  const own: Record<string, unknown> = {}
  const others: { name: string; holder: string }[] = []
  for (const [name, value] of Object.entries(typed)) {
    if (value === null || value === undefined || isSame(name, value, stored[name], vocabulary)) continue
    const declared = [...vocabulary.facts, ...vocabulary.collections].find((each) => each.name === name)
    if (!declared) continue
    if (isOwnToSay(declared.authority)) own[name] = differing(name, value, stored[name], vocabulary)
    else others.push({ name, holder: declared.authority.name })
  }
  return { own, others }
}

function differing(name: string, value: unknown, before: unknown, vocabulary: Vocabulary): unknown {
  const fact = vocabulary.facts.find((each) => each.name === name)
  if (fact?.type.kind !== 'yearly' || !isRecord(value)) return value
  const known = isRecord(before) ? before : {}
  return Object.fromEntries(
    Object.entries(value).filter(
      ([year, each]) => each !== null && !isSame(name, { [year]: each }, { [year]: known[year] }, vocabulary),
    ),
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
