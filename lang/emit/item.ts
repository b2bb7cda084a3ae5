// One item under one choice of readings → its outcome and worth as graphs: lang/run/item.ts in nodes.

import type { Cap, Item, Part, Selection } from '../ir/ir.ts'
import { HISTORY } from '../ir/lookup.ts'
import { integer } from '../values/rational.ts'
import type { Interval, Truth } from './algebra.ts'
import type { Machine } from './machine.ts'
import { conditionTruth, NEED, needsOfBody } from './needs.ts'
import type { Node, Scope } from './nodes.ts'
import {
  atLeastZero,
  chooseSort,
  chooseWorth,
  limit,
  openEnded,
  payable,
  type Sort,
  sortOf,
  spread,
  type Worth,
  worthless,
} from './worth.ts'

/** The runs of a part: one, or one for every element of a loop. */
export type Runs = {
  readonly part: Part
  readonly label: string
  /** The loop that the values vary over; absent when there is at most one run. */
  readonly scope?: Scope
  /** Of what the run is: nothing, an element (all of the loop, or the chosen one), or a collection not known. */
  readonly element: 'none' | 'each' | 'chosen' | 'unknown'
  readonly exists: Node
  readonly holds: Truth
  readonly worth: Worth
  readonly timeInDoubt: Node
  readonly unpaid?: Truth
  /** Where `element` is 'chosen': which element of the loop it is, for looking at it again. */
  readonly chosen?: (scope: Scope) => Node
}

export type Core = {
  readonly place: Truth
  readonly window: Truth
  readonly rest: Truth
  readonly holds: Truth
  readonly worth: Worth
  readonly runs: readonly Runs[]
  readonly live: LiveCount
  /** Given facts that contradict each other, or provisions that do. */
  readonly contradicted: Node
  /** Any one of them is enough for the item not to hold; none where contradicting facts may leave it open. */
  readonly refusals: readonly Node[]
}

type LiveCount = { readonly none: Node; readonly one: Node }

export function runItem(machine: Machine, item: Item): Core {
  const { g, algebra: a } = machine
  const { value, notes } = machine.noting(() => {
    const place = placeTruth(machine, item)
    const window = windowTruth(machine, item)
    const frequency = frequencyTruth(machine, item)
    const conditions = item.conditions.map((each) => conditionTruth(machine, each))
    const all = item.parts.flatMap((part) => runPart(machine, part))
    const runs = item.frequency?.kind === 'perElement' ? withoutReceived(machine, item, all) : all
    const rest = a.allOf([frequency, ...conditions, anyHolds(machine, runs)])
    const refusals = [frequency, ...conditions].map((each) => each.f)
    return { place, window, rest, runs, refusals: [...refusals, nothingThere(machine, runs)] }
  })
  const noted = (channel: string): Node =>
    g.or(...notes.filter((each) => each.channel === channel).map((each) => each.when))
  const contradictions = noted('contradiction')
  const conflicts = noted('conflict')
  const { place, window, runs } = value
  const doubted = g.or(contradictions, g.and(conflicts, value.rest.t))
  const settled: Truth = {
    t: g.and(value.rest.t, g.not(doubted)),
    f: g.and(value.rest.f, g.not(contradictions)),
  }
  const awaiting = g.and(settled.t, anyAwaits(machine, runs))
  const rest: Truth = { t: g.and(settled.t, g.not(awaiting)), f: settled.f }
  const live = liveCount(machine, runs)
  const worth = totalWorth(machine, item, runs, live)
  const contradicted = g.or(contradictions, conflicts)
  machine.repeat(notes)
  return {
    ...{ place, window, rest, holds: a.allOf([place, window, rest]), worth, runs, live, contradicted },
    refusals: contradictions === g.no ? value.refusals : [],
  }
}

export function placeTruth(machine: Machine, item: Item): Truth {
  const places = [machine.index.policy.document.appliesTo, item.appliesTo]
  return machine.algebra.allOf(places.flatMap((each) => (each ? [machine.truth(each)] : [])))
}

