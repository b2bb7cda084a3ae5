// One document → everything that was made of each article, as cards with the phrases they rest on.
import type {
  AccountKind,
  Citation,
  Condition,
  Definition,
  Item,
  List,
  Policy,
  Reading,
  Relation,
  Remark,
  Standard,
  Target,
  Task,
} from '#lang'
import { dateToChinese } from '#lang'
import { words } from '../words.zh.ts'

/** The targets that one is a part of, or that are parts of it. */
type Kin = { readonly parent: Target | undefined; readonly children: readonly Target[] }

export type Rule = {
  /** Names the card on the page and in the address. */
  readonly key: string
  readonly title: string
  readonly article: string
  readonly citations: readonly Citation[]
} & (
  | { readonly kind: 'document'; readonly lines: readonly string[] }
  | { readonly kind: 'item'; readonly item: Item }
  | { readonly kind: 'reading'; readonly reading: Reading }
  | { readonly kind: 'standard'; readonly standard: Standard }
  | { readonly kind: 'definition'; readonly definition: Definition }
  | ({ readonly kind: 'target'; readonly target: Target } & Kin)
  | { readonly kind: 'task'; readonly task: Task }
  | { readonly kind: 'list'; readonly list: List }
  | { readonly kind: 'relation'; readonly relation: Relation; readonly members: readonly string[] }
  | { readonly kind: 'remark'; readonly remark: Remark }
)

/** The card of what accounts for a phrase. A department's decision is a condition of its item. */
export function ruleKey(kind: Exclude<AccountKind, 'heading'>, id: string): string {
  switch (kind) {
    case 'document':
      return 'document'
    case 'decision':
      return `item-${id}`
    case 'preamble':
    case 'noEffect':
      return `remark-${id}`
    default:
      return `${kind}-${id}`
  }
}

export function rulesOf(policy: Policy): Rule[] {
  return [
    ...aboutDocument(policy),
    ...policy.items.map(
      (item): Rule => ({ kind: 'item', item, ...card('item', item), citations: itemCitations(item) }),
    ),
    ...policy.readings.map(
      (reading): Rule => ({
        kind: 'reading',
        reading,
        ...card('reading', reading),
        citations: [...reading.citations, ...reading.alternatives.flatMap((each) => each.citations)],
      }),
    ),
    ...policy.standards.map(
      (standard): Rule => ({ kind: 'standard', standard, ...named('standard', standard) }),
    ),
    ...policy.definitions.map(
      (definition): Rule => ({ kind: 'definition', definition, ...named('definition', definition) }),
    ),
    ...policy.targets.map(
      (target): Rule => ({ kind: 'target', target, ...card('target', target), ...kinOf(target, policy) }),
    ),
    ...policy.tasks.map((task): Rule => ({ kind: 'task', task, ...card('task', task) })),
    ...policy.lists.map((list): Rule => ({ kind: 'list', list, ...card('list', list) })),
    ...policy.relations.map(
      (relation): Rule => ({
        kind: 'relation',
        relation,
        members: relation.members.map((id) => policy.items.find((each) => each.id === id)?.title ?? id),
        ...card('relation', relation),
      }),
    ),
    ...policy.remarks.map(
      (remark, i): Rule => ({
        kind: 'remark',
        remark,
        ...card('remark', { id: `${remark.article}-${i}`, ...remark }),
      }),
    ),
  ]
}

function kinOf({ id, parent }: Target, { targets }: Policy): Kin {
  return {
    parent: targets.find((each) => each.id === parent),
    children: targets.filter((each) => each.parent === id),
  }
}

/** What is known of the document itself, where it says so. */
function aboutDocument({ document }: Policy): Rule[] {
  const { number, issued, begins, ends, repeals, citations: named } = document
  const dated = [issued, begins, ...(ends ? [ends] : []), ...repeals].flatMap((each) => each.citations)
  const citations = [...dated, ...named]
  const [first] = citations
  if (!first) return []
  const lines = [
    words.rule.number(number),
    words.rule.issued(dateToChinese(issued.day)),
    ...repeals.map((each) => words.rule.repeals(each.number)),
  ]
  return [
    {
      kind: 'document',
      key: 'document',
      title: words.policy.aboutDocument,
      article: first.article,
      citations,
      lines,
    },
  ]
}

type Titled = {
  readonly id: string
  readonly title: string
  readonly article: string
  readonly citations: readonly Citation[]
}

function card(kind: Rule['kind'], { id, title, article, citations }: Titled) {
  return { key: `${kind}-${id}`, title, article, citations }
}

/** Definitions and standards belong to the article whose words they rest on. */
function named(
  kind: Rule['kind'],
  { name, citations }: { readonly name: string; readonly citations: readonly Citation[] },
) {
  return { key: `${kind}-${name}`, title: name, article: citations[0]?.article ?? '', citations }
}

function itemCitations(item: Item): Citation[] {
  const parts = item.parts.flatMap((part) => [
    ...part.citations,
    ...part.conditions.flatMap(conditionCitations),
    ...part.amount.citations,
    ...part.caps.flatMap((cap) => cap.citations),
  ])
  return [
    ...item.citations,
    ...item.conditions.flatMap(conditionCitations),
    ...parts,
    ...item.caps.flatMap((cap) => cap.citations),
    ...(item.window?.citations ?? []),
    ...(item.frequency?.citations ?? []),
    ...(item.statedTotal?.citations ?? []),
  ]
}

function conditionCitations(condition: Condition): Citation[] {
  const inner = condition.kind === 'test' ? [] : condition.conditions.flatMap(conditionCitations)
  return [...condition.citations, ...inner]
}

/** Each phrase once, in the order of the text. */
export function distinctPhrases(citations: readonly Citation[]): Citation[] {
  const seen = new Map(citations.map((each) => [`${each.article} ${each.start} ${each.end}`, each]))
  return [...seen.values()].toSorted((a, b) => a.start - b.start)
}
