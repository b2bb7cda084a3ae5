// Relations of the documents in force → which of them minimum, maximum and sum settle, one within the other or apart, and
// which must be resolved subject by subject.
import type { IrExpr, Program, Relation } from '../ir/ir.ts'
import type { PolicyIndex } from '../ir/lookup.ts'
import type { PackageForm, PackageNode, Unclosed } from '../ir/packageForm.ts'
import { validityOf } from '../ir/validity.ts'
import { type Key, promisesAtMost, SUMMED } from './entries.ts'
import { type DeclaredMatter, type Tie, tiesOf } from './ties.ts'

type Chosen = {
  /** Day number of the evaluation. */
  readonly at: number
  readonly policies?: readonly string[]
  readonly items?: readonly string[]
}

/** Whether a relation holds: for all, for none, by an open reading, or by the facts of each subject. */
type Holding = 'always' | 'never' | 'byReading' | 'bySubject'

type Group = {
  readonly kind: 'highest' | 'either' | 'sharedCap'
  readonly tie: Tie
  readonly members: readonly Key[]
  readonly sure: boolean
  readonly fen: bigint
  readonly sides: readonly [readonly Key[], readonly Key[]]
}

type Placed = { readonly group: Group; readonly inner: Placed[] }

/** Only chosen items are looked at; what ties them to others does not limit them. */
export function packageFormOf(program: Program, chosen: Chosen): PackageForm {
  const { items, ties, matters } = tiesOf(program)
  const present = new Map(
    [...items].filter(
      ([, { index, item }]) =>
        (chosen.policies === undefined || chosen.policies.includes(index.policy.document.id)) &&
        (chosen.items === undefined || chosen.items.includes(item.id)),
    ),
  )
  const isMoney = (key: Key): boolean => {
    const item = present.get(key)?.item
    return item !== undefined && SUMMED.has(item.nature)
  }
  const inForce = ties.filter(
    ({ index }) => validityOf(program, index.policy.document, chosen.at).kind === 'inForce',
  )
  const groups: Group[] = []
  const unclosed: Unclosed[] = []
  for (const tie of inForce) {
    const own = { ...tie, groups: tie.groups.map((each) => each.filter((key) => present.has(key))) }
    const found = closed(own, isMoney)
    if (found?.kind === 'unclosed') unclosed.push(found.unclosed)
    else if (found) groups.push(found.group)
  }
  const roots: Placed[] = []
  for (const group of groups.toSorted((a, b) => b.members.length - a.members.length)) {
    const other = place(roots, group)
    if (other) unclosed.push(unclosedOf(group.tie, `和关系「${other.tie.ref.title}」交错，不是一个套一个`))
  }
  return {
    items: [...present].flatMap(([key, { item }]) =>
      isMoney(key) ? [{ key, atMost: promisesAtMost(item) }] : [],
    ),
    nodes: roots.map(nodeOf),
    unclosed: [...unclosed, ...matters.flatMap((each) => silent(each, inForce, isMoney))],
  }
}

type Found =
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'unclosed'; readonly unclosed: Unclosed }

function closed(tie: Tie, isMoney: (key: Key) => boolean): Found | undefined {
  const { relation, index } = tie
  const holds = together([holding(relation.when, index), holding(relation.cap?.when, index)])
  const members = [...new Set(tie.groups.flat())]
  if (relation.kind === 'cumulative' || holds === 'never') return undefined
  const [least, what] = [leastOf(relation), unclosedWhat(relation, holds, members.every(isMoney))]
  if (!tie.groups.some((each) => each.length >= least)) return undefined
  if (what !== undefined) return { kind: 'unclosed', unclosed: unclosedOf(tie, what) }
  const base = {
    tie,
    members,
    sure: holds === 'always',
    fen: fenOf(relation) ?? 0n,
    sides: [[], []] as const,
  }
  if (relation.kind === 'sharedCap') return { kind: 'group', group: { ...base, kind: 'sharedCap' } }
  if (tie.groups.length === 1) return { kind: 'group', group: { ...base, kind: 'highest' } }
  const isOwn = (key: Key): boolean => key.startsWith(`${index.policy.document.id} `)
  // The document's own items meet those of others pair by pair: all of one side, or all of the other.
  const sides = [members.filter(isOwn), members.filter((key) => !isOwn(key))] as const
  const pairs = tie.groups.filter((each) => each.length === 2)
  const met = [...new Set(pairs.flat())]
  return { kind: 'group', group: { ...base, kind: 'either', members: met, sides } }
}

