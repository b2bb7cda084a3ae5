// Certain amounts of items → what can be had together, per document and over all of them. Money of subjects whose items
// nothing ties is added up; ties between certain amounts are settled by minimum or maximum, what is left one by one.
import { bestPackage, evaluate, fenToYuan, type Nature, type Package, yuanToFen } from '#lang'
import { subjectsOf } from '#population'
import { costAt } from './cells.ts'
import type { Engine, OpenPopulation } from './engine.ts'
import type { Placed } from './question.ts'
import { baseTask } from './remembered.ts'
import type { PackageTotal } from './result.ts'
import { runItems } from './runItems.ts'
import { eachSlice, SLICE } from './slices.ts'
import type { RunOptions } from './tasks.ts'
import { type Group, groupsAmong, keyOf } from './ties.ts'

/** Natures that are money of one kind; loans, shares and tax bases are never added to it. */
const MONEY: ReadonlySet<Nature> = new Set(['cash', 'relief', 'tax'])

/** Certain amounts of the tied items of a subject, in 分. */
type Amounts = ReadonlyMap<string, number>

type Certain = {
  /** Subject → its tied items. */
  readonly tied: ReadonlyMap<number, Map<string, number>>
  /** Document → whether a subject has a certain amount in it. */
  readonly has: ReadonlyMap<string, Uint8Array>
  /** Item → the 分 of all its certain amounts. */
  readonly each: ReadonlyMap<string, bigint>
}

/** Totals of each document and, when there are several, of all of them. Large populations are gone through in slices. */
export async function packagesOf(
  engine: Engine,
  open: OpenPopulation,
  placed: readonly Placed[],
  options: RunOptions,
): Promise<PackageTotal[]> {
  if (options.path !== 'duckdb') return packagesHeld(engine, open, placed, options)
  let sum: PackageTotal[] = []
  await eachSlice(engine, open, SLICE, async (slice) => {
    const own = await packagesHeld(engine, slice, placed, options)
    sum = own.map((each, i) => added(sum[i], each))
  })
  return sum
}

function added(sum: PackageTotal | undefined, more: PackageTotal): PackageTotal {
  if (!sum) return more
  const yuan = (x: string, y: string): string => fenToYuan(yuanToFen(x) + yuanToFen(y))
  const [exact, open] = [sum.exact, sum.open]
  return {
    ...more,
    separately: yuan(sum.separately, more.separately),
    exact: {
      subjects: exact.subjects + more.exact.subjects,
      yuan: yuan(exact.yuan, more.exact.yuan),
    },
    open: {
      subjects: open.subjects + more.open.subjects,
      from: yuan(open.from, more.open.from),
      to: open.to === null || more.open.to === null ? null : yuan(open.to, more.open.to),
    },
    ...{ direct: sum.direct + more.direct, oneByOne: sum.oneByOne + more.oneByOne },
  }
}

async function packagesHeld(
  engine: Engine,
  open: OpenPopulation,
  placed: readonly Placed[],
  options: RunOptions,
): Promise<PackageTotal[]> {
  const money = placed.filter((each) => MONEY.has(each.item.nature))
  const certain = await certainAmounts(engine, open, money, options)
  const policies = [...new Set(money.map((each) => each.policy.document.id))]
  const scopes = [...policies.map((each) => [each]), ...(policies.length > 1 ? [policies] : [])]
  const totals: PackageTotal[] = []
  for (const scope of scopes) {
    const own = money.filter((each) => scope.includes(each.policy.document.id))
    const keys = new Set(own.map(keyOf))
    const separately = [...certain.each].reduce((sum, [key, fen]) => (keys.has(key) ? sum + fen : sum), 0n)
    const resolved = await resolve(engine, open, certain, own, options)
    const [only] = scope
    totals.push({
      ...(scope.length === 1 && only !== undefined ? { policy: only } : {}),
      separately: fenToYuan(separately),
      exact: {
        subjects: subjectsWith(certain, scope) - resolved.open,
        yuan: fenToYuan(separately - resolved.replaced + resolved.exact),
      },
      open: {
        subjects: resolved.open,
        from: fenToYuan(resolved.from),
        to: resolved.to === null ? null : fenToYuan(resolved.to),
      },
      ...{ direct: resolved.direct, oneByOne: resolved.oneByOne },
    })
  }
  return totals
}

