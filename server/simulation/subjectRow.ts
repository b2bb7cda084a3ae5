// What an item gives a subject → a row of a list, with its names, amounts in words and what is missing.
import { amountText, type FindingAmount, fenToYuan, KIND_CODES, OUTCOME_CODES, type Outcome } from '#lang'
import { namesOf, type SubjectNames } from '#population'
import type { OpenPopulation } from './engine.ts'
import type { SubjectRow } from './result.ts'

type Kind = (typeof KIND_CODES)[number]

/** Amounts in whole 分; `high` is null where nothing bounds it. */
export type Given = {
  readonly outcome: Outcome
  readonly kind: Kind
  readonly low: bigint
  readonly high: bigint | null
  readonly candidates: readonly bigint[]
}

/** A row before it has names. */
export type Unnamed = {
  readonly index: number
  readonly given: Given
  /** What the item gave before a reform. */
  readonly before?: Given
  readonly missing: readonly string[]
}

/** The rows with their names, in the same order. */
export async function named(open: OpenPopulation, rows: readonly Unnamed[]): Promise<SubjectRow[]> {
  const [own] = open.columns.population.tables
  if (!own) throw new TypeError('a population without a table of subjects')
  const ids = rows.map((each) => each.index)
  const names = await open.columns.exclusively((connected) => namesOf(connected, own, ids))
  return rows.map((each, i) => rowOf(each, names[i] ?? NAMELESS))
}

const NAMELESS: SubjectNames = { name: '', code: '', district: '', street: '', industry: '', size: '' }

function rowOf({ index, given, before, missing }: Unnamed, names: SubjectNames): SubjectRow {
  const { name, code, district, street, industry, size } = names
  return {
    ...{ index, name, code, district, street, industry, size },
    ...(before ? { ...shown(before), after: shown(given) } : shown(given)),
    missing: [...new Set(missing.map((each) => each.slice(each.indexOf(' ') + 1)))].sort(),
  }
}

function shown(given: Given): Pick<SubjectRow, 'outcome' | 'amount'> {
  return { outcome: given.outcome, amount: amountText(amountOf(given)) }
}

/** As findings have it. Of what was before only the least and the greatest candidate are kept. */
function amountOf({ kind, low, high, candidates }: Given): FindingAmount {
  const to = high === null ? null : fenToYuan(high)
  switch (kind) {
    case 'exact':
      return { kind, yuan: fenToYuan(low) }
    case 'upper_bound':
      return { kind, yuan: to ?? '' }
    case 'range':
      return { kind, from: fenToYuan(low), to }
    case 'candidates': {
      const values = candidates.length > 0 ? candidates : [low, high ?? low]
      return {
        kind,
        candidates: [...new Set(values)].map((each) => ({ reading: '', yuan: fenToYuan(each) })),
      }
    }
    case 'unstated':
    case 'non_monetary':
      return { kind }
  }
}

/** The outcome and kind with these codes or names; what is neither is not decided. */
export function outcomeNamed(of: number | string): Outcome {
  return OUTCOME_CODES.find((each, i) => each === of || i === of) ?? 'undetermined'
}

export function kindNamed(of: number | string): Kind {
  return KIND_CODES.find((each, i) => each === of || i === of) ?? 'unstated'
}
