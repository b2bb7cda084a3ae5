// One subject under one choice of readings: what each item is worth and which relations hold. Nothing is chosen yet.
import type { Clock } from '../builtins/builtin.ts'
import { everyExpr } from '../ir/inside.ts'
import type { Body, Cap, IrExpr, Item } from '../ir/ir.ts'
import type { PolicyIndex } from '../ir/lookup.ts'
import { HISTORY } from '../ir/lookup.ts'
import type { Machine } from '../run/machine.ts'
import { needList, needsOf } from '../run/needs.ts'
import type { Interval } from '../values/interval.ts'
import { and, type Truth } from '../values/truth.ts'
import { type Entry, type Key, type Worth, worthOf } from './entries.ts'
import { NOTHING_RECEIVED, pays, type Receipts, type Sum, sumOf } from './received.ts'
import type { MatterRef, OpenQuestion } from './result.ts'
import type { DeclaredMatter, Placed, Tie } from './ties.ts'
import { isKnown } from './world.ts'

/** A relation with what it comes to for this subject. */
export type Rule = Tie & { readonly truth: Truth; readonly limit?: Interval; readonly amount?: Interval }

/** An item's own ceiling of a scope in which something was or may have been received for it. */
export type OwnCap = {
  readonly cap: Cap
  readonly truth: Truth
  readonly limit: Interval
  readonly received: Sum
}

/** Pairs of one declared matter about which no text says whether both may be had. */
export type SilentMatter = { readonly matter: MatterRef; readonly pairs: readonly (readonly Key[])[] }

export type Situation = {
  readonly year: number
  readonly receipts: Receipts
  readonly items: ReadonlyMap<Key, Placed>
  /** Every item that was evaluated, whatever came out. */
  readonly evaluated: ReadonlySet<Key>
  readonly entries: readonly Entry[]
  /** Beside `entries`, one for each. */
  readonly worths: readonly Worth[]
  readonly caps: readonly (readonly OwnCap[])[]
  readonly rules: readonly Rule[]
  readonly silent: readonly SilentMatter[]
  readonly open: readonly OpenQuestion[]
}

/** What stays the same under every choice of readings. */
export type Ground = Pick<Situation, 'receipts' | 'items' | 'evaluated' | 'entries'> & {
  readonly clock: Clock
  /** Relations of documents in force that speak of an entry. */
  readonly ties: readonly Tie[]
  readonly matters: readonly DeclaredMatter[]
}

/** `machineFor` gives the machine of a document; `chosenIn` the alternatives of its readings that were followed. */
export function situationOf(
  ground: Ground,
  machineFor: (index: PolicyIndex) => Machine,
  chosenIn: (index: PolicyIndex) => ReadonlyMap<string, string>,
): Situation {
  const { clock, receipts, entries, items, evaluated } = ground
  const rules = ground.ties.map((tie) => ruleOf(tie, machineFor(tie.index)))
  const caps = entries.map((entry) => ownCaps(entry, receipts, clock.year, machineFor(entry.index)))
  // Only now is it known which readings matter.
  const worths = entries.map((entry) => worthOf(entry, chosenIn(entry.index)))
  const base = { year: clock.year, receipts, items, evaluated, entries, worths, caps, rules }
  const silent = ground.matters.flatMap((matter) => silentPairs(matter, base))
  return { ...base, silent, open: rules.flatMap((rule) => openQuestions(rule, machineFor(rule.index))) }
}

export function ruleOf(tie: Tie, machine: Machine): Rule {
  const { when, cap, amount } = tie.relation
  const holds = when ? machine.truth(when) : 'true'
  const truth = cap?.when ? and(holds, machine.truth(cap.when)) : holds
  if (truth === 'false') return { ...tie, truth }
  return {
    ...{ ...tie, truth },
    ...(cap ? { limit: machine.number(cap.limit) } : {}),
    ...(amount ? { amount: machine.number(amount) } : {}),
  }
}

function openQuestions(rule: Rule, machine: Machine): OpenQuestion[] {
  const { relation, ref: about, truth, limit, amount } = rule
  if (truth === 'false') return []
  const needs = (exprs: readonly (IrExpr | undefined)[]) => {
    const list = needList()
    for (const each of exprs) if (each) needsOf(machine, each, list)
    return list.all
  }
  const found: OpenQuestion[] = []
  if (truth === 'unknown')
    found.push({ kind: 'relation', relation: about, needs: needs([relation.when, relation.cap?.when]) })
  if ([limit, amount].some((each) => each && !isKnown(each)))
    found.push({ kind: 'amount', relation: about, needs: needs([relation.cap?.limit, relation.amount]) })
  const scope = relation.cap?.scope
  if (scope !== undefined && ELEMENT_SCOPES.has(scope)) found.push({ kind: 'scope', relation: about, scope })
  return found
}

/** Ceilings for something smaller than an enterprise: which amounts fall under one of them is not known here. */
export const ELEMENT_SCOPES: ReadonlySet<string> = new Set(['每次', '每项目', '每批次', '每人'])