async function certainAmounts(
  engine: Engine,
  open: OpenPopulation,
  money: readonly Placed[],
  options: RunOptions,
): Promise<Certain> {
  const members = new Set(groupsAmong(engine.program, money).flatMap((each) => each.members))
  const tied = new Map<number, Map<string, number>>()
  const has = new Map<string, Uint8Array>()
  const sums = new Map<string, bigint>()
  for (const each of money) {
    const task = { ...baseTask(engine, each), select: { which: 'exact' as const } }
    const [run] = await runItems(engine, open, [task], { at: options.at, signal: options.signal })
    if (run) sums.set(keyOf(each), yuanToFen(costAt(run.tally.cells, 0).exact.yuan))
    const policy = each.policy.document.id
    const own = has.get(policy) ?? new Uint8Array(open.summary.subjects)
    has.set(policy, own)
    for (const { index, low } of run?.rows ?? []) {
      for (const [i, subject] of index.entries()) {
        own[subject] = 1
        if (!members.has(keyOf(each)) || low[i] === 0) continue
        const amounts = tied.get(subject) ?? new Map<string, number>()
        tied.set(subject, amounts.set(keyOf(each), low[i] ?? 0))
      }
    }
  }
  return { tied, has, each: sums }
}

function subjectsWith({ has }: Certain, policies: readonly string[]): number {
  const all = policies.flatMap((each) => has.get(each) ?? [])
  let count = 0
  for (let i = 0; i < (all[0]?.length ?? 0); i++) if (all.some((each) => each[i] === 1)) count++
  return count
}

type Resolved = {
  /** What the resolved subjects' items add up to, and what remains of it where that is certain. */
  replaced: bigint
  exact: bigint
  open: number
  from: bigint
  to: bigint | null
  direct: number
  oneByOne: number
}

/** Settles the subjects of whom a group holds enough items. */
async function resolve(
  engine: Engine,
  open: OpenPopulation,
  { tied }: Certain,
  placed: readonly Placed[],
  options: RunOptions,
): Promise<Resolved> {
  const groups = groupsAmong(engine.program, placed)
  const sum: Resolved = { replaced: 0n, exact: 0n, open: 0, from: 0n, to: 0n, direct: 0, oneByOne: 0 }
  const hard: [number, Amounts][] = []
  for (const [subject, amounts] of tied) {
    const touched = groups.filter((each) => membersIn(each, amounts).length >= each.least)
    if (touched.length === 0) continue
    const involved = new Map(
      [...amounts].filter(([key]) => touched.some((each) => each.members.includes(key))),
    )
    sum.replaced += total(involved)
    const [only, second] = touched
    if (only?.limit && !second) {
      sum.direct++
      sum.exact += settled(only.limit, involved)
    } else hard.push([subject, involved])
  }
  const stride = 64
  for (let i = 0; i < hard.length; i += stride) {
    options.signal?.throwIfAborted()
    await oneByOne(engine, open, hard.slice(i, i + stride), options.at, sum)
  }
  return sum
}

function membersIn({ members }: Group, amounts: Amounts): string[] {
  return members.filter((each) => amounts.has(each))
}

function total(amounts: Amounts): bigint {
  return [...amounts.values()].reduce((sum, each) => sum + BigInt(each), 0n)
}

function settled(limit: NonNullable<Group['limit']>, amounts: Amounts): bigint {
  if (limit.kind === 'highest') return BigInt(Math.max(...amounts.values()))
  const sum = total(amounts)
  return sum < BigInt(limit.fen) ? sum : BigInt(limit.fen)
}

async function oneByOne(
  { program }: Engine,
  open: OpenPopulation,
  hard: readonly [number, Amounts][],
  at: number,
  sum: Resolved,
): Promise<void> {
  const ids = hard.map(([subject]) => subject)
  const subjects = await open.columns.exclusively((connected) =>
    subjectsOf(open.columns.population, ids, connected),
  )
  for (const [i, subject] of subjects.entries()) {
    const keys = [...(hard[i]?.[1].keys() ?? [])]
    const items = keys.map((each) => each.slice(each.indexOf(' ') + 1))
    const findings = evaluate(program, subject, { at, items }).filter((each) =>
      keys.includes(`${each.policy} ${each.item}`),
    )
    const { from, to } = endsOf(bestPackage(program, subject, findings, { at }))
    sum.oneByOne++
    if (from === to) sum.exact += from
    else {
      sum.open++
      sum.from += from
      sum.to = sum.to === null || to === null ? null : sum.to + to
    }
  }
}

/** The least and the most over all readings, and whether or not a silent matter is paid more than once. */
function endsOf({ variants }: Package): { from: bigint; to: bigint | null } {
  const sums = (
    totals: readonly { readonly nature: Nature; readonly yuan: string | null }[],
  ): bigint | null =>
    totals.reduce<bigint | null>(
      (sum, each) => (sum === null || each.yuan === null ? null : sum + yuanToFen(each.yuan)),
      0n,
    )
  const lows = variants.flatMap((each) => [
    sums(each.certain.totals) ?? 0n,
    ...(each.highestOnly ? [sums(each.highestOnly.certain.totals) ?? 0n] : []),
  ])
  const highs = variants.map((each) => sums(each.possible.totals))
  const from = lows.reduce((least, each) => (each < least ? each : least), lows[0] ?? 0n)
  const to = highs.reduce(
    (most, each) => (most === null || each === null ? null : each > most ? each : most),
    0n,
  )
  return { from, to }
}
