// A situation → the solver's instance, for the sure world or the possible one, with what was taken off beforehand.
import type { Truth } from '../values/truth.ts'
import { type Binding, bindingsOf, membersIn } from './bindings.ts'
import type { Instance } from './instance.ts'
import { NOTHING_RECEIVED, pays, type Sum, sumOf } from './received.ts'
import type { Step } from './result.ts'
import { ELEMENT_SCOPES, historyScope, type Rule, type SilentMatter, type Situation } from './situation.ts'
import { takeOff } from './takeOff.ts'
import {
  applies,
  deductedIn,
  difference,
  type Fen,
  isKnown,
  isOpen,
  limitIn,
  usedIn,
  type World,
} from './world.ts'

export type Prepared = {
  readonly instance: Instance
  /** What each entry brings in, and what is left of it after the steps. */
  readonly from: readonly Fen[]
  readonly after: readonly Fen[]
  readonly steps: readonly (readonly Step[])[]
  readonly bindings: readonly Binding[]
  /** Beside the instance's ceilings and deductions: the rule behind each. */
  readonly ceilings: readonly Limit[]
  readonly deductions: readonly Limit[]
  readonly requires: readonly Wanted[]
  /** Entries for which it matters that history is not fully known. */
  readonly historyOpen: readonly number[]
}

/** `amount` in 分: the ceiling's limit, or what is deducted. */
export type Limit = {
  readonly members: readonly number[]
  readonly amount: bigint
  readonly rule: Rule
  readonly open: boolean
}

/** `needs` is undefined where what is needed cannot be taken at all. */
type Wanted = {
  readonly item: number
  readonly needs: number | undefined
  readonly rule: Rule
  readonly open: boolean
}

export function prepare(situation: Situation, world: World, apart: readonly SilentMatter[]): Prepared {
  const { entries, worths } = situation
  const bindings = bindingsOf(situation, world, apart)
  const from = worths.map((worth): Fen => {
    if (worth.role !== 'counted' || worth.granted === 'false') return 0n
    return world === 'certain' ? worth.low : worth.high
  })
  const rests = entries.map((_, i) => takeOff(situation, world, bindings, i, from[i]))
  const requires = requirementsOf(situation, world)
  const ceilings = ceilingsOf(situation, world)
  const deductions = deductionsOf(situation, world)
  const after = rests.map((each) => each.amount)
  const barred = entries.flatMap((_, i) => {
    const missing = requires.some((each) => each.item === i && each.needs === undefined)
    return missing || rests[i]?.barred || !isAvailable(worths[i]?.granted ?? 'false', world) ? [i] : []
  })
  const historyOpen = entries.flatMap((_, i) => (rests[i]?.historyOpen ? [i] : []))
  const instance = { barred, ...instanceOf(situation, after, bindings, ceilings, deductions, requires) }
  const steps = rests.map((each) => each.steps)
  return { instance, from, after, steps, bindings, ceilings, deductions, requires, historyOpen }
}

function isAvailable(granted: Truth, world: World): boolean {
  return world === 'certain' ? granted === 'true' : granted !== 'false'
}

function instanceOf(
  { entries }: Situation,
  after: readonly Fen[],
  bindings: readonly Binding[],
  ceilings: readonly Limit[],
  deductions: readonly Limit[],
  requires: readonly Wanted[],
): Omit<Instance, 'barred'> {
  const place = new Map(entries.map((each, i) => [each.key, i]))
  const amounts = [...after, ...ceilings.map((each) => each.amount), ...deductions.map((each) => each.amount)]
  // What nothing bounds is more than everything that is bounded together, and stays so after every deduction.
  const endless = amounts.reduce<bigint>((sum, each) => sum + (each ?? 0n), 1n) * 2n
  return {
    pays: after.map((each) => each ?? endless),
    atMostOne: bindings.flatMap((each) =>
      each.groups
        .map((group) => group.flatMap((key) => place.get(key) ?? []))
        .filter((group) => group.length > 1),
    ),
    ceilings: ceilings.map(({ members, amount }) => ({ members, limit: amount })),
    deductions: deductions.map(({ members, amount }) => ({ members, amount })),
    requires: requires.flatMap(({ item, needs }) => (needs === undefined ? [] : [{ item, needs }])),
  }
}