export function windowTruth(machine: Machine, item: Item): Truth {
  const { algebra: a } = machine
  const { window } = item
  if (!window) return a.TRUE
  const day = window.by ? machine.number(window.by) : dayPoint(machine, machine.frame.clock.day)
  const from = window.from === undefined ? a.TRUE : a.compare('ge', day, dayPoint(machine, window.from))
  const to = window.to === undefined ? a.TRUE : a.compare('le', day, dayPoint(machine, window.to))
  return a.allOf([from, to])
}

export function dayPoint({ algebra: a }: Machine, day: number): Interval {
  return a.point(a.ratio(integer(day)))
}

// — what was received before: lang/run/history.ts —

export function frequencyTruth(machine: Machine, item: Item): Truth {
  const { g, algebra: a } = machine
  const { frequency } = item
  if (!frequency || frequency.kind === 'perElement') return a.TRUE
  const year = frequency.kind === 'yearly' ? machine.frame.clock.year : undefined
  const received = machine.forEach(HISTORY, HISTORY, (scope) => {
    const paid = inYear(machine, belongs(machine, scope, item), scope, year)
    return {
      t: g.reduce('any', scope, g.yes, paid.t),
      possible: g.reduce('any', scope, g.yes, g.not(paid.f)),
    }
  })
  const known = machine.collectionKnown(HISTORY)
  return { t: g.and(known, g.not(received.possible)), f: g.and(known, received.t) }
}

/** Whether an entry is a payment for this item: it names the item, under its document or one that this repeals. */
function belongs(machine: Machine, scope: Scope, item: Item): Truth {
  const { g } = machine
  const { document } = machine.index.policy
  const matter = field(machine, scope, '事项')
  const number = field(machine, scope, '文号')
  const named = g.or(...[...new Set([item.title, item.id])].map(matter.is))
  const numbers = [document.number, ...document.repeals.map((each) => each.number)]
  const same = g.or(...[...new Set(numbers)].map(number.is))
  const matterOpen = g.and(g.not(matter.known), g.not(matter.absent))
  const t = g.and(named, same)
  const f = g.or(g.and(g.not(matterOpen), g.not(named)), g.and(named, number.known, g.not(same)))
  return { t, f }
}

function field(machine: Machine, scope: Scope, name: string) {
  const { g, index } = machine
  const source = { of: 'element', scope, field: name, type: 'word' } as const
  return {
    known: g.input({ kind: 'known', source }),
    absent: index.field(HISTORY, name)?.mayNotApply ? g.input({ kind: 'notApplicable', source }) : g.no,
    is: (word: string) => g.input({ kind: 'is', source, word }),
  }
}

function receivedOn(machine: Machine, scope: Scope): { readonly known: Node; readonly day: Node } {
  const source = { of: 'element', scope, field: '日期', type: 'number' } as const
  return {
    known: machine.g.input({ kind: 'known', source }),
    day: machine.g.input({ kind: 'value', source }),
  }
}

function inYear(machine: Machine, matches: Truth, scope: Scope, year: number | undefined): Truth {
  const { g } = machine
  if (year === undefined) return matches
  const date = receivedOn(machine, scope)
  const fits = g.equal(g.calendar('year', date.day), g.int(year))
  return {
    t: g.and(matches.t, date.known, fits),
    f: g.or(matches.f, g.and(date.known, g.not(fits))),
  }
}

type Dated = { readonly runs: Runs; readonly order: number }

/** 每项一次: an element for which the award was received is not awarded again. */
function withoutReceived(machine: Machine, item: Item, all: readonly Runs[]): Runs[] {
  const { g, algebra: a } = machine
  const dated: Dated[] = all.map((runs, order) => ({ runs, order }))
  const everyDay = g.and(
    ...all.map((runs) =>
      lifted(machine, runs, 'all', () => g.or(g.not(existsIn(machine, runs)), dayOf(machine, runs).known)),
    ),
  )
  const entry = <T>(f: (scope: Scope, matches: Truth) => T): T =>
    machine.forEach(HISTORY, HISTORY, (scope) => f(scope, belongs(machine, scope, item)))
  const vague = entry((scope, matches) =>
    g.reduce(
      'any',
      scope,
      g.yes,
      g.and(g.not(matches.f), g.or(g.not(matches.t), g.not(receivedOn(machine, scope).known))),
    ),
  )
  const some = entry((scope, matches) => g.reduce('any', scope, g.yes, g.not(matches.f)))
  const blurred = g.or(vague, g.and(some, g.not(everyDay)))
  const known = machine.collectionKnown(HISTORY)
  return dated.map(({ runs, order }) => {
    const unpaid = inLoop(machine, runs, (): Truth => {
      const paid = g.and(everyDay, paidBy(machine, item, dated, runs, order))
      const f = g.and(known, paid)
      return { t: g.and(known, g.not(paid), g.not(blurred)), f }
    })
    return { ...runs, holds: a.allOf([runs.holds, unpaid]), unpaid }
  })
}

