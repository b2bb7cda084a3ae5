// Why an item came out as it did: reasons, what is still needed, caps, parts and warnings of one run.

import type { Cap, Citation, IrExpr, Item, Part } from '../ir/ir.ts'
import { HISTORY } from '../ir/lookup.ts'
import { exprText } from '../ir/words.ts'
import { dateToChinese } from '../values/dates.ts'
import * as interval from '../values/interval.ts'
import { basisOf } from './basis.ts'
import type { Amount, AmountBasis, CapUse, Cause, Flag, Outcome, PartFinding, Reason } from './finding.ts'
import {
  amountWorth,
  assured,
  type Core,
  coveredFrom,
  dayPoint,
  frequencyTruth,
  inPart,
  type PartRun,
  windowTruth,
} from './item.ts'
import type { Machine } from './machine.ts'
import {
  isOpen,
  type NeedList,
  needList,
  needsOf,
  needsOfBody,
  needsOfCollection,
  needsOfCondition,
} from './needs.ts'
import { reasonsOf, reasonsOfCondition } from './reasons.ts'
import { dropRepeated } from './repeated.ts'
import { addWorth, isPoint, payable, WORTHLESS, type Worth, worthToAmount, yuan } from './worth.ts'

export type Details = {
  readonly reasons: readonly Reason[]
  readonly needs: NeedList
  readonly causes: readonly Cause[]
  readonly basis: readonly AmountBasis[]
  readonly caps: readonly CapUse[]
  readonly parts: readonly PartFinding[]
  readonly flags: readonly Flag[]
}

export function detailsOf(machine: Machine, item: Item, core: Core): Details {
  const needs = needList()
  const reasons: Reason[] = []
  const flags: Flag[] = []
  const { appliesTo } = machine.index.policy.document
  for (const place of [appliesTo, item.appliesTo]) {
    if (!place || machine.truth(place) === 'true') continue
    const found = reasonsOf(machine, place, [])
    reasons.push(
      ...found.map((each) => (each.truth === 'unmet' ? { ...each, code: 'wrong-place' as const } : each)),
    )
    if (core.outcome === 'undetermined') needsOf(machine, place, needs)
  }
  if (core.outcome === 'not_applicable')
    return { reasons, needs, causes: [], basis: [], caps: [], parts: [], flags }
  reasons.push(...windowReasons(machine, item, core, needs))
  if (core.outcome === 'not_in_force')
    return { reasons, needs, causes: [], basis: [], caps: [], parts: [], flags }

  reasons.push(...frequencyReasons(machine, item))
  reasons.push(...item.conditions.flatMap((each) => reasonsOfCondition(machine, each)))
  reasons.push(...partReasons(machine, item, core))
  if (core.outcome === 'undetermined' || core.outcome === 'eligible') {
    if (core.outcome === 'undetermined') {
      if (item.frequency && frequencyTruth(machine, item) === 'unknown') needsOfHistory(machine, needs)
      for (const each of item.conditions) needsOfCondition(machine, each, needs)
    }
    collectPartNeeds(machine, item, core, needs)
  }
  for (const text of core.conflicts) {
    reasons.push({ code: 'conflict', truth: 'unknown', text, citations: [] })
  }
  for (const run of core.parts) flags.push(...eventFlags(machine, run))
  return {
    // 非 X that is met and X that is not read alike, and are two reasons.
    reasons: dropRepeated(reasons, (each) => `${each.truth} ${each.text}`),
    needs,
    causes: causesOf(core, needs),
    basis: basisOf(machine, core),
    caps: capUses(machine, item, core),
    parts: partFindings(core),
    flags: dropRepeated(flags, (each) => each.text),
  }
}

function causesOf(core: Core, needs: NeedList): Cause[] {
  if (core.outcome !== 'undetermined') return []
  const causes = new Set<Cause>(needs.all.map((each) => each.cause))
  if (core.parts.some((each) => each.timeInDoubt && each.holds === 'unknown')) causes.add('time')
  if (core.conflicts.length > 0) causes.add('conflict')
  return [...causes]
}

function windowReasons(machine: Machine, item: Item, core: Core, needs: NeedList): Reason[] {
  const { window } = item
  if (!window) return []
  const truth = windowTruth(machine, item)
  if (truth === 'unknown' && window.by && core.outcome === 'undetermined') needsOf(machine, window.by, needs)
  const from = window.from === undefined ? '' : `自${dateToChinese(window.from)}起`
  const to = window.to === undefined ? '' : `至${dateToChinese(window.to)}止`
  const by = window.by ? exprText(window.by) : '评估日'
  const base = { fact: by, needs: `${from}${to}`, citations: window.citations }
  if (truth === 'true')
    return [{ code: 'met', truth: 'met', text: `${by}在执行期内（${from}${to}）`, ...base }]
  if (truth === 'unknown')
    return [{ code: 'unknown', truth: 'unknown', text: `${by}尚不清楚，执行期${from}${to}`, ...base }]
  return [{ code: 'outside-window', truth: 'unmet', text: `${by}不在执行期内（${from}${to}）`, ...base }]
}

