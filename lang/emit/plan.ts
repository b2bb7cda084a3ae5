// One item for one kind of subject on one day → a graph of everything that an engine must compute for each subject:
// all combinations of open readings at once, their answers merged as in lang/run/merge.ts.

import { inside } from '../ir/inside.ts'
import type { Body, Condition, Fact, IrExpr, Item, Nature, Part, Program } from '../ir/ir.ts'
import { indexOf, type PolicyIndex } from '../ir/lookup.ts'
import { concernsSubject } from '../ir/subjects.ts'
import { validityOf } from '../ir/validity.ts'
import { yearOf } from '../values/dates.ts'
import { createAlgebra } from './algebra.ts'
import { type Details, detailsOf, undeterminedOf } from './details.ts'
import { type Core, runItem } from './item.ts'
import { createMachine, type Machine } from './machine.ts'
import { createGraph, type Graph, type Limits, type Node, operandsOf } from './nodes.ts'
import { Refused } from './refused.ts'
import { type Table, tablesOf } from './tables.ts'
import {
  AMOUNT_KINDS,
  type Amount,
  type AmountKind,
  amountOf,
  hullWorth,
  payable,
  sameAmount,
  type Worth,
} from './worth.ts'

/** Outcomes by their code in columns. */
export const OUTCOME_CODES = [
  'eligible',
  'not_eligible',
  'undetermined',
  'not_applicable',
  'not_in_force',
] as const

export const CAUSES = ['fact', 'decision', 'standard', 'reading', 'time', 'conflict'] as const

/** Amount kinds by their code in columns. */
export const KIND_CODES = AMOUNT_KINDS

export type PlanOptions = {
  /** Day number of the evaluation. */
  readonly at: number
  /** The kind of the subjects, such as 企业. */
  readonly kind: string
  /** Calendar years of which the population has yearly figures. */
  readonly years: readonly number[]
  /** How large stored numbers may be; declared limits when left out. */
  readonly limits?: Limits
  /** Takes it as given that numbers and dates are known: for subjects where they are. */
  readonly numbersKnown?: boolean
}

type Reported = { readonly key: string; readonly when: Node }

/** What stands for every subject alike: no rule was looked at. */
export type Constant = {
  readonly kind: 'constant'
  readonly item: Item
  readonly policy: string
  readonly outcome: 'not_in_force' | 'not_applicable'
  readonly amount: 'exact' | 'non_monetary'
  readonly reason: 'outside-validity' | 'wrong-subject'
}

export type ItemPlan = {
  readonly kind: 'plan'
  readonly item: Item
  readonly policy: string
  readonly nature: Nature
  readonly graph: Graph
  /** Conditions on which nothing else need be computed, the earlier first. */
  readonly notApplicable: Node
  /** The same as `notEligible`, as far as little must be computed to see it. */
  readonly soonRefused: Node
  readonly notEligible: Node
  /** What an item that surely does not hold pays: `exact` 0.00, or `non_monetary`. */
  readonly nothing: 'exact' | 'non_monetary' | undefined
  readonly outcome: Node
  readonly amountKind: Node
  /** Whole 分. For candidates the least and the greatest. */
  readonly low: Node
  readonly high: Node
  /** Whether nothing bounds a range above. */
  readonly highOpen: Node
  /** The values of candidates, each where it is one; equal ones may come twice. */
  readonly candidates: readonly { readonly when: Node; readonly value: Node }[]
  readonly causes: readonly { readonly key: (typeof CAUSES)[number]; readonly when: Node }[]
  /** "fact 研发费用": what an undetermined subject still lacks. */
  readonly needs: readonly Reported[]
  /** Ids of the readings that the answer turns on. */
  readonly readings: readonly Reported[]
  /** "code\u0000what was tested" of what is not met or not known. */
  readonly reasons: readonly Reported[]
  /** Those of them that can hold where `notApplicable` does. */
  readonly placeReasons: readonly Reported[]
  /** Nodes that stand for a condition of the text: its words and the phrase it rests on. */
  readonly labels: ReadonlyMap<number, string>
}

export type Planned =
  | Constant
  | ItemPlan
  | { readonly kind: 'refused'; readonly item: Item; readonly policy: string; readonly what: string }