/** A shared ceiling with what was received under it taken off. */
function ceilingsOf(situation: Situation, world: World): Limit[] {
  return situation.rules.flatMap((rule): Limit[] => {
    const { relation, limit, truth } = rule
    if (relation.kind !== 'sharedCap' || !limit || !applies(truth, world)) return []
    const perElement = ELEMENT_SCOPES.has(relation.cap?.scope ?? '')
    const most = limitIn(limit, world)
    // Several projects may each have the ceiling, so it surely limits nothing of their sum.
    if (most === undefined || (perElement && world === 'possible')) return []
    const received = receivedUnder(situation, rule)
    const open = truth === 'unknown' || perElement || isOpen(received) || !isKnown(limit)
    const amount = difference(most, usedIn(received, world)) ?? 0n
    return [{ members: membersIn(situation, rule), amount, rule, open }]
  })
}

/**
 * What was received for the members within a shared ceiling's scope. Under a scope that the text leaves open all of it
 * may count or nothing; under one of a project or an event history does not say to which it belongs.
 */
export function receivedUnder({ receipts, items, year }: Situation, rule: Rule): Sum {
  const name = rule.relation.cap?.scope ?? ''
  if (ELEMENT_SCOPES.has(name) && name !== '每项目') return NOTHING_RECEIVED
  const scope = historyScope(name, year)
  const within = scope === 'ever' ? undefined : scope
  const sum = sumOf(receipts, (receipt) => {
    const truths = [...new Set(rule.groups.flat())].flatMap((key) => {
      const place = items.get(key)
      return place ? [pays(receipt, place.item, place.index.policy.document, within)] : []
    })
    return truths.includes('true') ? 'true' : truths.includes('unknown') ? 'unknown' : 'false'
  })
  return scope === undefined ? { ...sum, least: 0n, sure: 0 } : sum
}

/** Deductions that several entries share. */
function deductionsOf(situation: Situation, world: World): Limit[] {
  return situation.rules.flatMap((rule): Limit[] => {
    const { relation, amount, truth } = rule
    if (relation.kind !== 'deduct' || !amount || !applies(truth, world)) return []
    const members = membersIn(situation, rule)
    if (members.length < 2) return []
    const everything = members.reduce((sum, i) => sum + (situation.worths[i]?.low ?? 0n), 0n)
    const open = truth === 'unknown' || !isKnown(amount)
    return [{ members, amount: deductedIn(amount, world) ?? everything, rule, open }]
  })
}

/** 前提: the first member must be granted together with the others, or have been received. */
function requirementsOf(situation: Situation, world: World): Wanted[] {
  return situation.rules.flatMap((rule) => {
    if (rule.relation.kind !== 'requires' || !applies(rule.truth, world)) return []
    return rule.groups.flatMap(([first = '', ...others]): Wanted[] => {
      const received = wasReceived(situation, first)
      if (world === 'certain' ? received === 'true' : received !== 'false') return []
      const needs = situation.entries.findIndex((each) => each.key === first)
      const evaluated = needs >= 0 || situation.evaluated.has(first)
      if (!evaluated && world === 'possible') return []
      const granted = situation.worths[needs]?.granted ?? 'false'
      const open = rule.truth === 'unknown' || !evaluated || received === 'unknown' || granted === 'unknown'
      const usable = isAvailable(granted, world) ? needs : undefined
      return situation.entries.flatMap((each, item) =>
        others.includes(each.key) ? [{ item, needs: usable, rule, open }] : [],
      )
    })
  })
}

/** Whether anything was ever received for an item. */
export function wasReceived({ receipts, items }: Situation, key: string): Truth {
  const place = items.get(key)
  if (!receipts || !place) return 'unknown'
  const truths = receipts.map((each) => pays(each, place.item, place.index.policy.document))
  return truths.includes('true') ? 'true' : truths.includes('unknown') ? 'unknown' : 'false'
}
