// Laws of packages on generated programs: no relation broken, no amount exceeded, knowing more never widens the answer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Item, Matter, Policy, Program, Relation } from '../ir/ir.ts'
import type { Amount, Finding, Outcome } from '../run/finding.ts'
import type { Element, Subject, Value } from '../run/subject.ts'
import { dayNumber } from '../values/dates.ts'
import { fenToYuan, yuanToFen } from '../values/money.ts'
import { bestPackage } from './package.ts'
import type { Choice, Package } from './result.ts'

const AT = dayNumber(2025, 6, 1) ?? 0
const COUNT = 6
const NUMBERS = ['甲〔2024〕1号', '乙〔2024〕2号']
const NOBODY = { lead: [], responsible: [], openEnded: false, citations: [] }

/** Six items in two documents of one level: built by hand, because only relations and amounts matter here. */
function programOf(
  relations: readonly Relation[],
  matters: readonly Matter[],
  limits: readonly (bigint | undefined)[],
): Program {
  const policies = NUMBERS.map(
    (number, p): Policy => ({
      document: {
        ...{ id: `p${p}`, title: number, number, issuer: '', level: '区县', jurisdiction: '甲区' },
        ...{
          issued: { day: 0, citations: [] },
          begins: { day: 0, citations: [] },
          repeals: [],
          citations: [],
        },
      },
      ...{
        articles: [],
        definitions: [],
        standards: [],
        readings: [],
        targets: [],
        tasks: [],
        lists: [],
        remarks: [],
      },
      items: ids().flatMap((id, i): Item[] => {
        if (i % 2 !== p) return []
        const limit = limits[i]
        const caps =
          limit === undefined
            ? []
            : [{ scope: '每企业每年', limit: money(limit), soft: false, citations: [] }]
        return [
          {
            ...{
              id,
              title: id,
              article: '1',
              category: '奖补',
              nature: i % 3 === 0 ? 'relief' : 'cash',
              recipient: '企业',
            },
            ...{ conditions: [], parts: [], caps, departments: NOBODY, notes: [], citations: [] },
          },
        ]
      }),
      relations: relations.filter((_, r) => r % 2 === p),
    }),
  )
  return { version: 1, vocabulary: { enums: [], facts: [], collections: [], units: [] }, policies, matters }
}

function ids(): string[] {
  return Array.from({ length: COUNT }, (_, i) => `i${i}`)
}

function money(fen: bigint) {
  return { kind: 'number', value: fen.toString(), dimension: '元', text: '' } as const
}

const amount = fc.integer({ min: 0, max: 60 }).map(BigInt)
const members = fc.uniqueArray(fc.constantFrom(...ids()), { minLength: 2, maxLength: 4 })

const relation: fc.Arbitrary<Relation> = fc
  .record({
    kind: fc.constantFrom('exclusive', 'highest', 'sharedCap', 'deduct', 'requires', 'cumulative'),
    members,
    reach: fc.option(fc.constantFrom('sameLevel', 'sameDocument', 'anyDocument'), { nil: undefined }),
    limit: amount,
    scope: fc.constantFrom('每企业每年', '每企业', '每项目', '范围未明'),
    unknown: fc.boolean(),
  })
  .map(
    ({ kind, members: all, reach, limit, scope, unknown }): Relation => ({
      ...{ id: 'r', title: 'r', article: '1', kind, notes: [], citations: [] },
      members: reach ? [] : all,
      ...(reach ? { reach } : {}),
      ...(kind === 'sharedCap' ? { cap: { scope, limit: money(limit), soft: false, citations: [] } } : {}),
      ...(kind === 'deduct' ? { amount: money(limit / 3n) } : {}),
      ...(unknown ? { when: { kind: 'fact', name: '未知', type: { kind: 'bool' } } as const } : {}),
    }),
  )

const matter = members.map(
  (all): Matter => ({ id: 'm', title: 'm', members: all, declaredBy: '某局', note: '' }),
)

const entry = fc.record({
  item: fc.constantFrom(...ids()),
  number: fc.constantFrom(...NUMBERS),
  fen: fc.option(amount, { nil: undefined }),
  day: fc.option(fc.constantFrom(AT - 10, AT - 400), { nil: undefined }),
})

type Given = { outcome: Outcome; low: bigint; width: bigint }

const given = fc.record({
  outcome: fc.constantFrom<Outcome>('eligible', 'eligible', 'undetermined', 'not_eligible'),
  low: amount,
  width: fc.oneof(fc.constant(0n), amount),
})

const world = fc.record({
  relations: fc.array(relation, { maxLength: 4 }),
  matters: fc.array(matter, { maxLength: 2 }),
  limits: fc.array(fc.option(amount, { nil: undefined }), { minLength: COUNT, maxLength: COUNT }),
  entries: fc.option(fc.array(entry, { maxLength: 3 }), { nil: undefined }),
  given: fc.array(given, { minLength: COUNT, maxLength: COUNT }),
})

type World = typeof world extends fc.Arbitrary<infer T> ? T : never

