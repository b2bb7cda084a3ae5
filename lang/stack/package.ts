// The door of the stacking pass: findings of one subject on one date → what it may lawfully have together. Pure.
import type { Program } from '../ir/ir.ts'
import { indexOf, type PolicyIndex } from '../ir/lookup.ts'
import { outsideValidity } from '../run/evaluate.ts'
import type { Finding } from '../run/finding.ts'
import type { Machine } from '../run/machine.ts'
import { machineOf, walkReadings } from '../run/readings.ts'
import type { Subject } from '../run/subject.ts'
import { yearOf } from '../values/dates.ts'
import { entriesOf, type Key, refOf } from './entries.ts'
import { entryRef, pays, type Receipts, receiptsOf } from './received.ts'
import type { Package, ReadingChoice, ReceivedEntry, Variant } from './result.ts'
import { type Ground, situationOf } from './situation.ts'
import { type Tie, type Ties, tiesOf } from './ties.ts'
import { variantOf } from './variant.ts'

/** More combinations of readings than this are not walked; the package then says that it is not complete. */
const MOST_VARIANTS = 256

/**
 * The best lawful package. `findings` come from `evaluate` with the same program, subject and date (`at`, a day
 * number); items without a finding are not part of it, though what was received for them still counts.
 */
export function bestPackage(
  program: Program,
  subject: Subject,
  findings: readonly Finding[],
  { at }: { readonly at: number },
): Package {
  const ties = tiesOf(program)
  const ground = groundOf(program, subject, findings, at, ties)
  const indexes = new Map(indexOf(program).map((each) => [each.policy.document.id, each]))
  const { walks, complete } = walkReadings(
    (name) => readingNamed(indexes, name)?.reading.alternatives.length ?? 1,
    (choose, choices) => {
      const machines = new Map<PolicyIndex, Machine>()
      const machineFor = (index: PolicyIndex): Machine => {
        const made =
          machines.get(index) ?? machineOf(index, subject, ground.clock, (id) => choose(nameOf(index, id)))
        machines.set(index, made)
        return made
      }
      const chosenIn = (index: PolicyIndex) => chosenKeys(indexes, index, choices)
      return variantOf(situationOf(ground, machineFor, chosenIn))
    },
    MOST_VARIANTS,
  )
  const variants = toldApart(walks).map(
    ({ choices, value }): Variant => ({
      readings: [...choices].flatMap(([name, taken]) => readingChoice(indexes, name, taken)),
      ...value,
    }),
  )
  const received = ground.receipts && receivedEntries(ground.receipts, ties)
  return { kind: kindOf(variants, complete), variants, complete, ...(received ? { received } : {}) }
}

function groundOf(
  program: Program,
  subject: Subject,
  findings: readonly Finding[],
  at: number,
  { items, ties, matters, tied }: Ties,
): Ground {
  const entries = entriesOf(program, findings, tied)
  const receipts = receiptsOf(subject)
  const present = new Set(entries.map((each) => each.key))
  const inForce = new Set(program.policies.filter((each) => !outsideValidity(program, each, at)))
  return {
    ...{ clock: { day: at, year: yearOf(at) }, receipts, items, entries },
    evaluated: new Set(findings.map((each) => `${each.policy} ${each.item}`)),
    ties: ties.filter((each) => inForce.has(each.index.policy) && mayMatter(each, present, receipts)),
    matters: matters.filter((each) => each.members.some((key) => present.has(key))),
  }
}

/** Relations that cannot touch this subject are not evaluated, so that their readings fork nothing. */
function mayMatter({ relation, groups }: Tie, present: ReadonlySet<Key>, receipts: Receipts): boolean {
  const most = Math.max(0, ...groups.map((group) => group.filter((key) => present.has(key)).length))
  const together =
    relation.kind === 'exclusive' || relation.kind === 'highest' || relation.kind === 'cumulative'
  return together && receipts?.length === 0 ? most > 1 : most > 0
}

