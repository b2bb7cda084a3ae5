// From typed facts to the sums of the page, with the real language and a small library of its own.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compile, evaluate, nextQuestions, parseDate } from '#lang'
import type { Facts } from './facts.ts'
import { groupFindings, totalsOf } from './findingGroups.ts'
import { type Arrangement, arrange, fieldsOf, fieldsWith, neededFacts, updatedBelow } from './formGroups.ts'
import { answerable } from './questions.ts'
import { readFacts } from './readFacts.ts'
import { usualKind } from './recipients.ts'

const dictionary = `枚举 性质
  英文 kind
  值 国有 stateOwned
  值 社会 private
事实 投资额 : 金额
  英文 investment
  主体 企业
  掌握 企业
  问 投资额是多少？
事实 收入 : 金额 逐年
  英文 revenue
  主体 企业
  掌握 企业
  问 各年收入是多少？
事实 有潜力 : 是否
  英文 promising
  主体 企业
  认定 区发展改革委
  问 是否被认定为有潜力？
集合 租约
  英文 leases
  主体 企业
  掌握 企业
  问 有哪些租约？
  字段 面积 : 数量（平方米）
    英文 area
    问 面积是多少？
`

const item = (name: string, category: string, amount: string) => `事项 ${name}
  编号 item-${name.length}-${amount.length}
  类别 ${category}
  给予 企业
  条件
    投资额 达到 100万元 引「投资额达到100万元」
  ${amount}
  责任 区发展改革委
  引「给予支持」
`

const document = `## 1. 支持 {#1}
> 投资额达到100万元的给予支持。

\`\`\`规则
文件 test-1
  名称 测试办法
  文号 测试〔2024〕1号
  发布 测试机关
  级别 区县
  地域 测试区
  成文 2024年1月1日
  施行 2024年1月1日
  失效 未载明
${item('定额甲', '奖补', '金额 10万元')}${item('定额奖乙', '奖补', '金额 0.5% × 投资额')}${item('上限奖', '奖补', '金额 至多 20万元')}${item('减免租金项', '减免', '金额 3万元')}${item('服务', '服务', '内容 上门服务')}
\`\`\`
`

const { program, diagnostics } = compile([
  { file: 'facts.rule', text: dictionary },
  { file: 'test-1/policy.md', text: document },
])
const { vocabulary } = program

function findingsOf(facts: Facts) {
  return evaluate(program, readFacts(usualKind, facts, vocabulary).subject, {
    at: parseDate('2025-06-01') ?? 0,
  })
}

test('the small library has no mistakes', () => {
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  )
})

describe('the head of the answer', () => {
  test('adds exact cash only; an upper bound, a relief and a service stand apart', () => {
    const totals = totalsOf(groupFindings(findingsOf({ 投资额: '200.01万元' })))
    assert.equal(totals.cash, '110000.50')
    assert.equal(totals.cashItems, 2)
    assert.deepEqual(totals.apart.map(({ title }) => title).sort(), ['上限奖', '减免租金项'])
    assert.equal(totals.undetermined, 0)
  })

  test('promises nothing while nothing is known', () => {
    const totals = totalsOf(groupFindings(findingsOf({})))
    assert.deepEqual([totals.cash, totals.cashItems, totals.apart], ['0.00', 0, []])
    assert.equal(totals.undetermined, 5)
  })

  test('keeps services apart from money', () => {
    const { eligible } = groupFindings(findingsOf({ 投资额: '100万元' }))
    assert.deepEqual(
      eligible.services.map(({ title }) => title),
      ['服务'],
    )
  })
})

