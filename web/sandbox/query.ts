// What the sandbox shows, as it stands in the address: a link shares population, day, documents, reform and open list.
import type { Dimension } from '#server/api/simulationReply.ts'
import type { ListQuery } from './list.ts'
import { readList } from './list.ts'
import { type Envelope, type ReformChanges, readChanges, readEnvelopes } from './reformInAddress.ts'

export const tabs = ['items', 'item', 'reform'] as const
export type Tab = (typeof tabs)[number]

export const dimensions: readonly Dimension[] = ['district', 'street', 'industry', 'size']

export type SandboxQuery = {
  readonly population?: string
  readonly at?: string
  /** Absent means all. */
  readonly policies?: readonly string[]
  readonly tab?: Tab
  readonly item?: string
  readonly nature?: string
  readonly group?: Dimension
  readonly changes?: ReformChanges
  readonly envelopes?: readonly Envelope[]
  readonly title?: string
  readonly note?: string
  /** The parameter whose threshold is looked at. */
  readonly cliff?: string
  readonly list?: ListQuery
}

export function readSandboxQuery(search: Readonly<Record<string, unknown>>): SandboxQuery {
  const { policies } = search
  const tab = tabs.find((each) => each === search.tab)
  const group = dimensions.find((each) => each === search.group)
  const changes = readChanges(search.changes)
  const envelopes = readEnvelopes(search.envelopes)
  const list = readList(search.list)
  return {
    ...texts(search, ['population', 'at', 'item', 'nature', 'title', 'note', 'cliff']),
    ...(Array.isArray(policies) && { policies: policies.filter((each) => typeof each === 'string') }),
    ...(tab && { tab }),
    ...(group && { group }),
    ...(changes.length > 0 && { changes }),
    ...(envelopes.length > 0 && { envelopes }),
    ...(list && { list }),
  }
}

/** The router reads a title such as 2026 as a number. */
function texts<K extends string>(search: Readonly<Record<string, unknown>>, keys: readonly K[]) {
  const found = keys.flatMap((key) => {
    const value = search[key]
    const text = typeof value === 'number' ? String(value) : value
    return typeof text === 'string' && text !== '' ? [[key, text]] : []
  })
  return Object.fromEntries(found) as { readonly [P in K]?: string }
}