/** Whether some entry pays this run: it pays the latest run that is not younger than it, the first of equals. */
function paidBy(machine: Machine, item: Item, all: readonly Dated[], runs: Runs, order: number): Node {
  const { g } = machine
  const own = dayOf(machine, runs)
  if (own.known === g.no) return g.no
  const ownScope = runs.scope
  const earlierTwin = g.or(
    ...all.map((other) => {
      if (other.order > order) return g.no
      if (other.order === order && (!ownScope || runs.element !== 'each')) return g.no
      return lifted(machine, other.runs, 'any', (scope) => {
        const before =
          other.order < order || !scope || !ownScope
            ? g.bool(other.order < order)
            : g.less(g.input({ kind: 'position', scope }), g.input({ kind: 'position', scope: ownScope }))
        const day = dayOf(machine, other.runs)
        return g.and(existsIn(machine, other.runs), before, g.equal(day.day, own.day))
      })
    }),
  )
  const pays = machine.forEach(HISTORY, HISTORY, (scope) => {
    const date = receivedOn(machine, scope)
    const younger = g.or(
      ...all.map((other) =>
        lifted(machine, other.runs, 'any', () => {
          const day = dayOf(machine, other.runs)
          const between = g.and(g.less(own.day, day.day), g.not(g.less(date.day, day.day)))
          return g.and(existsIn(machine, other.runs), between)
        }),
      ),
    )
    const fits = g.and(belongs(machine, scope, item).t, date.known, g.not(g.less(date.day, own.day)))
    return g.reduce('any', scope, g.yes, g.and(fits, g.not(younger)))
  })
  return g.and(pays, g.not(earlierTwin))
}

/** Computes in the loop of some runs, at whatever depth the computation stands, and gathers over it. */
function lifted(
  machine: Machine,
  runs: Runs,
  how: 'any' | 'all',
  f: (scope: Scope | undefined) => Node,
): Node {
  const { g } = machine
  const { over } = runs.part
  if (runs.element !== 'each' || !over) return inLoop(machine, runs, () => f(undefined))
  return machine.forEach(over.collection, over.variable, (scope) => {
    const inside = f(scope)
    return how === 'any'
      ? g.reduce('any', scope, g.yes, inside)
      : g.not(g.reduce('any', scope, g.yes, g.not(inside)))
  })
}

/** Computes with the run's element variable bound as it is bound there. */
function inLoop<T>(machine: Machine, runs: Runs, f: () => T): T {
  const { over } = runs.part
  if (!over || runs.element === 'none' || runs.element === 'chosen') return f()
  if (runs.element === 'unknown') return machine.withVariable(over.variable, null, f)
  return machine.forEach(over.collection, over.variable, () => f())
}

/** Whether a run is there, computed anew in the loop that is being walked. */
function existsIn(machine: Machine, runs: Runs): Node {
  const { g } = machine
  const { over } = runs.part
  if (runs.element !== 'each' || !over) return runs.exists
  const included = over.where ? g.not(machine.truth(over.where).f) : g.yes
  return g.and(machine.collectionKnown(over.collection), included)
}