/** More combinations of readings than this in one item are left to the interpreter. */
const MOST_COMBINATIONS = 64

/** The largest sizes that the tables are made for: 分 up to 100 trillion yuan, ratios up to a million per cent. */
const DECLARED = { money: 10n ** 16n, other: 10n ** 13n, day: 3_000_000n }

/** Every item of the chosen documents, in the order of the program. */
export function plansOf(
  program: Program,
  options: PlanOptions,
  chosen: (item: Item, policy: string) => boolean = () => true,
): Planned[] {
  const tables = tablesOf(program.vocabulary, options.kind)
  return indexOf(program).flatMap((index) =>
    index.policy.items
      .filter((item) => chosen(item, index.policy.document.id))
      .map((item) => planItem(program, index, item, tables, options)),
  )
}

function planItem(
  program: Program,
  index: PolicyIndex,
  item: Item,
  tables: readonly Table[],
  options: PlanOptions,
): Planned {
  const policy = index.policy.document.id
  const constant = notConsidered(program, index, item, options)
  if (constant) return { kind: 'constant', item, policy, ...constant }
  try {
    return compilePlan(index, item, tables, options)
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', item, policy, what: error.what }
    throw error
  }
}

function notConsidered(
  program: Program,
  index: PolicyIndex,
  item: Item,
  { at, kind }: PlanOptions,
): Pick<Constant, 'outcome' | 'amount' | 'reason'> | undefined {
  const amount = nothingOf(item)
  if (validityOf(program, index.policy.document, at).kind !== 'inForce')
    return { outcome: 'not_in_force', amount, reason: 'outside-validity' }
  if (!concernsSubject(item.recipient, kind))
    return { outcome: 'not_applicable', amount, reason: 'wrong-subject' }
  return undefined
}

/** What is paid where nothing is due, if that is the same whichever parts are looked at. */
function nothingEver(item: Item): 'exact' | 'non_monetary' | undefined {
  const money = item.parts.map((each) => each.amount.kind !== 'nonMonetary')
  return money.includes(true) && money.includes(false) ? undefined : nothingOf(item)
}

function nothingOf(item: Item): 'exact' | 'non_monetary' {
  return item.parts.every((each) => each.amount.kind === 'nonMonetary') ? 'non_monetary' : 'exact'
}

type Run = {
  readonly choices: ReadonlyMap<string, number>
  readonly core: Core
  readonly worth: Worth
  readonly amount: Amount
  readonly details: Details
  readonly machine: Machine
}

function compilePlan(
  index: PolicyIndex,
  item: Item,
  tables: readonly Table[],
  options: PlanOptions,
): ItemPlan {
  const scales = scalesOf(tables)
  const declared: Limits = (source) => {
    const own = source.of === 'element'
    const column = scales.get(own ? `${source.scope.collection}.${source.field}` : source.fact)
    if (column?.kind !== 'number') return { low: -DECLARED.day, high: DECLARED.day }
    const fact = own ? index.field(source.scope.collection, source.field) : index.facts.get(source.fact)
    const natural = fact?.bounds.some(
      (each) => (each.op === 'ge' || each.op === 'gt') && !each.value.startsWith('-'),
    )
    const size = column.scale === 1 ? DECLARED.money : DECLARED.other
    return { low: natural ? 0n : -size, high: size }
  }
  const limits = options.limits ?? declared
  const graph = createGraph(limits)
  const g: Graph = options.numbersKnown ? withKnownNumbers(graph) : graph
  const algebra = createAlgebra(g)
  const clock = { day: options.at, year: yearOf(options.at) }
  const combinations = combinationsOf(index, readingsOf(index, item))
  const runs = combinations.map((choices): Run => {
    const machine = createMachine({
      ...{ g, algebra, index, clock, choices, years: options.years },
      scaleOf: (fact: Fact) => scaleOfFact(fact, scales),
      itemAmount: (id, inner) => {
        const other = index.items.get(id)
        if (!other) throw new TypeError(`unknown item ${id}`)
        const core = runItem(inner, other)
        return payable(inner, core.worth, core.holds).bounds
      },
    })
    const core = runItem(machine, item)
    const worth = payable(machine, core.worth, core.holds)
    const amount = amountOf(machine, worth, core.holds)
    return { choices, core, worth, amount, details: detailsOf(machine, item, core), machine }
  })
  return mergedPlan(index, item, g, runs)
}