function unclosedWhat(relation: Relation, holds: Holding, money: boolean): string | undefined {
  if (relation.kind === 'deduct') return '扣除要看取了哪几项'
  if (relation.kind === 'requires') return '一项要以另一项为前提'
  if (holds === 'bySubject') return '成立与否要看各户的事实'
  if (!money) return '其中有不是钱的事项'
  if (relation.kind === 'sharedCap' && fenOf(relation) === undefined)
    return '共同的封顶不是一个对全企业的定数'
  return undefined
}

/** A deduction, a requirement or a shared ceiling can limit an item that stands alone. */
function leastOf({ kind }: Relation): number {
  return kind === 'highest' || kind === 'exclusive' ? 2 : 1
}

const WHOLE: ReadonlySet<string> = new Set(['每企业每年', '每企业', '全文件'])

function fenOf({ cap }: Relation): bigint | undefined {
  if (!cap || !WHOLE.has(cap.scope) || cap.limit.kind !== 'number') return undefined
  return /^\d+$/.test(cap.limit.value) ? BigInt(cap.limit.value) : undefined
}

function unclosedOf({ relation, ref, groups, index }: Tie, what: string): Unclosed {
  return {
    ...{ kind: 'relation', id: relation.id, title: ref.title, policy: index.policy.document.id, what },
    ...{ members: [...new Set(groups.flat())], least: leastOf(relation) },
  }
}

/** A reading that is open may say either; one that is decided has said. */
function holding(when: IrExpr | undefined, index: PolicyIndex): Holding {
  if (!when) return 'always'
  if (when.kind === 'bool') return when.value ? 'always' : 'never'
  const reading = when.kind === 'choice' ? index.readings.get(when.reading) : undefined
  if (when.kind !== 'choice' || !reading) return 'bySubject'
  const { status, alternatives } = reading
  const open = alternatives.filter((each) => status.kind === 'open' || each.key === status.alternative)
  const found = open.map((each) =>
    holding(each.bindings.find((binding) => binding.name === when.name)?.expr, index),
  )
  const [first = 'bySubject'] = found
  if (found.includes('bySubject')) return 'bySubject'
  return found.every((each) => each === first) ? first : 'byReading'
}

function together(all: readonly Holding[]): Holding {
  return (['never', 'bySubject', 'byReading'] as const).find((each) => all.includes(each)) ?? 'always'
}

/** Puts a group below the smallest one that holds it; returns the one with which it overlaps, if there is such. */
function place(among: Placed[], group: Group): Group | undefined {
  for (const other of among) {
    const shared = group.members.filter((each) => other.group.members.includes(each))
    if (shared.length === 0) continue
    if (shared.length < group.members.length || other.group.kind === 'either') return other.group
    return place(other.inner, group)
  }
  among.push({ group, inner: [] })
  return undefined
}

function nodeOf({ group, inner }: Placed): PackageNode {
  const { kind, sure, fen, sides, members, tie } = group
  const { title } = tie.ref
  if (kind === 'either') return { kind, title, sure, sides }
  const below = new Set(inner.flatMap((each) => each.group.members))
  const items = members.filter((key) => !below.has(key)).map((key): PackageNode => ({ kind: 'item', key }))
  const parts = [...inner.map(nodeOf), ...items]
  return kind === 'highest' ? { kind, title, sure, parts } : { kind, title, sure, fen, parts }
}

/** Pairs of a matter about which no text says surely whether both may be had. */
function silent(
  { ref, members }: DeclaredMatter,
  ties: readonly Tie[],
  isMoney: (key: Key) => boolean,
): Unclosed[] {
  const own = members.filter(isMoney)
  const isGoverned = (a: Key, b: Key): boolean =>
    ties.some(
      ({ relation, index, groups }) =>
        together([holding(relation.when, index), holding(relation.cap?.when, index)]) === 'always' &&
        groups.some((group) => group.includes(a) && group.includes(b)),
    )
  return own.flatMap((a, i) =>
    own.slice(i + 1).flatMap((b): Unclosed[] =>
      isGoverned(a, b)
        ? []
        : [
            {
              ...{ kind: 'matter', id: ref.id, title: ref.title, policy: '', members: [a, b], least: 2 },
              what: '文件没有写两项能否都得',
            },
          ],
    ),
  )
}
