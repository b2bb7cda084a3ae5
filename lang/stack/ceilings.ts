// One item and one subject → what the texts let it have at most, by itself and beside other items: for whoever decides
// on items one after the other and must not let two pass that do not fit together. Pure.
import type { Citation, Item, Program } from '../ir/ir.ts'
import { indexOf, type PolicyIndex } from '../ir/lookup.ts'
import { evaluate, outsideValidity } from '../run/evaluate.ts'
import type { Amount } from '../run/finding.ts'
import type { Machine } from '../run/machine.ts'
import { machineOf, walkReadings } from '../run/readings.ts'
import type { Subject } from '../run/subject.ts'
import { yearOf } from '../values/dates.ts'
import { yuanToFen } from '../values/money.ts'
import { keyOf } from './entries.ts'
import { enterpriseCaps, historyScope, type Rule, readsHistory, ruleOf } from './situation.ts'
import { type Placed, tiesOf } from './ties.ts'
import { limitIn } from './world.ts'

/** An item as documents and people name it. */
export type Granted = { readonly number: string; readonly title: string }

/** `year`: what is granted in this year counts; absent: whatever was granted. Amounts in 分. */
export type Ceiling = {
  readonly title: string
  readonly citations: readonly Citation[]
  readonly year?: number
  /** False where an open reading decides whether there is this ceiling. */
  readonly sure: boolean
} & (
  | { readonly kind: 'own'; readonly fen: bigint }
  | { readonly kind: 'shared'; readonly items: readonly Granted[]; readonly fen: bigint }
  | { readonly kind: 'highest'; readonly items: readonly (Granted & { readonly fen: bigint })[] }
  | { readonly kind: 'exclusive'; readonly others: readonly Granted[] }
)

type Asked = { readonly policy: string; readonly item: string; readonly at: number }

const MOST_WALKS = 256

/** Where readings are open, every ceiling that there may be, at its lowest. Elements (每项目, 每次) are not looked at. */
export function ceilingsOf(program: Program, subject: Subject, asked: Asked): Ceiling[] {
  const indexes = indexOf(program)
  const index = indexes.find((each) => each.policy.document.id === asked.policy)
  const item = index?.items.get(asked.item)
  if (!index || !item) return []
  const clock = { day: asked.at, year: yearOf(asked.at) }
  const { walks } = walkReadings(
    (name) => {
      const [document = '', id = ''] = name.split(' ')
      const found = indexes.find((each) => each.policy.document.id === document)
      return found?.readings.get(id)?.alternatives.length ?? 1
    },
    (choose) => {
      const machineFor = (of: PolicyIndex): Machine =>
        machineOf(of, subject, clock, (id) => choose(`${of.policy.document.id} ${id}`))
      return [
        ...ownCeilings(index, item, machineFor(index), clock.year),
        ...tiedCeilings(program, subject, { index, item }, machineFor, asked.at),
      ]
    },
    MOST_WALKS,
  )
  return strictest(walks.map((each) => each.value))
}

function ownCeilings(index: PolicyIndex, item: Item, machine: Machine, year: number): Ceiling[] {
  return enterpriseCaps(item).flatMap((cap): Ceiling[] => {
    const scope = historyScope(cap.scope, year)
    if (scope === undefined || cap.soft || readsHistory(index, cap.limit)) return []
    const truth = cap.when ? machine.truth(cap.when) : 'true'
    if (truth === 'false') return []
    const fen = limitIn(machine.number(cap.limit), 'certain')
    if (fen === undefined) return []
    const said = { title: item.title, citations: cap.citations, sure: truth === 'true' }
    return [{ kind: 'own', ...said, ...(scope === 'ever' ? {} : { year: scope }), fen }]
  })
}

function tiedCeilings(
  program: Program,
  subject: Subject,
  own: Placed,
  machineFor: (index: PolicyIndex) => Machine,
  at: number,
): Ceiling[] {
  const { ties, items } = tiesOf(program)
  const key = keyOf(own.index, own.item)
  return ties.flatMap((tie) => {
    const groups = tie.groups.filter((each) => each.includes(key))
    if (groups.length === 0 || outsideValidity(program, tie.index.policy, at)) return []
    const rule = ruleOf(tie, machineFor(tie.index))
    if (rule.truth === 'false') return []
    return groups.flatMap((group) => {
      const members = group.flatMap((each) => items.get(each) ?? [])
      return groupCeiling(program, subject, own, rule, members, at)
    })
  })
}

