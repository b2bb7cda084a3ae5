// The door of the run pass: a program, a subject and a date → one finding per item. Pure: same input, same findings.
import type { Clock } from '../builtins/builtin.ts'
import type { Citation, Item, Program, Reading } from '../ir/ir.ts'
import { dateToChinese, dateToIso, yearOf } from '../values/dates.ts'
import * as interval from '../values/interval.ts'
import { compare, ZERO } from '../values/rational.ts'
import type { Truth } from '../values/truth.ts'
import type {
  Amount,
  Candidate,
  Cause,
  Change,
  Finding,
  Flag,
  Need,
  Outcome,
  PartFinding,
  ReadingUse,
  Reason,
} from './finding.ts'
import { receivedBefore } from './history.ts'
import { type Details, detailsOf } from './item.ts'
import { indexOf, type PolicyIndex } from './program.ts'
import { type Run, runReadings } from './readings.ts'
import type { Subject } from './subject.ts'
import { traceOf } from './trace.ts'
import { isPoint, payable, type Worth, worthToAmount, yuan } from './worth.ts'

export type Options = {
  /** The date of evaluation as a day number: see parseDate. */
  readonly at: number
  /** Ids of documents and items to evaluate; all when left out. */
  readonly policies?: readonly string[]
  readonly items?: readonly string[]
  /** Adds to each finding the tree of everything that was looked at. */
  readonly trace?: boolean
}

/** Outcome and amount alone, for engines that are compared and for measuring. */
export type Verdict = { readonly item: string; readonly outcome: Outcome; readonly amount: Amount }

export function evaluate(program: Program, subject: Subject, options: Options): Finding[] {
  return selected(program, options).map(({ index, item }) =>
    findingOf(program, index, item, subject, options),
  )
}

/** The findings' outcomes and amounts without reasons, needs and words. */
export function verdicts(program: Program, subject: Subject, options: Options): Verdict[] {
  return selected(program, options).map(({ index, item }) => {
    const refused = notConsidered(program, index, item, subject, options.at)
    if (refused) return { item: item.id, outcome: refused.outcome, amount: nothing(item) }
    const { runs, complete } = runReadings(index, subject, clockOf(options), item)
    return { item: item.id, outcome: mergedOutcome(runs, complete), amount: mergedAmount(index, runs) }
  })
}

function clockOf(options: Options): Clock {
  return { day: options.at, year: yearOf(options.at) }
}

function selected(
  program: Program,
  options: Options,
): { readonly index: PolicyIndex; readonly item: Item }[] {
  return indexOf(program)
    .filter((each) => options.policies === undefined || options.policies.includes(each.policy.document.id))
    .flatMap((index) =>
      index.policy.items
        .filter((item) => options.items === undefined || options.items.includes(item.id))
        .map((item) => ({ index, item })),
    )
}

/** Reasons are written out for so many combinations of readings; outcome and amount always count all. */
const MOST_DETAILED = 8

type Refusal = { readonly outcome: 'not_in_force' | 'not_applicable'; readonly reason: Reason }

/** What stops an item before its conditions are looked at: its document's time, and the kind of subject. */
function notConsidered(
  program: Program,
  index: PolicyIndex,
  item: Item,
  subject: Subject,
  at: number,
): Refusal | undefined {
  const { document } = index.policy
  const outside = (text: string, citations: readonly Citation[]): Refusal => ({
    outcome: 'not_in_force',
    reason: { code: 'outside-validity', truth: 'unmet', text, citations },
  })
  if (at < document.begins.day) {
    return outside(`评估日早于文件施行（${dateToChinese(document.begins.day)}）`, document.begins.citations)
  }
  if (document.ends && at > document.ends.day) {
    return outside(`文件有效期至${dateToChinese(document.ends.day)}，评估日已超过`, document.ends.citations)
  }
  for (const other of program.policies) {
    if (other.document.begins.day > at || other.document === document) continue
    if (other.document.repeals.some((each) => each.number === document.number)) {
      return outside(`文件已被${other.document.number}废止`, [])
    }
  }
  if (item.recipient !== subject.kind) {
    const text = `本事项给予${item.recipient}，不是${subject.kind}`
    return {
      outcome: 'not_applicable',
      reason: { code: 'wrong-subject', truth: 'unmet', text, citations: [] },
    }
  }
  return undefined
}

