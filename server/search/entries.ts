// The library → what can be found in it: every article and every rule, each with its words and its place.
import { describeItem, exprText, type Item, type Policy, type Program, type Target } from '#lang'

export const entryKinds = [
  'article',
  'item',
  'target',
  'task',
  'list',
  'reading',
  'relation',
  'definition',
  'standard',
] as const

export type EntryKind = (typeof entryKinds)[number]

export type Entry = {
  readonly key: string
  readonly kind: EntryKind
  readonly policy: Policy
  /** Id of the rule; of an article its own. */
  readonly id: string
  readonly title: string
  readonly article: string
  readonly text: string
  readonly item?: Item
}

export function entriesOf({ policies }: Program): Entry[] {
  return policies.flatMap((policy) => [...articles(policy), ...rules(policy)])
}

function articles(policy: Policy): Entry[] {
  return policy.articles.map(({ id, heading, text }) =>
    entry(policy, 'article', { id, title: heading, article: id }, [text]),
  )
}

function rules(policy: Policy): Entry[] {
  const { items, targets, tasks, lists, readings, relations, definitions, standards } = policy
  return [
    ...items.map((each) => ({ ...entry(policy, 'item', each, itemLines(each)), item: each })),
    ...targets.map((each) => entry(policy, 'target', each, targetLines(each))),
    ...tasks.map((each) => entry(policy, 'task', each, [each.content, each.deadline, ...each.notes])),
    ...lists.map((each) =>
      entry(policy, 'list', each, [each.kind, each.content, each.members.join('、'), ...each.notes]),
    ),
    ...readings.map((each) =>
      entry(policy, 'reading', each, [
        each.question,
        ...each.alternatives.map(({ key, label }) => `${key} ${label}`),
      ]),
    ),
    ...relations.map((each) => entry(policy, 'relation', each, each.notes)),
    ...definitions.map((each) => entry(policy, 'definition', named(each, policy), [])),
    ...standards.map((each) => entry(policy, 'standard', named(each, policy), [each.question, each.basis])),
  ]
}

type Placed = { readonly id: string; readonly title: string; readonly article: string }

function entry(
  policy: Policy,
  kind: EntryKind,
  { id, title, article }: Placed,
  lines: readonly (string | undefined)[],
): Entry {
  const text = lines.filter((line) => line !== undefined && line !== '').join('；')
  return { key: `${policy.document.id} ${kind} ${id}`, kind, policy, id, title, article, text }
}

function named(
  { name, citations }: { readonly name: string; readonly citations: readonly { readonly article: string }[] },
  policy: Policy,
): Placed {
  return { id: name, title: name, article: citations[0]?.article ?? policy.articles[0]?.id ?? '' }
}

function itemLines(item: Item): (string | undefined)[] {
  const { conditions, parts, caps, window, frequency } = describeItem(item)
  return [
    [item.category, item.mode, item.recipient].filter(Boolean).join('、'),
    item.content,
    ...conditions,
    ...parts.flatMap((part) => [part.label, ...part.conditions, part.amount]),
    ...caps,
    window,
    frequency,
    ...item.notes,
  ]
}

function targetLines({ indicator, word, value, to, deadline, strength, counting, notes }: Target): string[] {
  const wanted = `${word}${exprText(value)}${to ? `至${exprText(to)}` : ''}`
  return [`${indicator} ${wanted}`, [deadline, ...strength, ...counting].join('、'), ...notes]
}