/** The day of a run's event; not known where it has none or is of a collection that is not known. */
function dayOf(machine: Machine, runs: Runs): { readonly known: Node; readonly day: Node } {
  const { g, algebra: a } = machine
  const { eventDate } = runs.part
  if (!eventDate || runs.element === 'unknown') return { known: g.no, day: g.int(0) }
  if (runs.element !== 'chosen' || !runs.chosen || !runs.part.over) {
    const date = machine.number(eventDate)
    return { known: a.known(date), day: a.floorRatio(date.low) }
  }
  const { chosen } = runs
  const { over } = runs.part
  return machine.forEach(over.collection, over.variable, (scope) => {
    const date = machine.number(eventDate)
    const where = chosen(scope)
    return {
      known: lift(machine, scope, where, a.known(date)),
      day: lift(machine, scope, where, a.floorRatio(date.low)),
    }
  })
}

// — parts —

function runPart(machine: Machine, part: Part): Runs[] {
  const { g } = machine
  const { over } = part
  const label = part.label ?? ''
  if (!over) return [{ part, label, element: 'none', exists: g.yes, ...settlePart(machine, part) }]
  const known = machine.collectionKnown(over.collection)
  const ofKnown =
    over.mode === 'each' ? eachElement(machine, part, over, known) : firstElement(machine, part, over, known)
  const unknown = g.not(known)
  const ofUnknown = machine.withVariable(over.variable, null, () =>
    machine.under(unknown, () => settlePart(machine, part)),
  )
  const worth = over.mode === 'each' ? unboundedSum(machine, ofUnknown.worth) : ofUnknown.worth
  return [
    ofKnown,
    {
      ...{ part, label: label || over.collection, element: 'unknown', exists: unknown, ...ofUnknown },
      ...{ holds: { t: g.no, f: ofUnknown.holds.f }, worth },
    },
  ]
}

function eachElement(machine: Machine, part: Part, over: Selection, known: Node): Runs {
  const { g, algebra: a } = machine
  return machine.forEach(over.collection, over.variable, (scope) => {
    const included = over.where ? machine.truth(over.where) : a.TRUE
    const exists = g.and(known, g.not(included.f))
    const run = machine.under(g.not(included.f), () => settlePart(machine, part))
    const holds = a.allOf([included, run.holds])
    return { ...run, part, label: part.label ?? '*', scope, element: 'each', exists, holds }
  })
}

/** Granted once: the run that holds best stands for all of them. */
function firstElement(machine: Machine, part: Part, over: Selection, known: Node): Runs {
  const { g, algebra: a } = machine
  type Ranked = {
    readonly run: ReturnType<typeof settlePart>
    readonly ranks: readonly Node[]
    readonly holds: Truth
  }
  const ranked = (): Ranked => {
    const included = over.where ? machine.truth(over.where) : a.TRUE
    const inside = g.not(included.f)
    const run = machine.under(inside, () => settlePart(machine, part))
    const holds = a.allOf([included, run.holds])
    const open = a.unknown(holds)
    const certain = g.and(open, g.not(run.timeInDoubt))
    return { run, holds, ranks: [holds.t, certain, open, holds.f].map((each) => g.and(inside, each)) }
  }
  const chosenIn = (scope: Scope, ranks: readonly Node[]): Node =>
    ranks.reduceRight<Node>((lower, rank) => {
      const some = g.reduce('any', scope, g.yes, rank)
      return g.choose(some, rank, lower)
    }, g.no)
  return machine.forEach(over.collection, over.variable, (scope) => {
    const { run, holds, ranks } = ranked()
    const where = chosenIn(scope, ranks)
    const up = (node: Node): Node => lift(machine, scope, where, node)
    const upInterval = (x: Interval): Interval => ({
      low: { n: up(x.low.n), d: up(x.low.d) },
      high: { n: up(x.high.n), d: up(x.high.d) },
      ...{ lowOpen: up(x.lowOpen), highOpen: up(x.highOpen), maybe: up(x.maybe), absent: up(x.absent) },
    })
    const { worth } = run
    const sort = Object.fromEntries(
      Object.entries(worth.sort).map(([key, node]) => [key, up(node)]),
    ) as Record<Sort, Node>
    return {
      ...{
        part,
        label: part.label ?? '*',
        element: 'chosen',
        exists: g.and(known, g.reduce('any', scope, g.yes, where)),
      },
      holds: { t: up(holds.t), f: up(holds.f) },
      timeInDoubt: up(run.timeInDoubt),
      worth: {
        sort,
        bounds: upInterval(worth.bounds),
        ...(worth.options ? { options: worth.options.map(upInterval) } : {}),
      },
      chosen: (inner) => chosenIn(inner, ranked().ranks),
    }
  })
}