type Scale = { readonly kind: string; readonly scale: number }

function scalesOf(tables: readonly Table[]): Map<string, Scale> {
  return new Map(
    tables.flatMap((table) =>
      table.columns.map((column): [string, Scale] => [
        table.collection === undefined ? column.fact : `${table.collection}.${column.fact}`,
        { kind: column.kind, scale: column.scale },
      ]),
    ),
  )
}

function scaleOfFact(fact: Fact, scales: ReadonlyMap<string, Scale>): number {
  const found = scales.get(fact.name) ?? [...scales].find(([key]) => key.endsWith(`.${fact.name}`))?.[1]
  return found?.scale ?? 1
}

/** The same graph, in which every number of every subject is known and applies. */
function withKnownNumbers(g: Graph): Graph {
  return {
    ...g,
    input: (of) =>
      (of.kind === 'known' || of.kind === 'notApplicable') && of.source.type === 'number'
        ? g.bool(of.kind === 'known')
        : g.input(of),
  }
}

// — readings —

/** The open readings that an item can consult, wherever its computation leads. */
function readingsOf(index: PolicyIndex, item: Item): string[] {
  const found = new Set<string>()
  const seen = new Set<string>()
  const once = (key: string, f: () => void): void => {
    if (seen.has(key)) return
    seen.add(key)
    f()
  }
  const expr = (of: IrExpr): void => {
    if (of.kind === 'definition') once(`d ${of.name}`, () => maybeBody(index.definitions.get(of.name)?.body))
    if (of.kind === 'fact') once(`f ${of.name}`, () => formula(index.facts.get(of.name)))
    if (of.kind === 'field')
      once(`f ${of.collection}.${of.field}`, () => formula(index.field(of.collection, of.field)))
    if (of.kind === 'standard') {
      const filled = index.standards.get(of.name)?.filledBy
      if (filled) expr(filled.expr)
    }
    if (of.kind === 'itemAmount') once(`i ${of.item}`, () => maybeItem(index.items.get(of.item)))
    if (of.kind === 'choice') {
      const reading = index.readings.get(of.reading)
      if (reading?.status.kind === 'open') found.add(of.reading)
      once(`c ${of.reading} ${of.name}`, () => {
        for (const each of reading?.alternatives ?? []) {
          for (const binding of each.bindings) if (binding.name === of.name) expr(binding.expr)
        }
      })
    }
    for (const each of inside(of)) expr(each)
  }
  const formula = (fact: Fact | undefined): void => {
    const of = fact?.derivation ?? fact?.preset
    if (of) expr(of)
  }
  const maybeBody = (body: Body | undefined): void => {
    if (!body) return
    if (body.kind === 'expr') expr(body.expr)
    else
      for (const row of body.rows) {
        if (row.when) expr(row.when)
        expr(row.value)
      }
  }
  const condition = (of: Condition): void => {
    if (of.kind === 'test') expr(of.expr)
    else of.conditions.forEach(condition)
  }
  const part = (of: Part): void => {
    if (of.over?.where) expr(of.over.where)
    of.conditions.forEach(condition)
    if (of.eventDate) expr(of.eventDate)
    if (of.amount.kind === 'exact' || of.amount.kind === 'upTo') maybeBody(of.amount.value)
    if (of.amount.kind === 'range') [of.amount.from, of.amount.to].forEach(expr)
    if (of.amount.kind === 'candidates') of.amount.values.forEach(expr)
    caps(of.caps)
  }
  const caps = (all: Part['caps']): void => {
    for (const each of all) {
      if (each.when) expr(each.when)
      expr(each.limit)
    }
  }
  const maybeItem = (of: Item | undefined): void => {
    if (!of) return
    for (const each of [index.policy.document.appliesTo, of.appliesTo, of.window?.by]) if (each) expr(each)
    of.conditions.forEach(condition)
    of.parts.forEach(part)
    caps(of.caps)
  }
  maybeItem(item)
  return [...found]
}

