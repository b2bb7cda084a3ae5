// The meaning of the language on small documents of its own: one title, one rule of the semantics.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compile } from '../check/compile.ts'
import { amountText, outcomeText } from '../explain/explain.ts'
import { parseDate } from '../values/dates.ts'
import { evaluate } from './evaluate.ts'
import type { Finding } from './finding.ts'
import { readSubject } from './readSubject.ts'

const DICTIONARY = `
枚举 级别
  英文 level
  值 国家级 national
  值 市级 municipal
枚举 称号
  英文 title
  值 甲等 first
  值 乙等 second
事实 投资额 : 金额
  英文 investment
  主体 企业
  掌握 企业
  范围 不低于 0元
  问 项目投资额是多少？
事实 增长率 : 比例
  英文 growthRate
  主体 企业
  掌握 企业
  可不适用
  问 增长率是多少？
事实 人数 : 数量（人）
  英文 headcount
  掌握 企业
  范围 不低于 0人
  问 有多少人？
事实 等级 : 级别
  英文 grade
  掌握 企业
  问 是哪一级？
事实 所获称号 : 多选 称号
  英文 titles
  掌握 企业
  问 有哪些称号？
事实 研发投入 : 金额 逐年
  英文 researchSpend
  掌握 企业
  范围 不低于 0元
  问 各年研发投入是多少？
事实 研发增速 : 比例
  英文 researchGrowth
  推导 增速(研发投入)
  问 研发投入增速是多少？
事实 特别重大 : 是否
  英文 exceptional
  认定 区政府
  问 是否认定为特别重大？
集合 项目
  英文 projects
  掌握 企业
  问 有哪些项目？
  字段 名目 : 文本
    英文 name
    问 名目？
  字段 设备款 : 金额
    英文 equipment
    范围 不低于 0元
    问 设备款？
  字段 完成日 : 日期
    英文 completedOn
    问 何时完成？
集合 已获支持
  英文 supportReceived
  掌握 企业
  问 此前获得过什么？
  字段 事项 : 文本
    英文 item
    问 哪一项？
  字段 文号 : 文本
    英文 documentNumber
    问 依据？
  字段 金额 : 金额
    英文 amount
    问 多少？
  字段 日期 : 日期
    英文 date
    问 何时？
`

const HEAD = `文件 test-doc
  名称 测试办法
  文号 测府发〔2024〕1号
  发布 测试区政府
  成文 2024年1月10日
  施行 2024年2月1日 引「自2024年2月1日起施行」
  失效 2026年1月31日 引「有效期两年」
`

const TEXT = '甲款。乙款。丙款。丁款。合计。自2024年2月1日起施行，有效期两年。'

function findings(rules: string, facts: unknown, at = '2025-03-01', head = HEAD): readonly Finding[] {
  const policy = {
    file: 'test/policy.md',
    text: `# 第一条 {#1}\n\n> ${TEXT}\n\n\`\`\`规则\n${head}\n${rules}\n\`\`\`\n`,
  }
  const { program, diagnostics } = compile([{ file: 'facts.rule', text: DICTIONARY }, policy])
  assert.deepEqual(
    diagnostics.map((each) => [each.code, policy.text.slice(each.at.start, each.at.end)]),
    [],
  )
  const { subject, problems } = readSubject({ subject: '企业', facts }, program.vocabulary)
  assert.deepEqual(problems, [])
  assert.ok(subject)
  return evaluate(program, subject, { at: parseDate(at) ?? 0 })
}

function item(body: string, title = '补助'): string {
  return `事项 ${title}\n  编号 ${title === '补助' ? 'grant' : 'other'}\n  类别 奖补\n  给予 企业\n  引「甲款」\n${body}\n`
}

function answer(rules: string, facts: unknown, at?: string): string {
  const [finding] = findings(rules, facts, at)
  assert.ok(finding)
  return `${outcomeText(finding.outcome)} ${amountText(finding.amount)}`
}

const above = item('  条件\n    增长率 超过 10%\n  金额 5万元')
const reached = item('  条件\n    增长率 达到 10%\n  金额 5万元')

test('超过 needs more than the threshold, 达到 is met by it', () => {
  assert.equal(answer(above, { 增长率: '10%' }), '不符合 确定 0元')
  assert.equal(answer(above, { 增长率: '10.0001%' }), '符合 确定 5万元')
  assert.equal(answer(reached, { 增长率: '10%' }), '符合 确定 5万元')
  assert.equal(answer(reached, { 增长率: '9.9999%' }), '不符合 确定 0元')
})

