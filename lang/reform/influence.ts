// A policy and the name of a part of it → the items whose result that part can reach.
import type { Policy, Program, Relation } from '../ir/ir.ts'
import { leavesOf } from './leaves.ts'
import type { Owner } from './place.ts'
import { nameKey, referenceKey } from './roles.ts'

/** One text for a part of a policy that others can depend on. */
export function ownerKey(owner: Owner): string {
  switch (owner.kind) {
    case 'document':
      return 'document'
    case 'item':
    case 'relation':
      return `${owner.kind} ${owner.id}`
    case 'definition':
    case 'standard':
    case 'choice':
      return nameKey(owner) ?? ''
  }
}

/** For each part, the parts that mention it. */
function usersOf(policy: Policy): ReadonlyMap<string, ReadonlySet<string>> {
  const users = new Map<string, Set<string>>()
  for (const { expr, place } of leavesOf(policy)) {
    const used = expr.kind === 'itemAmount' ? `item ${expr.item}` : referenceKey(expr)
    if (used === undefined) continue
    const known = users.get(used) ?? new Set()
    users.set(used, known.add(ownerKey(place.owner)))
  }
  return users
}

/**
 * Says for a part of the policy which items it can influence: through names, other items' amounts, and what relations
 * say of items together. More rather than fewer.
 */
export function influenceOf(program: Program, policy: Policy): (part: string) => readonly string[] {
  const users = usersOf(policy)
  const known = new Map<string, readonly string[]>()
  const of = (part: string): readonly string[] => {
    const reached = new Set([part])
    // The set grows while it is walked.
    for (const each of reached) for (const user of users.get(each) ?? []) reached.add(user)
    const found = new Set([...reached].flatMap((each) => itemsOfPart(program, policy, each)))
    return program.policies.flatMap((each) =>
      each.items.filter((item) => found.has(item.id)).map((item) => item.id),
    )
  }
  return (part) => {
    const items = known.get(part) ?? of(part)
    known.set(part, items)
    return items
  }
}

function itemsOfPart(program: Program, policy: Policy, part: string): readonly string[] {
  const [kind, id = ''] = part.split(' ')
  if (kind === 'item') return [id]
  if (kind === 'document') return itemsOfDocument(program, policy)
  const relation = kind === 'relation' && policy.relations.find((each) => each.id === id)
  return relation ? itemsOfRelation(program, policy, relation) : []
}

/** When a document begins decides also when those that it repeals end. */
function itemsOfDocument(program: Program, policy: Policy): readonly string[] {
  const repealed = policy.document.repeals.map((each) => each.number)
  return program.policies
    .filter((each) => each === policy || repealed.includes(each.document.number))
    .flatMap((each) => each.items.map((item) => item.id))
}

/** What a relation by reach concerns: the document's items, and those declared to be one matter with one of them. */
function itemsOfRelation(program: Program, policy: Policy, relation: Relation): readonly string[] {
  if (relation.reach === undefined) return relation.members
  const own = new Set(policy.items.map((each) => each.id))
  const matters = program.matters.filter((each) => each.members.some((member) => own.has(member)))
  return [...own, ...matters.flatMap((each) => each.members)]
}