/** The value of the first element where `where` holds; of a boolean, false where there is none. */
export function lift({ g }: Machine, scope: Scope, where: Node, node: Node): Node {
  if (((node.scopes >> scope.id) & 1) === 0) return node
  if (node.range) return g.reduce('first', scope, where, node)
  return g.equal(g.reduce('first', scope, where, g.choose(node, g.int(1), g.int(0))), g.int(1))
}

function unboundedSum(machine: Machine, { sort, bounds }: Worth): Worth {
  const { g, algebra: a } = machine
  const nothing = g.and(g.not(bounds.highOpen), g.not(a.positive(bounds.high)))
  return { sort: spread(g, sort), bounds: { ...a.NOTHING, highOpen: g.not(nothing) } }
}

function settlePart(machine: Machine, part: Part): Pick<Runs, 'holds' | 'worth' | 'timeInDoubt'> {
  const { algebra: a } = machine
  const conditions = part.conditions.map((each) => conditionTruth(machine, each))
  const time = eventTruth(machine, part)
  let worth = amountWorth(machine, part)
  for (const cap of part.caps) worth = capped(machine, worth, cap)
  return { holds: a.allOf([...conditions, time.truth]), worth, timeInDoubt: time.inDoubt }
}

function eventTruth(machine: Machine, part: Part): { readonly truth: Truth; readonly inDoubt: Node } {
  const { g, algebra: a } = machine
  if (!part.eventDate) return { truth: a.TRUE, inDoubt: g.no }
  const date = machine.number(part.eventDate)
  const happened = a.compare('le', date, dayPoint(machine, machine.frame.clock.day))
  const covered = a.compare('ge', date, dayPoint(machine, coveredFrom(machine, part)))
  const inDoubt = g.and(covered.f, g.not(happened.f), g.not(date.absent))
  const truth: Truth = { t: covered.t, f: g.and(covered.f, date.absent) }
  return { truth: a.allOf([happened, truth]), inDoubt }
}

function coveredFrom(machine: Machine, part: Part): number {
  const begins = machine.index.policy.document.begins.day
  return part.reachesBackTo === undefined ? begins : Math.min(begins, part.reachesBackTo)
}

/** Whether the amount rests on another document's standard that nobody has supplied yet. */
function partAwaits(machine: Machine, part: Part): Node {
  const { amount } = part
  if (!machine.index.hasOpenStandards || (amount.kind !== 'exact' && amount.kind !== 'upTo'))
    return machine.g.no
  const { value } = amount
  const { notes } = machine.noting(() => needsOfBody(machine, value))
  machine.repeat(notes.filter((each) => each.channel !== NEED))
  const standards = notes.filter((each) => each.channel === NEED && each.key.startsWith('standard '))
  return machine.g.or(...standards.map((each) => each.when))
}

function anyAwaits(machine: Machine, all: readonly Runs[]): Node {
  const { g } = machine
  if (!machine.index.hasOpenStandards) return g.no
  return g.or(
    ...all.map((runs) => {
      const live = g.and(runs.exists, g.not(runs.holds.f))
      if (runs.element === 'each' && runs.scope) {
        const { scope } = runs
        return inLoop(machine, runs, () =>
          g.reduce('any', scope, g.yes, g.and(live, partAwaits(machine, runs.part))),
        )
      }
      if (runs.element !== 'chosen' || !runs.chosen || !runs.part.over)
        return g.and(
          live,
          inLoop(machine, runs, () => partAwaits(machine, runs.part)),
        )
      const { chosen } = runs
      const { over } = runs.part
      const awaits = machine.forEach(over.collection, over.variable, (scope) =>
        lift(machine, scope, chosen(scope), partAwaits(machine, runs.part)),
      )
      return g.and(live, awaits)
    }),
  )
}

