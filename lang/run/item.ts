// One item under one choice of readings: does it hold, and what is it worth.

import type { Cap, Item, Part } from '../ir/ir.ts'
import type { Interval } from '../values/interval.ts'
import * as interval from '../values/interval.ts'
import { integer } from '../values/rational.ts'
import { and, or, type Truth } from '../values/truth.ts'
import type { Outcome } from './finding.ts'
import { receivedBefore } from './history.ts'
import type { Machine, Variable } from './machine.ts'
import { conditionTruth, needList, needsOfBody } from './needs.ts'
import { addWorth, atLeastZero, limit, payable, WORTHLESS, type Worth } from './worth.ts'

export type Core = {
  readonly outcome: Outcome
  readonly holds: Truth
  readonly worth: Worth
  readonly parts: readonly PartRun[]
  /** Provisions and given facts that contradict each other, as the conditions and parts met them. */
  readonly conflicts: readonly string[]
}

export type PartRun = {
  readonly part: Part
  readonly label: string
  readonly variable?: Variable
  readonly holds: Truth
  readonly worth: Worth
  /** The event is older than the text, and nothing says that the text reaches back to it. */
  readonly timeInDoubt: boolean
  /** For 每项一次: whether this element's award is still to be received. */
  readonly unpaid?: Truth
}

export function runItem(machine: Machine, item: Item): Core {
  const place = placeTruth(machine, item)
  const window = windowTruth(machine, item)
  let rest: Truth = frequencyTruth(machine, item)
  for (const each of item.conditions) rest = and(rest, conditionTruth(machine, each))
  const runs = item.parts.flatMap((part) => runPart(machine, part))
  const parts = item.frequency?.kind === 'perElement' ? withoutReceived(machine, item, runs) : runs
  rest = and(
    rest,
    parts.reduce<Truth>((any, each) => or(any, each.holds), 'false'),
  )
  const conflicts = [...machine.conflicts, ...machine.contradictions]
  if (machine.contradictions.size > 0 || (machine.conflicts.size > 0 && rest === 'true')) rest = 'unknown'
  if (rest === 'true' && parts.some((each) => each.holds !== 'false' && awaitsStandard(machine, each)))
    rest = 'unknown'
  const worth = totalWorth(machine, item, parts)
  const holds = and(and(place, window), rest)
  return { outcome: outcomeOf(place, window, rest), holds, worth, parts, conflicts }
}

// While the place or the time is open the item may turn out not to apply at all, whatever its conditions say.
function outcomeOf(place: Truth, window: Truth, rest: Truth): Outcome {
  if (place === 'false') return 'not_applicable'
  if (place === 'unknown') return 'undetermined'
  if (window === 'false') return 'not_in_force'
  if (window === 'unknown') return 'undetermined'
  return rest === 'true' ? 'eligible' : rest === 'false' ? 'not_eligible' : 'undetermined'
}

function placeTruth(machine: Machine, item: Item): Truth {
  const { appliesTo } = machine.index.policy.document
  const document = appliesTo ? machine.truth(appliesTo) : 'true'
  return and(document, item.appliesTo ? machine.truth(item.appliesTo) : 'true')
}

export function windowTruth(machine: Machine, item: Item): Truth {
  const { window } = item
  if (!window) return 'true'
  const day = window.by ? machine.number(window.by) : interval.point(integer(machine.clock.day))
  const from: Truth = window.from === undefined ? 'true' : interval.compare('ge', day, dayPoint(window.from))
  const to: Truth = window.to === undefined ? 'true' : interval.compare('le', day, dayPoint(window.to))
  return and(from, to)
}

export function dayPoint(day: number): Interval {
  return interval.point(integer(day))
}

export function frequencyTruth(machine: Machine, item: Item): Truth {
  const { frequency } = item
  if (!frequency || frequency.kind === 'perElement') return 'true'
  const history = receivedBefore(machine, item)
  if (!history) return 'unknown'
  return history.truth(frequency.kind === 'yearly' ? machine.clock.year : undefined)
}

