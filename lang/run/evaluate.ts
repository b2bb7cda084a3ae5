// The door of the run pass: a program, a subject and a date → one finding per item. Pure: same input, same findings.

import type { Clock } from '../builtins/builtin.ts'
import type { Citation, Item, Policy, Program } from '../ir/ir.ts'
import { indexOf, type PolicyIndex } from '../ir/lookup.ts'
import { concernsSubject } from '../ir/subjects.ts'
import { validityOf } from '../ir/validity.ts'
import { dateToChinese, yearOf } from '../values/dates.ts'
import { detailsOf } from './details.ts'
import type { Amount, Change, Finding, Flag, Outcome, Reason } from './finding.ts'
import { receivedBefore } from './history.ts'
import {
  attributed,
  mergeCauses,
  merged,
  mergedAmount,
  mergedOutcome,
  mergeNeeds,
  mergeParts,
  mergeReasons,
  readingUses,
  tellingRuns,
} from './merge.ts'
import { type Run, runReadings } from './readings.ts'
import { dropRepeated } from './repeated.ts'
import type { Subject } from './subject.ts'
import { traceOf } from './trace.ts'
import { isPoint, yuan } from './worth.ts'

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

export function selected(
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

/** Why a document does not apply on a day; undefined when it does. */
export function outsideValidity(program: Program, { document }: Policy, at: number): Reason | undefined {
  const outside = (text: string, citations: readonly Citation[]): Reason => ({
    ...{ code: 'outside-validity', truth: 'unmet', text, citations },
  })
  const validity = validityOf(program, document, at)
  switch (validity.kind) {
    case 'inForce':
      return undefined
    case 'notYet':
      return outside(`评估日早于文件施行（${dateToChinese(document.begins.day)}）`, document.begins.citations)
    case 'expired': {
      const { ends } = document
      return outside(
        `文件有效期至${ends ? dateToChinese(ends.day) : ''}，评估日已超过`,
        ends?.citations ?? [],
      )
    }
    case 'repealed':
      return outside(`文件已被${validity.by.number}废止`, [])
  }
}

type Refusal = { readonly outcome: 'not_in_force' | 'not_applicable'; readonly reason: Reason }

/** What stops an item before its conditions are looked at: its document's time, and the kind of subject. */
export function notConsidered(
  program: Program,
  index: PolicyIndex,
  item: Item,
  subject: Subject,
  at: number,
): Refusal | undefined {
  const outside = outsideValidity(program, index.policy, at)
  if (outside) return { outcome: 'not_in_force', reason: outside }
  if (!concernsSubject(item.recipient, subject.kind)) {
    const text = `本事项给予${item.recipient}，不是${subject.kind}`
    return {
      outcome: 'not_applicable',
      reason: { code: 'wrong-subject', truth: 'unmet', text, citations: [] },
    }
  }
  return undefined
}

export function nothing(item: Item): Amount {
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
  const empty = {
    causes: [],
    needs: [],
    basis: [],
    caps: [],
    parts: [],
    readings: [],
    changes: [],
    flags: [],
  }
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
  const told = tellingRuns(runs)
  const details = told.map((run) => detailsOf(run.machine, item, run.core))
  const reasons = mergeReasons(index, told, details)
  const basis = attributed(
    index,
    told,
    details.map((each) => each.basis),
    (each) => `${each.part ?? ''} ${each.text}`,
  )
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
    basis,
    caps: attributed(
      index,
      told,
      details.map((each) => each.caps),
      (each) => `${each.text}${each.applied}`,
    ),
    parts: mergeParts(details),
    readings,
    citations: itemCitations(item, index, [...reasons, ...basis]),
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

function receivedText(run: Run | undefined, item: Item): string | undefined {
  const sum = run && receivedBefore(run.machine, item)?.sum
  return sum ? yuan(sum) : undefined
}

/** Every phrase that the finding rests on, in the order of the text. */
function itemCitations(
  item: Item,
  index: PolicyIndex,
  reasons: readonly { readonly citations: readonly Citation[] }[],
): Citation[] {
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
