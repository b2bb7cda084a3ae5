// The command line as its user meets it: a real process, its output, its exit code.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Finding } from '#lang'

const main = join(import.meta.dirname, 'main.ts')
const folder = mkdtempSync(join(tmpdir(), 'duixian-'))

function duixian(args: readonly string[], input = ''): { status: number | null; out: string; err: string } {
  const { INIT_CWD: _, ...env } = process.env
  const result = spawnSync(process.execPath, [main, ...args], { input, encoding: 'utf8', cwd: folder, env })
  return {
    status: result.status,
    out: result.stdout,
    err: result.stderr.replace(/\(node:.*\n|\(Use .*\n/g, ''),
  }
}

function findings(facts: object, ...args: string[]): Finding[] {
  const { status, out, err } = duixian(
    ['evaluate', '--facts', '-', '--json', ...args],
    JSON.stringify({ subject: '企业', facts }),
  )
  assert.equal(status, 0, err)
  return JSON.parse(out)
}

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const lease = { 出租方性质: '国有', 月租金单价: 25, 面积: 8000, 当年月数: 12 }
const firm = {
  所在区县: '渝北区',
  有效资质: ['市级专精特新'],
  上年度工业总产值增速: '25%',
  上年度主营业务收入增速: '25%',
  租约: [lease],
}

test('evaluate answers in JSON with outcome, amount, reasons, caps and citations', () => {
  const [finding] = findings(firm, '--item', 'rent-relief-state-owned', '--at', '2025-06-01')
  assert.equal(finding?.outcome, 'eligible')
  assert.deepEqual(finding?.amount, { kind: 'exact', yuan: '480000.00' })
  assert.equal(finding?.article, '3')
  assert.deepEqual(
    finding?.caps.map((each) => [each.yuan, each.applied]),
    [['500000.00', false]],
  )
  assert.ok(finding?.citations.some((each) => each.quote === '增速超过 20%'))
})

test('the same facts under English names give the same answer', () => {
  const dictionary = JSON.parse(duixian(['facts', '--json']).out)
  const name = (chinese: string): string =>
    [...dictionary.facts, ...dictionary.collections].find((each: { name: string }) => each.name === chinese)
      .english
  const field = (chinese: string): string =>
    dictionary.collections
      .find((each: { name: string }) => each.name === '租约')
      .fields.find((each: { name: string }) => each.name === chinese).english
  const translated = Object.fromEntries(
    Object.entries(firm).map(([key, value]) => [
      name(key),
      key === '租约'
        ? [Object.fromEntries(Object.entries(lease).map(([each, of]) => [field(each), of]))]
        : value,
    ]),
  )
  assert.deepEqual(findings(translated, '--at', '2025-06-01'), findings(firm, '--at', '2025-06-01'))
})

test('every item of the document is answered, each with an outcome and an amount', () => {
  const all = findings({}, '--policy', 'yubei-2024-34', '--at', '2025-06-01')
  assert.ok(all.length >= 37)
  for (const each of all) {
    assert.match(each.outcome, /^(eligible|not_eligible|undetermined|not_applicable|not_in_force)$/)
    assert.match(each.amount.kind, /^(exact|upper_bound|range|candidates|unstated|non_monetary)$/)
  }
})

test('--trace adds the tree of what was looked at', () => {
  const [finding] = findings(firm, '--item', 'rent-relief-state-owned', '--at', '2025-06-01', '--trace')
  assert.match(JSON.stringify(finding?.trace), /上年度/)
})

test('explain reads as sentences with the numbers in them', () => {
  const input = JSON.stringify({
    facts: { ...firm, 上年度工业总产值增速: '18.2%', 上年度主营业务收入增速: '18.2%' },
  })
  const { out, status } = duixian(
    ['explain', '--facts', '-', '--item', 'rent-relief-state-owned', '--at', '2025-06-01'],
    input,
  )
  assert.equal(status, 0)
  assert.match(out, /国有厂房租金减免：不符合/)
  assert.match(out, /18\.2%，未超过20%，差1\.8个百分点/)
  assert.match(out, /渝北府办发〔2024〕34号/)
})

test('package adds what may be had together, and says what earlier payments used up, with the clause', () => {
  const history = [
    { 事项: '国有厂房租金减免', 文号: '渝北府办发〔2024〕34号', 金额: '20万元', 日期: '2025-02-01' },
    { 事项: '别的奖励', 文号: '某府发〔2020〕1号', 金额: '1万元', 日期: '2020-02-01' },
  ]
  const input = JSON.stringify({ subject: '企业', facts: { ...firm, 已获支持: history } })
  const args = ['package', '--facts', '-', '--item', 'rent-relief-state-owned', '--at', '2025-06-01']
  const { out, status, err } = duixian(args, input)
  assert.equal(status, 0, err)
  assert.match(out, /可得合计：费用减免 确定 30万元/)
  assert.match(out, /48万元 → 30万元：此前已获「国有厂房租金减免」20万元/)
  assert.match(out, /依据：渝北府办发〔2024〕34号 〔.+〕「每家企业减免额度不超过 50 万元\/年」/)
  assert.match(out, /「别的奖励」1万元（某府发〔2020〕1号，2020-02-01）：不属于现有文件的任何事项/)
  const found = JSON.parse(duixian([...args, '--json'], input).out)
  assert.equal(found.kind, 'settled')
  assert.deepEqual(found.variants[0].certain.totals, [{ nature: 'relief', yuan: '300000.00' }])
})

test('test runs the worked cases and ends with their count', () => {
  const { out, status } = duixian(['test', 'yubei-2024-34'])
  assert.equal(status, 0)
  assert.match(out.trimEnd(), /\n?\d+ passed, 0 failed$/)
})

test('check reports every error of a file, with its line, and exits with 1', () => {
  const policy =
    '# 一 {#1}\n\n> 给予10万元奖励。\n\n```规则\n文件 bad\n  名称 坏\n  文号 一号\n  发布 某\n  成文 2024年1月1日\n事项 奖励\n  编号 award\n  类别 奖补\n  给予 企业\n  条件\n    成立日期 超过 20%\n    没有的事实 为 是\n  金额 10万元 引「给予20万元」\n```\n'
  const path = file('policy.md', policy)
  const { out, status } = duixian(['check', path])
  assert.equal(status, 1)
  for (const code of ['E0201', 'E0301', 'E0401']) assert.match(out, new RegExp(code))
  const data = JSON.parse(duixian(['check', path, '--json']).out)
  assert.deepEqual(data.map((each: { code: string }) => each.code).sort(), ['E0201', 'E0301', 'E0401'])
  assert.ok(data.every((each: { line: number }) => each.line > 0))
})

test('fmt leaves the library as it is, and a file with a syntax error untouched', () => {
  assert.equal(duixian(['fmt', '--check']).status, 0)
  const broken = '事实 甲 金额\n  英文 a\n'
  const path = file('broken.rule', broken)
  assert.equal(duixian(['fmt', path]).status, 1)
  assert.equal(readFileSync(path, 'utf8'), broken)
  const loose = file('loose.rule', '事实  甲  :  金额\n    英文   a\n    掌握 企业\n    问 多少\n')
  assert.equal(duixian(['fmt', loose]).status, 0)
  assert.equal(readFileSync(loose, 'utf8'), '事实 甲 : 金额\n  英文 a\n  掌握 企业\n  问 多少\n')
})

test('ir prints one document as JSON', () => {
  const program = JSON.parse(duixian(['ir', 'yubei-2024-34']).out)
  assert.equal(program.version, 1)
  assert.equal(program.policies[0].document.number, '渝北府办发〔2024〕34号')
})

test('errors of use are one clear line and exit code 2', () => {
  const good = file('facts.json', '{"facts":{}}')
  const wrong: readonly [readonly string[], RegExp][] = [
    [[], /没有写命令/],
    [['judge'], /没有命令「judge」/],
    [['evaluate'], /缺少 --facts/],
    [['package'], /缺少 --facts/],
    [['evaluate', '--facts', 'nowhere.json'], /读不到事实文件/],
    [['evaluate', '--facts', good, '--at', '2025-02-30'], /不是日历上的日期/],
    [['evaluate', '--facts', good, '--policy', 'nope'], /没有文件「nope」/],
    [['evaluate', '--facts', good, '--item', 'nope'], /没有事项「nope」/],
    [['evaluate', '--facts', good, '--frobnicate'], /不认识的选项/],
    [['evaluate', '--facts', file('bad.json', '{"facts":')], /不是合格的 JSON/],
    [['evaluate', '--facts', file('list.json', '[]')], /应为一个 JSON 对象/],
    [['evaluate', '--facts', file('name.json', '{"facts":{"所在区":"渝北区"}}')], /是否指「所在区县」/],
    [['evaluate', '--facts', file('type.json', '{"facts":{"有效资质":"市级专精特新"}}')], /应为数组/],
    [['evaluate', '--facts', file('unit.json', '{"facts":{"上年度工业总产值增速":"20万元"}}')], /单位不符/],
    [['evaluate', '--facts', file('ratio.json', '{"facts":{"上年度工业总产值增速":18.2}}')], /分不清/],
    [['evaluate', '--facts', file('day.json', '{"facts":{"成立日期":"2024-02-30"}}')], /日历上没有这一天/],
    [
      ['evaluate', '--facts', file('code.json', '{"facts":{"统一社会信用代码":"91350100M000100Y4Z"}}')],
      /末位应为 3/,
    ],
    [['evaluate', '--facts', file('range.json', '{"facts":{"租约":[{"当年月数":13}]}}')], /当年月数/],
    [['check', 'nowhere'], /没有文件或文件夹/],
    [['test', 'nope'], /没有文件「nope」/],
  ]
  for (const [args, message] of wrong) {
    const { status, err, out } = duixian(args)
    assert.equal(status, 2, args.join(' '))
    assert.match(err, message)
    assert.equal(err.trimEnd().split('\n').length, 1, err)
    assert.equal(out, '')
  }
})

test('readings lists every reading with its authority and what each alternative pays, as data too', () => {
  const { out } = duixian(['readings', 'yubei-2024-34'])
  assert.match(out, /社会厂房补贴的年度额度（区经济信息委）/)
  assert.match(out, /甲 符合、确定 36万元；乙 符合、确定 20万元/)
  const data = JSON.parse(duixian(['readings', 'yubei-2024-34', '--json']).out)
  assert.ok(data.length > 0)
  assert.ok(data.every((each: { policy: string }) => each.policy === 'yubei-2024-34'))
})

test('readings --docx writes the letter; an unknown document is an error of use', () => {
  const { status, out } = duixian(['readings', '渝北府办发〔2024〕34号', '--docx', 'ask.docx'])
  assert.equal(status, 0)
  assert.match(out, /^已写入ask\.docx：\d+处口径\n$/)
  assert.equal(readFileSync(join(folder, 'ask.docx')).toString('latin1', 0, 2), 'PK')
  assert.equal(duixian(['readings', 'nowhere']).status, 2)
})

test('parameters lists what a reform can change, with its phrase', () => {
  const { status, out } = duixian(['parameters', '--item', 'rent-relief-state-owned'])
  assert.equal(status, 0)
  assert.match(out, /门槛 {2}「上年度产值增速 超过 20%」的20% {2}〔3. 保障生产用房〕「增速超过 20%」/)
  assert.match(out, /yubei-2024-34\/items\/rent-relief-state-owned\/caps\/0\/limit/)
  const json = JSON.parse(duixian(['parameters', '--policy', 'beibei-2025-108', '--json']).out)
  assert.ok(json.length > 10 && json.every((each: { policy: string }) => each.policy === 'beibei-2025-108'))
  assert.equal(duixian(['parameters', '--item', 'nothing']).status, 2)
})

test('sql --stacking prints what can be had together and names what it cannot settle', () => {
  const rent = ['--item', 'rent-relief-state-owned', '--item', 'rent-subsidy-private']
  const one = ['sql', '--dialect', 'clickhouse', '--stacking', '--at', '2025-12-31']
  const settled = duixian([...one, ...rent])
  assert.equal(settled.status, 0, settled.err)
  assert.match(settled.out, /CREATE TABLE item_result \(/)
  assert.match(settled.out, /INSERT INTO item_result/)
  assert.match(settled.out, /-- 两条渠道合计封顶/)
  assert.match(settled.out, /LEAST\(\(low_0 \+ low_1\), toInt256\(50000000\)\)/)
  const silent = duixian([...one, '--item', 'award-ipo', '--item', 'award-neeq-listing'])
  assert.equal(silent.status, 1)
  assert.match(silent.err, /E0602 {2}「上市挂牌」不能在ClickHouse里合算：文件没有写两项能否都得/)
})

test('sql prints statements with their articles, tables, and what it cannot say', () => {
  const one = ['--item', 'rent-relief-state-owned', '--at', '2025-12-31']
  const statement = duixian(['sql', '--dialect', 'postgresql', ...one])
  assert.equal(statement.status, 0, statement.err)
  assert.match(statement.out, /^-- 《渝北区促进“专精特新”中小企业发展若干政策措施》.*3\. 保障生产用房/)
  assert.match(statement.out, /原文：「按照 5 元\/平方米·月的标准对企业给予减免」/)
  assert.match(statement.out, /;\n$/)
  const summary = duixian(['sql', '--dialect', 'duckdb', '--summary', '--parquet', '/data/p', ...one])
  assert.match(
    summary.out,
    /CREATE OR REPLACE VIEW lease AS SELECT \* FROM read_parquet\('\/data\/p\/lease\.parquet'\);/,
  )
  assert.match(summary.out, /GROUP BY outcome, amount_kind/)
  const schema = duixian(['sql', '--dialect', 'clickhouse', '--schema', '--kind', '机构'])
  assert.match(schema.out, /CREATE TABLE institution \(/)
  const unknown = duixian(['sql', '--dialect', 'oracle'])
  assert.deepEqual(
    [unknown.status, unknown.err],
    [2, '没有方言「oracle」，可用：postgresql、duckdb、clickhouse\n'],
  )
  const years = duixian(['sql', '--dialect', 'duckdb', '--years', '2025'])
  assert.deepEqual([years.status, years.err], [2, '--years 「2025」应写成起止年份，例如 2020-2025\n'])
})
