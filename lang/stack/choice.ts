// The solver's answer for one world → shares and totals, each loss with what caused it.
import type { Nature } from '../ir/ir.ts'
import type { Binding } from './bindings.ts'
import type { Key } from './entries.ts'
import { type Optimum, optimum } from './optimum.ts'
import { type Limit, type Prepared, prepare } from './prepare.ts'
import type { Choice, ItemRef, Share, Step, StepCause, Total } from './result.ts'
import type { SilentMatter, Situation } from './situation.ts'
import { othersIn } from './takeOff.ts'
import { type Fen, yuanOf } from './world.ts'

export type Chosen = { readonly choice: Choice; readonly historyOpen: readonly number[] }

/** Both worlds' best choices. `apart`: the silent matters of which only the highest is to be paid. */
export function chooseBoth(
  situation: Situation,
  apart: readonly SilentMatter[],
): { readonly certain: Chosen; readonly possible: Chosen } {
  const [certain, possible] = [prepare(situation, 'certain', apart), prepare(situation, 'possible', apart)]
  const sure = optimum(certain.instance)
  // Where nothing is unknown both worlds ask the same, and the search is the one costly step.
  const same = alike(certain.instance, possible.instance)
  const most = same ? sure : optimum(possible.instance)
  return { certain: chosen(situation, certain, sure), possible: chosen(situation, possible, most) }
}

/** Plain data of the same shape and values. */
function alike(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false
  const [one, other] = [Object.entries(a), Object.entries(b)]
  return (
    one.length === other.length &&
    one.every(([key, value], i) => other[i]?.[0] === key && alike(value, other[i]?.[1]))
  )
}

function chosen(situation: Situation, prepared: Prepared, solved: Optimum): Chosen {
  const paid = situation.entries.map((_, i) => paidTo(prepared, solved, i))
  const shares = situation.entries.flatMap((_, i) => shareOf(situation, prepared, solved, paid, i))
  return { choice: { totals: totalsOf(situation, paid, shares), shares }, historyOpen: prepared.historyOpen }
}

/** Nothing bounds an item that still gets at least half of what stands for endless. */
function paidTo({ after, instance }: Prepared, { paid }: Optimum, i: number): Fen {
  const got = paid[i] ?? 0n
  return after[i] === undefined && got * 2n >= (instance.pays[i] ?? 0n) ? undefined : got
}

const ORDER: readonly Nature[] = ['cash', 'relief', 'tax']

function totalsOf({ entries }: Situation, paid: readonly Fen[], shares: readonly Share[]): Total[] {
  return ORDER.filter((nature) => shares.some((each) => each.nature === nature)).map((nature) => {
    const own = paid.filter((_, i) => entries[i]?.item.nature === nature)
    const sum = own.reduce<Fen>(
      (so, each) => (so === undefined || each === undefined ? undefined : so + each),
      0n,
    )
    return { nature, yuan: yuanOf(sum) }
  })
}

function shareOf(
  situation: Situation,
  prepared: Prepared,
  solved: Optimum,
  paid: readonly Fen[],
  i: number,
): Share[] {
  const entry = situation.entries[i]
  const from = prepared.from[i]
  if (!entry || from === 0n) return []
  const to = paid[i]
  const rest = prepared.after[i]
  const before = prepared.steps[i] ?? []
  const last = to === rest ? [] : [lastStep(situation, prepared, solved, paid, i)]
  const kind = to === 0n ? 'excluded' : to === from ? 'paid' : 'reduced'
  return [{ ...entry.ref, kind, from: yuanOf(from), to: yuanOf(to), steps: [...before, ...last] }]
}

/** Why the solver gave less than what was left after the earlier steps. */
function lastStep(
  situation: Situation,
  prepared: Prepared,
  solved: Optimum,
  paid: readonly Fen[],
  i: number,
): Step {
  const found = solved.taken[i]
    ? tightLimit(situation, prepared, solved, i)
    : (conflict(situation, prepared, solved, i) ?? missing(situation, prepared, solved, i))
  return { from: yuanOf(prepared.after[i]), to: yuanOf(paid[i]), ...found }
}

type Found = Pick<Step, 'open' | 'cause'>

/** The taken items that this one could only stand beside against a relation or, in the strict view, a declaration. */
function conflict(
  { entries }: Situation,
  { bindings }: Prepared,
  { taken }: Optimum,
  i: number,
): Found | undefined {
  const key = entries[i]?.key ?? ''
  for (const binding of bindings) {
    const others = new Set(othersIn(binding, key))
    const beside = entries
      .filter((each, other) => taken[other] && others.has(each.key))
      .map((each) => each.ref)
    if (beside.length > 0) return { open: binding.truth === 'unknown', cause: bindingCause(binding, beside) }
  }
  return undefined
}

function bindingCause({ source }: Binding, beside: readonly ItemRef[]): StepCause {
  return source.kind === 'rule'
    ? { kind: 'relation', relation: source.rule.ref, with: beside }
    : { kind: 'silent', matter: source.silent.matter, with: beside }
}

function missing({ items }: Situation, { requires }: Prepared, { taken }: Optimum, i: number): Found {
  const wanted = requires.find((each) => each.item === i && (each.needs === undefined || !taken[each.needs]))
  if (!wanted) throw new TypeError('an item was left out without a reason')
  const first: Key = wanted.rule.groups.find((each) => each.length > 0)?.[0] ?? ''
  const needs = items.get(first)?.item.title ?? first
  return { open: wanted.open, cause: { kind: 'prerequisite', relation: wanted.rule.ref, needs } }
}

/** The ceiling or deduction over this item that leaves least unused; of equals the narrowest. */
function tightLimit(
  { entries }: Situation,
  { ceilings, deductions, instance }: Prepared,
  { paid, taken }: Optimum,
  i: number,
): Found {
  const sum = (limit: Limit, of: (item: number) => bigint): bigint =>
    limit.members.reduce((so, each) => so + of(each), 0n)
  const got = (item: number): bigint => paid[item] ?? 0n
  const asked = (item: number): bigint => (taken[item] ? (instance.pays[item] ?? 0n) : 0n)
  const over = [
    ...ceilings.map((limit) => ({ limit, unused: limit.amount - sum(limit, got) })),
    ...deductions.map((limit) => ({ limit, unused: sum(limit, asked) - limit.amount - sum(limit, got) })),
  ].filter((each) => each.limit.members.includes(i))
  const [tightest] = over.toSorted(
    (a, b) => Number(a.unused - b.unused) || a.limit.members.length - b.limit.members.length,
  )
  if (!tightest) throw new TypeError('an item was cut without a reason')
  const { members, rule, open } = tightest.limit
  const beside = members.flatMap((each) => (each !== i && got(each) > 0n ? (entries[each]?.ref ?? []) : []))
  return { open, cause: { kind: 'relation', relation: rule.ref, with: beside } }
}