test('unknown is not false and not zero', () => {
  assert.equal(answer(above, {}), '待定 区间 0元 至 5万元')
  assert.equal(answer(above, { 增长率: null }), '待定 区间 0元 至 5万元')
  assert.equal(answer(item('  金额 10% × 投资额\n  封顶 每企业每年 50万元'), {}), '符合 区间 0元 至 50万元')
})

test('不适用 makes every comparison fail, whichever way it points', () => {
  assert.equal(answer(above, { 增长率: '不适用' }), '不符合 确定 0元')
  assert.equal(
    answer(item('  条件\n    增长率 不超过 10%\n  金额 5万元'), { 增长率: '不适用' }),
    '不符合 确定 0元',
  )
})

test('a document does not exist outside its interval', () => {
  assert.equal(answer(above, { 增长率: '20%' }, '2024-01-31'), '不在有效期 确定 0元')
  assert.equal(answer(above, { 增长率: '20%' }, '2024-02-01'), '符合 确定 5万元')
  assert.equal(answer(above, { 增长率: '20%' }, '2026-01-31'), '符合 确定 5万元')
  assert.equal(answer(above, { 增长率: '20%' }, '2026-02-01'), '不在有效期 确定 0元')
})

test('至多 is an upper bound and stays one under a cap', () => {
  const grant = item('  金额 至多 15% × 投资额\n  封顶 范围未明 1000万元')
  assert.equal(answer(grant, { 投资额: '2000万元' }), '符合 上限 300万元')
  assert.equal(answer(grant, { 投资额: '2亿元' }), '符合 上限 1000万元')
  assert.equal(answer(grant, {}), '符合 上限 1000万元')
})

test('a soft cap that binds leaves an upper bound; an exception may lift the hard one', () => {
  const grant = item(
    '  金额 投资额\n  封顶 每项目 5% × 投资额 原则上\n  封顶 每项目 200万元 当 非 特别重大\n  封顶 每项目 500万元 原则上 当 特别重大',
  )
  assert.equal(answer(grant, { 投资额: '1亿元', 特别重大: '否' }), '符合 上限 200万元')
  assert.equal(answer(grant, { 投资额: '1亿元', 特别重大: '是' }), '符合 上限 500万元')
  assert.equal(answer(grant, { 投资额: '1000万元', 特别重大: '否' }), '符合 上限 50万元')
})

test('a range and alternatives without criteria are shown as such', () => {
  assert.equal(answer(item('  金额 区间 100万元 至 500万元'), {}), '符合 区间 100万元 至 500万元')
  assert.equal(answer(item('  金额 备选 50万元、25万元'), {}), '符合 备选 50万元、25万元')
  assert.equal(answer(item('  金额 未明确'), {}), '符合 未明确')
})

test('a decision is waited for, and named with its department', () => {
  const [finding] = findings(item('  条件\n    特别重大\n  金额 5万元'), {})
  assert.equal(finding?.outcome, 'undetermined')
  assert.deepEqual(finding?.causes, ['decision'])
  assert.deepEqual(
    finding?.needs.map((each) => [each.fact, each.authority.name, each.cause]),
    [['特别重大', '区政府', 'decision']],
  )
})

const reading = `口径 算法
  编号 method
  问 怎么算
  请示 区发展改革委
  引「乙款」
  甲 从宽
    设 门槛 = 10%
  乙 从严
    设 门槛 = 20%
  现状 未定
`
const byReading = `${reading}${item('  条件\n    增长率 超过 门槛\n  金额 5万元')}`

test('readings that agree leave a certain answer; where they differ, both are shown', () => {
  assert.equal(answer(byReading, { 增长率: '25%' }), '符合 确定 5万元')
  assert.equal(answer(byReading, { 增长率: '5%' }), '不符合 确定 0元')
  assert.equal(answer(byReading, { 增长率: '15%' }), '待定 备选 5万元、0元')
  const [finding] = findings(byReading, { 增长率: '15%' })
  assert.deepEqual(finding?.causes, ['reading'])
  assert.deepEqual(
    finding?.readings.map((each) => [
      each.id,
      each.decisive,
      each.alternatives.map((alternative) => alternative.outcome),
    ]),
    [['method', true, ['eligible', 'not_eligible']]],
  )
})

test('a decided reading is followed', () => {
  const decided = byReading.replace(
    '现状 未定',
    '现状 采用甲 于 2025年1月1日 由 区发展改革委 依据 测发改函〔2025〕1号',
  )
  assert.equal(answer(decided, { 增长率: '15%' }), '符合 确定 5万元')
})

