// Two states of a program → the items whose meaning may differ between them: those worth computing again.
import type { Policy, Program } from '../ir/ir.ts'
import { influenceOf, ownerKey } from './influence.ts'

/** Ids of the items whose result may differ; more rather than fewer. What is the same object is not looked into. */
export function affectedItems(before: Program, after: Program): string[] {
  const all = [...new Set([...itemsOf(before), ...itemsOf(after)])]
  if (!same(before.vocabulary, after.vocabulary)) return all
  const found = new Set([...movedItems(before, after), ...matterItems(before, after)])
  return all.filter((each) => found.has(each))
}

function itemsOf(program: Program): string[] {
  return program.policies.flatMap((each) => each.items.map((item) => item.id))
}

function movedItems(before: Program, after: Program): string[] {
  const ids = new Set([...before.policies, ...after.policies].map((each) => each.document.id))
  return [...ids].flatMap((id) => {
    const old = before.policies.find((each) => each.document.id === id)
    const now = after.policies.find((each) => each.document.id === id)
    if (old === now) return []
    const moved = movedParts(old, now)
    return [
      ...(old ? moved.flatMap(influenceOf(before, old)) : []),
      ...(now ? moved.flatMap(influenceOf(after, now)) : []),
    ]
  })
}

function matterItems(before: Program, after: Program): string[] {
  if (same(before.matters, after.matters)) return []
  return [...before.matters, ...after.matters].flatMap((each) => each.members)
}

/** The parts of a policy that differ, named as influence knows them. */
function movedParts(before: Policy | undefined, after: Policy | undefined): string[] {
  const old = before ? partsOf(before) : new Map<string, unknown>()
  const now = after ? partsOf(after) : new Map<string, unknown>()
  return [...new Set([...old.keys(), ...now.keys()])].filter((each) => !same(old.get(each), now.get(each)))
}

function partsOf(policy: Policy): Map<string, unknown> {
  return new Map<string, unknown>([
    ['document', policy.document],
    ...policy.items.map((each) => [ownerKey({ kind: 'item', id: each.id }), each] as const),
    ...policy.relations.map((each) => [ownerKey({ kind: 'relation', id: each.id }), each] as const),
    ...policy.definitions.map((each) => [ownerKey({ kind: 'definition', name: each.name }), each] as const),
    ...policy.standards.map((each) => [ownerKey({ kind: 'standard', name: each.name }), each] as const),
    ...policy.readings.flatMap((reading) =>
      (reading.alternatives[0]?.bindings ?? []).map(
        ({ name }) =>
          [ownerKey({ kind: 'choice', reading: reading.id, name }), boundTo(reading, name)] as const,
      ),
    ),
  ])
}

/** What a reading gives a name: its value in each alternative, and which of them is decided. */
function boundTo(reading: Policy['readings'][number], name: string): unknown {
  const values = reading.alternatives.map(({ key, bindings }) => [
    key,
    bindings.find((each) => each.name === name)?.expr,
  ])
  return [reading.title, reading.status, values]
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
