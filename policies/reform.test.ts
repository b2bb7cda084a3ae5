// Reforms on every document: parameters are stable and readable, the same values change nothing, others do what they say.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import {
  affectedItems,
  applyReform,
  cliffsOf,
  compile,
  evaluate,
  exprText,
  type Parameter,
  type Policy,
  type Program,
  parametersOf,
  parseDate,
  type ReformChange,
  readCases,
  readSubject,
  type Subject,
  type Verdict,
  verdicts,
  withSameWords,
} from '#lang'
import { loadCases, loadSamples, loadSources } from '#policies'

const { program } = compile(loadSources())
const parameters = parametersOf(program)
const TODAY = day('2026-11-21')

function day(text: string): number {
  return parseDate(text) ?? 0
}

type Question = {
  readonly subject: Subject
  readonly at: number
  readonly policy?: string
  readonly item?: string
}

function subjectOf(kind: string, facts: unknown): Subject[] {
  const { subject } = readSubject({ subject: kind, facts }, program.vocabulary)
  return subject ? [subject] : []
}

const samples: readonly Question[] = loadSamples().flatMap((each) =>
  subjectOf(each.subject, each.facts).map((subject) => ({ subject, at: day(each.at ?? '2026-11-21') })),
)

const cases: readonly Question[] = program.policies.flatMap(({ document, items }) =>
  readCases(loadCases(document.id)).cases.flatMap((each) => {
    const item = items.find(({ id, title }) => id === each.item || title === each.item)?.id
    return subjectOf(each.subject, each.facts).map((subject) => ({
      ...{ subject, at: each.at, policy: document.id },
      ...(item === undefined ? {} : { item }),
    }))
  }),
)

function reformed(changes: readonly ReformChange[], from: Program = program): Program {
  const result = applyReform(from, changes, TODAY)
  assert.deepEqual(result.problems, [])
  return result.program
}

function found(id: string): Parameter {
  const parameter = parameters.find((each) => each.id === id)
  assert.ok(parameter, id)
  return parameter
}

const number = (parameter: string, value: string): ReformChange => ({ kind: 'number', parameter, value })

test('parameters are unique, the same after another compilation, and name their items and places', () => {
  const ids = parameters.map((each) => each.id)
  assert.equal(new Set(ids).size, ids.length)
  assert.deepEqual(parametersOf(compile(loadSources()).program), parameters)
  for (const each of parameters) {
    assert.ok(each.items.length > 0, each.id)
    assert.ok(each.label.includes(each.text), each.label)
    const policy = program.policies.find(({ document }) => document.id === each.policy)
    const article = policy?.articles.find(({ id }) => id === each.article)
    assert.ok(article, `${each.id} names no article`)
    if (each.quote !== undefined) assert.ok(article.text.includes(each.quote), each.id)
    for (const other of each.sameWords) assert.ok(found(other).sameWords.includes(each.id))
  }
})

test('what the library asks and pays has the role that its text gives it', () => {
  const roles: readonly (readonly [id: string, role: Parameter['role'], label: string])[] = [
    ['items/rent-relief-state-owned/conditions/1/right', 'threshold', '「上年度产值增速 超过 20%」的20%'],
    ['items/rent-relief-state-owned/caps/0/limit', 'cap', '封顶 每企业每年 50万元'],
    [
      'readings/private-rent-cap/甲/社会厂房补贴上限',
      'cap',
      '口径「社会厂房补贴的年度额度」甲：社会厂房补贴上限 50万元',
    ],
    ['items/tax-six-taxes-two-fees/window/to', 'date', '执行期截止 2024年12月31日'],
    ['definitions/精选层补足额/rows/0/value', 'tier', '定义「精选层补足额」 分档「直接进入精选层」 200万元'],
    ['items/tax-rd-expensed/parts/0/amount/left', 'rate', '金额「100% × 研发费用费用化金额」的100%'],
    ['items/award-otc-listing/parts/0/amount', 'amount', '金额 60万元'],
  ]
  for (const [path, role, label] of roles) {
    const parameter = found(`yubei-2024-34/${path}`)
    assert.deepEqual([parameter.role, parameter.label], [role, label])
  }
  const technical = parameters.filter((each) => each.role === 'other')
  for (const each of technical) assert.match(each.id, /args|operands|statedTotal|left|right/, each.id)
})

