// What is still needed and why, of one item under one choice of readings: lang/run/details.ts in nodes.

import type { Cap, Item, Part } from '../ir/ir.ts'
import { HISTORY } from '../ir/lookup.ts'
import { type Core, frequencyTruth, lift, type Runs, windowTruth } from './item.ts'
import type { Machine, Note } from './machine.ts'
import { NEED, needsOf, needsOfBody, needsOfCollection, needsOfCondition } from './needs.ts'
import type { Node } from './nodes.ts'
import { REASON, reasonsOfItem, reasonsOfPlace } from './reasons.ts'
import { payable } from './worth.ts'

export type Details = {
  /** "fact 研发费用" and "decision …", "standard …", with when it is needed. */
  readonly needs: readonly Note[]
  /** Those of them for which this run is undetermined. */
  readonly doubts: readonly Note[]
  /** "code\u0000what was tested" */
  readonly reasons: readonly Note[]
  /** Those that a subject elsewhere has. */
  readonly placeReasons: readonly Note[]
  readonly time: Node
}

export function detailsOf(machine: Machine, item: Item, core: Core): Details {
  const { g, algebra: a } = machine
  const undetermined = undeterminedOf(machine, core)
  const doubts = machine.noting(() => {
    machine.under(undetermined, () => needsOfItem(machine, item, core))
  }).notes
  const { notes } = machine.noting(() => {
    machine.repeat(doubts)
    machine.under(core.holds.t, () => needsOfParts(machine, item, core, false))
    reasonsOfItem(machine, item, core, (runs, f) => inRuns(machine, runs, f))
  })
  const placeReasons = machine.noting(() => reasonsOfPlace(machine, item)).notes
  const time = g.or(
    ...core.runs.map((runs) => {
      const doubted = g.and(runs.exists, runs.timeInDoubt, a.unknown(runs.holds))
      return runs.scope ? g.reduce('any', runs.scope, g.yes, doubted) : doubted
    }),
  )
  return {
    needs: notes.filter((each) => each.channel === NEED),
    doubts: doubts.filter((each) => each.channel === NEED),
    reasons: notes.filter((each) => each.channel === REASON),
    placeReasons: placeReasons.filter((each) => each.channel === REASON),
    time: g.and(undetermined, time),
  }
}

/** Outcome 待定 of a run: outcomeOf in lang/run/item.ts. */
export function undeterminedOf({ g, algebra: a }: Machine, { place, window, rest }: Core): Node {
  const inWindow = g.or(a.unknown(window), g.and(window.t, a.unknown(rest)))
  return g.or(a.unknown(place), g.and(place.t, inWindow))
}

function needsOfItem(machine: Machine, item: Item, core: Core): void {
  const { g, algebra: a } = machine
  const { appliesTo } = machine.index.policy.document
  for (const place of [appliesTo, item.appliesTo]) {
    if (place) machine.under(g.not(machine.truth(place).t), () => needsOf(machine, place))
  }
  const by = item.window?.by
  if (by) machine.under(a.unknown(windowTruth(machine, item)), () => needsOf(machine, by))
  if (item.frequency) machine.under(a.unknown(frequencyTruth(machine, item)), () => needsOfHistory(machine))
  for (const each of item.conditions) needsOfCondition(machine, each)
  needsOfParts(machine, item, core, true)
}

/** `doubted`: the run is undetermined; else it holds, and only what its amount lacks is asked for. */
function needsOfParts(machine: Machine, item: Item, core: Core, doubted: boolean): void {
  const { g, algebra: a } = machine
  const due = payable(machine, core.worth, core.holds)
  const open = g.not(g.and(a.isPoint(due.bounds), g.not(core.worth.sort.unstated)))
  for (const runs of core.runs) {
    const { part } = runs
    const { over } = part
    if (runs.element === 'unknown' && over) {
      machine.under(g.and(runs.exists, g.not(runs.holds.f)), () =>
        needsOfCollection(machine, over.collection),
      )
      continue
    }
    inRuns(machine, runs, () => {
      machine.under(g.not(runs.holds.f), () => {
        machine.under(g.and(a.unknown(runs.holds), doubted ? g.yes : open), () => {
          if (over?.where) needsOf(machine, over.where)
          for (const each of part.conditions) needsOfCondition(machine, each)
          if (part.eventDate) needsOf(machine, part.eventDate)
          const { unpaid } = runs
          if (unpaid) machine.under(a.unknown(unpaid), () => needsOfHistory(machine))
        })
        machine.under(open, () => amountNeeds(machine, part))
      })
    })
  }
  machine.under(open, () => {
    for (const cap of item.caps) capNeeds(machine, cap)
  })
}

function needsOfHistory(machine: Machine): void {
  const { g, index } = machine
  machine.under(g.not(machine.collectionKnown(HISTORY)), () => needsOfCollection(machine, HISTORY))
  machine.forEach(HISTORY, HISTORY, (scope) => {
    for (const name of ['事项', '日期']) {
      const field = index.field(HISTORY, name)
      if (!field) continue
      const source = { of: 'element', scope, field: name, type: name === '事项' ? 'word' : 'number' } as const
      const absent = field.mayNotApply ? g.input({ kind: 'notApplicable', source }) : g.no
      machine.note(NEED, `fact ${name}`, g.and(g.not(g.input({ kind: 'known', source })), g.not(absent)))
    }
  })
}

function amountNeeds(machine: Machine, part: Part): void {
  const { amount } = part
  if (amount.kind === 'exact' || amount.kind === 'upTo') needsOfBody(machine, amount.value)
  if (amount.kind === 'range') for (const each of [amount.from, amount.to]) needsOf(machine, each)
  if (amount.kind === 'candidates') for (const each of amount.values) needsOf(machine, each)
  for (const cap of part.caps) capNeeds(machine, cap)
}

function capNeeds(machine: Machine, cap: Cap): void {
  if (cap.when) needsOf(machine, cap.when)
  needsOf(machine, cap.limit)
}

/** Within every run of a part; values that the chosen run has as a whole are looked at again in its element. */
function inRuns(machine: Machine, runs: Runs, f: () => void): void {
  const { g } = machine
  const { over } = runs.part
  if (!over || runs.element === 'none') {
    machine.under(runs.exists, f)
    return
  }
  const { chosen } = runs
  machine.forEach(over.collection, over.variable, (scope) => {
    if (runs.element === 'each') machine.under(runs.exists, f)
    else if (chosen) {
      const where = chosen(scope)
      const position = g.input({ kind: 'position', scope })
      const isFirst = g.equal(position, lift(machine, scope, where, position))
      machine.under(g.and(where, isFirst), f)
    }
  })
}