function combinationsOf(index: PolicyIndex, readings: readonly string[]): ReadonlyMap<string, number>[] {
  let all: ReadonlyMap<string, number>[] = [new Map()]
  for (const id of readings) {
    const count = index.readings.get(id)?.alternatives.length ?? 1
    all = all.flatMap((each) => Array.from({ length: count }, (_, i) => new Map([...each, [id, i]])))
    if (all.length > MOST_COMBINATIONS) throw new Refused(`口径的组合超过${MOST_COMBINATIONS}种`)
  }
  return all
}

// — merging —

function mergedPlan(index: PolicyIndex, item: Item, g: Graph, runs: readonly Run[]): ItemPlan {
  const [first] = runs
  if (!first) throw new TypeError('no run')
  const code = (name: (typeof OUTCOME_CODES)[number]): Node => g.int(OUTCOME_CODES.indexOf(name))
  const outcomes = runs.map((run) => outcomeOf(run, code))
  const [firstOutcome = code('undetermined')] = outcomes
  const agreed = g.and(...outcomes.map((each) => g.equal(each, firstOutcome)))
  const outcome = g.choose(agreed, firstOutcome, code('undetermined'))
  const undetermined = g.equal(outcome, code('undetermined'))
  const readings = decisive(g, runs, outcomes)
  const amount = mergedAmount(g, runs)
  const kind = kindCode(g, amount.kind)
  const nothing = nothingEver(item)
  const settled = (test: (core: Core) => Node): Node =>
    nothing === undefined ? g.no : g.and(...runs.map((run) => test(run.core)))
  return {
    ...{ kind: 'plan', item, policy: index.policy.document.id, nature: item.nature, graph: g },
    notApplicable: settled(({ place }) => place.f),
    soonRefused: settled(({ place, window, refusals }) =>
      g.and(place.t, window.t, g.or(...refusals.filter(isSmall))),
    ),
    notEligible: settled(({ place, window, rest }) => g.and(place.t, window.t, rest.f)),
    ...{ nothing, outcome, amountKind: kind, low: amount.low, high: amount.high, highOpen: amount.highOpen },
    candidates: amount.candidates,
    causes: causesOf(g, runs, undetermined, readings),
    needs: united(g, runs, (run) => run.details.needs).map((each) => ({
      key: each.key,
      when: g.and(undetermined, each.when),
    })),
    readings,
    reasons: united(g, runs, (run) => run.details.reasons),
    placeReasons: united(g, runs, (run) => run.details.placeReasons),
    labels: new Map(runs.flatMap((run) => [...run.machine.labels])),
  }
}

/** Whether a node rests on few others. */
function isSmall(node: Node): boolean {
  const seen = new Set<number>()
  const visit = (each: Node): void => {
    if (seen.has(each.id) || seen.size > SMALL) return
    seen.add(each.id)
    for (const below of operandsOf(each)) visit(below)
  }
  visit(node)
  return seen.size <= SMALL
}

/** More nodes than this are not computed twice to save the rest. */
const SMALL = 60

function outcomeOf(
  { core: { place, window, rest }, machine }: Run,
  code: (name: (typeof OUTCOME_CODES)[number]) => Node,
): Node {
  const { g } = machine
  const open = code('undetermined')
  const ofRest = g.choose(rest.t, code('eligible'), g.choose(rest.f, code('not_eligible'), open))
  const ofWindow = g.choose(window.f, code('not_in_force'), g.choose(window.t, ofRest, open))
  return g.choose(place.f, code('not_applicable'), g.choose(place.t, ofWindow, open))
}

function kindCode(g: Graph, kind: Readonly<Record<AmountKind, Node>>): Node {
  return AMOUNT_KINDS.reduce<Node>(
    (rest, each, i) => g.choose(kind[each], g.int(i), rest),
    g.int(AMOUNT_KINDS.indexOf('unstated')),
  )
}

type MergedAmount = Pick<Amount, 'kind' | 'low' | 'high' | 'highOpen'> & {
  readonly candidates: readonly { readonly when: Node; readonly value: Node }[]
}