test('a parameter names every item that it reaches through names, amounts of others and relations', () => {
  const rent = ['rent-relief-state-owned', 'rent-subsidy-private']
  assert.deepEqual(found('yubei-2024-34/items/rent-relief-state-owned/caps/0/limit').items, rent)
  assert.deepEqual(found('yubei-2024-34/relations/rel-34-rent-shared-cap/cap/limit').items, rent)
  assert.deepEqual(found('yubei-2024-34/definitions/精选层补足额/rows/0/value').items, ['award-neeq-listing'])
  const ofItem = parametersOf(program, ['yubei-2024-34'], ['award-neeq-listing'])
  assert.ok(ofItem.length > 5 && ofItem.every((each) => each.items.includes('award-neeq-listing')))
})

test('every parameter reads its own words and its own base text, and nothing changes', () => {
  for (const each of parameters) {
    const fraction = each.kind === 'number' && !each.value.includes('/') ? `${each.value}/1` : each.value
    for (const value of [each.text, each.value, fraction]) {
      const result = applyReform(program, [number(each.id, value)], TODAY)
      assert.deepEqual(result.problems, [], each.id)
      assert.equal(result.program, program, `${each.id} ${value}`)
    }
  }
})

test('a reform of the same values changes no finding of any sample', () => {
  const value = fc.constantFrom('text' as const, 'value' as const)
  fc.assert(
    fc.property(fc.subarray([...parameters]), value, (chosen, as) => {
      const after = reformed(chosen.map((each) => number(each.id, each[as])))
      assert.equal(after, program)
    }),
    { numRuns: 50 },
  )
  // Built anew, not shared: there and back again.
  const doubled = reformed(numbers().map((each) => ({ kind: 'scale', parameter: each.id, factor: '2' })))
  const back = reformed(
    parametersOf(doubled)
      .filter((each) => numbers().some(({ id }) => id === each.id))
      .map((each) => ({ kind: 'scale', parameter: each.id, factor: '0.5' })),
    doubled,
  )
  assert.notEqual(back, program)
  for (const { subject, at } of samples)
    assert.deepEqual(evaluate(back, subject, { at }), evaluate(program, subject, { at }))
})

function numbers(): Parameter[] {
  return parameters.filter((each) => each.kind === 'number' && each.role !== 'other')
}

/** Far to one side of a threshold: beyond every value of the worked cases. */
function far({ kind, dimension, text }: Parameter, up: boolean): string {
  if (kind === 'date') return up ? '2999年12月31日' : '1900年1月1日'
  if (kind === 'year') return up ? '2999年' : '1900年'
  if (text.endsWith('%')) return up ? '100000000%' : '-100000000%'
  const unit = text.replace(/^[\d.]+/, '')
  return `${up ? '' : dimension === '' ? '' : '-'}${up ? '999999999999' : dimension === '' ? '0' : '999999999999'}${unit}`
}

function relevant(each: Parameter): readonly Question[] {
  return [...cases, ...samples, ...checkedTwice].filter(
    ({ item, policy }) =>
      (policy === undefined || policy === each.policy) && (item === undefined || each.items.includes(item)),
  )
}

function differs(before: readonly Verdict[], after: readonly Verdict[]): boolean {
  return JSON.stringify(before) !== JSON.stringify(after)
}

/** What the worked cases leave out: a little giant whose check of 2025 is not its first since 2022. */
const checkedTwice: readonly Question[] = subjectOf('企业', {
  所在区县: '渝北区',
  资质事件: [
    { 类别: '国家专精特新小巨人', 事由: '认定', 日期: '2019-08-01' },
    { 类别: '国家专精特新小巨人', 事由: '通过复核', 日期: '2022-08-01' },
    { 类别: '国家专精特新小巨人', 事由: '通过复核', 日期: '2025-05-01' },
  ],
  已获支持: [],
}).map((subject) => ({ subject, at: day('2025-06-01') }))

