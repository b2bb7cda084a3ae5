// What an item's own caps, earlier payments and deductions take off it before anything is chosen.
import { type Binding, membersIn } from './bindings.ts'
import type { Key } from './entries.ts'
import { entryRef, NOTHING_RECEIVED, type Sum } from './received.ts'
import type { Step, StepCause } from './result.ts'
import { type OwnCap, receivedForOthers, type Situation } from './situation.ts'
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
  yuanOf,
} from './world.ts'

export type Rest = {
  readonly amount: Fen
  readonly steps: readonly Step[]
  /** Something received for another item excludes this one. */
  readonly barred: boolean
  /** It matters for this item that history is not fully known. */
  readonly historyOpen: boolean
}

type Cut = { readonly to: Fen; readonly open: boolean; readonly cause: StepCause; readonly bars?: boolean }

/** `start` is what the i-th entry would get if nothing stood beside or before it. */
export function takeOff(
  situation: Situation,
  world: World,
  bindings: readonly Binding[],
  i: number,
  start: Fen,
): Rest {
  const steps: Step[] = []
  let rest: Rest = { amount: start, steps, barred: false, historyOpen: false }
  const cut = ({ to, open, cause, bars = false }: Cut): void => {
    if (to !== undefined && (rest.amount === undefined || to < rest.amount)) {
      steps.push({ from: yuanOf(rest.amount), to: yuanOf(to), open, cause })
      rest = { ...rest, amount: to }
    }
    if (bars) rest = { ...rest, barred: true }
  }
  const note = (sum: Sum): void => {
    if (isOpen(sum)) rest = { ...rest, historyOpen: true }
  }
  for (const own of situation.caps[i] ?? []) {
    note(own.received)
    cut(capCut(situation, world, i, own))
  }
  const counted = new Set<number>()
  for (const binding of bindings) {
    const sum = receivedBeside(situation, binding, i, binding.sort === 'highest' ? counted : new Set())
    note(sum)
    const open = binding.truth === 'unknown' || isOpen(sum)
    const cause = receivedCause(binding, sum)
    if (binding.sort === 'highest') {
      cut({ to: difference(rest.amount, usedIn(sum, world)), open, cause })
      for (const each of sum.receipts) counted.add(each.index)
    } else if (wasReceived(sum, world)) cut({ to: 0n, open, cause, bars: true })
  }
  for (const each of deductionCuts(situation, world, i))
    cut({ ...each, to: difference(rest.amount, each.off) })
  return rest
}

function capCut(situation: Situation, world: World, i: number, { cap, truth, limit, received }: OwnCap): Cut {
  const used = usedIn(received, world)
  const cause: StepCause = {
    kind: 'cap',
    policy: situation.entries[i]?.ref.policy ?? '',
    text: cap.scope,
    citations: cap.citations,
    entries: received.receipts.map(entryRef),
  }
  const open = isOpen(received) || truth === 'unknown' || !isKnown(limit)
  // With nothing used up, evaluation has already limited the amount by this cap.
  const to = applies(truth, world) && used !== 0n ? difference(limitIn(limit, world), used) : undefined
  return { to, open, cause }
}

/** What was received for the other members of the binding's groups that the entry stands in. */
function receivedBeside(
  situation: Situation,
  binding: Binding,
  i: number,
  counted: ReadonlySet<number>,
): Sum {
  const key = situation.entries[i]?.key ?? ''
  const others = othersIn(binding, key)
  return others.length === 0 ? NOTHING_RECEIVED : receivedForOthers(situation, key, others, counted)
}

export function othersIn({ groups }: Pick<Binding, 'groups'>, key: Key): readonly Key[] {
  const known = besides.get(groups) ?? new Map<Key, readonly Key[]>()
  besides.set(groups, known)
  const found = known.get(key)
  if (found) return found
  const beside = groups.filter((each) => each.includes(key)).flat()
  const others = [...new Set(beside)].filter((each) => each !== key)
  known.set(key, others)
  return others
}

/** Groups belong to the program and never change; every reading asks for them again. */
const besides = new WeakMap<Binding['groups'], Map<Key, readonly Key[]>>()

/** An entry excludes by being there, whether or not it says how much it was. */
function wasReceived(sum: Sum, world: World): boolean {
  return world === 'certain' ? sum.most === undefined || sum.receipts.length > 0 : sum.sure > 0
}

function receivedCause({ source }: Binding, { receipts }: Sum): StepCause {
  const entries = receipts.map(entryRef)
  return source.kind === 'rule'
    ? { kind: 'received', relation: source.rule.ref, entries }
    : { kind: 'receivedSilent', matter: source.silent.matter, entries }
}

/** A deduction that concerns this entry alone; one that several share waits until it is known which are taken. */
function deductionCuts(situation: Situation, world: World, i: number): (Omit<Cut, 'to'> & { off: Fen })[] {
  return situation.rules.flatMap((rule) => {
    const { relation, amount, truth, ref } = rule
    if (relation.kind !== 'deduct' || !amount || !applies(truth, world)) return []
    const members = membersIn(situation, rule)
    if (members.length !== 1 || members[0] !== i) return []
    const open = truth === 'unknown' || !isKnown(amount)
    return [
      { off: deductedIn(amount, world), open, cause: { kind: 'relation', relation: ref, with: [] } as const },
    ]
  })
}