describe('a value that cannot be read', () => {
  test('is said at its place and counts as unknown, and the rest still counts', () => {
    const { problems } = readFacts(
      usualKind,
      { 投资额: '很多', 收入: { 2023: 'x', 2024: '1万元' } },
      vocabulary,
    )
    assert.deepEqual([...problems.keys()].sort(), ['投资额', '收入.2023'])
    assert.match(problems.get('投资额') ?? '', /很多/)
    const outcomes = new Set(findingsOf({ 投资额: '很多' }).map(({ outcome }) => outcome))
    assert.deepEqual([...outcomes], ['undetermined'])
  })

  test('in the second element of a collection is said at the second element', () => {
    const { problems } = readFacts(usualKind, { 租约: [{ 面积: '10平方米' }, { 面积: '宽' }] }, vocabulary)
    assert.deepEqual([...problems.keys()], ['租约.1.面积'])
  })

  test('under a name that the dictionary does not know is said, and stops nothing', () => {
    const { problems } = readFacts(usualKind, { 旧事实: 1, 投资额: '100万元' }, vocabulary)
    assert.deepEqual([...problems.keys()], ['旧事实'])
    assert.equal(totalsOf(groupFindings(findingsOf({ 旧事实: 1, 投资额: '100万元' }))).cashItems, 2)
  })
})

test('a question that was answered 不清楚 is not asked again', () => {
  const names = (facts: Facts) =>
    answerable(nextQuestions(findingsOf(facts)), facts, vocabulary).map(({ name }) => name)
  assert.deepEqual(names({}), ['投资额'])
  assert.deepEqual(names({ 投资额: null }), [])
})

describe('the form', () => {
  const needed = ['投资额', '有潜力']
  const fields = fieldsOf(vocabulary, new Map(needed.map((name, rank) => [name, rank])))
  const arranged = (matters: { needed?: string[]; kept?: string[] }) =>
    arrange(fields, {
      kind: usualKind,
      needed: new Set(matters.needed ?? []),
      kept: new Set(matters.kept ?? []),
    })
  const open = ({ groups }: Arrangement) =>
    groups.flatMap(({ fields, folded }) => fields.map(({ name }) => name).filter((name) => !folded.has(name)))
  const folded = ({ groups }: Arrangement) => groups.flatMap((group) => [...group.folded])
  const others = (arrangement: Arrangement) => arrangement.others.map(({ name }) => name)

  test('shows what matters and folds what does not, or what a department decides', () => {
    const arrangement = arranged({ needed })
    assert.deepEqual(open(arrangement), ['投资额'])
    assert.deepEqual(folded(arrangement), ['有潜力'])
    assert.deepEqual(others(arrangement), ['收入', '租约'])
  })

  test('keeps in sight whatever was answered, whether it matters or not', () => {
    const arrangement = arranged({ kept: ['租约', '有潜力'] })
    assert.deepEqual(open(arrangement), ['租约', '有潜力'])
    assert.deepEqual(others(arrangement), ['投资额', '收入'])
  })

  test('changes only below the field in use: what stands above it stays, and nothing stands twice', () => {
    const before = arranged({ needed: ['投资额', '收入', '租约'] })
    const after = arranged({ needed: ['有潜力'], kept: ['收入'] })
    const arrangement = updatedBelow('收入', before, after)
    assert.deepEqual(open(arrangement), ['投资额', '收入'])
    assert.deepEqual(folded(arrangement), ['有潜力'])
    assert.deepEqual(others(arrangement), ['租约'])
    assert.equal(updatedBelow('有潜力', before, after), before)
  })

  test('is searched by names, questions and the parts of collections', () => {
    const found = (text: string) => fieldsWith(text, arranged({ needed })).map(({ name }) => name)
    assert.deepEqual(found('面积'), ['租约'])
    assert.deepEqual(found('认定为'), ['有潜力'])
    assert.deepEqual(found(' 投资'), ['投资额'])
    assert.deepEqual(found('没有这个词'), [])
  })

  test('asks for what open items need, and for what that is reckoned from', () => {
    assert.deepEqual([...neededFacts(findingsOf({}), vocabulary)], ['投资额'])
    assert.deepEqual([...neededFacts(findingsOf({ 投资额: '200万元' }), vocabulary)], [])
  })
})