function nothing(item: Item): Amount {
  return item.parts.every((each) => each.amount.kind === 'nonMonetary')
    ? { kind: 'non_monetary' }
    : { kind: 'exact', yuan: '0.00' }
}

function findingOf(
  program: Program,
  index: PolicyIndex,
  item: Item,
  subject: Subject,
  options: Options,
): Finding {
  const refused = notConsidered(program, index, item, subject, options.at)
  const base = {
    ...{ item: item.id, title: item.title, policy: index.policy.document.id, article: item.article },
    ...{ category: item.category, nature: item.nature, departments: item.departments },
    ...(item.mode === undefined ? {} : { mode: item.mode }),
    ...(item.content === undefined ? {} : { content: item.content }),
  }
  const empty = { causes: [], needs: [], caps: [], parts: [], readings: [], changes: [], flags: [] }
  if (refused) {
    const { outcome, reason } = refused
    return {
      ...base,
      ...empty,
      outcome,
      amount: nothing(item),
      reasons: [reason],
      citations: itemCitations(item, index, [reason]),
    }
  }
  const { runs, complete } = runReadings(index, subject, clockOf(options), item)
  const outcome = mergedOutcome(runs, complete)
  const amount = mergedAmount(index, runs)
  const readings = readingUses(index, runs)
  const details = runs.slice(0, MOST_DETAILED).map((run) => detailsOf(run.machine, item, run.core))
  const reasons = mergeReasons(index, runs.slice(0, MOST_DETAILED), details)
  const needs = mergeNeeds(outcome, amount, details, readings)
  const received = receivedText(runs[0], item)
  const ifEligible =
    outcome === 'undetermined'
      ? merged(index, runs, (run) => (run.core.holds === 'false' ? undefined : 'true'))
      : undefined
  return {
    ...base,
    outcome,
    amount,
    ...(ifEligible && JSON.stringify(ifEligible) !== JSON.stringify(amount) ? { ifEligible } : {}),
    ...(received === undefined ? {} : { received }),
    causes: mergeCauses(outcome, details, readings, complete),
    reasons,
    needs,
    caps: dropRepeated(
      details.flatMap((each) => each.caps),
      (each) => `${each.text}${each.applied}`,
    ),
    parts: mergeParts(details),
    readings,
    citations: itemCitations(item, index, reasons),
    changes: changesOf(outcome, reasons, index),
    flags: [
      ...dropRepeated(
        details.flatMap((each) => each.flags),
        (each) => each.text,
      ),
      ...roundingFlags(runs),
    ],
    ...(options.trace && runs[0] ? { trace: traceOf(runs[0].machine, item, outcome) } : {}),
  }
}

function mergedOutcome(runs: readonly Run[], complete: boolean): Outcome {
  const first = runs[0]?.core.outcome ?? 'undetermined'
  return complete && runs.every((run) => run.core.outcome === first) ? first : 'undetermined'
}

function mergedAmount(index: PolicyIndex, runs: readonly Run[]): Amount {
  return merged(index, runs, (run) => run.core.holds) ?? { kind: 'unstated' }
}

