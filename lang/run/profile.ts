// One subject → for each item what populations count: outcome, amount in 分, causes of doubt, what is missing, why not.
// The reference that the columnar engines must equal, value for value.
import type { Item, Program } from '../ir/ir.ts'
import { yearOf } from '../values/dates.ts'
import { yuanToFen } from '../values/money.ts'
import { detailsOf } from './details.ts'
import { notConsidered, nothing, type Options, selected } from './evaluate.ts'
import type { Amount, Cause, Outcome } from './finding.ts'
import { runItem } from './item.ts'
import { mergeCauses, mergedAmount, mergedOutcome, readingUses } from './merge.ts'
import { MOST_RUNS, machineOf, runReadings, walkReadings } from './readings.ts'
import type { Subject } from './subject.ts'

/** `low` and `high` are 分, `high` null where nothing bounds it; candidates ascend and come once each. */
export type ProfileAmount = {
  readonly kind: Amount['kind']
  readonly low: number
  readonly high: number | null
  readonly candidates: readonly number[]
}

export type Profile = {
  readonly item: string
  readonly policy: string
  readonly outcome: Outcome
  readonly amount: ProfileAmount
  readonly causes: readonly Cause[]
  /** "fact 研发费用", "decision …", "standard …": what an undetermined subject still lacks. */
  readonly needs: readonly string[]
  /** Ids of open readings that the answer turns on. */
  readonly readings: readonly string[]
  /**
   * "code\u0000what was tested" of every reason that is not met or not known, under any
   * reading; a reading that is itself the condition stands among the readings.
   */
  readonly reasons: readonly string[]
}

/** Profiles of the chosen items, every list sorted. */
export function profiles(program: Program, subject: Subject, options: Options): Profile[] {
  const clock = { day: options.at, year: yearOf(options.at) }
  return selected(program, options).map(({ index, item }) => {
    const base = { item: item.id, policy: index.policy.document.id }
    const refused = notConsidered(program, index, item, subject, options.at)
    if (refused) return { ...base, ...withoutRules(item, refused.outcome, refused.reason.code) }
    const { runs, complete } = runReadings(index, subject, clock, item)
    // Looking for reasons consults readings that the conditions stopped short of, so it walks them once more.
    const { walks } = walkReadings(
      (reading) => index.readings.get(reading)?.alternatives.length ?? 1,
      (choose) => {
        const machine = machineOf(index, subject, clock, choose)
        return detailsOf(machine, item, runItem(machine, item))
      },
      MOST_RUNS,
    )
    const details = walks.map((each) => each.value)
    const outcome = mergedOutcome(runs, complete)
    const readings = readingUses(index, runs).filter((each) => each.status === 'open' && each.decisive)
    const open = outcome === 'undetermined'
    return {
      ...base,
      outcome,
      amount: amountOf(mergedAmount(index, runs)),
      causes: mergeCauses(outcome, details, readings, complete).sort(),
      needs: sorted(
        open ? details.flatMap((each) => each.needs.all.map(({ cause, fact }) => `${cause} ${fact}`)) : [],
      ),
      readings: sorted(readings.map((each) => each.id)),
      reasons: sorted(
        details.flatMap((each) =>
          each.reasons
            .filter((reason) => reason.truth !== 'met' && reason.choice === undefined)
            .map((reason) => `${reason.code}\u0000${reason.fact ?? ''}`),
        ),
      ),
    }
  })
}

function withoutRules(item: Item, outcome: Outcome, code: string): Omit<Profile, 'item' | 'policy'> {
  return {
    ...{ outcome, amount: amountOf(nothing(item)), causes: [], needs: [], readings: [] },
    reasons: [`${code}\u0000`],
  }
}

function sorted(all: readonly string[]): string[] {
  return [...new Set(all)].sort()
}

function amountOf(amount: Amount): ProfileAmount {
  const fen = (yuan: string): number => Number(yuanToFen(yuan))
  const none: readonly number[] = []
  switch (amount.kind) {
    case 'exact':
      return { kind: 'exact', low: fen(amount.yuan), high: fen(amount.yuan), candidates: none }
    case 'upper_bound':
      return { kind: 'upper_bound', low: 0, high: fen(amount.yuan), candidates: none }
    case 'range': {
      const high = amount.to === null ? null : fen(amount.to)
      return { kind: 'range', low: fen(amount.from), high, candidates: none }
    }
    case 'candidates': {
      const values = [...new Set(amount.candidates.map((each) => fen(each.yuan)))].sort((a, b) => a - b)
      return { kind: 'candidates', low: values[0] ?? 0, high: values.at(-1) ?? 0, candidates: values }
    }
    case 'unstated':
    case 'non_monetary':
      return { kind: amount.kind, low: 0, high: 0, candidates: none }
  }
}