for (const each of parameters.filter(({ role }) => role === 'threshold' || role === 'date')) {
  test(`${each.id}: moved far up or down it changes an outcome`, () => {
    const questions = relevant(each)
    const moved = [true, false].map((up) => {
      const after = withoutContradiction(each, far(each, up))
      return questions.some(({ subject, at }) => {
        const options = { at, items: each.items }
        return differs(verdicts(program, subject, options), verdicts(after, subject, options))
      })
    })
    assert.ok(moved.includes(true), each.label)
  })
}

/** With the other figures of the same words, as a drafter would; a date that would end before it begins stays. */
function withoutContradiction(parameter: Parameter, value: string): Program {
  return applyReform(program, withSameWords(program, [number(parameter.id, value)]), TODAY).program
}

test('every threshold that is a side of a comparison has an edge with its fact and direction', () => {
  for (const each of parameters.filter(({ role }) => role === 'threshold')) {
    const edge = cliffsOf(program, each)
    assert.ok(edge, each.id)
    assert.equal(edge.fact, each.fact)
    assert.equal(edge.fact, exprText(edge.expr))
  }
  const rent = cliffsOf(
    program,
    found('yubei-2024-34/items/rent-relief-state-owned/parts/0/conditions/0/right'),
  )
  assert.deepEqual(
    [rent?.fact, rent?.collection, rent?.op, rent?.direction, rent?.value],
    ['租约的月租金单价', '租约', 'gt', 'above', '2000'],
  )
  const sets = cliffsOf(
    program,
    found('yubei-2021-13/items/first-set-insurance-subsidy/parts/0/conditions/1/operands/0/right'),
  )
  assert.deepEqual([sets?.direction, sets?.dimension], ['below', '台'])
  assert.equal(cliffsOf(program, found('yubei-2024-34/items/award-otc-listing/parts/0/amount')), undefined)
})

const readings: readonly ReformChange[] = program.policies.flatMap(({ document, readings }) =>
  readings.flatMap((reading) =>
    reading.alternatives.map(
      ({ key }): ReformChange => ({
        ...{ kind: 'reading', policy: document.id, reading: reading.id, alternative: key },
      }),
    ),
  ),
)

const anyChange: fc.Arbitrary<ReformChange> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...numbers()), fc.constantFrom('0.5', '2', '110%'))
    .map(([{ id }, factor]): ReformChange => ({ kind: 'scale', parameter: id, factor })),
  fc.constantFrom(...readings),
  fc
    .constantFrom(...program.policies.flatMap((each) => each.items))
    .map((item): ReformChange => ({ kind: 'remove', item: item.id })),
)

function concerns(change: ReformChange, { document, items }: Policy): boolean {
  if (change.kind === 'reading') return change.policy === document.id
  if (change.kind === 'remove') return items.some((each) => each.id === change.item)
  return change.parameter.startsWith(`${document.id}/`)
}

test('what a reform leaves unaffected keeps its verdicts, and an untouched document is the same object', () => {
  fc.assert(
    fc.property(fc.array(anyChange, { minLength: 1, maxLength: 3 }), (changes) => {
      const { program: after, problems } = applyReform(program, changes, TODAY)
      if (problems.length > 0) return
      const affected = new Set(affectedItems(program, after))
      for (const [i, policy] of program.policies.entries())
        if (!changes.some((each) => concerns(each, policy))) assert.equal(after.policies[i], policy)
      for (const { subject, at } of samples) {
        const old = verdicts(program, subject, { at })
        for (const [i, each] of verdicts(after, subject, { at }).entries())
          if (!affected.has(each.item)) assert.deepEqual(each, old[i])
      }
    }),
    { numRuns: 100, seed: 34 },
  )
})

test('the items affected by one parameter are those that it names', () => {
  for (const each of numbers()) {
    const after = applyReform(program, [{ kind: 'scale', parameter: each.id, factor: '3' }], TODAY).program
    if (after !== program) assert.deepEqual(affectedItems(program, after), each.items, each.id)
  }
})

const validate = new Ajv2020({ strict: true }).compile(
  JSON.parse(readFileSync(join(import.meta.dirname, '../docs/ir.schema.json'), 'utf8')),
)