/** One amount for all readings: theirs when they agree, candidates when each is certain, else the range of all. */
function merged(
  index: PolicyIndex,
  runs: readonly Run[],
  holds: (run: Run) => Truth | undefined,
): Amount | undefined {
  const considered = runs.flatMap((run) => {
    const truth = holds(run)
    return truth === undefined ? [] : [{ run, truth, worth: payable(run.core.worth, truth) }]
  })
  const first = considered[0]
  if (!first) return undefined
  const amounts = considered.map((each) => worthToAmount(each.worth, each.truth))
  const texts = new Set(amounts.map((each) => JSON.stringify(each)))
  if (texts.size === 1) return amounts[0]
  const exact = amounts.every((each) => each.kind === 'exact')
  if (exact)
    return candidates(
      index,
      considered.map((each) => each.run),
      amounts,
    )
  const worth = considered.map((each) => each.worth).reduce(hullWorth)
  return worthToAmount(worth, 'true')
}

function hullWorth(a: Worth, b: Worth): Worth {
  const bounds = interval.hull(a.bounds, b.bounds)
  const zero = (each: Worth): boolean =>
    each.sort === 'exact' && each.bounds.high !== undefined && compare(each.bounds.high, ZERO) === 0
  const sort = zero(a)
    ? b.sort
    : zero(b) || a.sort === b.sort
      ? a.sort
      : a.sort === 'unstated' || b.sort === 'unstated'
        ? 'unstated'
        : 'span'
  return { sort: sort === 'choice' ? 'span' : sort, bounds }
}

function candidates(index: PolicyIndex, runs: readonly Run[], amounts: readonly Amount[]): Amount {
  const decisive = decisiveReadings(index, runs).map((each) => each.id)
  const byAmount = new Map<string, Set<string>>()
  for (const [i, run] of runs.entries()) {
    const amount = amounts[i]
    if (amount?.kind !== 'exact') continue
    const labels = byAmount.get(amount.yuan) ?? new Set()
    labels.add(decisive.flatMap((id) => choiceLabel(index, run, id)).join('，且'))
    byAmount.set(amount.yuan, labels)
  }
  const list: Candidate[] = [...byAmount].map(([value, labels]) => ({
    reading: [...labels].join('；或'),
    yuan: value,
  }))
  return { kind: 'candidates', candidates: list }
}

function choiceLabel(index: PolicyIndex, run: Run, id: string): string[] {
  const taken = run.choices.get(id)
  const reading = index.readings.get(id)
  const alternative = taken === undefined ? undefined : reading?.alternatives[taken]
  return reading && alternative ? [`${reading.title}：${alternative.key} ${alternative.label}`] : []
}

/** Readings whose alternatives lead to different results while all other readings stay the same. */
function decisiveReadings(index: PolicyIndex, runs: readonly Run[]): Reading[] {
  const ids = new Set(runs.flatMap((run) => [...run.choices.keys()]))
  return [...ids].flatMap((id) => {
    const reading = index.readings.get(id)
    const decides = runs.some((a, i) =>
      runs.slice(i + 1).some((b) => differOnly(a, b, id) && resultText(a) !== resultText(b)),
    )
    return reading && decides ? [reading] : []
  })
}

/** Whether two runs part at `id` and agree on every other reading that both met. */
function differOnly(a: Run, b: Run, id: string): boolean {
  if (a.choices.get(id) === b.choices.get(id)) return false
  for (const [other, taken] of a.choices) {
    const theirs = b.choices.get(other)
    if (other !== id && theirs !== undefined && theirs !== taken) return false
  }
  return true
}

function resultText(run: Run): string {
  return `${run.core.outcome} ${JSON.stringify(worthToAmount(payable(run.core.worth, run.core.holds), run.core.holds))}`
}