/** 每项一次: an element for which the award was received is not awarded again. */
function withoutReceived(machine: Machine, item: Item, runs: readonly PartRun[]): PartRun[] {
  const history = receivedBefore(machine, item)
  const dates = runs.map((run) =>
    run.variable && !run.variable.element
      ? undefined
      : inPart(machine, run, () => run.part.eventDate && machine.number(run.part.eventDate)),
  )
  const unpaid = history?.unpaid(dates)
  return runs.map((run, i) => {
    const free = unpaid?.[i] ?? 'unknown'
    return { ...run, holds: and(run.holds, free), unpaid: free }
  })
}

function runPart(machine: Machine, part: Part): PartRun[] {
  const { over } = part
  const label = part.label ?? ''
  if (!over) return [settlePart(machine, part, label, undefined)]
  const elements = machine.elements(over.collection)
  if (!elements) {
    const unknown: Variable = { element: undefined, index: -1 }
    return machine.within(over.variable, unknown, () => {
      const run = settlePart(machine, part, label || over.collection, unknown)
      // Nothing is known of how many elements there are, so neither is the sum over them.
      const worth = over.mode === 'each' ? unboundedSum(run.worth) : run.worth
      return [{ ...run, holds: run.holds === 'false' ? 'false' : 'unknown', worth }]
    })
  }
  const runs = elements.flatMap((element, index): PartRun[] => {
    const variable = { element, index }
    return machine.within(over.variable, variable, () => {
      const included = over.where ? machine.truth(over.where) : 'true'
      if (included === 'false') return []
      const run = settlePart(machine, part, label || elementLabel(over.collection, variable), variable)
      return [{ ...run, holds: and(included, run.holds) }]
    })
  })
  return over.mode === 'each' ? runs : firstOf(runs)
}

function unboundedSum({ sort, bounds }: Worth): Worth {
  const nothing = bounds.high !== undefined && bounds.high.n <= 0n
  const sum = nothing ? interval.NOTHING : interval.between(interval.NOTHING.low, undefined)
  return { sort: sort === 'choice' ? 'span' : sort, bounds: sum }
}

/** Granted once: the run that holds best stands for all of them. */
function firstOf(runs: readonly PartRun[]): PartRun[] {
  const order: Truth[] = ['true', 'unknown', 'false']
  for (const truth of order) {
    const found =
      runs.find((each) => each.holds === truth && !(truth === 'unknown' && each.timeInDoubt)) ??
      runs.find((each) => each.holds === truth)
    if (found) return [found]
  }
  return []
}

function elementLabel(collection: string, variable: Variable): string {
  return `${collection}第${variable.index + 1}项`
}

function settlePart(machine: Machine, part: Part, label: string, variable: Variable | undefined): PartRun {
  let holds: Truth = 'true'
  for (const each of part.conditions) holds = and(holds, conditionTruth(machine, each))
  const time = eventTruth(machine, part)
  holds = and(holds, time.truth)
  let worth = amountWorth(machine, part)
  for (const cap of part.caps) worth = capped(machine, worth, cap)
  return { part, label, ...(variable ? { variable } : {}), holds, worth, timeInDoubt: time.inDoubt }
}

/**
 * Whether the text covers an event by its date: from its beginning, or from the date to which it reaches back. An
 * older event is in doubt, because the text does not say; one after the date of evaluation has not happened.
 */
function eventTruth(machine: Machine, part: Part): { readonly truth: Truth; readonly inDoubt: boolean } {
  if (!part.eventDate) return { truth: 'true', inDoubt: false }
  const date = machine.number(part.eventDate)
  const happened = interval.compare('le', date, dayPoint(machine.clock.day))
  const covered = interval.compare('ge', date, dayPoint(coveredFrom(machine, part)))
  const inDoubt = covered === 'false' && happened !== 'false' && date.absent !== 'yes'
  const truth = covered === 'false' ? (date.absent === 'yes' ? 'false' : 'unknown') : covered
  return { truth: and(happened, truth), inDoubt }
}

export function coveredFrom(machine: Machine, part: Part): number {
  const begins = machine.index.policy.document.begins.day
  return part.reachesBackTo === undefined ? begins : Math.min(begins, part.reachesBackTo)
}

/** Whether the amount rests on another document's standard that nobody has supplied yet. */
function awaitsStandard(machine: Machine, run: PartRun): boolean {
  return inPart(machine, run, () => partAwaitsStandard(machine, run.part))
}