function groupCeiling(
  program: Program,
  subject: Subject,
  own: Placed,
  { relation, ref, limit, truth }: Rule,
  members: readonly Placed[],
  at: number,
): Ceiling[] {
  const said = { title: ref.title, citations: ref.citations, sure: truth === 'true' }
  const yearly = members.every((each) => each.item.frequency?.kind === 'yearly')
  const within = yearly ? { year: yearOf(at) } : {}
  switch (relation.kind) {
    case 'sharedCap': {
      const scope = historyScope(relation.cap?.scope ?? '', yearOf(at))
      const fen = limit && limitIn(limit, 'certain')
      if (scope === undefined || fen === undefined || relation.cap?.soft) return []
      const shared = scope === 'ever' ? {} : { year: scope }
      return [{ kind: 'shared', ...said, ...shared, items: members.map(named), fen }]
    }
    case 'highest': {
      const worths = members.map((each) => worthOf(program, subject, each, at))
      // Where nothing bounds the item itself, nothing bounds the highest either.
      if (worths.some((worth, i) => worth === undefined && members[i]?.item === own.item)) return []
      const items = members.map((each, i) => ({ ...named(each), fen: worths[i] ?? 0n }))
      return [{ kind: 'highest', ...said, ...within, items }]
    }
    case 'exclusive': {
      const others = members.filter((each) => each.item !== own.item).map(named)
      return others.length === 0 ? [] : [{ kind: 'exclusive', ...said, ...within, others }]
    }
    case 'deduct':
    case 'requires':
    case 'cumulative':
      return []
  }
}

function named({ index, item }: Placed): Granted {
  return { number: index.policy.document.number, title: item.title }
}

/** What the item gives this subject alone, nothing where it is not surely eligible; undefined where nothing bounds it. */
function worthOf(
  program: Program,
  subject: Subject,
  { index, item }: Placed,
  at: number,
): bigint | undefined {
  const { id } = index.policy.document
  const [finding] = evaluate(program, subject, { at, policies: [id], items: [item.id] })
  return finding?.outcome === 'eligible' ? mostOf(finding.amount) : 0n
}

/** The most that an amount may be, in 分; undefined where nothing bounds it. */
export function mostOf(amount: Amount): bigint | undefined {
  switch (amount.kind) {
    case 'exact':
    case 'upper_bound':
      return yuanToFen(amount.yuan)
    case 'range':
      return amount.to === null ? undefined : yuanToFen(amount.to)
    case 'candidates':
      return amount.candidates.map((each) => yuanToFen(each.yuan)).reduce((a, b) => (b > a ? b : a), 0n)
    case 'unstated':
      return undefined
    case 'non_monetary':
      return 0n
  }
}

/** Every ceiling of every walk once, at the least that any walk gives. */
function strictest(walks: readonly (readonly Ceiling[])[]): Ceiling[] {
  const found = new Map<string, { ceiling: Ceiling; walks: number }>()
  for (const ceilings of walks)
    for (const each of ceilings) {
      const name = nameOf(each)
      const before = found.get(name)
      const ceiling = before && totalOf(before.ceiling) <= totalOf(each) ? before.ceiling : each
      found.set(name, { ceiling, walks: (before?.walks ?? 0) + 1 })
    }
  return [...found.values()].map((each) => ({
    ...each.ceiling,
    sure: each.ceiling.sure && each.walks === walks.length,
  }))
}

function nameOf(ceiling: Ceiling): string {
  const { kind, title, year, citations } = ceiling
  const items = 'items' in ceiling ? ceiling.items : 'others' in ceiling ? ceiling.others : []
  const names = items.map((each) => `${each.number} ${each.title}`)
  return JSON.stringify([kind, title, year ?? null, citations.map((each) => each.quote), names])
}

function totalOf(ceiling: Ceiling): bigint {
  switch (ceiling.kind) {
    case 'own':
    case 'shared':
      return ceiling.fen
    case 'highest':
      return ceiling.items.map((each) => each.fen).reduce((a, b) => (b > a ? b : a), 0n)
    case 'exclusive':
      return 0n
  }
}
