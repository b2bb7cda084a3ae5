// W1205: an item tests facts of another kind of subject than it gives to. W1206: a recipient that has no facts at all.
import type { Item, Program } from '../../ir/ir.ts'
import { nearest } from '../../values/nearest.ts'
import { declarationAt, expressionsIn, placeIn, type RuleCheck } from './checked.ts'

export const subjects: RuleCheck = ({ policy, program, tree }, report) => {
  const known = subjectsOf(program)
  for (const item of policy.items) {
    const recipients = item.recipient.split(/[、，]/)
    const declaration = declarationAt(tree, '事项', item.id)
    for (const recipient of recipients) {
      const close = known.has(recipient) ? undefined : nearest(recipient, [...known])
      if (close !== undefined) report('W1206', placeIn(tree, declaration, '给予'), { recipient, close })
    }
    const foreign = foreignFacts(item, recipients, program)
    const [first] = foreign
    if (first)
      report('W1205', placeIn(tree, declaration, '条件', '金额', '每', '凭'), {
        title: item.title,
        recipient: item.recipient,
        facts: foreign.map((each) => `${each.name}（${each.subject}）`).join('、'),
      })
  }
}

function subjectsOf({ vocabulary, policies }: Program): Set<string> {
  const recipients = policies.flatMap((each) => each.items.map((item) => item.recipient.split(/[、，]/)))
  const counts = new Map<string, number>()
  for (const each of recipients.flat()) counts.set(each, (counts.get(each) ?? 0) + 1)
  // A kind that several items give to is meant, even before it has facts of its own.
  const meant = [...counts].filter(([, count]) => count > 1).map(([name]) => name)
  return new Set([
    ...vocabulary.facts.map((each) => each.subject),
    ...vocabulary.collections.map((each) => each.subject),
    ...meant,
  ])
}

function foreignFacts(item: Item, recipients: readonly string[], { vocabulary }: Program) {
  const used = new Set<string>()
  for (const each of expressionsIn([item.conditions, item.parts])) {
    if (each.kind === 'fact') used.add(each.name)
    if (each.kind === 'aggregate') used.add(each.collection)
  }
  for (const { over } of item.parts) if (over) used.add(over.collection)
  const all = [...vocabulary.facts, ...vocabulary.collections]
  return all.filter(
    (each) => used.has(each.name) && !recipients.includes(each.subject) && !isShared(each.name),
  )
}

/** What every kind of subject can be asked: where it is and what it has received. */
function isShared(name: string): boolean {
  return ['所在区县', '注册地行政区划', '已获支持', '税款所属期'].includes(name)
}
