// A policy and items to switch off → the policy in which they apply to nobody, and say why.
import type { Definition, IrExpr, Policy } from '../ir/ir.ts'
import { BOOL } from '../values/types.ts'
import { mapList, patched } from './sharing.ts'

/** Findings show it as the reason: 保留本事项（政策沙盘假设）：否. */
const KEPT = '保留本事项（政策沙盘假设）'

// A table rather than an expression: reasons name a table, and would look through an expression at a bare 否.
const kept: Definition = {
  name: KEPT,
  type: BOOL,
  body: {
    kind: 'cases',
    policy: 'unique',
    rows: [{ general: true, value: { kind: 'bool', value: false }, citations: [] }],
    type: BOOL,
  },
  citations: [],
}

const appliesTo: IrExpr = { kind: 'definition', name: KEPT, type: BOOL }

/** The items stay, so that what refers to them still finds them and a comparison has both sides. */
export function withoutItems(policy: Policy, removed: ReadonlySet<string>): Policy {
  const items = mapList(policy.items, (each) => (removed.has(each.id) ? { ...each, appliesTo } : each))
  if (items === policy.items) return policy
  const known = policy.definitions.some((each) => each.name === KEPT)
  return patched(policy, { items, definitions: known ? policy.definitions : [...policy.definitions, kept] })
}
