// W1201: a definition, reading or standard that no rule uses.
import type { Policy } from '../../ir/ir.ts'
import { declarationAt, expressionsIn, placeIn, type RuleCheck } from './checked.ts'

export const unusedNames: RuleCheck = ({ policy, tree }, report) => {
  for (const { name } of policy.definitions) {
    if (!namesUsed(without(policy, 'definitions', (each) => each.name === name)).has(name))
      report('W1201', placeIn(tree, declarationAt(tree, '定义', name)), { what: '定义', name })
  }
  for (const { name } of policy.standards) {
    if (!namesUsed(policy).has(name))
      report('W1201', placeIn(tree, declarationAt(tree, '外部标准', name)), { what: '外部标准', name })
  }
  for (const reading of policy.readings) {
    const used = namesUsed(without(policy, 'readings', (each) => each.id === reading.id))
    const bound = reading.alternatives.flatMap((each) => each.bindings.map((binding) => binding.name))
    if (!bound.some((name) => used.has(name)))
      report('W1201', placeIn(tree, declarationAt(tree, '口径', reading.id)), {
        what: '口径',
        name: reading.title,
      })
  }
}

function without<K extends 'definitions' | 'readings'>(
  policy: Policy,
  key: K,
  left: (each: Policy[K][number]) => boolean,
): Policy {
  return { ...policy, [key]: (policy[key] as readonly Policy[K][number][]).filter((each) => !left(each)) }
}

function namesUsed(policy: Policy): Set<string> {
  const names = new Set<string>()
  for (const each of expressionsIn(policy)) {
    if (each.kind === 'definition' || each.kind === 'choice' || each.kind === 'standard') names.add(each.name)
  }
  return names
}