test('the reformed program is a program: the published schema accepts it', () => {
  const after = reformed([
    ...numbers().map((each): ReformChange => ({ kind: 'scale', parameter: each.id, factor: '2' })),
    number('yubei-2024-34/items/tax-six-taxes-two-fees/window/to', '2030年12月31日'),
    number('yubei-2024-34/items/award-municipal-recognition/parts/0/conditions/0/right', '2023年'),
    { kind: 'reading', policy: 'yubei-2024-34', reading: 'output-or-revenue', alternative: '乙' },
    { kind: 'remove', item: 'award-ipo' },
  ])
  assert.ok(validate(JSON.parse(JSON.stringify(after))), JSON.stringify(validate.errors?.slice(0, 3)))
})

const firm = {
  所在区县: '渝北区',
  有效资质: ['市级专精特新'],
  上年度工业总产值增速: '22%',
  上年度主营业务收入增速: '18%',
  租约: [{ 出租方性质: '国有', 月租金单价: 25, 面积: 20000, 当年月数: 12 }],
  已获支持: [],
}
const [rentFirm] = subjectOf('企业', firm)
const JUNE = day('2025-06-01')

function rentOf(after: Program) {
  assert.ok(rentFirm)
  const [finding] = evaluate(after, rentFirm, { at: JUNE, items: ['rent-relief-state-owned'] })
  assert.ok(finding)
  return finding
}

test('the explanation shows the new number and the assumed reading', () => {
  const growth = 'yubei-2024-34/items/rent-relief-state-owned/conditions/1/right'
  const cap = 'yubei-2024-34/items/rent-relief-state-owned/caps/0/limit'
  const refused = rentOf(reformed([number(growth, '25%')]))
  assert.equal(refused.outcome, 'not_eligible')
  assert.ok(refused.reasons.some((each) => each.text.includes('为22%，未超过25%，差3个百分点')))
  const granted = rentOf(
    reformed([
      number(cap, '80万元'),
      { kind: 'reading', policy: 'yubei-2024-34', reading: 'output-or-revenue', alternative: '甲' },
    ]),
  )
  assert.deepEqual(granted.amount, { kind: 'exact', yuan: '800000.00' })
  assert.ok(granted.caps.some((each) => each.text.includes('80万元')))
  assert.equal(granted.readings.find((each) => each.id === 'output-or-revenue')?.decision?.by, '政策沙盘假设')
})

test('an item that is switched off applies to nobody, and what counts its amount counts nothing', () => {
  const after = reformed([{ kind: 'remove', item: 'rent-relief-state-owned' }])
  assert.equal(rentOf(after).outcome, 'not_applicable')
  for (const { subject, at } of [...samples, ...cases]) {
    const [verdict] = verdicts(after, subject, { at, items: ['rent-relief-state-owned'] })
    assert.ok(verdict && ['not_applicable', 'not_in_force'].includes(verdict.outcome))
  }
})

test('what is scaled under a path is paid by that factor', () => {
  const ipo = 'yubei-2024-34/items/award-ipo'
  const after = reformed([{ kind: 'scale', parameter: ipo, factor: '120%' }])
  const texts = parametersOf(after, undefined, ['award-ipo'])
    .filter((each) => each.id.startsWith(`${ipo}/`) && each.dimension === '元')
    .map((each) => each.text)
  assert.deepEqual(texts, ['240万元', '360万元', '600万元', '1200万元'])
  const table = reformed([
    { kind: 'scale', parameter: 'yubei-2021-13/definitions/软信认定标准', factor: '1.2' },
  ])
  const tiers = parametersOf(table, ['yubei-2021-13']).filter((each) => each.id.includes('软信认定标准'))
  assert.deepEqual(
    tiers.map((each) => each.text),
    ['60万元', '30万元', '12万元'],
  )
})

test('a figure that the text states once changes wherever the rules rest on it', () => {
  const cap = 'yubei-2021-13/items/general-retrofit-subsidy/caps/0/limit'
  const changes = withSameWords(program, [number(cap, '1200万元')])
  assert.deepEqual(changes, [
    number(cap, '1200万元'),
    number('yubei-2021-13/items/general-retrofit-subsidy/parts/0/caps/0/limit', '1200万元'),
  ])
})
