// Laws of the results, on every document: random subjects, with facts taken away at random.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Collection,
  compile,
  type Element,
  evaluate,
  type Fact,
  type Finding,
  type FindingAmount,
  parseDate,
  type Subject,
  subjectKinds,
  type Value,
  type Vocabulary,
  verdicts,
} from '#lang'
import { loadSources } from '#policies'

const { program } = compile(loadSources())
const { vocabulary } = program
const day = (text: string): number => parseDate(text) ?? 0

// Values near the thresholds that texts use, so that ties happen often.
const INTERESTING = [
  '0',
  '1/10',
  '1/5',
  '1999/10000',
  '2001/10000',
  '1/2',
  '1',
  '10',
  '12',
  '2000',
  '2001',
  '2500',
  '100000000',
  '500000000',
  '999999999999',
]

function numberFor(fact: Fact): fc.Arbitrary<Value> {
  if (fact.type.kind === 'date')
    return fc.integer({ min: day('2020-01-01'), max: day('2026-12-31') }).map((n) => whole(n))
  if (fact.type.kind === 'year') return fc.integer({ min: 2018, max: 2026 }).map((n) => whole(n))
  const candidates = INTERESTING.map(fraction).filter((value) =>
    fact.bounds.every((bound) => within(value, bound)),
  )
  return candidates.length === 0 ? fc.constant(whole(1)) : fc.constantFrom(...candidates)
}

function fraction(text: string): Extract<Value, { kind: 'number' }> {
  const [n = '0', d = '1'] = text.split('/')
  return { kind: 'number', value: { n: BigInt(n), d: BigInt(d) } }
}

function whole(n: number): Extract<Value, { kind: 'number' }> {
  return { kind: 'number', value: { n: BigInt(n), d: 1n } }
}

function within(value: Extract<Value, { kind: 'number' }>, bound: Fact['bounds'][number]): boolean {
  const limit = fraction(bound.value).value
  const order = value.value.n * limit.d - limit.n * value.value.d
  if (bound.op === 'ge') return order >= 0n
  if (bound.op === 'gt') return order > 0n
  if (bound.op === 'le') return order <= 0n
  return order < 0n
}

function names(vocabulary: Vocabulary, name: string): readonly string[] {
  return vocabulary.enums.find((each) => each.name === name)?.values.map((each) => each.name) ?? []
}

function valueFor(fact: Fact): fc.Arbitrary<Value> {
  const { type } = fact
  switch (type.kind) {
    case 'bool':
      return fc.boolean().map((value) => ({ kind: 'bool', value }))
    case 'text':
      return fc.constantFrom(...texts).map((value) => ({ kind: 'word', value }))
    case 'enum':
      return fc.constantFrom(...likely(type.name)).map((value) => ({ kind: 'word', value }))
    case 'set':
      return fc
        .subarray([...names(vocabulary, type.name)])
        .map((values) => ({ kind: 'set', values: new Set(values) }))
    case 'yearly':
      return fc
        .array(fc.constantFrom(...['1000', '1100', '1200', '1210', '1211', '1440', '0'].map(fraction)), {
          minLength: 7,
          maxLength: 7,
        })
        .map((values) => ({
          kind: 'yearly',
          values: new Map(values.map((each, i) => [2020 + i, each.value])),
        }))
    default:
      return numberFor(fact)
  }
}

// Items and numbers of documents, so that histories match now and then.
const texts = [
  ...program.policies.flatMap((each) => [
    each.document.number,
    ...each.items.slice(0, 10).map((item) => item.title),
  ]),
  '别的事项',
]

/** Of a long list (districts) mostly the few that matter. */
function likely(name: string): readonly string[] {
  const all = names(vocabulary, name)
  const named = [...new Set(program.policies.flatMap((each) => wordsIn(each.document.appliesTo)))].filter(
    (each) => all.includes(each),
  )
  return all.length > 12 && named.length > 0 ? [...named, ...named, ...named, all[0] ?? ''] : all
}

/** The values of enumerations that an expression names. */
function wordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsIn)
  if (!value || typeof value !== 'object') return []
  if ('kind' in value && value.kind === 'enum' && 'value' in value) return [String(value.value)]
  return Object.values(value).flatMap(wordsIn)
}

const kinds = [
  ...new Set(program.policies.flatMap((each) => each.items.flatMap((item) => subjectKinds(item.recipient)))),
]

function elementFor(collection: Collection): fc.Arbitrary<Element> {
  return fc
    .tuple(...collection.fields.map((field) => valueFor(field).map((value) => [field.name, value] as const)))
    .map((all) => new Map(all))
}

const subjects: fc.Arbitrary<Subject> = fc
  .tuple(
    // A derived fact beside other figures would contradict them; the engine calls that a conflict.
    fc.tuple(
      ...vocabulary.facts
        .filter((each) => !each.derivation)
        .map((fact) => valueFor(fact).map((value) => [fact.name, value] as const)),
    ),
    fc.tuple(
      ...vocabulary.collections.map((each) =>
        fc.array(elementFor(each), { maxLength: 3 }).map((all) => [each.name, all] as const),
      ),
    ),
    // Most items are given to enterprises.
    fc.oneof({ weight: 3, arbitrary: fc.constant('企业') }, fc.constantFrom(...kinds)),
  )
  .map(([facts, collections, kind]) => ({ kind, facts: new Map(facts), collections: new Map(collections) }))

