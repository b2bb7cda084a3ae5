// Relations and declared matters of a program → which items each of them ties together. The same for every subject.
import type { Item, Matter, Program, Relation } from '../ir/ir.ts'
import { indexOf, type PolicyIndex } from '../ir/lookup.ts'
import { type Key, keyOf } from './entries.ts'
import type { MatterRef, RelationRef } from './result.ts'

export type Placed = { readonly index: PolicyIndex; readonly item: Item }

export type Tie = {
  readonly relation: Relation
  readonly index: PolicyIndex
  readonly ref: RelationRef
  /** Items that the relation speaks of together; of 互斥 and 就高不重复 at most one of each group counts. */
  readonly groups: readonly (readonly Key[])[]
}

export type DeclaredMatter = { readonly ref: MatterRef; readonly members: readonly Key[] }

export type Ties = {
  readonly items: ReadonlyMap<Key, Placed>
  readonly ties: readonly Tie[]
  readonly matters: readonly DeclaredMatter[]
  /** Every item that a tie or a matter names. */
  readonly tied: ReadonlySet<Key>
}

const made = new WeakMap<Program, Ties>()

export function tiesOf(program: Program): Ties {
  const cached = made.get(program)
  if (cached) return cached
  const indexes = indexOf(program)
  const items = new Map(
    indexes.flatMap((index) => index.policy.items.map((item) => [keyOf(index, item), { index, item }])),
  )
  const matters = program.matters.map((matter) => ({
    ref: matterRef(matter),
    members: keysOf(items, matter),
  }))
  const ties = indexes.flatMap((index) =>
    index.policy.relations.flatMap((relation) => tiesOfRelation(index, relation, items, matters)),
  )
  const tied = new Set([
    ...ties.flatMap((each) => each.groups.flat()),
    ...matters.flatMap((each) => each.members),
  ])
  const result = { items, ties, matters, tied }
  made.set(program, result)
  return result
}

function keysOf(items: ReadonlyMap<Key, Placed>, { members }: { members: readonly string[] }): Key[] {
  return members.flatMap((id) => [...items].filter(([, each]) => each.item.id === id).map(([key]) => key))
}

function tiesOfRelation(
  index: PolicyIndex,
  relation: Relation,
  items: ReadonlyMap<Key, Placed>,
  matters: readonly DeclaredMatter[],
): Tie[] {
  const ref = relationRef(index, relation)
  const listed = relation.members.flatMap((id) => memberKeys(index, id, items))
  const own = listed.length > 0 ? [{ relation, index, ref, groups: [listed] }] : []
  if (!relation.reach) return own
  const reached = matters.flatMap((matter): Tie[] => {
    const groups = reachedGroups(index, relation, matter, items)
    return groups.length === 0 ? [] : [{ relation, index, ref: { ...ref, matter: matter.ref }, groups }]
  })
  return [...own, ...reached]
}

/** An id means the document's own item before those of others. */
function memberKeys(index: PolicyIndex, id: string, items: ReadonlyMap<Key, Placed>): Key[] {
  const own = index.items.get(id)
  return own ? [keyOf(index, own)] : keysOf(items, { members: [id] })
}

/**
 * A document speaks of its own items: where they meet those of others, each such pair is tied, and two items of others
 * are not. Money that is counted together (a shared ceiling, a deduction) is counted over all that meet.
 */
function reachedGroups(
  index: PolicyIndex,
  { reach, kind }: Relation,
  { members }: DeclaredMatter,
  items: ReadonlyMap<Key, Placed>,
): (readonly Key[])[] {
  const own = members.filter((key) => items.get(key)?.index === index)
  if (reach === 'sameDocument') return own.length > 1 ? [own] : []
  const others = members.filter((key) => {
    const place = items.get(key)
    return place && place.index !== index && (reach === 'anyDocument' || sameLevel(index, place.index))
  })
  if (own.length === 0 || others.length === 0) return []
  if (kind === 'sharedCap') return [[...own, ...others]]
  if (kind === 'deduct') return [own]
  return own.flatMap((a) => others.map((b) => [a, b]))
}

function sameLevel(a: PolicyIndex, b: PolicyIndex): boolean {
  const [one, other] = [a.policy.document, b.policy.document]
  return one.level !== '' && one.level === other.level && one.jurisdiction === other.jurisdiction
}

function relationRef({ policy }: PolicyIndex, relation: Relation): RelationRef {
  const { id, number } = policy.document
  const citations = [...relation.citations, ...(relation.cap?.citations ?? [])]
  return { id: relation.id, title: relation.title, kind: relation.kind, policy: id, number, citations }
}

function matterRef({ id, title, declaredBy, note }: Matter): MatterRef {
  return { id, title, declaredBy, note }
}