function amountWorth(machine: Machine, part: Part): Worth {
  const { g, algebra: a } = machine
  const { amount } = part
  const awaits = partAwaits(machine, part)
  const stated = (): Worth => {
    switch (amount.kind) {
      case 'nonMonetary':
        return worthless(machine)
      case 'unstated':
        return openEnded(machine, 'unstated')
      case 'exact':
        return { sort: sortOf(g, 'exact'), bounds: atLeastZero(machine, machine.body(amount.value)) }
      case 'upTo': {
        const most = atLeastZero(machine, machine.body(amount.value))
        return { sort: sortOf(g, 'upTo'), bounds: { ...most, low: a.zero, lowOpen: g.no } }
      }
      case 'range': {
        const from = atLeastZero(machine, machine.number(amount.from))
        const to = atLeastZero(machine, machine.number(amount.to))
        return { sort: sortOf(g, 'span'), bounds: { ...to, low: from.low, lowOpen: from.lowOpen } }
      }
      case 'candidates': {
        const options = amount.values.map((each) => atLeastZero(machine, machine.number(each)))
        return { sort: sortOf(g, 'choice'), bounds: options.reduce(a.hull), options }
      }
    }
  }
  return chooseWorth(machine, awaits, openEnded(machine, 'unstated'), stated())
}

function capped(machine: Machine, worth: Worth, cap: Cap): Worth {
  const { g, algebra: a } = machine
  const applies = cap.when ? machine.truth(cap.when) : a.TRUE
  const possible = g.not(applies.f)
  const ceiling = machine.under(possible, () => machine.number(cap.limit))
  const limited = limit(machine, worth, ceiling)
  const either: Worth = {
    ...limited,
    bounds: a.hull(worth.bounds, limited.bounds),
    ...(worth.options && limited.options
      ? { options: worth.options.map((each, i) => a.hull(each, limited.options?.[i] ?? each)) }
      : {}),
  }
  const after = chooseWorth(machine, applies.t, limited, either)
  const within = a.compare('le', worth.bounds, ceiling).t
  const exceeds = cap.soft ? g.and(worth.sort.exact, g.not(within)) : g.no
  // A cap without a formula under it is all that the text says: at most that much.
  const asBound = g.or(worth.sort.unstated, exceeds)
  const sort = chooseSort(g, asBound, sortOf(g, 'upTo'), worth.sort)
  return chooseWorth(machine, g.or(worth.sort.none, applies.f), worth, { ...after, sort })
}

// — parts together —

function anyHolds(machine: Machine, all: readonly Runs[]): Truth {
  const { g } = machine
  const some = (test: (holds: Truth) => Node): Node =>
    g.or(
      ...all.map((runs) => {
        const inside = g.and(runs.exists, test(runs.holds))
        return runs.scope ? g.reduce('any', runs.scope, g.yes, inside) : inside
      }),
    )
  return { t: some((holds) => holds.t), f: g.not(some((holds) => g.not(holds.f))) }
}

/** Whether no part has anything to look at: no element of any loop. */
function nothingThere({ g }: Machine, all: readonly Runs[]): Node {
  const some = all.map((runs) => (runs.scope ? g.reduce('any', runs.scope, g.yes, runs.exists) : runs.exists))
  return g.not(g.or(...some))
}

function liveOf({ g }: Machine, runs: Runs): Node {
  return g.and(runs.exists, g.not(runs.holds.f))
}

function liveCount(machine: Machine, all: readonly Runs[]): LiveCount {
  const { g } = machine
  const [only] = all
  if (all.length === 1 && only && !only.scope) {
    const live = liveOf(machine, only)
    return { none: g.not(live), one: live }
  }
  // A part whose collection is known and one whose collection is not exclude each other.
  const some = all.map((runs) => {
    const live = liveOf(machine, runs)
    return runs.scope ? g.reduce('any', runs.scope, g.yes, live) : live
  })
  const count = all
    .map((runs) => {
      const one = g.choose(liveOf(machine, runs), g.int(1), g.int(0))
      return runs.scope ? g.reduce('sum', runs.scope, g.yes, one) : one
    })
    .reduce(g.add, g.int(0))
  return { none: g.not(g.or(...some)), one: g.equal(count, g.int(1)) }
}

