// Findings → what each item may bring into a package: how sure it is granted, and between which amounts.
import type { Item, Nature, Program } from '../ir/ir.ts'
import { indexOf, type PolicyIndex } from '../ir/lookup.ts'
import type { Amount, Finding, Outcome } from '../run/finding.ts'
import { yuanToFen } from '../values/money.ts'
import type { Truth } from '../values/truth.ts'
import type { ItemRef } from './result.ts'

/** "document item": ids of items are unique within a document only. */
export type Key = string

export type Entry = {
  readonly key: Key
  readonly index: PolicyIndex
  readonly item: Item
  readonly finding: Finding
  readonly ref: ItemRef
}

/**
 * `counted`: money that may enter a total. `upperBound`, `unstated`: money that an authority decides or no text names.
 * `outside`: everything else; such an item can still exclude or be needed by another.
 */
type Role = 'counted' | 'upperBound' | 'unstated' | 'outside'

/** In 分; `high` is undefined when nothing bounds it. */
export type Worth = {
  readonly granted: Truth
  readonly role: Role
  readonly low: bigint
  readonly high: bigint | undefined
}

export const SUMMED: ReadonlySet<Nature> = new Set(['cash', 'relief', 'tax'])

/**
 * The findings that can still be granted, in the order of the documents. Services and honours are left out unless a
 * relation or a matter names them (`tied`): nothing else depends on them.
 */
export function entriesOf(program: Program, findings: readonly Finding[], tied: ReadonlySet<Key>): Entry[] {
  const byKey = new Map(findings.map((each) => [`${each.policy} ${each.item}`, each]))
  return indexOf(program).flatMap((index) =>
    index.policy.items.flatMap((item): Entry[] => {
      const key = keyOf(index, item)
      const finding = byKey.get(key)
      if (!finding || !mayBeGranted(finding.outcome)) return []
      if (finding.amount.kind === 'non_monetary' && !tied.has(key)) return []
      return [{ key, index, item, finding, ref: refOf(index, item) }]
    }),
  )
}

export function keyOf(index: PolicyIndex, item: Item): Key {
  return `${index.policy.document.id} ${item.id}`
}

export function refOf(index: PolicyIndex, item: Item): ItemRef {
  return { item: item.id, title: item.title, policy: index.policy.document.id, nature: item.nature }
}

function mayBeGranted(outcome: Outcome): boolean {
  return outcome === 'eligible' || outcome === 'undetermined'
}

/**
 * What an item is worth where some readings are taken as chosen (reading → key of its alternative). A finding says for
 * each of its readings what the alternative would give; each of these contains the truth, so together they narrow it.
 */
export function worthOf({ finding, item }: Entry, chosen: ReadonlyMap<string, string>): Worth {
  const views: { readonly outcome: Outcome; readonly amount: Amount }[] = [
    finding,
    ...finding.readings.flatMap((reading) =>
      reading.alternatives.filter((each) => each.key === chosen.get(reading.id)),
    ),
  ]
  const settled = views.find((each) => each.outcome !== 'undetermined')?.outcome ?? 'undetermined'
  const granted: Truth = settled === 'eligible' ? 'true' : settled === 'undetermined' ? 'unknown' : 'false'
  const worths = views.map((each) => rangeOf(each.amount, item))
  const [last] = worths.toReversed()
  const role = worths.find((each) => each.exact)?.role ?? last?.role ?? 'outside'
  const low = worths.reduce((most, each) => (each.low > most ? each.low : most), 0n)
  const high = worths.reduce<bigint | undefined>(
    (least, each) =>
      least === undefined || (each.high !== undefined && each.high < least) ? each.high : least,
    undefined,
  )
  const sure = role === 'counted' && granted === 'true'
  return { granted, role: SUMMED.has(item.nature) ? role : 'outside', low: sure ? low : 0n, high }
}

type Range = {
  readonly role: Role
  readonly exact: boolean
  readonly low: bigint
  readonly high: bigint | undefined
}

function rangeOf(amount: Amount, item: Item): Range {
  switch (amount.kind) {
    case 'exact': {
      const fen = yuanToFen(amount.yuan)
      return { role: 'counted', exact: true, low: fen, high: fen }
    }
    case 'range': {
      const [low, high] = [yuanToFen(amount.from), amount.to === null ? undefined : yuanToFen(amount.to)]
      // 至多 of an amount that is not known yet comes as a range from nothing.
      const role = low === 0n && promisesAtMost(item) ? 'upperBound' : 'counted'
      return { role, exact: false, low, high }
    }
    case 'candidates': {
      const values = amount.candidates.map((each) => yuanToFen(each.yuan)).sort((a, b) => (a < b ? -1 : 1))
      return { role: 'counted', exact: false, low: values[0] ?? 0n, high: values.at(-1) }
    }
    case 'upper_bound':
      return { role: 'upperBound', exact: false, low: 0n, high: yuanToFen(amount.yuan) }
    case 'unstated':
      return { role: 'unstated', exact: false, low: 0n, high: undefined }
    case 'non_monetary':
      return { role: 'outside', exact: false, low: 0n, high: 0n }
  }
}

export function promisesAtMost(item: Item): boolean {
  return item.parts.some((each) => each.amount.kind === 'upTo')
}
