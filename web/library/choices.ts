// The library → what each filter can be set to, with how many there are. Nothing is listed that is not there.
import { type Program, subjectKinds } from '#lang'
import { words } from '../words.zh.ts'
import type { QueryKey } from './query.ts'

type Choice = { readonly value: string; readonly label: string; readonly count: number }

export type Filter = {
  readonly key: QueryKey
  readonly label: string
  readonly groups: readonly { readonly label: string; readonly choices: readonly Choice[] }[]
}

export function filtersOf({ policies }: Program): Filter[] {
  const documents = policies.map((each) => each.document)
  const items = policies.flatMap((each) => each.items)
  const plain = (key: QueryKey, values: readonly string[]): Filter => ({
    key,
    label: words.library.filter[key],
    groups: [{ label: '', choices: counted(values) }],
  })
  const kinds = [
    { label: words.library.category, choices: counted(items.map((each) => each.category)) },
    {
      label: words.library.nature,
      choices: counted(items.map((each) => each.nature)).map((each) => ({
        ...each,
        label: words.nature[each.value as keyof typeof words.nature],
      })),
    },
    { label: words.library.mode, choices: counted(items.flatMap((each) => each.mode ?? [])) },
  ]
  const types = {
    article: policies.flatMap((each) => each.articles).length,
    item: items.length,
    target: policies.flatMap((each) => each.targets).length,
    task: policies.flatMap((each) => each.tasks).length,
    list: policies.flatMap((each) => each.lists).length,
    reading: policies.flatMap((each) => each.readings).length,
    relation: policies.flatMap((each) => each.relations).length,
    definition: policies.flatMap((each) => each.definitions).length,
    standard: policies.flatMap((each) => each.standards).length,
  }
  return [
    plain(
      'district',
      documents.map((each) => each.jurisdiction),
    ),
    plain(
      'level',
      documents.map((each) => each.level),
    ),
    plain(
      'issuer',
      documents.map((each) => each.issuer),
    ),
    plain(
      'subject',
      items.flatMap((each) => subjectKinds(each.recipient)),
    ),
    {
      key: 'kind',
      label: words.library.filter.kind,
      groups: kinds.filter(({ choices }) => choices.length > 0),
    },
    {
      key: 'type',
      label: words.library.filter.type,
      groups: [
        {
          label: '',
          choices: Object.entries(types)
            .filter(([, count]) => count > 0)
            .map(([value, count]) => ({
              value,
              label: words.library.type[value as keyof typeof types],
              count,
            })),
        },
      ],
    },
  ]
}

/** Each value once with its number, the most frequent first. */
function counted(values: readonly string[]): Choice[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, label: value, count }))
    .toSorted((a, b) => b.count - a.count)
}