function nameOf(index: PolicyIndex, reading: string): string {
  return `${index.policy.document.id} ${reading}`
}

function readingNamed(indexes: ReadonlyMap<string, PolicyIndex>, name: string) {
  const [document = '', id = ''] = name.split(' ')
  const reading = indexes.get(document)?.readings.get(id)
  return reading && { document, reading }
}

function chosenKeys(
  indexes: ReadonlyMap<string, PolicyIndex>,
  index: PolicyIndex,
  choices: ReadonlyMap<string, number>,
): ReadonlyMap<string, string> {
  const all = [...choices].flatMap(([name, taken]) => readingChoice(indexes, name, taken))
  const own = all.filter((each) => each.policy === index.policy.document.id)
  return new Map(own.map((each) => [each.id, each.key]))
}

function readingChoice(
  indexes: ReadonlyMap<string, PolicyIndex>,
  name: string,
  taken: number,
): ReadingChoice[] {
  const found = readingNamed(indexes, name)
  const alternative = found?.reading.alternatives[taken]
  if (!found || !alternative) return []
  const { id, title, askTo } = found.reading
  return [{ policy: found.document, id, title, askTo, key: alternative.key, label: alternative.label }]
}

type Walk<T> = { readonly choices: ReadonlyMap<string, number>; readonly value: T }

/** What a reader would get, without what is only said about it: readings that change nothing else change nothing. */
function resultText({
  certain,
  possible,
  highestOnly,
  silent,
  beside,
  apart,
}: Omit<Variant, 'readings'>): string {
  const bounds = beside.map(({ competes: _, ...each }) => each)
  return JSON.stringify({ certain, possible, highestOnly, silent, bounds, apart })
}

/** One walk for each different result, named by the readings that lead to it and by no others. */
function toldApart<T extends Omit<Variant, 'readings'>>(walks: readonly Walk<T>[]): Walk<T>[] {
  if (walks.length === 1) return walks.map(({ value }) => ({ choices: new Map(), value }))
  const texts = new Map(walks.map((each) => [each, resultText(each.value)]))
  const names = [...new Set(walks.flatMap((each) => [...each.choices.keys()]))]
  const decisive = names.filter((name) =>
    walks.some((a, i) =>
      walks.slice(i + 1).some((b) => partOnlyAt(a, b, name) && texts.get(a) !== texts.get(b)),
    ),
  )
  const seen = new Map<string, Walk<T>>()
  for (const walk of walks) {
    const choices = new Map([...walk.choices].filter(([name]) => decisive.includes(name)))
    const key = JSON.stringify([...choices, texts.get(walk)])
    if (!seen.has(key)) seen.set(key, { choices, value: walk.value })
  }
  return [...seen.values()]
}

/** Whether two walks part at `name` and agree on every other reading that both met. */
function partOnlyAt<T>(a: Walk<T>, b: Walk<T>, name: string): boolean {
  if (a.choices.get(name) === b.choices.get(name)) return false
  return [...a.choices].every(([other, taken]) => {
    const theirs = b.choices.get(other)
    return other === name || theirs === undefined || theirs === taken
  })
}

function receivedEntries(receipts: NonNullable<Receipts>, { items }: Ties): ReceivedEntry[] {
  return receipts.map((receipt) => ({
    ...entryRef(receipt),
    matches: [...items.values()].flatMap(({ index, item }) =>
      pays(receipt, item, index.policy.document) === 'true' ? [refOf(index, item)] : [],
    ),
  }))
}

function kindOf(variants: readonly Variant[], complete: boolean): Package['kind'] {
  const [first, second] = variants
  if (second || !complete) return 'byReading'
  if (!first || first.silent.length > 0 || first.open.length > 0) return 'open'
  return JSON.stringify(first.certain.totals) === JSON.stringify(first.possible.totals) ? 'settled' : 'open'
}
