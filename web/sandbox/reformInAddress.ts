// A reform in an address: links come from anywhere, so only what has the shape of a change is taken.
import type { ReformChange } from '#lang'

export type ReformChanges = readonly ReformChange[]
export type Envelope = { readonly title: string; readonly items: readonly string[]; readonly yuan: string }

export function readChanges(value: unknown): ReformChange[] {
  return Array.isArray(value) ? value.flatMap(readChange) : []
}

function readChange(value: unknown): ReformChange[] {
  const { kind, parameter, value: number, factor, policy, reading, alternative, item } = fieldsOf(value)
  if (kind === 'number' && isText(parameter) && isText(number)) return [{ kind, parameter, value: number }]
  if (kind === 'scale' && isText(parameter) && isText(factor)) return [{ kind, parameter, factor }]
  if (kind === 'reading' && isText(policy) && isText(reading) && isText(alternative))
    return [{ kind, policy, reading, alternative }]
  if (kind === 'remove' && isText(item)) return [{ kind, item }]
  return []
}

export function readEnvelopes(value: unknown): Envelope[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((each) => {
    const { title, items, yuan } = fieldsOf(each)
    const sound = isText(title) && Array.isArray(items) && isText(yuan) && /^\d+\.\d\d$/.test(yuan)
    return sound ? [{ title, items: items.filter(isText), yuan }] : []
  })
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function fieldsOf(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** The same place of the rules; a second change of it takes the first one's place. */
export function placeOf(change: ReformChange): string {
  switch (change.kind) {
    case 'number':
      return change.parameter
    case 'scale':
      return `× ${change.parameter}`
    case 'reading':
      return `${change.policy} ${change.reading}`
    case 'remove':
      return `- ${change.item}`
  }
}

export function withChange(changes: ReformChanges, change: ReformChange): ReformChange[] {
  const at = changes.findIndex((each) => placeOf(each) === placeOf(change))
  return at < 0 ? [...changes, change] : changes.with(at, change)
}

export function withoutPlace(changes: ReformChanges, place: string): ReformChange[] {
  return changes.filter((each) => placeOf(each) !== place)
}