function frequencyReasons(machine: Machine, item: Item): Reason[] {
  const { frequency } = item
  if (!frequency || frequency.kind === 'perElement') return []
  const truth = frequencyTruth(machine, item)
  const base = { fact: '已获支持', needs: frequency.text, citations: frequency.citations }
  if (truth === 'true')
    return [{ code: 'met', truth: 'met', text: `此前未享受过本事项（${frequency.text}）`, ...base }]
  if (truth === 'unknown') {
    return [
      {
        code: 'unknown',
        truth: 'unknown',
        text: `此前是否享受过本事项尚不清楚（${frequency.text}）`,
        ...base,
      },
    ]
  }
  return [
    { code: 'already-received', truth: 'unmet', text: `此前已享受过本事项（${frequency.text}）`, ...base },
  ]
}

function partReasons(machine: Machine, item: Item, core: Core): Reason[] {
  const reasons: Reason[] = []
  for (const part of item.parts) {
    const runs = core.parts.filter((each) => each.part === part)
    if (runs.length === 0 && part.over) reasons.push(noElement(part))
    for (const run of runs) {
      const label = run.label === '' ? undefined : run.label
      if (run.variable && !run.variable.element) {
        reasons.push(unknownCollection(part, label))
        continue
      }
      inPart(machine, run, () => {
        for (const each of part.conditions) reasons.push(...reasonsOfCondition(machine, each, label))
        if (part.label !== undefined && part.over?.where) {
          reasons.push(...reasonsOf(machine, part.over.where, part.citations, label))
        }
        reasons.push(...eventReasons(machine, run, label), ...receivedReasons(item, run, label))
      })
    }
  }
  return reasons
}

function receivedReasons(item: Item, run: PartRun, label: string | undefined): Reason[] {
  if (run.unpaid === undefined || !item.frequency) return []
  const prefix = label === undefined ? '' : `${label}：`
  const base = {
    fact: '已获支持',
    needs: item.frequency.text,
    citations: item.frequency.citations,
    ...(label === undefined ? {} : { part: label }),
  }
  if (run.unpaid === 'true')
    return [{ code: 'met', truth: 'met', text: `${prefix}此前没有为这一项兑现过`, ...base }]
  if (run.unpaid === 'unknown') {
    return [{ code: 'unknown', truth: 'unknown', text: `${prefix}是否已为这一项兑现过尚不清楚`, ...base }]
  }
  return [{ code: 'already-received', truth: 'unmet', text: `${prefix}已为这一项兑现过，不再重复`, ...base }]
}

function noElement(part: Part): Reason {
  const { over } = part
  const collection = over?.collection ?? ''
  const which = over?.where ? `符合「${exprText(over.where)}」的${collection}` : collection
  const text = `${part.label === undefined ? '' : `${part.label}：`}没有${which}`
  const base = part.label === undefined ? {} : { part: part.label }
  return {
    code: 'none-found',
    truth: 'unmet',
    text,
    fact: collection,
    ...base,
    citations: citationsOfPart(part),
  }
}

function unknownCollection(part: Part, label: string | undefined): Reason {
  const collection = part.over?.collection ?? ''
  const prefix = label === undefined || label === collection ? '' : `${label}：`
  return {
    code: 'unknown',
    truth: 'unknown',
    text: `${prefix}${collection}情况尚不清楚`,
    fact: collection,
    citations: citationsOfPart(part),
  }
}

function citationsOfPart(part: Part): readonly Citation[] {
  return part.citations.length > 0 ? part.citations : part.amount.citations
}

function eventReasons(machine: Machine, run: PartRun, label: string | undefined): Reason[] {
  const { part } = run
  if (!part.eventDate) return []
  const prefix = label === undefined ? '' : `${label}：`
  const fact = exprText(part.eventDate)
  const base = { fact, citations: citationsOfPart(part), ...(label === undefined ? {} : { part: label }) }
  const date = machine.number(part.eventDate)
  if (interval.compare('gt', date, dayPoint(machine.clock.day)) === 'true') {
    return [{ code: 'in-future', truth: 'unmet', text: `${prefix}${fact}在评估日之后，尚未发生`, ...base }]
  }
  if (run.timeInDoubt) {
    const since = dateToChinese(coveredFrom(machine, part))
    const from =
      part.reachesBackTo === undefined ? `早于本文件施行（${since}）` : `早于文件写明溯及的日期（${since}）`
    const text = `${prefix}${fact}${from}，文件未说明是否适用于此前发生的事项`
    return [{ code: 'before-document', truth: 'unknown', text, ...base }]
  }
  if (isOpen(machine, part.eventDate))
    return [{ code: 'unknown', truth: 'unknown', text: `${prefix}${fact}尚不清楚`, ...base }]
  return []
}

