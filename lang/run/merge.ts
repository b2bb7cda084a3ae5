// The runs of one item under competing readings → one outcome, one amount, and where the readings matter.

import type { Reading } from '../ir/ir.ts'
import type { PolicyIndex } from '../ir/lookup.ts'
import { dateToIso } from '../values/dates.ts'
import * as interval from '../values/interval.ts'
import { compare, ZERO } from '../values/rational.ts'
import type { Truth } from '../values/truth.ts'
import type { Details } from './details.ts'
import type { Amount, Candidate, Cause, Need, Outcome, PartFinding, ReadingUse, Reason } from './finding.ts'
import type { Run } from './readings.ts'
import { dropRepeated } from './repeated.ts'
import { payable, type Worth, worthToAmount } from './worth.ts'

export function mergedOutcome(runs: readonly Run[], complete: boolean): Outcome {
  const first = runs[0]?.core.outcome ?? 'undetermined'
  return complete && runs.every((run) => run.core.outcome === first) ? first : 'undetermined'
}

export function mergedAmount(index: PolicyIndex, runs: readonly Run[]): Amount {
  return merged(index, runs, (run) => run.core.holds) ?? { kind: 'unstated' }
}

/** One amount for all readings: theirs when they agree, candidates when each is certain, else the range of all. */
export function merged(
  index: PolicyIndex,
  runs: readonly Run[],
  holds: (run: Run) => Truth | undefined,
): Amount | undefined {
  const considered = runs.flatMap((run) => {
    const truth = holds(run)
    return truth === undefined ? [] : [{ run, truth, worth: payable(run.core.worth, truth) }]
  })
  const first = considered[0]
  if (!first) return undefined
  const amounts = considered.map((each) => worthToAmount(each.worth, each.truth))
  const texts = new Set(amounts.map((each) => JSON.stringify(each)))
  if (texts.size === 1) return amounts[0]
  const exact = amounts.every((each) => each.kind === 'exact')
  if (exact)
    return candidates(
      index,
      considered.map((each) => each.run),
      amounts,
    )
  const worth = considered.map((each) => each.worth).reduce(hullWorth)
  return worthToAmount(worth, 'true')
}

function hullWorth(a: Worth, b: Worth): Worth {
  const bounds = interval.hull(a.bounds, b.bounds)
  const zero = (each: Worth): boolean =>
    each.sort === 'exact' && each.bounds.high !== undefined && compare(each.bounds.high, ZERO) === 0
  const sort = zero(a)
    ? b.sort
    : zero(b) || a.sort === b.sort
      ? a.sort
      : a.sort === 'unstated' || b.sort === 'unstated'
        ? 'unstated'
        : 'span'
  return { sort: sort === 'choice' ? 'span' : sort, bounds }
}

function candidates(index: PolicyIndex, runs: readonly Run[], amounts: readonly Amount[]): Amount {
  const decisive = decisiveReadings(index, runs).map((each) => each.id)
  const byAmount = new Map<string, Set<string>>()
  for (const [i, run] of runs.entries()) {
    const amount = amounts[i]
    if (amount?.kind !== 'exact') continue
    const labels = byAmount.get(amount.yuan) ?? new Set()
    labels.add(decisive.flatMap((id) => choiceLabel(index, run, id)).join('，且'))
    byAmount.set(amount.yuan, labels)
  }
  const list: Candidate[] = [...byAmount].map(([value, labels]) => ({
    reading: [...labels].join('；或'),
    yuan: value,
  }))
  return { kind: 'candidates', candidates: list }
}

function choiceLabel(index: PolicyIndex, run: Run, id: string): string[] {
  const taken = run.choices.get(id)
  const reading = index.readings.get(id)
  const alternative = taken === undefined ? undefined : reading?.alternatives[taken]
  return reading && alternative ? [`${reading.title}：${alternative.key} ${alternative.label}`] : []
}

/** Readings whose alternatives lead to different results while all other readings stay the same. */
function decisiveReadings(index: PolicyIndex, runs: readonly Run[]): Reading[] {
  const ids = new Set(runs.flatMap((run) => [...run.choices.keys()]))
  return [...ids].flatMap((id) => {
    const reading = index.readings.get(id)
    const decides = runs.some((a, i) =>
      runs.slice(i + 1).some((b) => differOnly(a, b, id) && resultText(a) !== resultText(b)),
    )
    return reading && decides ? [reading] : []
  })
}

/** Whether two runs part at `id` and agree on every other reading that both met. */
function differOnly(a: Run, b: Run, id: string): boolean {
  if (a.choices.get(id) === b.choices.get(id)) return false
  for (const [other, taken] of a.choices) {
    const theirs = b.choices.get(other)
    if (other !== id && theirs !== undefined && theirs !== taken) return false
  }
  return true
}

/** The runs whose reasons are written out: first one of each different result, then others, up to a limit. */
export function tellingRuns(runs: readonly Run[]): Run[] {
  const byResult = dropRepeated(runs, resultText)
  // Where all readings agree, a second run still shows that another way leads to the same result.
  const others = runs.filter((run) => !byResult.includes(run)).slice(0, Math.max(0, 2 - byResult.length))
  return [...byResult.slice(0, 4), ...others]
}

function resultText(run: Run): string {
  return `${run.core.outcome} ${JSON.stringify(worthToAmount(payable(run.core.worth, run.core.holds), run.core.holds))}`
}

