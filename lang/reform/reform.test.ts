// Reforms on small rules: what a change may say, tables that would contradict themselves, names followed to their use.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compile } from '../check/compile.ts'
import type { Program } from '../ir/ir.ts'
import { evaluate } from '../run/evaluate.ts'
import type { Subject } from '../run/subject.ts'
import { applyReform } from './apply.ts'
import { cliffsOf } from './cliffs.ts'
import { parametersOf } from './parameters.ts'
import type { Change, Parameter } from './reform.ts'

const DICTIONARY = `事实 甲额 : 金额
  英文 a
  掌握 企业
  问 甲额？
事实 甲率 : 比例
  英文 r
  掌握 企业
  问 甲率？
事实 建厂日 : 日期
  英文 d
  掌握 企业
  问 建厂日？
事实 人数 : 数量（人）
  英文 n
  掌握 企业
  问 人数？
`

const HEAD = `文件 small
  名称 小文件
  文号 小〔2024〕1号
  发布 某区
  成文 2024年1月1日
`

function compiled(rules: string): Program {
  const text = `# 一 {#1}\n\n> 甲款。乙款。\n\n\`\`\`规则\n${HEAD}${rules}\`\`\`\n`
  const { program, diagnostics } = compile([
    { file: 'facts.rule', text: DICTIONARY },
    { file: 'policy.md', text },
  ])
  assert.deepEqual(
    diagnostics.map((each) => `${each.code} ${text.slice(each.at.start, each.at.end)}`),
    [],
  )
  return program
}

function item(body: string): string {
  return `事项 甲事项\n  编号 one\n  类别 奖补\n  给予 企业\n  引「乙款」\n${body}`
}

function numbered(program: Program, text: string): Parameter {
  const parameter = parametersOf(program).find((each) => each.text === text)
  assert.ok(parameter, text)
  return parameter
}

function change(program: Program, from: string, value: string): Change {
  return { kind: 'number', parameter: numbered(program, from).id, value }
}

function refusal(program: Program, ...changes: readonly Change[]): string {
  const result = applyReform(program, changes, 0)
  assert.equal(result.program, program)
  return result.problems.map((each) => `${each.change} ${each.message}`).join('\n')
}

const TIERS = compiled(
  item(`  金额 分档 唯一
    一般「低」 取 10万元
    例外「中」 当 甲额 不低于 100万元 且 甲额 低于 500万元 取 20万元
    例外「高」 当 甲额 不低于 500万元 取 50万元
`),
)

test('tiers that would overlap or be empty are refused, with the change that does it', () => {
  const rows = parametersOf(TIERS).filter((each) => each.text === '500万元')
  assert.deepEqual(
    rows.map((each) => [each.role, each.fact]),
    [
      ['tier', '甲额'],
      ['tier', '甲额'],
    ],
  )
  const [upper, lower] = rows
  assert.ok(upper && lower)
  const at = (parameter: Parameter, value: string): Change => ({
    ...{ kind: 'number', parameter: parameter.id, value },
  })
  assert.match(refusal(TIERS, at(lower, '300万元')), /^0 「中」和「高」的甲额范围重叠/)
  assert.match(refusal(TIERS, at(lower, '600万元'), at(upper, '700万元')), /范围重叠/)
  assert.match(refusal(TIERS, change(TIERS, '100万元', '500万元')), /「中」的甲额不低于500万元又低于500万元/)
  assert.deepEqual(applyReform(TIERS, [at(lower, '600万元'), at(upper, '600万元')], 0).problems, [])
  assert.deepEqual(applyReform(TIERS, [at(lower, '600万元')], 0).problems, [], 'a gap is no contradiction')
})

test('in a 就高 table a higher bar that pays no more is refused', () => {
  const program = compiled(
    item(`  金额 分档 就高
    一般「甲」 取 0元
    例外「乙」 当 甲额 不低于 100万元 取 20万元
    例外「丙」 当 甲额 不低于 500万元 取 50万元
`),
  )
  assert.match(refusal(program, change(program, '50万元', '15万元')), /「丙」的门槛高于「乙」，金额却不更高/)
  assert.match(refusal(program, change(program, '500万元', '50万元')), /「乙」的门槛高于「丙」/)
  assert.deepEqual(applyReform(program, [change(program, '50万元', '60万元')], 0).problems, [])
})

const RULES = compiled(`口径 门槛几何
  编号 how-high
  问 多高？
  请示 某局
  引「甲款」
  甲 宽
    设 门槛额 = 10万元
  乙 严
    设 门槛额 = 30万元
  现状 未定
定义 优惠率 = 15% 引「甲款」
${item(`  条件
    非 （甲额 低于 门槛额）
    建厂日 不早于 2023年5月1日
    人数 超过 8人
    甲率 超过 2%
  金额 优惠率 × 甲额 + 3万元
  封顶 每企业每年 40万元
`)}`)

test('the role of a constant behind a name is that of the place where the name stands', () => {
  const roles = ['10万元', '30万元', '15%', '2023年5月1日', '8人', '3万元', '40万元'].map((text) => {
    const { role, fact, items } = numbered(RULES, text)
    return [text, role, fact, items.join()]
  })
  assert.deepEqual(roles, [
    ['10万元', 'threshold', '甲额', 'one'],
    ['30万元', 'threshold', '甲额', 'one'],
    ['15%', 'rate', undefined, 'one'],
    ['2023年5月1日', 'date', '建厂日', 'one'],
    ['8人', 'threshold', '人数', 'one'],
    ['3万元', 'amount', undefined, 'one'],
    ['40万元', 'cap', undefined, 'one'],
  ])
  // Not below the bar is at or above it.
  const edge = cliffsOf(RULES, numbered(RULES, '10万元'))
  assert.deepEqual([edge?.op, edge?.direction, edge?.value], ['ge', 'above', '10000000'])
  assert.equal(cliffsOf(RULES, numbered(RULES, '15%')), undefined)
})