/** An event that the text covers expressly though it is older than the text may have been paid under a repealed one. */
function eventFlags(machine: Machine, run: PartRun): Flag[] {
  const { document } = machine.index.policy
  const { part } = run
  if (!part.eventDate || run.holds === 'false' || document.repeals.length === 0) return []
  const date = inPart(machine, run, () =>
    part.eventDate ? machine.number(part.eventDate) : interval.ANYTHING,
  )
  if (interval.compare('lt', date, dayPoint(document.begins.day)) !== 'true') return []
  const repealed = document.repeals.map((each) => each.number).join('、')
  const text = `事项发生于本文件施行之前，本文件废止${repealed}而未规定过渡：可能已按原文件兑现，应核对已获支持`
  return [{ code: 'repealed-document', text, citations: document.repeals.flatMap((each) => each.citations) }]
}

function collectPartNeeds(machine: Machine, item: Item, core: Core, needs: NeedList): void {
  const settled = isPoint(payable(core.worth, core.holds).bounds) && core.worth.sort !== 'unstated'
  for (const run of core.parts) {
    if (run.holds === 'false') continue
    const { part } = run
    if (run.variable && !run.variable.element && part.over) {
      needsOfCollection(machine, part.over.collection, needs)
      continue
    }
    inPart(machine, run, () => {
      if (run.holds === 'unknown' && (core.outcome === 'undetermined' || !settled)) {
        if (part.over?.where) needsOf(machine, part.over.where, needs)
        for (const each of part.conditions) needsOfCondition(machine, each, needs)
        if (part.eventDate) needsOf(machine, part.eventDate, needs)
        if (run.unpaid === 'unknown') needsOfHistory(machine, needs)
      }
      if (!settled) amountNeeds(machine, part, needs)
    })
  }
  if (!settled) for (const cap of item.caps) capNeeds(machine, cap, needs)
}

/** The history itself while it is unknown, else the entries that do not say what or when. */
function needsOfHistory(machine: Machine, needs: NeedList): void {
  const entries = machine.elements(HISTORY)
  if (!entries) {
    needsOfCollection(machine, HISTORY, needs)
    return
  }
  for (const [index, entry] of entries.entries()) {
    for (const name of ['事项', '日期']) {
      const field = machine.index.field(HISTORY, name)
      if (!field || entry.has(name)) continue
      needs.add({
        ...{ fact: name, path: { collection: HISTORY, index, field: name } },
        ...{ authority: field.authority, question: field.question, cause: 'fact' },
      })
    }
  }
}

function amountNeeds(machine: Machine, part: Part, needs: NeedList): void {
  const { amount } = part
  if (amount.kind === 'exact' || amount.kind === 'upTo') needsOfBody(machine, amount.value, needs)
  if (amount.kind === 'range') for (const each of [amount.from, amount.to]) needsOf(machine, each, needs)
  if (amount.kind === 'candidates') for (const each of amount.values) needsOf(machine, each, needs)
  for (const cap of part.caps) capNeeds(machine, cap, needs)
}

function capNeeds(machine: Machine, cap: Cap, needs: NeedList): void {
  const exprs: IrExpr[] = cap.when ? [cap.when, cap.limit] : [cap.limit]
  for (const each of exprs) needsOf(machine, each, needs)
}

function capUses(machine: Machine, item: Item, core: Core): CapUse[] {
  const live = core.parts.filter((each) => each.holds !== 'false')
  const ofParts = live.flatMap((run) =>
    inPart(machine, run, () =>
      run.part.caps.flatMap((cap) => capUse(machine, cap, amountWorth(machine, run.part))),
    ),
  )
  const sum = live.reduce<Worth>((total, each) => addWorth(total, assured(each, live)), WORTHLESS)
  return [...ofParts, ...item.caps.flatMap((cap) => capUse(machine, cap, sum))]
}

function capUse(machine: Machine, cap: Cap, before: Worth): CapUse[] {
  const applies = cap.when ? machine.truth(cap.when) : 'true'
  if (applies === 'false') return []
  const ceiling = machine.number(cap.limit)
  const above = interval.compare('gt', before.bounds, ceiling)
  const most = ceiling.high && isPoint(ceiling) ? yuan(ceiling.high) : null
  const strength = cap.soft ? 'soft' : 'hard'
  const words = `${cap.scope}${cap.soft ? '原则上' : ''}不超过${exprText(cap.limit)}`
  const use: CapUse = { scope: cap.scope, yuan: most, strength, text: words, citations: cap.citations }
  if (above === 'unknown' || applies === 'unknown') return [use]
  return [{ ...use, applied: above === 'true' }]
}

function partFindings(core: Core): PartFinding[] {
  return core.parts
    .filter((run) => run.label !== '')
    .map((run): PartFinding => {
      const amount: Amount = worthToAmount(payable(run.worth, run.holds), run.holds)
      const outcome: Outcome =
        run.holds === 'true' ? 'eligible' : run.holds === 'false' ? 'not_eligible' : 'undetermined'
      const index = run.variable && run.variable.index >= 0 ? { index: run.variable.index } : {}
      return { label: run.label, outcome, amount, ...index, citations: run.part.amount.citations }
    })
}