/** The year to which a ceiling's history is narrowed, or 'ever'; undefined for scopes in which history cannot count. */
export function historyScope(scope: string, year: number): number | 'ever' | undefined {
  if (scope === '每企业每年') return year
  return scope === '每企业' || scope === '全文件' ? 'ever' : undefined
}

/** Evaluation limits an amount by its cap; here what was received under the cap is taken off as well. */
function ownCaps({ item, index }: Entry, receipts: Receipts, year: number, machine: Machine): OwnCap[] {
  return enterpriseCaps(item).flatMap((cap): OwnCap[] => {
    const scope = historyScope(cap.scope, year)
    if (scope === undefined || readsHistory(index, cap.limit)) return []
    const within = scope === 'ever' ? undefined : scope
    const received = sumOf(receipts, (each) => pays(each, item, index.policy.document, within))
    if (received.most === 0n) return []
    const truth = cap.when ? machine.truth(cap.when) : 'true'
    return truth === 'false' ? [] : [{ cap, truth, limit: machine.number(cap.limit), received }]
  })
}

/** A stage's own cap is left out: history does not say for which stage it was received. */
export function enterpriseCaps({ caps, parts }: Item): readonly Cap[] {
  const [part, second] = parts
  return part && !second && part.label === undefined && !part.over ? [...caps, ...part.caps] : caps
}

/** A limit that is written as what is left after earlier payments already counts them. */
export function readsHistory(index: PolicyIndex, expr: IrExpr): boolean {
  for (const each of everyExpr(expr)) {
    if (each.kind === 'aggregate' && each.collection === HISTORY) return true
    if (each.kind === 'definition') {
      const body = index.definitions.get(each.name)?.body
      if (body && exprsOf(body).some((inner) => readsHistory(index, inner))) return true
    }
    if (each.kind === 'choice') {
      const bindings = index.readings.get(each.reading)?.alternatives.flatMap((other) => other.bindings) ?? []
      if (bindings.some((other) => other.name === each.name && readsHistory(index, other.expr))) return true
    }
  }
  return false
}

function exprsOf(body: Body): readonly IrExpr[] {
  if (body.kind === 'expr') return [body.expr]
  return body.rows.flatMap((row) => (row.when ? [row.when, row.value] : [row.value]))
}

function silentPairs(matter: DeclaredMatter, situation: Omit<Situation, 'silent' | 'open'>): SilentMatter[] {
  const { entries, worths } = situation
  const payable = matter.members.filter((key) => {
    const i = entries.findIndex((each) => each.key === key)
    const worth = worths[i]
    return worth && worth.role !== 'outside' && worth.granted !== 'false' && worth.high !== 0n
  })
  const pairs = matter.members.flatMap((a, i) =>
    matter.members.slice(i + 1).flatMap((b) => {
      const both = payable.includes(a) && payable.includes(b)
      const after =
        (payable.includes(a) && receivedOnly(situation, b, a)) ||
        (payable.includes(b) && receivedOnly(situation, a, b))
      return (both || after) && !isGoverned(situation.rules, a, b) ? [[a, b]] : []
    }),
  )
  return pairs.length === 0 ? [] : [{ matter: matter.ref, pairs }]
}

/** Whether something was surely received for one item and not for the other. */
function receivedOnly(
  situation: Pick<Situation, 'receipts' | 'items' | 'year'>,
  key: Key,
  beside: Key,
): boolean {
  return receivedForOthers(situation, beside, [key], new Set()).sure > 0
}

function isGoverned(rules: readonly Rule[], a: Key, b: Key): boolean {
  return rules.some(({ groups, truth, relation }) => {
    const holds = relation.kind === 'cumulative' ? truth === 'true' : truth !== 'false'
    return holds && groups.some((group) => group.includes(a) && group.includes(b))
  })
}

/**
 * What was received for other items and counts against this one. Where the texts grant both every year, a year's
 * payment concerns that year only. Entries in `counted` and those that pay the item itself are left out.
 */
export function receivedForOthers(
  { receipts, items, year }: Pick<Situation, 'receipts' | 'items' | 'year'>,
  key: Key,
  others: readonly Key[],
  counted: ReadonlySet<number>,
): Sum {
  const own = items.get(key)
  if (!own) return NOTHING_RECEIVED
  return sumOf(receipts, (receipt) => {
    if (counted.has(receipt.index) || pays(receipt, own.item, own.index.policy.document) === 'true')
      return 'false'
    const truths = others.flatMap((each) => {
      const other = items.get(each)
      if (!other) return []
      const yearly = own.item.frequency?.kind === 'yearly' && other.item.frequency?.kind === 'yearly'
      return [pays(receipt, other.item, other.index.policy.document, yearly ? year : undefined)]
    })
    return truths.includes('true') ? 'true' : truths.includes('unknown') ? 'unknown' : 'false'
  })
}