export function readingUses(index: PolicyIndex, runs: readonly Run[]): ReadingUse[] {
  const decisive = new Set(decisiveReadings(index, runs).map((each) => each.id))
  const ids = new Set(runs.flatMap((run) => [...run.choices.keys()]))
  const followed = new Set(runs.flatMap((run) => [...run.machine.decided]))
  const decided = [...followed].flatMap((id): ReadingUse[] => {
    const reading = index.readings.get(id)
    const status = reading?.status
    if (!reading || status?.kind !== 'decided') return []
    const { title, question, askTo, citations } = reading
    const decision = {
      alternative: status.alternative,
      on: dateToIso(status.on),
      by: status.by,
      source: status.source,
    }
    return [
      {
        id,
        title,
        question,
        askTo,
        status: 'decided',
        decision,
        decisive: false,
        alternatives: [],
        citations,
      },
    ]
  })
  const open = [...ids].flatMap((id): ReadingUse[] => {
    const reading = index.readings.get(id)
    if (!reading) return []
    return [
      {
        ...{
          id,
          title: reading.title,
          question: reading.question,
          askTo: reading.askTo,
          status: 'open' as const,
        },
        decisive: decisive.has(id),
        alternatives: reading.alternatives.map((alternative, i) => {
          const own = runs.filter((run) => run.choices.get(id) === i)
          const { key, label } = alternative
          return { key, label, outcome: mergedOutcome(own, true), amount: mergedAmount(index, own) }
        }),
        citations: reading.citations,
      },
    ]
  })
  return [...open, ...decided]
}

export function mergeCauses(
  outcome: Outcome,
  details: readonly Details[],
  readings: readonly ReadingUse[],
  complete: boolean,
): Cause[] {
  if (outcome !== 'undetermined') return []
  const causes = new Set<Cause>(details.flatMap((each) => each.causes))
  if (!complete || readings.some((each) => each.decisive)) causes.add('reading')
  return [...causes]
}

/** What holds under every reading comes once; the rest says under which one it holds. */
export function attributed<T extends { readonly text: string; readonly reading?: string }>(
  index: PolicyIndex,
  runs: readonly Run[],
  lists: readonly (readonly T[])[],
  key: (each: T) => string = (each) => each.text,
): T[] {
  const met = [...new Set(runs.flatMap((run) => [...run.choices.keys()]))]
  return dropRepeated(lists.flat(), key).map((one) => {
    const holds = lists.map((list) => list.some((each) => key(each) === key(one)))
    const holding = runs.filter((_, i) => holds[i])
    const others = runs.filter((_, i) => !holds[i])
    if (others.length === 0) return one
    const labels = met.flatMap((id) => {
      const taken = new Set(holding.map((run) => run.choices.get(id)))
      const tells = taken.size === 1 && others.some((run) => !taken.has(run.choices.get(id)))
      return tells && holding[0] ? choiceLabel(index, holding[0], id) : []
    })
    return labels.length === 0 ? one : { ...one, reading: labels.join('，且') }
  })
}

/** Reasons of all readings. One that speaks of a reading names it itself, and says so where the reading decides nothing. */
export function mergeReasons(
  index: PolicyIndex,
  runs: readonly Run[],
  details: readonly Details[],
): Reason[] {
  const decisive = new Set(decisiveReadings(index, runs).map((each) => each.id))
  const spoken = details.map((each) =>
    each.reasons.map((reason) => {
      const reading = reason.choice === undefined ? undefined : index.readings.get(reason.choice)
      const idle = reading?.status.kind === 'open' && !decisive.has(reading.id)
      return idle ? { ...reason, text: `口径「${reading.title}」未定，各种读法结论相同` } : reason
    }),
  )
  const key = (each: Reason): string => `${each.truth} ${each.text}`
  return attributed(index, runs, spoken, key).map(({ reading, ...reason }) =>
    reading === undefined || reason.choice !== undefined ? reason : { ...reason, reading },
  )
}

export function mergeNeeds(
  outcome: Outcome,
  amount: Amount,
  details: readonly Details[],
  readings: readonly ReadingUse[],
): Need[] {
  if (outcome !== 'undetermined' && outcome !== 'eligible') return []
  const needs = details.flatMap((each) => each.needs.all)
  const asked = readings
    .filter((each) => each.decisive && (outcome === 'undetermined' || amount.kind !== 'exact'))
    .map(
      (each): Need => ({
        fact: each.title,
        authority: { kind: 'decided', name: each.askTo },
        question: each.question,
        cause: 'reading',
      }),
    )
  return dropRepeated(
    [...needs, ...asked],
    (each) => `${each.cause} ${each.fact} ${each.path?.collection ?? ''} ${each.path?.index ?? ''}`,
  )
}

/** A part that readings treat alike is shown once; where they differ, with all that is possible. */
export function mergeParts(details: readonly Details[]): PartFinding[] {
  const key = (part: PartFinding): string => `${part.label} ${part.index ?? ''}`
  const first = dropRepeated(
    details.flatMap((each) => each.parts),
    key,
  )
  return first.map((part) => {
    const versions = details.flatMap((each) => each.parts.find((other) => key(other) === key(part)) ?? [])
    const everywhere = versions.length === details.length
    const same = everywhere && versions.every((each) => JSON.stringify(each) === JSON.stringify(part))
    if (same) return part
    const outcome =
      everywhere && versions.every((each) => each.outcome === part.outcome) ? part.outcome : 'undetermined'
    return { ...part, outcome, amount: possibleAmount(versions.map((each) => each.amount)) }
  })
}

function possibleAmount(amounts: readonly Amount[]): Amount {
  const distinct = dropRepeated(amounts, (each) => JSON.stringify(each))
  const [first] = distinct
  if (distinct.length === 1 && first) return first
  const exact = distinct.filter((each) => each.kind === 'exact')
  if (exact.length < distinct.length)
    return distinct.find((each) => each.kind !== 'exact') ?? { kind: 'unstated' }
  return { kind: 'candidates', candidates: exact.map((each) => ({ reading: '视口径而定', yuan: each.yuan })) }
}
