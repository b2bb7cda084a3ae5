// The dictionary and what can still matter → the groups of the form: what stands open, what is a click away, what is left over.
import type { Collection, Fact, Finding, Vocabulary } from '#lang'
import { factsIn } from './recipients.ts'

export type Field = { readonly name: string; readonly rank: number } & (
  | { readonly kind: 'fact'; readonly fact: Fact }
  | { readonly kind: 'collection'; readonly collection: Collection }
)

type GroupId = 'basic' | 'yearly' | 'records' | 'decided' | 'derived'

export type Group = {
  readonly id: GroupId
  readonly fields: readonly Field[]
  /** Those of them that wait behind a button, so that the form is never longer than a person will read. */
  readonly folded: ReadonlySet<string>
}

export type Arrangement = {
  readonly groups: readonly Group[]
  /** Questions for this kind of subject whose answer changes nothing as things stand. */
  readonly others: readonly Field[]
}

export type Matters = {
  readonly kind: string
  /** Facts that an open item still asks for. */
  readonly needed: ReadonlySet<string>
  /** Answered, wrong or looked for: in sight whatever else. */
  readonly kept: ReadonlySet<string>
}

const groupIds: readonly GroupId[] = ['basic', 'yearly', 'records', 'decided', 'derived']

/** So many unanswered questions stand open in a group at once; answering one lets the next one in. */
const mostOpen = 5

/** Every field of the dictionary, the most important first; the order never depends on what is being typed. */
export function fieldsOf(vocabulary: Vocabulary, importance: ReadonlyMap<string, number>): Field[] {
  const place = ({ name }: { readonly name: string }) => importance.get(name) ?? importance.size
  return [
    ...vocabulary.facts.map((fact) => ({ kind: 'fact' as const, name: fact.name, fact })),
    ...vocabulary.collections.map((collection) => ({
      kind: 'collection' as const,
      name: collection.name,
      collection,
    })),
  ]
    .toSorted((a, b) => place(a) - place(b))
    .map((field, rank) => ({ ...field, rank }))
}

export function arrange(fields: readonly Field[], { kind, needed, kept }: Matters): Arrangement {
  const matters = ({ name }: Field) => needed.has(name) || kept.has(name)
  const groups = groupIds.map((id) => {
    const members = fields.filter((field) => groupOf(field) === id && matters(field))
    const waiting = members.filter(({ name }) => !kept.has(name))
    // What follows from other answers, or waits for a department's word, is seldom to be typed.
    const open = id === 'derived' || id === 'decided' ? 0 : mostOpen
    return { id, fields: members, folded: new Set(waiting.slice(open).map(({ name }) => name)) }
  })
  return {
    groups: groups.filter((group) => group.fields.length > 0),
    others: fields.filter((field) => !matters(field) && subjectOf(field) === kind),
  }
}

/**
 * The newer arrangement as far as it may show while a person is at work in a field: what stands above the field stays
 * as it was, so that the field does not move; what comes after it is up to date.
 */
export function updatedBelow(name: string, before: Arrangement, after: Arrangement): Arrangement {
  const at = before.groups.find(({ fields }) => fields.some((field) => field.name === name))?.id
  // Among the left-over questions any change would come from above.
  if (at === undefined) return before
  const place = groupIds.indexOf(at)
  const groups = groupIds.flatMap((id, i) => {
    const older = before.groups.find((group) => group.id === id)
    const newer = after.groups.find((group) => group.id === id)
    if (id === at && older) return joinedAfter(name, older, newer)
    return (i < place ? older : newer) ?? []
  })
  const shown = new Set(groups.flatMap(({ fields }) => fields.map((field) => field.name)))
  return { groups, others: after.others.filter((field) => !shown.has(field.name)) }
}

function joinedAfter(name: string, older: Group, newer: Group | undefined): Group {
  const rank = older.fields.find((field) => field.name === name)?.rank ?? 0
  const above = older.fields.filter((field) => field.rank <= rank)
  const below = newer?.fields.filter((field) => field.rank > rank) ?? []
  const foldedIn = (fields: readonly Field[], group: Group | undefined) =>
    fields.flatMap((field) => (group?.folded.has(field.name) ? field.name : []))
  return {
    id: older.id,
    fields: [...above, ...below],
    folded: new Set([...foldedIn(above, older), ...foldedIn(below, newer)]),
  }
}

/** What open items still ask the person for. A derived fact also by what it is reckoned from. */
export function neededFacts(findings: readonly Finding[], { facts }: Vocabulary): Set<string> {
  const derivations = new Map(facts.map(({ name, derivation }) => [name, derivation]))
  return new Set(
    findings
      .flatMap(({ needs }) => needs)
      .filter(({ cause }) => cause === 'fact' || cause === 'decision')
      .map(({ fact, path }) => path?.collection ?? fact)
      .flatMap((name) => [name, ...factsIn(derivations.get(name))]),
  )
}

/** The fields whose name, question or parts contain the words looked for. */
export function fieldsWith(text: string, { groups, others }: Arrangement): Field[] {
  const sought = text.trim().toLowerCase()
  const all = [...groups.flatMap(({ fields }) => fields), ...others]
  return all.filter((field) => wordsOf(field).some((each) => each.toLowerCase().includes(sought)))
}

function wordsOf(field: Field): string[] {
  if (field.kind === 'fact') return [field.name, field.fact.question]
  const { question, fields } = field.collection
  return [field.name, question, ...fields.map(({ name }) => name)]
}

function subjectOf(field: Field): string {
  return field.kind === 'fact' ? field.fact.subject : field.collection.subject
}

function groupOf(field: Field): GroupId {
  if (field.kind === 'collection') return 'records'
  const { authority, preset, type } = field.fact
  if (authority.kind === 'decided') return 'decided'
  if (authority.kind === 'derived' || preset) return 'derived'
  return type.kind === 'yearly' ? 'yearly' : 'basic'
}