const tiers = (policy: string): string =>
  item(
    `  金额 分档 ${policy}\n    一般「普通」 取 10万元\n    例外「大额」 当 投资额 达到 1000万元 取 20万元\n    例外「国家级」 当 等级 为 国家级 取 50万元`,
  )

test('exceptions override the general case; two that differ are a conflict, not a choice', () => {
  assert.equal(answer(tiers('唯一'), { 投资额: 0, 等级: '市级' }), '符合 确定 10万元')
  assert.equal(answer(tiers('唯一'), { 投资额: 0, 等级: '国家级' }), '符合 确定 50万元')
  const [both] = findings(tiers('唯一'), { 投资额: '2000万元', 等级: '国家级' })
  assert.equal(both?.outcome, 'undetermined')
  assert.deepEqual(both?.causes, ['conflict'])
  assert.equal(answer(tiers('就高'), { 投资额: '2000万元', 等级: '国家级' }), '符合 确定 50万元')
  assert.equal(answer(tiers('累计'), { 投资额: '2000万元', 等级: '国家级' }), '符合 确定 70万元')
})

test('an exception to an exception wins over it', () => {
  const nested = item(
    '  金额 分档 唯一\n    一般「普通」 取 10万元\n    例外「国家级」 之于「普通」 当 等级 为 国家级 取 50万元\n    例外「小额」 之于「国家级」 当 投资额 低于 100万元 取 30万元',
  )
  assert.equal(answer(nested, { 等级: '国家级', 投资额: '50万元' }), '符合 确定 30万元')
  assert.equal(answer(nested, { 等级: '国家级', 投资额: '100万元' }), '符合 确定 50万元')
  assert.equal(answer(nested, { 等级: '市级', 投资额: '50万元' }), '符合 确定 10万元')
  assert.equal(answer(nested, { 等级: '国家级' }), '符合 区间 30万元 至 50万元')
})

const each = item(
  '  每 项目 其中 项目.设备款 超过 0元\n  条件\n    项目.设备款 达到 100万元\n  金额 10% × 项目.设备款\n  封顶 每项目 30万元\n  封顶 每企业每年 50万元',
)

test('每 adds up elements, with caps on each and on the sum', () => {
  assert.equal(answer(each, { 项目: [] }), '不符合 确定 0元')
  assert.equal(answer(each, { 项目: [{ 设备款: '200万元' }] }), '符合 确定 20万元')
  assert.equal(answer(each, { 项目: [{ 设备款: '400万元' }] }), '符合 确定 30万元')
  assert.equal(answer(each, { 项目: [{ 设备款: '400万元' }, { 设备款: '300万元' }] }), '符合 确定 50万元')
  assert.equal(answer(each, { 项目: [{ 设备款: '100万元' }, { 设备款: '99.99万元' }] }), '符合 确定 10万元')
  assert.equal(answer(each, { 项目: [{ 设备款: '100万元' }, {}] }), '符合 区间 10万元 至 40万元')
  assert.equal(answer(each, {}), '待定 区间 0元 至 50万元')
})

const staged = `事项 挂牌\n  编号 listing\n  类别 奖补\n  给予 企业\n  引「甲款」
  阶段 一
    凭 项目 其中 项目.名目 为「备案」
    时点 项目.完成日
    金额 100万元 引「乙款」
  阶段 二
    凭 项目 其中 项目.名目 为「上市」
    时点 项目.完成日
    金额 200万元 引「丙款」
  合计 300万元 引「合计」\n`

test('stages are granted one by one; an older event is in doubt, a later one has not happened', () => {
  const event = (名目: string, 完成日: string): object => ({ 名目, 完成日 })
  assert.equal(answer(staged, { 项目: [event('备案', '2024-03-01')] }), '符合 确定 100万元')
  assert.equal(
    answer(staged, { 项目: [event('备案', '2024-03-01'), event('上市', '2025-01-01')] }),
    '符合 确定 300万元',
  )
  assert.equal(
    answer(staged, { 项目: [event('备案', '2024-03-01'), event('备案', '2024-04-01')] }),
    '符合 确定 100万元',
  )
  assert.equal(answer(staged, { 项目: [event('备案', '2024-01-31')] }), '待定 区间 0元 至 100万元')
  assert.equal(answer(staged, { 项目: [event('备案', '2025-03-02')] }), '不符合 确定 0元')
  const [doubt] = findings(staged, { 项目: [event('备案', '2024-01-31')] })
  assert.deepEqual(doubt?.causes, ['time'])
  const back = staged.replace('时点 项目.完成日', '时点 项目.完成日\n    溯及 2023年1月1日')
  assert.equal(answer(back, { 项目: [event('备案', '2023-01-01')] }), '符合 确定 100万元')
})