/** One amount for all readings: theirs when they agree, candidates when each is certain, else the range of all. */
function mergedAmount(g: Graph, runs: readonly Run[]): MergedAmount {
  const [first, ...rest] = runs
  if (!first) throw new TypeError('no run')
  const own = first.amount.options.map((value) => ({ when: first.amount.kind.candidates, value }))
  if (rest.length === 0) return { ...first.amount, candidates: own }
  const same = g.and(...rest.map((each) => sameAmount(g, first.amount, each.amount)))
  const allExact = g.and(...runs.map((each) => each.amount.kind.exact))
  const values = runs.map((each) => each.amount.low)
  const listed = g.and(g.not(same), allExact)
  const hull = runs.map((each) => each.worth).reduce((x, y) => hullWorth(first.machine, x, y))
  const spanned = amountOf(first.machine, hull, first.machine.algebra.TRUE)
  const least = values.reduce((x, y) => g.choose(g.less(y, x), y, x))
  const most = values.reduce((x, y) => g.choose(g.less(x, y), y, x))
  const pick = (ofSame: Node, ofListed: Node, ofSpan: Node): Node =>
    g.choose(same, ofSame, g.choose(allExact, ofListed, ofSpan))
  const kind = Object.fromEntries(
    AMOUNT_KINDS.map((each) => [
      each,
      pick(first.amount.kind[each], g.bool(each === 'candidates'), spanned.kind[each]),
    ]),
  ) as Record<AmountKind, Node>
  return {
    kind,
    low: pick(first.amount.low, least, spanned.low),
    high: pick(first.amount.high, most, spanned.high),
    highOpen: pick(first.amount.highOpen, g.no, spanned.highOpen),
    candidates: [
      ...own.map((each) => ({ ...each, when: g.and(same, each.when) })),
      ...values.map((value) => ({ when: listed, value })),
    ],
  }
}

/** Readings whose alternatives lead to different results while all other readings stay the same. */
function decisive(g: Graph, runs: readonly Run[], outcomes: readonly Node[]): Reported[] {
  const ids = [...(runs[0]?.choices.keys() ?? [])]
  const differs = (i: number, j: number): Node => {
    const [x, y] = [runs[i], runs[j]]
    const [p, q] = [outcomes[i], outcomes[j]]
    if (!x || !y || !p || !q) return g.no
    return g.not(g.and(g.equal(p, q), sameAmount(g, x.amount, y.amount)))
  }
  return ids.map((id) => {
    const pairs = runs.flatMap((x, i) =>
      runs.flatMap((y, j) => (i < j && differOnly(x.choices, y.choices, id) ? [differs(i, j)] : [])),
    )
    return { key: id, when: g.or(...pairs) }
  })
}

function differOnly(x: ReadonlyMap<string, number>, y: ReadonlyMap<string, number>, id: string): boolean {
  return [...x].every(([other, taken]) => (y.get(other) === taken) !== (other === id))
}

function causesOf(
  g: Graph,
  runs: readonly Run[],
  undetermined: Node,
  readings: readonly Reported[],
): ItemPlan['causes'] {
  const needed = (cause: string): Node =>
    g.or(
      ...runs.flatMap((run) =>
        run.details.doubts.filter((each) => each.key.startsWith(`${cause} `)).map((each) => each.when),
      ),
    )
  const found: Record<(typeof CAUSES)[number], Node> = {
    fact: needed('fact'),
    decision: needed('decision'),
    standard: needed('standard'),
    reading: g.or(...readings.map((each) => each.when)),
    time: g.or(...runs.map((run) => run.details.time)),
    conflict: g.or(...runs.map((run) => g.and(undeterminedOf(run.machine, run.core), run.core.contradicted))),
  }
  return CAUSES.map((key) => ({ key, when: g.and(undetermined, found[key]) }))
}

function united(g: Graph, runs: readonly Run[], notes: (run: Run) => readonly Reported[]): Reported[] {
  const byKey = new Map<string, Node>()
  for (const each of runs.flatMap((run) => [...notes(run)])) {
    const before = byKey.get(each.key)
    byKey.set(each.key, before ? g.or(before, each.when) : each.when)
  }
  return [...byKey].map(([key, when]) => ({ key, when })).filter((each) => each.when !== g.no)
}
