// Tallies of chunks → one tally by names → what the result says of an item.
import { CAUSES, type Item, type Policy, type ReasonCode } from '#lang'
import { CELL_WIDTH, costAt, fenAt, reachAt } from './cells.ts'
import { CHANGE_WIDTH, type Keys, type Tally } from './digest.ts'
import type { ItemResult } from './result.ts'

export type NamedTally = {
  readonly cells: Float64Array
  readonly causes: Float64Array
  readonly needs: Map<string, { subjects: number; alone: number }>
  readonly reasons: Map<string, number>
  readonly readings: Map<string, number>
  readonly changes: Float64Array
  blindSpot: number
}

export function emptyNamed(groups: number): NamedTally {
  return {
    ...{ cells: new Float64Array(groups * CELL_WIDTH), causes: new Float64Array(CAUSES.length) },
    ...{ needs: new Map(), reasons: new Map(), readings: new Map() },
    ...{ changes: new Float64Array(4 * CHANGE_WIDTH), blindSpot: 0 },
  }
}

export function addTally(sum: NamedTally, keys: Keys, tally: Tally): void {
  addAll(sum.cells, tally.cells)
  addAll(sum.causes, tally.causes)
  addAll(sum.changes, tally.changes)
  sum.blindSpot += tally.blindSpot
  for (const [i, key] of keys.needs.entries()) {
    const before = sum.needs.get(key) ?? { subjects: 0, alone: 0 }
    const [subjects, alone] = [tally.needs[i] ?? 0, tally.alone[i] ?? 0]
    sum.needs.set(key, { subjects: before.subjects + subjects, alone: before.alone + alone })
  }
  addNamed(sum.reasons, keys.reasons, tally.reasons)
  addNamed(sum.readings, keys.readings, tally.readings)
}

/** Adds what is known of other subjects, group by group. */
export function addNamedTally(sum: NamedTally, more: NamedTally): void {
  addAll(sum.cells, more.cells)
  addAll(sum.causes, more.causes)
  addAll(sum.changes, more.changes)
  sum.blindSpot += more.blindSpot
  for (const [key, { subjects, alone }] of more.needs) {
    const before = sum.needs.get(key) ?? { subjects: 0, alone: 0 }
    sum.needs.set(key, { subjects: before.subjects + subjects, alone: before.alone + alone })
  }
  for (const name of ['reasons', 'readings'] as const)
    for (const [key, count] of more[name]) sum[name].set(key, (sum[name].get(key) ?? 0) + count)
}

function addAll(sum: Float64Array, more: Float64Array): void {
  for (let i = 0; i < more.length; i++) sum[i] = (sum[i] ?? 0) + (more[i] ?? 0)
}

function addNamed(sum: Map<string, number>, keys: readonly string[], counts: Float64Array): void {
  for (const [i, key] of keys.entries()) sum.set(key, (sum.get(key) ?? 0) + (counts[i] ?? 0))
}

/** What is not known is no reason for a refusal: it stands among what is missing. */
const NO_REASONS: ReadonlySet<string> = new Set(['unknown', 'decision-pending', 'met'])

export function itemResult(policy: Policy, item: Item, tally: NamedTally): ItemResult {
  const causes = CAUSES.flatMap((each, i) => {
    const subjects = tally.causes[i] ?? 0
    return subjects > 0 ? [[each, subjects] as const] : []
  })
  const reasons = [...tally.reasons].flatMap(([key, subjects]) => {
    const [code = '', fact = ''] = key.split('\u0000')
    return subjects > 0 && !NO_REASONS.has(code) ? [{ code: code as ReasonCode, fact, subjects }] : []
  })
  const missing = [...tally.needs].flatMap(([key, { subjects, alone }]) => {
    const [cause, ...fact] = key.split(' ')
    return subjects > 0
      ? [{ fact: fact.join(' '), cause: cause as (typeof CAUSES)[number], subjects, alone }]
      : []
  })
  const titles = new Map(policy.readings.map((each) => [each.id, each.title]))
  const readings = [...tally.readings].flatMap(([id, subjects]) =>
    subjects > 0 ? [{ id, title: titles.get(id) ?? id, subjects }] : [],
  )
  return {
    ...{ item: item.id, policy: policy.document.id, title: item.title },
    ...{ article: item.article, nature: item.nature },
    ...{ reach: reachAt(tally.cells, 0), cost: costAt(tally.cells, 0) },
    causes: Object.fromEntries(causes),
    missing: mostFirst(missing, (each) => `${each.cause} ${each.fact}`),
    blindSpot: tally.blindSpot,
    reasons: mostFirst(reasons, (each) => `${each.code} ${each.fact}`),
    readings: mostFirst(readings, (each) => each.id),
  }
}

/** The most frequent first; among equals by name, so that the same numbers always come in the same order. */
function mostFirst<T extends { readonly subjects: number }>(
  all: readonly T[],
  name: (each: T) => string,
): T[] {
  return all.toSorted((a, b) => b.subjects - a.subjects || (name(a) < name(b) ? -1 : 1))
}

/** Subjects of one kind of change and the 分 by which their certain amounts differ. */
export function changeAt(tally: NamedTally, change: number): { subjects: number; fen: bigint } {
  return {
    subjects: tally.changes[change * CHANGE_WIDTH] ?? 0,
    fen: fenAt(tally.changes, change * CHANGE_WIDTH + 1),
  }
}