function totalWorth(machine: Machine, item: Item, all: readonly Runs[], live: LiveCount): Worth {
  const { g, algebra: a } = machine
  const empty: Worth = item.parts.every((each) => each.amount.kind === 'nonMonetary')
    ? worthless(machine)
    : { sort: sortOf(g, 'exact'), bounds: a.NOTHING }
  if (all.length === 0) return empty
  let worth = sumOfLive(machine, all, live)
  for (const cap of item.caps) worth = capped(machine, worth, cap)
  return chooseWorth(machine, live.none, empty, worth)
}

/** A lone open part is worth what it would pay; beside others, an open part may add nothing. */
function assured(machine: Machine, runs: Runs, live: LiveCount): Worth {
  return chooseWorth(machine, live.one, runs.worth, payable(machine, runs.worth, runs.holds))
}

function sumOfLive(machine: Machine, all: readonly Runs[], live: LiveCount): Worth {
  const { g, algebra: a } = machine
  const [only] = all
  if (all.length === 1 && only && !only.scope) return only.worth
  const shares = all.map((runs) => {
    const worth = assured(machine, runs, live)
    return { runs, worth, paid: g.and(liveOf(machine, runs), g.not(worth.sort.none)) }
  })
  const bounds = shares
    .map(({ runs, worth, paid }) =>
      runs.scope
        ? machine.sumIntervals(runs.scope, paid, worth.bounds)
        : a.chooseInterval(paid, worth.bounds, a.NOTHING),
    )
    .reduce(a.add)
  const has = (sort: Sort): Node =>
    g.or(
      ...shares.map(({ runs, worth, paid }) => {
        const inside = g.and(paid, worth.sort[sort])
        return runs.scope ? g.reduce('any', runs.scope, g.yes, inside) : inside
      }),
    )
  const several = severalPay(machine, shares)
  return { sort: strongest(machine, has, several), bounds, ...optionsOf(machine, shares, several) }
}

type Share = { readonly runs: Runs; readonly worth: Worth; readonly paid: Node }

/** Whether more than one live run has to do with money; alternatives are then only a range. */
function severalPay({ g }: Machine, shares: readonly Share[]): Node {
  const count = shares
    .map(({ runs, paid }) => {
      const one = g.choose(paid, g.int(1), g.int(0))
      return runs.scope ? g.reduce('sum', runs.scope, g.yes, one) : one
    })
    .reduce(g.add, g.int(0))
  return g.less(g.int(1), count)
}

/** The least certain kind wins. */
function strongest({ g }: Machine, has: (sort: Sort) => Node, several: Node): Worth['sort'] {
  const order: readonly Sort[] = ['unstated', 'choice', 'span', 'upTo', 'exact']
  const found: Partial<Record<Sort, Node>> = {}
  let free = g.yes
  for (const sort of order) {
    const there = has(sort)
    found[sort] = g.and(free, there)
    free = g.and(free, g.not(there))
  }
  const sort = { ...sortOf(g, 'none'), ...found, none: free }
  return {
    ...sort,
    choice: g.and(sort.choice, g.not(several)),
    span: g.or(sort.span, g.and(sort.choice, several)),
  }
}

/** The text's alternatives, which stay when a single run offers them and no other has to do with money. */
function optionsOf(machine: Machine, shares: readonly Share[], several: Node): Pick<Worth, 'options'> {
  const { g, algebra: a } = machine
  const offering = shares.filter((each) => each.runs.worth.options)
  const [first] = offering
  if (!first?.runs.worth.options) return {}
  const options = first.runs.worth.options.map((_, i) =>
    offering.reduce<Interval>((rest, { runs, paid }) => {
      const option = runs.worth.options?.[i] ?? a.NOTHING
      const { scope } = runs
      const liveHere = g.and(g.not(several), paid)
      if (!scope) return a.chooseInterval(liveHere, option, rest)
      const up = (node: Node): Node => lift(machine, scope, liveHere, node)
      const own: Interval = {
        low: { n: up(option.low.n), d: up(option.low.d) },
        high: { n: up(option.high.n), d: up(option.high.d) },
        ...{ lowOpen: up(option.lowOpen), highOpen: up(option.highOpen), maybe: g.no, absent: g.no },
      }
      return a.chooseInterval(g.reduce('any', scope, g.yes, liveHere), own, rest)
    }, a.NOTHING),
  )
  return { options }
}
