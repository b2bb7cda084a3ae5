// Relations and declared matters of a program → groups of items whose amounts may limit each other.
import type { Program, Relation } from '#lang'
import type { Placed } from './question.ts'

/** `least` eligible members make the group matter; `limit` is set where minimum and maximum settle it. */
export type Group = {
  readonly members: readonly string[]
  readonly least: number
  readonly limit?: { readonly kind: 'highest' } | { readonly kind: 'sharedCap'; readonly fen: number }
}

export function keyOf({ policy, item }: Placed): string {
  return `${policy.document.id} ${item.id}`
}

/** Groups among the given items; more of them rather than fewer, for what is in none is simply added up. */
export function groupsAmong(program: Program, placed: readonly Placed[]): Group[] {
  const own = new Set(placed.map(keyOf))
  const within = (keys: readonly string[]): string[] => [...new Set(keys)].filter((each) => own.has(each))
  const matters = program.matters.map((each) => itemsNamed(program, each.members))
  const groups = program.policies.flatMap((policy) =>
    policy.relations.flatMap((relation): Group[] => {
      if (relation.kind === 'cumulative') return []
      const listed = itemsNamed(program, relation.members, policy.document.id)
      const reached = relation.reach
        ? matters.filter((each) => each.some((key) => key.startsWith(`${policy.document.id} `)))
        : []
      return [
        { members: within(listed), ...sizeOf(relation) },
        ...reached.map((each) => ({ members: within(each), least: sizeOf(relation).least })),
      ]
    }),
  )
  // Where no text says whether both may be had, the total is open.
  const silent = matters.map((each): Group => ({ members: within(each), least: 2 }))
  return [...groups, ...silent].filter((each) => each.members.length >= each.least)
}

/** An id means the document's own item before those of others. */
function itemsNamed(program: Program, ids: readonly string[], policy?: string): string[] {
  return ids.flatMap((id) => {
    const all = program.policies
      .filter((each) => each.items.some((item) => item.id === id))
      .map((each) => each.document.id)
    const chosen = policy !== undefined && all.includes(policy) ? [policy] : all
    return chosen.map((each) => `${each} ${id}`)
  })
}

/** A deduction or a requirement can limit an item that stands alone. */
function sizeOf({ kind, when, cap }: Relation): Pick<Group, 'least' | 'limit'> {
  if (kind === 'deduct' || kind === 'requires') return { least: 1 }
  if (when || cap?.when) return { least: 2 }
  if (kind === 'highest' || kind === 'exclusive') return { least: 2, limit: { kind: 'highest' } }
  const limit = cap?.limit
  const whole = cap?.scope === '每企业每年' || cap?.scope === '每企业' || cap?.scope === '全文件'
  if (kind === 'sharedCap' && whole && limit?.kind === 'number' && !limit.value.includes('/'))
    return { least: 2, limit: { kind: 'sharedCap', fen: Number(limit.value) } }
  return { least: 2 }
}
