// Which items count at most once together, and who says so: a relation, or a person's declaration taken at its strictest.
import type { Truth } from '../values/truth.ts'
import type { Key } from './entries.ts'
import type { Rule, SilentMatter, Situation } from './situation.ts'
import { applies, type World } from './world.ts'

export type Binding = {
  readonly sort: 'exclusive' | 'highest'
  /** Of each group at most one item counts. */
  readonly groups: readonly (readonly Key[])[]
  readonly truth: Truth
  readonly source:
    | { readonly kind: 'rule'; readonly rule: Rule }
    | { readonly kind: 'silent'; readonly silent: SilentMatter }
}

/** `apart` are the silent matters of which, for the sake of argument, only the highest is paid. */
export function bindingsOf({ rules }: Situation, world: World, apart: readonly SilentMatter[]): Binding[] {
  const ruled = rules.flatMap((rule): Binding[] => {
    const { kind } = rule.relation
    if ((kind !== 'exclusive' && kind !== 'highest') || !applies(rule.truth, world)) return []
    return [{ sort: kind, groups: rule.groups, truth: rule.truth, source: { kind: 'rule', rule } }]
  })
  const silent = apart.map(
    (each): Binding => ({
      ...{ sort: 'highest', groups: each.pairs, truth: 'true', source: { kind: 'silent', silent: each } },
    }),
  )
  return [...ruled, ...silent]
}

/** The entries that a rule speaks of. */
export function membersIn({ entries }: Pick<Situation, 'entries'>, rule: Pick<Rule, 'groups'>): number[] {
  const keys = new Set(rule.groups.flat())
  return entries.flatMap((each, i) => (keys.has(each.key) ? [i] : []))
}