function partAwaitsStandard(machine: Machine, part: Part): boolean {
  const { amount } = part
  if (!machine.index.hasOpenStandards || (amount.kind !== 'exact' && amount.kind !== 'upTo')) return false
  const list = needList()
  needsOfBody(machine, amount.value, list)
  return list.all.some((each) => each.cause === 'standard')
}

export function amountWorth(machine: Machine, part: Part): Worth {
  const { amount } = part
  if (partAwaitsStandard(machine, part))
    return { sort: 'unstated', bounds: interval.between(interval.NOTHING.low, undefined) }
  switch (amount.kind) {
    case 'nonMonetary':
      return WORTHLESS
    case 'unstated':
      return { sort: 'unstated', bounds: interval.between(interval.NOTHING.low, undefined) }
    case 'exact':
      return { sort: 'exact', bounds: atLeastZero(machine.body(amount.value)) }
    case 'upTo': {
      const most = atLeastZero(machine.body(amount.value))
      return { sort: 'upTo', bounds: interval.between(interval.NOTHING.low, most.high) }
    }
    case 'range': {
      const from = atLeastZero(machine.number(amount.from))
      const to = atLeastZero(machine.number(amount.to))
      return { sort: 'span', bounds: interval.between(from.low, to.high) }
    }
    case 'candidates': {
      const options = amount.values.map((each) => atLeastZero(machine.number(each)))
      return { sort: 'choice', bounds: options.reduce(interval.hull), options }
    }
  }
}

function capped(machine: Machine, worth: Worth, cap: Cap): Worth {
  if (worth.sort === 'none') return worth
  const applies = cap.when ? machine.truth(cap.when) : 'true'
  if (applies === 'false') return worth
  const limited = limit(worth, machine.number(cap.limit))
  const after = applies === 'true' ? limited : eitherWorth(worth, limited)
  // A cap without a formula under it is all that the text says: at most that much.
  if (worth.sort === 'unstated') return { ...after, sort: 'upTo' }
  const mayExceed = cap.soft && worth.sort === 'exact' && !withinCap(machine, worth, cap)
  return mayExceed ? { ...after, sort: 'upTo' } : after
}

/** What is possible while it is not known whether a cap applies. */
function eitherWorth(free: Worth, limited: Worth): Worth {
  const bounds = interval.hull(free.bounds, limited.bounds)
  const options = free.options?.map((each, i) => interval.hull(each, limited.options?.[i] ?? each))
  return options ? { ...limited, bounds, options } : { ...limited, bounds }
}

function withinCap(machine: Machine, worth: Worth, cap: Cap): boolean {
  return interval.compare('le', worth.bounds, machine.number(cap.limit)) === 'true'
}

function totalWorth(machine: Machine, item: Item, parts: readonly PartRun[]): Worth {
  const live = parts.filter((each) => each.holds !== 'false')
  // With nothing to add up, the shape of the amount still says what kind of promise it is.
  if (live.length === 0) return emptyWorth(item)
  const sum = live.reduce<Worth>((total, each) => addWorth(total, assured(each, live)), WORTHLESS)
  const single = live.length === 1 && live[0] ? live[0].worth : undefined
  let worth = single?.options ? single : sum
  for (const cap of item.caps) worth = capped(machine, worth, cap)
  return worth
}

/** A lone open part is worth what it would pay; beside others, an open part may add nothing. */
export function assured(run: PartRun, live: readonly PartRun[]): Worth {
  return live.length === 1 ? run.worth : payable(run.worth, run.holds)
}

function emptyWorth(item: Item): Worth {
  const kinds = item.parts.map((each) => each.amount.kind)
  return kinds.every((each) => each === 'nonMonetary')
    ? WORTHLESS
    : { sort: 'exact', bounds: interval.NOTHING }
}

/** What the item pays under this run's readings, for another item's cap that counts it. */
export function payableAmount(machine: Machine, item: Item): Interval {
  const core = runItem(machine, item)
  return payable(core.worth, core.holds).bounds
}

export function inPart<T>(machine: Machine, run: PartRun, f: () => T): T {
  const { over } = run.part
  return over && run.variable ? machine.within(over.variable, run.variable, f) : f()
}