function readingUses(index: PolicyIndex, runs: readonly Run[]): ReadingUse[] {
  const decisive = new Set(decisiveReadings(index, runs).map((each) => each.id))
  const ids = new Set(runs.flatMap((run) => [...run.choices.keys()]))
  const followed = new Set(runs.flatMap((run) => [...run.machine.decided]))
  const decided = [...followed].flatMap((id): ReadingUse[] => {
    const reading = index.readings.get(id)
    const status = reading?.status
    if (!reading || status?.kind !== 'decided') return []
    const { title, question, askTo, citations } = reading
    const decision = {
      alternative: status.alternative,
      on: dateToIso(status.on),
      by: status.by,
      source: status.source,
    }
    return [
      {
        id,
        title,
        question,
        askTo,
        status: 'decided',
        decision,
        decisive: false,
        alternatives: [],
        citations,
      },
    ]
  })
  const open = [...ids].flatMap((id): ReadingUse[] => {
    const reading = index.readings.get(id)
    if (!reading) return []
    return [
      {
        ...{
          id,
          title: reading.title,
          question: reading.question,
          askTo: reading.askTo,
          status: 'open' as const,
        },
        decisive: decisive.has(id),
        alternatives: reading.alternatives.map((alternative, i) => {
          const own = runs.filter((run) => run.choices.get(id) === i)
          const { key, label } = alternative
          return { key, label, outcome: mergedOutcome(own, true), amount: mergedAmount(index, own) }
        }),
        citations: reading.citations,
      },
    ]
  })
  return [...open, ...decided]
}

function mergeCauses(
  outcome: Outcome,
  details: readonly Details[],
  readings: readonly ReadingUse[],
  complete: boolean,
): Cause[] {
  if (outcome !== 'undetermined') return []
  const causes = new Set<Cause>(details.flatMap((each) => each.causes))
  if (!complete || readings.some((each) => each.decisive)) causes.add('reading')
  return [...causes]
}

/** Reasons that hold under every reading come once; the others say under which one they hold. */
function mergeReasons(index: PolicyIndex, runs: readonly Run[], details: readonly Details[]): Reason[] {
  const decisive = decisiveReadings(index, runs).map((each) => each.id)
  const all = dropRepeated(
    details.flatMap((each) => each.reasons),
    (each) => each.text,
  )
  return all.map((reason) => {
    const holding = runs.filter((_, i) => details[i]?.reasons.some((each) => each.text === reason.text))
    if (holding.length === details.length) return reason
    const labels = decisive.flatMap((id) => {
      const taken = new Set(holding.map((run) => run.choices.get(id)))
      return taken.size === 1 && holding[0] ? choiceLabel(index, holding[0], id) : []
    })
    return labels.length === 0 ? reason : { ...reason, reading: labels.join('，且') }
  })
}

function mergeNeeds(
  outcome: Outcome,
  amount: Amount,
  details: readonly Details[],
  readings: readonly ReadingUse[],
): Need[] {
  if (outcome !== 'undetermined' && outcome !== 'eligible') return []
  const needs = details.flatMap((each) => each.needs.all)
  const asked = readings
    .filter((each) => each.decisive && (outcome === 'undetermined' || amount.kind !== 'exact'))
    .map(
      (each): Need => ({
        fact: each.title,
        authority: { kind: 'decided', name: each.askTo },
        question: each.question,
        cause: 'reading',
      }),
    )
  return dropRepeated(
    [...needs, ...asked],
    (each) => `${each.cause} ${each.fact} ${each.path?.collection ?? ''} ${each.path?.index ?? ''}`,
  )
}

function dropRepeated<T>(all: readonly T[], key: (each: T) => string): T[] {
  const seen = new Set<string>()
  return all.filter((each) => {
    const text = key(each)
    if (seen.has(text)) return false
    seen.add(text)
    return true
  })
}

/** A part that readings treat alike is shown once; where they differ, with all that is possible. */
function mergeParts(details: readonly Details[]): PartFinding[] {
  const key = (part: PartFinding): string => `${part.label} ${part.index ?? ''}`
  const first = dropRepeated(
    details.flatMap((each) => each.parts),
    key,
  )
  return first.map((part) => {
    const versions = details.flatMap((each) => each.parts.find((other) => key(other) === key(part)) ?? [])
    const everywhere = versions.length === details.length
    const same = everywhere && versions.every((each) => JSON.stringify(each) === JSON.stringify(part))
    if (same) return part
    const outcome =
      everywhere && versions.every((each) => each.outcome === part.outcome) ? part.outcome : 'undetermined'
    return { ...part, outcome, amount: possibleAmount(versions.map((each) => each.amount)) }
  })
}

