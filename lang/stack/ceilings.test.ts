// The ceilings on what one enterprise may be granted, on small documents of its own.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compile } from '../check/compile.ts'
import { readSubject } from '../run/readSubject.ts'
import { parseDate } from '../values/dates.ts'
import { type Ceiling, ceilingsOf } from './ceilings.ts'

const FACTS = `事实 甲额 : 金额
  英文 a
  掌握 企业
  问 甲额？
事实 乙额 : 金额
  英文 b
  掌握 企业
  问 乙额？
`

const item = (id: string, amount: string, rest = ''): string =>
  `事项 ${id}事项\n  编号 ${id}\n  类别 奖补\n  给予 企业\n  金额 ${amount} 引「甲款」\n${rest}\n`

function ceilings(rules: string, facts: object = { 甲额: '30万元', 乙额: '50万元' }, of = 'one'): Ceiling[] {
  const text = `# 第一条 {#1}

> 甲款。乙款。合计不超过。就高。自2024年1月1日起施行。

\`\`\`规则
文件 first
  名称 办法
  文号 甲办发〔2024〕1号
  发布 甲区政府
  成文 2024年1月1日
  施行 2024年1月1日 引「自2024年1月1日起施行」

${rules}
\`\`\`
`
  const { program, diagnostics } = compile([
    { file: 'facts.rule', text: FACTS },
    { file: 'first/policy.md', text },
  ])
  assert.deepEqual(
    diagnostics.filter((each) => each.severity === 'error').map((each) => each.code),
    [],
  )
  const { subject } = readSubject({ subject: '企业', facts }, program.vocabulary)
  assert.ok(subject)
  return ceilingsOf(program, subject, { policy: 'first', item: of, at: parseDate('2025-06-01') ?? 0 })
}

const TWO = item('one', '甲额') + item('two', '乙额')
const relation = (kind: string, body = ''): string =>
  `关系 ${kind}关系\n  编号 rel-${kind.length}\n  类别 ${kind}\n  成员 one、two\n${body}  引「就高」\n`

const short = (all: readonly Ceiling[]) =>
  all.map((each) => {
    const { kind, year = 'ever', sure } = each
    const fen = 'fen' in each ? each.fen : 'items' in each ? each.items.map((one) => one.fen) : each.others
    return [kind, year, sure, fen]
  })

describe('ceilings of one item', () => {
  test('its own, of a year or of all years; nothing that concerns a project', () => {
    const capped = item(
      'one',
      '甲额',
      '  封顶 每企业每年 20万元 引「合计不超过」\n  封顶 每企业 60万元 引「合计不超过」\n  封顶 每项目 5万元 引「合计不超过」',
    )
    assert.deepEqual(short(ceilings(capped)), [
      ['own', 2025, true, 20_000_000n],
      ['own', 'ever', true, 60_000_000n],
    ])
    assert.deepEqual(ceilings(TWO), [])
    assert.deepEqual(ceilings(TWO, {}, 'three'), [])
  })

  test('the highest of a group is what each would give alone', () => {
    assert.deepEqual(short(ceilings(TWO + relation('就高不重复'))), [
      ['highest', 'ever', true, [30_000_000n, 50_000_000n]],
    ])
    // Another item of which nothing is known gives nothing for sure; of the item itself that bounds nothing.
    const group = TWO + relation('就高不重复')
    assert.deepEqual(short(ceilings(group, { 甲额: '30万元' })), [
      ['highest', 'ever', true, [30_000_000n, 0n]],
    ])
    assert.deepEqual(ceilings(group, { 乙额: '50万元' }), [])
  })

  test('what excludes others names them', () => {
    const [only] = ceilings(TWO + relation('互斥'))
    assert.deepEqual(only?.kind === 'exclusive' && only.others, [
      { number: '甲办发〔2024〕1号', title: 'two事项' },
    ])
  })

  test('a shared ceiling that an open reading decides is there, and said to be unsure', () => {
    const reading = `口径 合并
  编号 together
  问 合并吗？
  请示 区政府
  引「合计不超过」
  甲 合并
    设 合并计算 = 是
  乙 不合并
    设 合并计算 = 否
  现状 未定
`
    const cap = '  封顶 每企业每年 40万元 引「合计不超过」\n'
    assert.deepEqual(short(ceilings(TWO + relation('合计封顶', cap))), [['shared', 2025, true, 40_000_000n]])
    const unsure = reading + TWO + relation('合计封顶', `${cap}  成立 合并计算\n`)
    assert.deepEqual(short(ceilings(unsure)), [['shared', 2025, false, 40_000_000n]])
  })
})