function findingsOf(all: readonly Given[]): Finding[] {
  return all.map(({ outcome, low, width }, i): Finding => {
    const range: Amount =
      width === 0n
        ? { kind: 'exact', yuan: fenToYuan(low) }
        : { kind: 'range', from: fenToYuan(low), to: fenToYuan(low + width) }
    return {
      ...{ item: `i${i}`, title: `i${i}`, policy: `p${i % 2}`, article: '1', category: '奖补' },
      ...{ nature: i % 3 === 0 ? ('relief' as const) : ('cash' as const), outcome },
      amount: outcome === 'not_eligible' ? { kind: 'exact', yuan: '0.00' } : range,
      ...{
        causes: [],
        reasons: [],
        needs: [],
        caps: [],
        parts: [],
        readings: [],
        citations: [],
        changes: [],
        flags: [],
      },
      basis: [],
      departments: NOBODY,
    }
  })
}

function subjectOf(entries: World['entries']): Subject {
  const elements = entries?.map((each): Element => {
    const fields: [string, Value][] = [
      ['事项', { kind: 'word', value: each.item }],
      ['文号', { kind: 'word', value: each.number }],
    ]
    if (each.fen !== undefined) fields.push(['金额', { kind: 'number', value: { n: each.fen, d: 1n } }])
    if (each.day !== undefined)
      fields.push(['日期', { kind: 'number', value: { n: BigInt(each.day), d: 1n } }])
    return new Map(fields)
  })
  return { kind: '企业', facts: new Map(), collections: new Map(elements ? [['已获支持', elements]] : []) }
}

function run(each: World): Package {
  const program = programOf(each.relations, each.matters, each.limits)
  return bestPackage(program, subjectOf(each.entries), findingsOf(each.given), { at: AT })
}

function sum(choice: Choice): bigint {
  return choice.totals.reduce((so, each) => so + yuanToFen(each.yuan ?? '0.00'), 0n)
}

function both(found: Package): { certain: Choice; possible: Choice } {
  assert.equal(found.variants.length, 1)
  const [variant] = found.variants
  assert.ok(variant)
  return variant
}

test('no share exceeds what the item alone would bring, and every loss is told step by step', () => {
  fc.assert(
    fc.property(world, (each) => {
      const { certain, possible } = both(run(each))
      for (const [choice, high] of [
        [certain, false],
        [possible, true],
      ] as const) {
        for (const share of choice.shares) {
          const { low, width } = each.given[Number(share.item.slice(1))] as Given
          const [from, to] = [yuanToFen(share.from ?? ''), yuanToFen(share.to ?? '')]
          assert.equal(from, high ? low + width : low)
          assert.ok(to >= 0n && to <= from)
          let at = share.from
          for (const step of share.steps) {
            assert.equal(step.from, at)
            assert.ok(yuanToFen(step.to ?? '') <= yuanToFen(step.from ?? ''))
            at = step.to
          }
          assert.equal(at, share.to)
        }
      }
    }),
    { numRuns: 600 },
  )
})

test('the sure choice breaks no relation that may hold', () => {
  fc.assert(
    fc.property(world, (each) => {
      const { certain } = both(run(each))
      const paid = new Map(certain.shares.map((share) => [share.item, yuanToFen(share.to ?? '')]))
      const money = (all: readonly string[]) => all.map((id) => paid.get(id) ?? 0n)
      for (const { kind, members: all, cap, amount: deducted, reach } of each.relations) {
        if (reach) continue
        const total = money(all).reduce((so, one) => so + one, 0n)
        if (kind === 'exclusive' || kind === 'highest')
          assert.ok(money(all).filter((one) => one > 0n).length <= 1)
        if (kind === 'sharedCap' && cap?.limit.kind === 'number') assert.ok(total <= BigInt(cap.limit.value))
        if (kind === 'deduct' && deducted?.kind === 'number') {
          const most = certain.shares
            .filter((share) => all.includes(share.item))
            .reduce((so, share) => so + yuanToFen(share.from ?? ''), 0n)
          const rest = most - BigInt(deducted.value)
          assert.ok(total <= (rest > 0n ? rest : 0n))
        }
        const [first = '', ...others] = all
        if (kind === 'requires' && money(others).some((one) => one > 0n)) {
          const granted = each.given[Number(first.slice(1))]?.outcome === 'eligible'
          assert.ok(granted || each.entries?.some((one) => one.item === first))
        }
      }
    }),
    { numRuns: 600 },
  )
})

test('the sure total never exceeds the possible one', () => {
  fc.assert(
    fc.property(world, (each) => {
      const { certain, possible } = both(run(each))
      assert.ok(sum(certain) <= sum(possible))
    }),
    { numRuns: 400 },
  )
})

test('a higher amount never lowers a total', () => {
  fc.assert(
    fc.property(world, fc.nat(COUNT - 1), (each, i) => {
      const more = {
        ...each,
        given: each.given.map((one, k) => (k === i ? { ...one, low: one.low + 5n } : one)),
      }
      const [before, after] = [both(run(each)), both(run(more))]
      assert.ok(sum(after.certain) >= sum(before.certain))
      assert.ok(sum(after.possible) >= sum(before.possible))
    }),
    { numRuns: 400 },
  )
})

test('learning an amount or the history never lowers the sure total and never raises the possible one', () => {
  fc.assert(
    fc.property(world, fc.array(entry, { maxLength: 3 }), fc.nat(COUNT - 1), (each, entries, i) => {
      const settled = each.given.map((one, k) =>
        k === i ? { ...one, low: one.low + one.width / 2n, width: 0n } : one,
      )
      const more = { ...each, entries: each.entries ?? entries, given: settled }
      const [before, after] = [both(run(each)), both(run(more))]
      assert.ok(sum(after.certain) >= sum(before.certain))
      assert.ok(sum(after.possible) <= sum(before.possible))
    }),
    { numRuns: 600 },
  )
})