function possibleAmount(amounts: readonly Amount[]): Amount {
  const distinct = dropRepeated(amounts, (each) => JSON.stringify(each))
  const [first] = distinct
  if (distinct.length === 1 && first) return first
  const exact = distinct.filter((each) => each.kind === 'exact')
  if (exact.length < distinct.length)
    return distinct.find((each) => each.kind !== 'exact') ?? { kind: 'unstated' }
  return { kind: 'candidates', candidates: exact.map((each) => ({ reading: '视口径而定', yuan: each.yuan })) }
}

function receivedText(run: Run | undefined, item: Item): string | undefined {
  const sum = run && receivedBefore(run.machine, item)?.sum
  return sum ? yuan(sum) : undefined
}

/** Every phrase that the finding rests on, in the order of the text. */
function itemCitations(item: Item, index: PolicyIndex, reasons: readonly Reason[]): Citation[] {
  const amounts = item.parts.flatMap((part) => [
    ...part.amount.citations,
    ...part.citations,
    ...part.caps.flatMap((cap) => cap.citations),
  ])
  const all = [
    ...item.citations,
    ...reasons.flatMap((each) => each.citations),
    ...amounts,
    ...item.caps.flatMap((cap) => cap.citations),
    ...(item.statedTotal?.citations ?? []),
  ]
  const order = new Map(index.policy.articles.map((each, i) => [each.id, i]))
  const once = dropRepeated(all, (each) => `${each.article} ${each.start} ${each.end}`)
  return once.sort((a, b) => (order.get(a.article) ?? 0) - (order.get(b.article) ?? 0) || a.start - b.start)
}

const CHANGEABLE = new Set<Reason['code']>(['not-above', 'below', 'above', 'not-below', 'not-in-set'])

/**
 * One change per failing condition, when every one of them is something that the subject can bring about. Where several
 * elements could carry the item, the one that lacks least is enough.
 */
function changesOf(outcome: Outcome, reasons: readonly Reason[], index: PolicyIndex): Change[] {
  if (outcome !== 'not_eligible') return []
  const unmet = reasons.filter((each) => each.truth === 'unmet')
  const common = unmet.filter((each) => each.part === undefined)
  const parts = [...new Set(reasons.flatMap((each) => each.part ?? []))]
  const ofPart = parts
    .map((part) => unmet.filter((each) => each.part === part))
    .sort((a, b) => a.length - b.length)
  const feasible = ofPart.find((each) => each.every((reason) => canChange(reason, index))) ?? ofPart[0] ?? []
  const chosen = [...common, ...feasible]
  if (chosen.length === 0 || !chosen.every((each) => canChange(each, index))) return []
  return chosen.map((each) => ({
    fact: each.fact ?? '',
    has: each.has ?? '未知',
    needs: `${each.comparison ?? ''}${each.needs ?? ''}`,
    ...(each.gap === undefined ? {} : { gap: each.gap }),
  }))
}

/** What has a date has happened, and what a department decides is not the subject's to change. */
function canChange(reason: Reason, index: PolicyIndex): boolean {
  const kind = index.facts.get(reason.fact ?? '')?.authority.kind
  return CHANGEABLE.has(reason.code) && kind !== 'decided' && !/\d年/.test(reason.needs ?? '')
}

/** Rounding happens once, downwards to the 分, and says so. */
function roundingFlags(runs: readonly Run[]): Flag[] {
  const rounded = runs.some(({ core }) => {
    const { bounds, sort } = core.worth
    return sort === 'exact' && core.holds === 'true' && isPoint(bounds) && bounds.low?.d !== 1n
  })
  return rounded
    ? [{ code: 'rounded', text: '金额不足一分的部分已舍去，文件未规定取整方式', citations: [] }]
    : []
}