test('频次 一次性 looks at the history, and unknown history leaves the item open', () => {
  const once = item('  金额 5万元\n  频次 一次性 引「丁款」')
  const received = { 事项: '补助', 文号: '测府发〔2024〕1号', 金额: '5万元', 日期: '2024-06-01' }
  assert.equal(answer(once, { 已获支持: [] }), '符合 确定 5万元')
  assert.equal(answer(once, { 已获支持: [received] }), '不符合 确定 0元')
  assert.equal(answer(once, {}), '待定 区间 0元 至 5万元')
  const yearly = once.replace('一次性', '每年一次')
  assert.equal(answer(yearly, { 已获支持: [received] }), '符合 确定 5万元')
  assert.equal(answer(yearly, { 已获支持: [{ ...received, 日期: '2025-01-02' }] }), '不符合 确定 0元')
})

test('a repealing document ends the repealed one', () => {
  const other = HEAD.replace('test-doc', 'new-doc')
    .replace('测府发〔2024〕1号', '测府发〔2025〕9号')
    .replace('2024年1月10日', '2025年1月10日')
    .replace('施行 2024年2月1日 引「自2024年2月1日起施行」', '施行 未载明')
    .replace('  失效', '  废止 测府发〔2024〕1号\n  失效')
  const file = (name: string, head: string): { file: string; text: string } => ({
    file: `${name}/policy.md`,
    text: `# 一 {#1}\n\n> ${TEXT}\n\n\`\`\`规则\n${head}\n${above}\n\`\`\`\n`,
  })
  const { program } = compile([
    { file: 'facts.rule', text: DICTIONARY },
    file('old', HEAD),
    file('new', other),
  ])
  const { subject } = readSubject({ facts: { 增长率: '20%' } }, program.vocabulary)
  assert.ok(subject)
  const outcomes = (at: string): string[] =>
    evaluate(program, subject, { at: parseDate(at) ?? 0 }).map((found) => found.outcome)
  assert.deepEqual(outcomes('2025-01-09'), ['eligible', 'not_in_force'])
  assert.deepEqual(outcomes('2025-01-10'), ['not_in_force', 'eligible'])
})

test('an external standard that nobody has supplied leaves the amount unstated, a filled one is used', () => {
  const hole = `外部标准 相应标准 : 金额 引「丙款」\n  依据 相应标准\n  请示 区财政局\n${item('  金额 相应标准')}`
  assert.equal(answer(hole, {}), '待定 未明确')
  const filled = hole.replace('事项 补助', '填补 相应标准 = 8万元\n  来源 测财发〔2025〕3号\n事项 补助')
  assert.equal(answer(filled, {}), '符合 确定 8万元')
})

test('a given growth rate that contradicts the yearly figures is a conflict', () => {
  const grown = item('  条件\n    研发增速 超过 10%\n  金额 5万元')
  const years = { 研发投入: { 2023: '100万元', 2024: '120万元' } }
  assert.equal(answer(grown, years), '符合 确定 5万元')
  assert.equal(answer(grown, { ...years, 研发增速: '20%' }), '符合 确定 5万元')
  assert.equal(answer(grown, { ...years, 研发增速: '5%' }), '待定 区间 0元 至 5万元')
  assert.equal(answer(grown, { 研发投入: { 2023: 0, 2024: '120万元' } }), '不符合 确定 0元')
})

test('an amount is computed exactly and rounded down once, and says so', () => {
  const third = item('  金额 投资额 ÷ 3')
  const [finding] = findings(third, { 投资额: '100元' })
  assert.deepEqual(finding?.amount, { kind: 'exact', yuan: '33.33' })
  assert.deepEqual(
    finding?.flags.map((flag) => flag.code),
    ['rounded'],
  )
})

test('an item for another kind of subject does not apply', () => {
  assert.equal(answer(above.replace('给予 企业', '给予 楼宇'), {}), '不适用 确定 0元')
})

test('a refusal says by how much, and what would have to change', () => {
  const [finding] = findings(above, { 增长率: '8.2%' })
  assert.equal(finding?.reasons[0]?.text, '增长率为8.2%，未超过10%，差1.8个百分点')
  assert.deepEqual(finding?.changes, [{ fact: '增长率', has: '8.2%', needs: '超过10%', gap: '1.8个百分点' }])
})