test('a change is read as people write it; what cannot be meant is refused with what to write', () => {
  const refused: readonly (readonly [from: string, to: string, message: RegExp])[] = [
    ['15%', '20', /没有写百分号.*「20%」/],
    ['15%', '20万元', /单位是元/],
    ['15%', '-5%', /小于零/],
    ['40万元', '60', /单位没有写，应为元/],
    ['40万元', '60人', /单位是人，应为元/],
    ['40万元', '六十万', /读不成数/],
    ['40万元', '1/3', /写不成有限小数/],
    ['40万元', '-1万元', /小于零/],
    ['2023年5月1日', '2024年2月30日', /不是日期/],
    ['2023年5月1日', '2024', /不是日期/],
  ]
  for (const [from, to, message] of refused) assert.match(refusal(RULES, change(RULES, from, to)), message)
  const taken: readonly (readonly [from: string, to: string, text: string, value: string])[] = [
    ['15%', '20％', '20%', '1/5'],
    ['15%', '0.2', '0.2', '1/5'],
    ['15%', '1/5', '20%', '1/5'],
    ['2%', '-5%', '-5%', '-1/20'],
    ['40万元', ' 0.5亿元', '0.5亿元', '5000000000'],
    ['40万元', '60000000/1', '60万元', '60000000'],
    ['2023年5月1日', '2025-06-30', '2025年6月30日', '20269'],
  ]
  for (const [from, to, text, value] of taken) {
    const { id } = numbered(RULES, from)
    const { program, problems } = applyReform(RULES, [{ kind: 'number', parameter: id, value: to }], 0)
    assert.deepEqual(problems, [])
    const after = parametersOf(program).find((each) => each.id === id)
    assert.deepEqual([after?.text, after?.value], [text, value])
  }
})

test('unknown names, doubled changes and wrong factors are data, and then nothing is applied', () => {
  const { id } = numbered(RULES, '40万元')
  const good = change(RULES, '15%', '20%')
  const cases: readonly (readonly [changes: readonly Change[], message: RegExp])[] = [
    [[good, { kind: 'number', parameter: `${id}s`, value: '1万元' }], /^1 没有参数.*是不是/],
    [[good, { kind: 'scale', parameter: id, factor: '-1' }], /^1 「-1」不是倍数/],
    [[good, good], /^1 第1项改动已经改了参数/],
    [[{ kind: 'scale', parameter: numbered(RULES, '2023年5月1日').id, factor: '2' }], /是日期，不能按倍数改/],
    [[{ kind: 'remove', item: 'two' }], /^0 没有事项「two」/],
    [[{ kind: 'reading', policy: 'smal', reading: 'how-high', alternative: '甲' }], /没有文件「smal」/],
    [[{ kind: 'reading', policy: 'small', reading: 'how-hig', alternative: '甲' }], /是不是「how-high」/],
    [[{ kind: 'reading', policy: 'small', reading: 'how-high', alternative: '丙' }], /写甲、乙之一/],
  ]
  for (const [changes, message] of cases) assert.match(refusal(RULES, ...changes), message)
})

function subject(amount: number): Subject {
  const number = (n: number) => ({ kind: 'number', value: { n: BigInt(n), d: 1n } }) as const
  return {
    kind: '企业',
    facts: new Map([
      ['甲额', number(amount)],
      ['建厂日', number(20_000)],
      ['人数', number(100)],
      ['甲率', number(1)],
    ]),
    collections: new Map([['已获支持', []]]),
  }
}

const fen = fc.integer({ min: 0, max: 1_000_000_000 })

test('a moved threshold decides exactly at its new place', () => {
  fc.assert(
    fc.property(fen, fen, (amount, bar) => {
      const bars = ['10万元', '30万元'].map((from) => change(RULES, from, `${bar}分`))
      const { program, problems } = applyReform(RULES, bars, 0)
      assert.deepEqual(problems, [])
      const [finding] = evaluate(program, subject(amount), { at: 20_100 })
      assert.equal(finding?.outcome, amount >= bar ? 'eligible' : 'not_eligible')
    }),
  )
})

test('an item scaled as a whole pays the factor, to the 分', () => {
  fc.assert(
    fc.property(fen, fc.integer({ min: 1, max: 9 }), (amount, times) => {
      const scaled = applyReform(
        RULES,
        [
          { kind: 'scale', parameter: 'small/items/one', factor: String(times) },
          { kind: 'scale', parameter: 'small/definitions/优惠率', factor: String(times) },
        ],
        0,
      ).program
      const paid = (program: Program): number => {
        const [finding] = evaluate(program, subject(amount + 30_000_000), { at: 20_100 })
        assert.ok(finding?.amount.kind === 'exact')
        return Math.round(Number(finding.amount.yuan) * 100)
      }
      // Each of the two is rounded down once.
      const difference = paid(scaled) - paid(RULES) * times
      assert.ok(difference >= 0 && difference < times, `${difference}`)
    }),
  )
})
