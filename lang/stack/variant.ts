// One situation → everything that is said of it: the sure and the possible choice, what stands beside, what is open.
import type { Nature } from '../ir/ir.ts'
import { bindingsOf, membersIn } from './bindings.ts'
import { type Chosen, chooseBoth } from './choice.ts'
import { receivedUnder, wasReceived } from './prepare.ts'
import { entryRef, type Receipt } from './received.ts'
import type { Beside, Choice, ItemRef, OpenQuestion, RelationRef, Silence, Total, Variant } from './result.ts'
import { receivedForOthers, type SilentMatter, type Situation } from './situation.ts'
import { takeOff } from './takeOff.ts'
import { isOpen, yuanOf } from './world.ts'

const NEVER_ADDED: ReadonlySet<Nature> = new Set(['taxBase', 'equity', 'loan'])

export function variantOf(situation: Situation): Omit<Variant, 'readings'> {
  const { silent, entries } = situation
  const both = chooseBoth(situation, [])
  const highest = silent.length === 0 ? undefined : chooseBoth(situation, silent)
  return {
    ...choices(both),
    switches: switchesOf(both),
    silent: silent.map((each) => silenceOf(situation, each, both, silent.length === 1 ? highest : undefined)),
    ...(highest ? { highestOnly: choices(highest) } : {}),
    beside: entries.flatMap((_, i) => besideOf(situation, i)),
    apart: entries.flatMap(({ ref, finding, item }, i) =>
      NEVER_ADDED.has(item.nature) && situation.worths[i]?.granted !== 'false'
        ? [{ ...ref, outcome: finding.outcome, amount: finding.amount }]
        : [],
    ),
    open: [...situation.open, ...openPrerequisites(situation), ...openHistory(situation, both)],
    acrossNatures: relationsAcrossNatures(situation),
  }
}

type Both = { readonly certain: Chosen; readonly possible: Chosen }

function choices({ certain, possible }: Both): { certain: Choice; possible: Choice } {
  return { certain: certain.choice, possible: possible.choice }
}

function totals({ certain, possible }: Both): { certain: readonly Total[]; possible: readonly Total[] } {
  return { certain: certain.choice.totals, possible: possible.choice.totals }
}

function switchesOf({ certain, possible }: Both): ItemRef[] {
  const left = possible.choice.shares.filter((each) => each.kind === 'excluded')
  return certain.choice.shares
    .filter((each) => each.kind !== 'excluded')
    .filter((each) => left.some((other) => other.item === each.item && other.policy === each.policy))
    .map(({ item, title, policy, nature }) => ({ item, title, policy, nature }))
}

/** `alone` is the strict choice when this is the only silent matter; otherwise it is worked out for this one only. */
function silenceOf(situation: Situation, silent: SilentMatter, both: Both, alone: Both | undefined): Silence {
  const keys = [...new Set(silent.pairs.flat())]
  const receipts = new Map<number, Receipt>()
  for (const [a = '', b = ''] of silent.pairs) {
    for (const [key, other] of [
      [a, b],
      [b, a],
    ] as const) {
      if (!situation.entries.some((each) => each.key === key)) continue
      const sum = receivedForOthers(situation, key, [other], new Set())
      for (const each of sum.receipts) receipts.set(each.index, each)
    }
  }
  return {
    matter: silent.matter,
    items: situation.entries.filter((each) => keys.includes(each.key)).map((each) => each.ref),
    entries: [...receipts.values()].map(entryRef),
    ifBoth: totals(both),
    ifHighestOnly: totals(alone ?? chooseBoth(situation, [silent])),
  }
}

function besideOf(situation: Situation, i: number): Beside[] {
  const [entry, worth] = [situation.entries[i], situation.worths[i]]
  if (!entry || !worth || worth.granted === 'false') return []
  if (worth.role !== 'upperBound' && worth.role !== 'unstated') return []
  const bindings = bindingsOf(situation, 'possible', [])
  const { amount, steps } = takeOff(situation, 'possible', bindings, i, worth.high)
  const outcome = worth.granted === 'true' ? 'eligible' : 'undetermined'
  return [
    { ...entry.ref, kind: worth.role, outcome, bound: yuanOf(amount), steps, competes: rivals(situation, i) },
  ]
}

/** Items that a relation sets beside this one, so that its amount and theirs depend on each other once both are known. */
function rivals({ entries, worths, rules }: Situation, i: number): Beside['competes'][number][] {
  const key = entries[i]?.key ?? ''
  return rules.flatMap((rule) => {
    const { kind } = rule.relation
    if (rule.truth === 'false' || (kind !== 'exclusive' && kind !== 'highest' && kind !== 'sharedCap'))
      return []
    const beside = new Set(rule.groups.filter((group) => group.includes(key)).flat())
    const others = entries.flatMap((each, other) =>
      other !== i && beside.has(each.key) && mayPay(worths[other]) ? [each.ref] : [],
    )
    return others.length === 0 ? [] : [{ relation: rule.ref, with: others }]
  })
}

function mayPay(worth: Situation['worths'][number] | undefined): boolean {
  return worth !== undefined && worth.role !== 'outside' && worth.granted !== 'false'
}

function openPrerequisites(situation: Situation): OpenQuestion[] {
  const { rules, entries, worths, items, evaluated } = situation
  return rules.flatMap((rule) => {
    if (rule.relation.kind !== 'requires' || rule.truth === 'false') return []
    return rule.groups.flatMap(([first = '', ...others]): OpenQuestion[] => {
      if (!entries.some((each) => others.includes(each.key)) || wasReceived(situation, first) === 'true')
        return []
      const granted = worths[entries.findIndex((each) => each.key === first)]?.granted ?? 'false'
      const known = granted === 'true' || (granted === 'false' && evaluated.has(first) && situation.receipts)
      const needs = items.get(first)?.item.title ?? first
      return known ? [] : [{ kind: 'prerequisite', relation: rule.ref, needs }]
    })
  })
}

/** Items for which earlier payments matter and are not fully known. */
function openHistory(situation: Situation, { certain, possible }: Both): OpenQuestion[] {
  const { rules, entries, worths } = situation
  const underCeilings = rules
    .filter((rule) => rule.relation.kind === 'sharedCap' && rule.truth !== 'false')
    .filter((rule) => isOpen(receivedUnder(situation, rule)))
    .flatMap((rule) => membersIn(situation, rule))
  const concerned = new Set([...certain.historyOpen, ...possible.historyOpen, ...underCeilings])
  const items = entries.flatMap((each, i) => {
    const money = worths[i]?.role !== 'outside' && worths[i]?.granted !== 'false' && worths[i]?.high !== 0n
    return concerned.has(i) && money ? [each.ref] : []
  })
  return items.length === 0 ? [] : [{ kind: 'history', items }]
}

/** Sums of different nature are never shown as one; where a relation makes them compete, amounts are compared. */
function relationsAcrossNatures({ rules, entries, worths }: Situation): RelationRef[] {
  return rules
    .filter(
      ({ relation, truth }) =>
        truth !== 'false' && relation.kind !== 'cumulative' && relation.kind !== 'requires',
    )
    .filter(({ groups }) =>
      groups.some((group) => {
        const counted = entries.filter((each, i) => group.includes(each.key) && worths[i]?.role === 'counted')
        return new Set(counted.map((each) => each.item.nature)).size > 1
      }),
    )
    .map((each) => each.ref)
}
