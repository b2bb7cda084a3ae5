// An item → the conditions that veto it (一票否决). Pure.
//
// The language has no mark for them. Taken as vetoes are the conditions on facts of integrity and violations: facts
// that government holds or decides, and whose name, question, note or source in the dictionary speaks of dishonesty,
// violations, penalties, abnormal operation or accidents.
import type { Citation, Collection, Condition, Fact, Item, Policy, Program } from '#lang'

const INTEGRITY =
  /失信|诚信|信用(?!代码)|违法|违规|违纪|处罚|惩戒|黑名单|负面清单|否决|经营异常|安全事故|责任事故|环境违法|骗取|弄虚作假|拖欠|欠税|涉税|税收违法/

export type VetoCondition = {
  readonly facts: readonly string[]
  readonly condition: Condition
  readonly citations: readonly Citation[]
}

/** The item's own conditions and those of its parts that test a fact of integrity. */
export function vetoConditions(program: Program, policy: Policy, item: Item): VetoCondition[] {
  const marked = new Set(integrityFacts(program).map((each) => each.name))
  const all = [...item.conditions, ...item.parts.flatMap((part) => (part.over ? [] : part.conditions))]
  return all.flatMap((condition) => {
    const facts = [...new Set(namesIn(condition, policy))].filter((name) => marked.has(name))
    return facts.length > 0 ? [{ facts, condition, citations: condition.citations }] : []
  })
}

function integrityFacts({ vocabulary }: Program): (Fact | Collection)[] {
  return [...vocabulary.facts, ...vocabulary.collections].filter((each) => {
    const { kind } = each.authority
    const source = 'source' in each ? each.source : undefined
    const words = [each.name, each.question, each.note ?? '', source ?? ''].join(' ')
    return (kind === 'government' || kind === 'decided') && INTEGRITY.test(words)
  })
}

/** Names of the facts and collections that a condition looks at, definitions opened. */
function namesIn(value: unknown, policy: Policy, opened: ReadonlySet<string> = new Set()): string[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((each) => namesIn(each, policy, opened))
  const node = new Map<string, unknown>(Object.entries(value))
  const name = node.get('name')
  if (node.get('kind') === 'fact' && typeof name === 'string') return [name]
  if (node.get('kind') === 'definition' && typeof name === 'string' && !opened.has(name)) {
    const body = policy.definitions.find((each) => each.name === name)?.body
    return namesIn(body, policy, new Set([...opened, name]))
  }
  const collection = node.get('collection')
  const own = typeof collection === 'string' ? [collection] : []
  return [...own, ...[...node.values()].flatMap((each) => namesIn(each, policy, opened))]
}
