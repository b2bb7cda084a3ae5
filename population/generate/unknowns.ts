// Who can say a fact → how often it is unknown, scaled so that all columns together have the share that was asked for.
import { type Authority, type Column, concernsSubject, type Fact, type Table } from '#lang'
import { UNKNOWN, UNKNOWN_OF } from './distributions.ts'
import type { Scene } from './scene.ts'

export type Unknowns = {
  readonly ofColumn: (table: Table, column: Column) => number
  readonly ofCollection: (table: Table) => number
  /** Any other stated share of what is missing. */
  readonly ofShare: (share: number) => number
}

/** The stated share of a fact, before it is scaled. */
function statedShare(fact: Fact | undefined, table: Table): number {
  const declared = UNKNOWN_OF[fact?.column ?? '']
  if (declared !== undefined) return declared
  // A question's parameter has a preset; leaving it out is no gap.
  if (fact?.preset) return 0
  return table.kind === 'collection' ? UNKNOWN.field : byAuthority(fact?.authority)
}

function byAuthority(authority: Authority | undefined): number {
  return UNKNOWN[authority?.kind ?? 'applicant']
}

export function unknownOf(scene: Scene): Unknowns {
  const power = powerFor(scene)
  const scaled = (share: number) => 1 - (1 - share) ** power
  return {
    ofColumn: (table, column) => scaled(statedShare(scene.factOf(table, column), table)),
    ofCollection: (table) => scaled(byAuthority(scene.collectionOf(table)?.authority)),
    ofShare: scaled,
  }
}

/**
 * The power k for which the mean of 1 − (1 − share)^k over the subject's facts is what was asked for: 0 makes
 * everything known, 1 keeps the stated shares, and no share ever leaves 0 to 1.
 */
function powerFor({ options, program, kind }: Scene): number {
  const wanted = options.unknown
  if (wanted === undefined) return 1
  if (wanted <= 0) return 0
  const facts = program.vocabulary.facts.filter((each) => concernsSubject(each.subject, kind))
  const shares = facts.map(({ authority, column }) => UNKNOWN_OF[column ?? ''] ?? byAuthority(authority))
  const open = shares.filter((share) => share > 0)
  const mean = (power: number) =>
    sum(open.map((share) => 1 - (1 - share) ** power)) / Math.max(1, shares.length)
  let [low, high] = [0, 1000]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (mean(middle) < wanted) low = middle
    else high = middle
  }
  return high
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0)
}