/** A subject with some facts, fields, years and collections forgotten. */
function forget(subject: Subject, keep: (key: string) => boolean): Subject {
  const forgetYears = (key: string, value: Value): Value =>
    value.kind === 'yearly'
      ? { kind: 'yearly', values: new Map([...value.values].filter(([year]) => keep(`${key}.${year}`))) }
      : value
  // A parameter of the question is not a fact: leaving it out asks another question.
  const parameters = new Set(vocabulary.facts.filter((each) => each.preset).map((each) => each.name))
  return {
    kind: subject.kind,
    facts: new Map(
      [...subject.facts]
        .filter(([name]) => parameters.has(name) || keep(name))
        .map(([name, value]) => [name, forgetYears(name, value)]),
    ),
    collections: new Map(
      [...subject.collections]
        .filter(([name]) => keep(name))
        .map(([name, elements]) => [
          name,
          elements.map(
            (element, i) => new Map([...element].filter(([field]) => keep(`${name}.${i}.${field}`))),
          ),
        ]),
    ),
  }
}

/** The least and the most in 分 that an amount leaves possible; no upper end is undefined. */
function span(amount: FindingAmount): { readonly low: bigint; readonly high: bigint | undefined } {
  const fen = (yuan: string): bigint => BigInt(yuan.replace('.', ''))
  switch (amount.kind) {
    case 'exact':
      return { low: fen(amount.yuan), high: fen(amount.yuan) }
    case 'upper_bound':
      return { low: 0n, high: fen(amount.yuan) }
    case 'range':
      return { low: fen(amount.from), high: amount.to === null ? undefined : fen(amount.to) }
    case 'candidates': {
      const all = amount.candidates.map((each) => fen(each.yuan)).sort((a, b) => (a < b ? -1 : 1))
      return { low: all[0] ?? 0n, high: all[all.length - 1] }
    }
    case 'unstated':
      return { low: 0n, high: undefined }
    case 'non_monetary':
      return { low: 0n, high: 0n }
  }
}

const masked = fc
  .tuple(subjects, fc.infiniteStream(fc.integer({ min: 0, max: 9 })), fc.integer({ min: 1, max: 9 }))
  .map(([subject, dice, share]) => ({
    subject,
    partial: forget(subject, () => (dice.next().value ?? 0) < share),
  }))

const dates = fc
  .constantFrom(
    ...['2021-10-13', '2021-12-31', '2022-01-01', '2023-06-30', '2024-11-25', '2024-12-11', '2024-12-12'],
    ...['2024-12-31', '2025-03-17', '2025-06-01', '2026-11-21', '2027-12-31', '2028-01-01'],
  )
  .map(day)
const RUNS = Number(process.env.LAW_RUNS ?? 300)
// One seed, so that a run can be repeated; LAW_SEED and LAW_RUNS look further.
const SEED = Number(process.env.LAW_SEED ?? 20_241_212)

test('adding facts never flips a determined outcome, and the amount stays within what was possible', () => {
  fc.assert(
    fc.property(masked, dates, ({ subject, partial }, at) => {
      const full = verdicts(program, subject, { at })
      for (const [i, before] of verdicts(program, partial, { at }).entries()) {
        const after = full[i]
        assert.ok(after)
        if (before.outcome !== 'undetermined') assert.equal(after.outcome, before.outcome, before.item)
        const possible = span(before.amount)
        const actual = span(after.amount)
        assert.ok(
          actual.low >= possible.low,
          `${before.item}: ${JSON.stringify(before.amount)} then ${JSON.stringify(after.amount)}`,
        )
        const bounded =
          possible.high === undefined || (actual.high !== undefined && actual.high <= possible.high)
        assert.ok(
          bounded,
          `${before.item}: ${JSON.stringify(before.amount)} then ${JSON.stringify(after.amount)}`,
        )
      }
    }),
    { numRuns: RUNS, seed: SEED },
  )
})

test('an undetermined item says whose word is missing, and a determined one needs nothing more to be so', () => {
  fc.assert(
    fc.property(masked, dates, ({ partial }, at) => {
      for (const finding of evaluate(program, partial, { at })) {
        if (finding.outcome === 'undetermined')
          assert.ok(finding.causes.length > 0, `${finding.item} gives no cause`)
        if (finding.outcome === 'not_eligible' || finding.outcome === 'not_applicable') {
          assert.deepEqual(finding.needs, [], finding.item)
          assert.ok(
            finding.reasons.some((each) => each.truth === 'unmet'),
            `${finding.item} refuses without a reason`,
          )
        }
      }
    }),
    { numRuns: RUNS, seed: SEED },
  )
})

test('findings and verdicts are one result, and every quoted phrase stands in its article', () => {
  fc.assert(
    fc.property(masked, dates, ({ partial }, at) => {
      const findings: readonly Finding[] = evaluate(program, partial, { at })
      const plain = findings.map(({ item, outcome, amount }) => ({ item, outcome, amount }))
      assert.deepEqual(plain, verdicts(program, partial, { at }))
      for (const finding of findings) {
        const policy = program.policies.find((each) => each.document.id === finding.policy)
        for (const { article, quote, start, end } of finding.citations) {
          assert.equal(policy?.articles.find((each) => each.id === article)?.text.slice(start, end), quote)
        }
      }
    }),
    { numRuns: RUNS, seed: SEED },
  )
})
