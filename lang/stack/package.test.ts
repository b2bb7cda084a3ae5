// What a subject may have together, on small documents of its own: one title, one rule of the meaning.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compile } from '../check/compile.ts'
import { evaluate } from '../run/evaluate.ts'
import { readSubject } from '../run/readSubject.ts'
import { parseDate } from '../values/dates.ts'
import { bestPackage } from './package.ts'
import type { Choice, Package, Step, Variant } from './result.ts'

const DICTIONARY = `
枚举 区县
  英文 district
  值 甲区 first
枚举 级别
  英文 grade
  值 龙头型 leading
  值 成长型 growing
事实 甲额 : 金额
  英文 a
  掌握 企业
  范围 不低于 0元
  问 甲额？
事实 乙额 : 金额
  英文 b
  掌握 企业
  范围 不低于 0元
  问 乙额？
事实 丙额 : 金额
  英文 c
  掌握 企业
  范围 不低于 0元
  问 丙额？
事实 等级 : 级别
  英文 level
  掌握 企业
  问 等级？
事实 已认定 : 是否
  英文 recognised
  认定 区政府
  问 认定？
集合 已获支持
  英文 supportReceived
  掌握 区财政局
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

const FIRST = '甲办发〔2024〕1号'
const SECOND = '甲办发〔2023〕9号'
const CITY = '市办发〔2024〕3号'

function documentText(id: string, number: string, rules: string, level = '区县'): string {
  return `# 第一条 {#1}

> 甲款。乙款。丙款。合计不超过。就高。自2024年1月1日起施行。

\`\`\`规则
文件 ${id}
  名称 办法
  文号 ${number}
  发布 甲区政府
  级别 ${level}
  地域 ${level === '市级' ? '某市' : '甲区'}
  成文 2024年1月1日
  施行 2024年1月1日 引「自2024年1月1日起施行」
${id === 'first' ? '  废止 甲办发〔2020〕5号\n' : ''}${rules}
\`\`\`
`
}

function item(id: string, amount: string, rest = ''): string {
  return `事项 ${id}事项\n  编号 ${id}\n  类别 奖补\n  给予 企业\n  金额 ${amount} 引「甲款」\n${rest}\n`
}

function relation(kind: string, body: string): string {
  return `关系 ${kind}关系\n  编号 rel-${body.length}\n  类别 ${kind}\n${body}\n  引「就高」\n`
}

type Library = {
  readonly first?: string
  readonly second?: string
  readonly city?: string
  readonly matters?: string
}

const EVERYTHING = { 甲额: '30万元', 乙额: '50万元', 丙额: '20万元', 已获支持: [] }

function packageOf(library: Library, facts: object = EVERYTHING, at = '2025-06-01'): Package {
  const { first = '', second, city, matters = '' } = library
  const files = [
    { file: 'facts.rule', text: DICTIONARY + matters },
    { file: 'first/policy.md', text: documentText('first', FIRST, first) },
    ...(second === undefined
      ? []
      : [{ file: 'second/policy.md', text: documentText('second', SECOND, second) }]),
    ...(city === undefined
      ? []
      : [{ file: 'city/policy.md', text: documentText('city', CITY, city, '市级') }]),
  ]
  const { program, diagnostics } = compile(files)
  assert.deepEqual(
    diagnostics.map((each) => [each.code, each.at.file, each.args]),
    [],
  )
  const { subject, problems } = readSubject({ subject: '企业', facts }, program.vocabulary)
  assert.deepEqual(problems, [])
  assert.ok(subject)
  const day = parseDate(at) ?? 0
  return bestPackage(program, subject, evaluate(program, subject, { at: day }), { at: day })
}

function only(found: Package): Variant {
  assert.equal(found.variants.length, 1)
  const [variant] = found.variants
  assert.ok(variant)
  return variant
}

/** "一 30 → 0": item, and from what to what, in 万元. */
function shares(choice: Choice): string[] {
  return choice.shares.map((each) => `${each.item} ${wan(each.from)} → ${wan(each.to)}`)
}

function totals(choice: Choice): string[] {
  return choice.totals.map((each) => `${each.nature} ${wan(each.yuan)}`)
}

function wan(yuan: string | null): string {
  return yuan === null ? '以上' : String(Number(yuan) / 10_000)
}

function stepOf(choice: Choice, id: string): Step {
  const [step] = choice.shares.find((each) => each.item === id)?.steps ?? []
  assert.ok(step, `${id} was not changed`)
  return step
}

const received = (事项: string, 金额: string, 日期 = '2025-03-01', 文号 = FIRST) => ({
  事项,
  文号,
  金额,
  日期,
})

const THREE = item('a', '甲额') + item('b', '乙额') + item('c', '丙额')

describe('relations', () => {
  test('without any the amounts are added', () => {
    const found = packageOf({ first: THREE })
    assert.equal(found.kind, 'settled')
    assert.deepEqual(totals(only(found).certain), ['cash 100'])
  })

  test('互斥: one is taken, and the other says which relation and which item shut it out', () => {
    const { certain } = only(packageOf({ first: THREE + relation('互斥', '  成员 a、b') }))
    assert.deepEqual(shares(certain), ['a 30 → 0', 'b 50 → 50', 'c 20 → 20'])
    const { cause } = stepOf(certain, 'a')
    assert.ok(cause.kind === 'relation')
    assert.deepEqual([cause.relation.title, cause.relation.number], ['互斥关系', FIRST])
    assert.equal(cause.relation.citations[0]?.quote, '就高')
    assert.deepEqual(
      cause.with.map((each) => each.item),
      ['b'],
    )
  })

  test('互斥: what was received for another member shuts an item out, even without its amount', () => {
    const first =
      item('a', '甲额') + item('b', '乙额', '  频次 一次性 引「乙款」') + relation('互斥', '  成员 a、b')
    const paid = packageOf({ first }, { ...EVERYTHING, 已获支持: [received('b', '50万元')] })
    assert.deepEqual(shares(only(paid).certain), ['a 30 → 0'])
    assert.deepEqual(stepOf(only(paid).certain, 'a').cause.kind, 'received')
    const entry = { 事项: 'b', 文号: FIRST, 日期: '2025-03-01' }
    assert.deepEqual(shares(only(packageOf({ first }, { ...EVERYTHING, 已获支持: [entry] })).possible), [
      'a 30 → 0',
    ])
  })

  test('就高不重复: of equal amounts the earlier item is paid, of others the higher', () => {
    const first = THREE + relation('就高不重复', '  成员 a、b')
    for (const [a, expected] of [
      ['49万元', ['a 49 → 0', 'b 50 → 50', 'c 20 → 20']],
      ['50万元', ['a 50 → 50', 'b 50 → 0', 'c 20 → 20']],
      ['51万元', ['a 51 → 51', 'b 50 → 0', 'c 20 → 20']],
    ] as const) {
      assert.deepEqual(shares(only(packageOf({ first }, { ...EVERYTHING, 甲额: a })).certain), expected)
    }
  })

  test('就高不重复: after a lower one was paid only the difference is left, after a higher one nothing', () => {
    const once = '  频次 一次性 引「甲款」'
    const first = item('a', '甲额', once) + item('b', '乙额', once) + relation('就高不重复', '  成员 a、b')
    const after = (amount: string, 事项: string) =>
      shares(only(packageOf({ first }, { ...EVERYTHING, 已获支持: [received(事项, amount)] })).certain)
    assert.deepEqual(after('30万元', 'a'), ['b 50 → 20'])
    assert.deepEqual(after('50万元', 'a'), ['b 50 → 0'])
    assert.deepEqual(after('51万元', 'a'), ['b 50 → 0'])
    assert.deepEqual(after('10万元', 'b'), ['a 30 → 20'])
  })

  test('就高不重复 speaks of different items: whether one of them is paid again is its own frequency', () => {
    const first = THREE + relation('就高不重复', '  成员 a、b')
    const facts = { ...EVERYTHING, 已获支持: [received('b', '50万元')] }
    assert.deepEqual(shares(only(packageOf({ first }, facts)).certain), [
      'a 30 → 0',
      'b 50 → 50',
      'c 20 → 20',
    ])
  })

  test('就高不重复: of items paid every year, earlier years do not count', () => {
    const yearly = '  频次 每年一次 引「甲款」'
    const first =
      item('a', '甲额', yearly) + item('b', '乙额', yearly) + relation('就高不重复', '  成员 a、b')
    const after = (date: string) =>
      shares(only(packageOf({ first }, { ...EVERYTHING, 已获支持: [received('a', '30万元', date)] })).certain)
    assert.deepEqual(after('2024-12-31'), ['a 30 → 0', 'b 50 → 50'])
    assert.deepEqual(after('2025-01-01'), ['b 50 → 20'])
  })

  test('合计封顶: below, at and above the ceiling', () => {
    const at = (ceiling: string) => {
      const first = THREE + relation('合计封顶', `  成员 a、b\n  封顶 每企业每年 ${ceiling} 引「合计不超过」`)
      return totals(only(packageOf({ first })).certain)[0]
    }
    assert.deepEqual([at('81万元'), at('80万元'), at('79万元')], ['cash 100', 'cash 100', 'cash 99'])
  })

  test('合计封顶: what was received in the same calendar year counts, for 每企业 all of it', () => {
    const at = (scope: string, date: string) => {
      const first = THREE + relation('合计封顶', `  成员 a、b\n  封顶 ${scope} 60万元 引「合计不超过」`)
      const facts = { ...EVERYTHING, 已获支持: [received('a', '15万元', date)] }
      return shares(only(packageOf({ first }, facts)).certain)
    }
    assert.deepEqual(at('每企业每年', '2025-01-01'), ['a 30 → 30', 'b 50 → 15', 'c 20 → 20'])
    assert.deepEqual(at('每企业每年', '2024-12-31'), ['a 30 → 30', 'b 50 → 30', 'c 20 → 20'])
    assert.deepEqual(at('每企业', '2024-12-31'), ['a 30 → 30', 'b 50 → 15', 'c 20 → 20'])
  })

  test('合计封顶 of each project limits the sure sum only, and says why', () => {
    const first = THREE + relation('合计封顶', '  成员 a、b\n  封顶 每项目 60万元 引「合计不超过」')
    const { certain, possible, open } = only(packageOf({ first }))
    assert.deepEqual([totals(certain), totals(possible)], [['cash 80'], ['cash 100']])
    assert.deepEqual(
      open.map((each) => each.kind),
      ['scope'],
    )
  })

  test('扣除: once off the members together; what is left is rounded down to the 分', () => {
    const first = (members: string) => THREE + relation('扣除', `  成员 ${members}\n  扣除 10万元 ÷ 3`)
    const alone = only(packageOf({ first: first('a') })).certain
    assert.equal(alone.totals[0]?.yuan, '966666.66')
    assert.equal(stepOf(alone, 'a').to, '266666.66')
    const together = only(packageOf({ first: first('a、b') })).certain
    assert.equal(together.totals[0]?.yuan, '966666.66')
  })

  test('扣除 of an amount that is not known bounds the two answers and asks for it', () => {
    const first = item('b', '乙额') + relation('扣除', '  成员 b\n  扣除 甲额')
    const { certain, possible, open } = only(packageOf({ first }, { 乙额: '50万元', 已获支持: [] }))
    assert.deepEqual([totals(certain), totals(possible)], [['cash 0'], ['cash 50']])
    const [question] = open
    assert.ok(question?.kind === 'amount')
    assert.deepEqual(
      question.needs.map((each) => each.fact),
      ['甲额'],
    )
  })

  test('前提: granted, refused, open, received before', () => {
    const gate = item('gate', '1万元', '  条件\n    已认定 引「乙款」\n  频次 一次性 引「乙款」')
    const first = gate + item('a', '甲额') + relation('前提', '  成员 gate、a')
    const at = (facts: object) => only(packageOf({ first }, { ...EVERYTHING, ...facts }))
    assert.deepEqual(shares(at({ 已认定: true }).certain), ['gate 1 → 1', 'a 30 → 30'])
    assert.deepEqual(shares(at({ 已认定: false }).possible), ['a 30 → 0'])
    assert.equal(stepOf(at({ 已认定: false }).possible, 'a').cause.kind, 'prerequisite')
    const open = at({})
    assert.deepEqual(
      [shares(open.certain), shares(open.possible)],
      [['a 30 → 0'], ['gate 1 → 1', 'a 30 → 30']],
    )
    assert.deepEqual(
      open.open.map((each) => each.kind),
      ['prerequisite'],
    )
    const before = at({ 已认定: true, 已获支持: [received('gate', '1万元')] })
    assert.deepEqual(shares(before.certain), ['a 30 → 30'])
  })

  test('a relation of a document that is not in force says nothing', () => {
    const first = THREE + relation('互斥', '  成员 a、b')
    assert.deepEqual(totals(only(packageOf({ first }, EVERYTHING, '2023-12-31')).certain), [])
  })

  test('a condition that is not known makes the sure answer keep the relation and the possible one drop it', () => {
    const first = THREE + relation('互斥', '  成员 a、b\n  成立 已认定')
    const { certain, possible, open } = only(packageOf({ first }))
    assert.deepEqual([totals(certain), totals(possible)], [['cash 70'], ['cash 100']])
    assert.ok(stepOf(certain, 'a').open)
    const [question] = open
    assert.ok(question?.kind === 'relation')
    assert.deepEqual(
      question.needs.map((each) => each.fact),
      ['已认定'],
    )
  })
})

describe('history', () => {
  const capped = item('a', '甲额', '  封顶 每企业每年 40万元 引「乙款」')

  test("an item's own yearly ceiling counts what was received for it in the year, with the cap's citation", () => {
    const at = (date: string, number = FIRST) =>
      only(packageOf({ first: capped }, { ...EVERYTHING, 已获支持: [received('a', '25万元', date, number)] }))
    assert.deepEqual(shares(at('2025-02-01').certain), ['a 30 → 15'])
    assert.deepEqual(shares(at('2024-12-31').certain), ['a 30 → 30'])
    assert.deepEqual(shares(at('2025-02-01', '甲办发〔2020〕5号').certain), ['a 30 → 15'])
    assert.deepEqual(shares(at('2025-02-01', '别的〔2020〕5号').certain), ['a 30 → 30'])
    const { cause } = stepOf(at('2025-02-01').certain, 'a')
    assert.ok(cause.kind === 'cap')
    assert.deepEqual([cause.citations[0]?.quote, cause.entries[0]?.yuan], ['乙款', '250000.00'])
  })

  test('while it is not known, the sure answer counts the worst and asks', () => {
    const { certain, possible, open } = only(packageOf({ first: capped }, { 甲额: '30万元' }))
    assert.deepEqual([shares(certain), shares(possible)], [['a 30 → 0'], ['a 30 → 30']])
    assert.deepEqual(
      open.map((each) => each.kind),
      ['history'],
    )
  })

  test('an entry without its amount or date leaves room between the two answers', () => {
    const entry = { 事项: 'a', 文号: FIRST, 日期: '2025-02-01' }
    const found = only(packageOf({ first: capped }, { 甲额: '30万元', 已获支持: [entry] }))
    assert.deepEqual([totals(found.certain), totals(found.possible)], [['cash 0'], ['cash 30']])
  })

  test('a limit that already takes earlier payments off is not charged with them again', () => {
    const left = '40万元 − （合计 已获支持 取 已获支持.金额）'
    const first = item('a', '甲额', `  封顶 每企业 ${left} 引「乙款」`)
    const facts = { ...EVERYTHING, 已获支持: [received('a', '25万元')] }
    assert.deepEqual(shares(only(packageOf({ first }, facts)).certain), ['a 15 → 15'])
  })

  test('every entry is listed, also those that belong to no item', () => {
    const facts = { ...EVERYTHING, 已获支持: [received('a事项', '1万元'), received('别的事项', '2万元')] }
    const found = packageOf({ first: THREE }, facts)
    assert.deepEqual(
      found.received?.map((each) => [each.item, each.matches.map((match) => match.item)]),
      [
        ['a事项', ['a']],
        ['别的事项', []],
      ],
    )
  })

  test('晋级补差 stays what the item makes of it: the group counts the whole grade, not the difference alone', () => {
    const grade =
      '分档 就高\n    当 等级 为 龙头型 取 50万元 − 已得\n    当 等级 为 成长型 取 25万元 − 已得\n'
    const already = `定义 已得 = 合计 已获支持 其中 （已获支持.事项 为 「grade事项」 且 已获支持.文号 为 「${FIRST}」） 取 已获支持.金额\n`
    const award = `事项 grade事项\n  编号 grade\n  类别 奖补\n  给予 企业\n  引「甲款」\n  金额 ${grade}`
    const first = already + award + item('c', '丙额') + relation('就高不重复', '  成员 grade、c')
    const facts = {
      ...EVERYTHING,
      等级: '龙头型',
      已获支持: [received('grade', '25万元'), received('grade事项', '25万元')],
    }
    assert.deepEqual(shares(only(packageOf({ first }, facts)).certain), ['grade 25 → 25', 'c 20 → 0'])
  })
})

describe('readings', () => {
  const reading = `口径 是否计入
  编号 counted-in
  问 计入吗
  请示 区科技局
  引「合计不超过」
  甲 不计入
    设 计入 = 否
  乙 计入
    设 计入 = 是
  现状 未定
`
  const shared = `${THREE}${reading}${relation('合计封顶', '  成员 a、b\n  封顶 每企业每年 60万元 引「合计不超过」\n  成立 计入')}`

  test('a relation that a reading decides gives one package for each alternative', () => {
    const found = packageOf({ first: shared })
    assert.equal(found.kind, 'byReading')
    assert.deepEqual(
      found.variants.map((each) => [
        each.readings.map((one) => `${one.id} ${one.key}`),
        totals(each.certain),
      ]),
      [
        [['counted-in 甲'], ['cash 100']],
        [['counted-in 乙'], ['cash 80']],
      ],
    )
  })

  test('where the alternatives agree there is one package without a word of readings', () => {
    const found = packageOf({ first: shared }, { ...EVERYTHING, 甲额: '10万元' })
    assert.deepEqual(
      [found.kind, only(found).readings, totals(only(found).certain)],
      ['settled', [], ['cash 80']],
    )
  })

  test('an amount that the same reading decides follows it', () => {
    const body = '分档 就高\n    当 计入 取 5万元\n    当 非 计入 取 40万元\n'
    const a = `事项 a事项\n  编号 a\n  类别 奖补\n  给予 企业\n  引「甲款」\n  金额 ${body}`
    const first = `${reading}${a}${item('b', '乙额')}${relation('合计封顶', '  成员 a、b\n  封顶 每企业每年 52万元 引「合计不超过」\n  成立 计入')}`
    assert.deepEqual(
      packageOf({ first }).variants.map((each) => [totals(each.certain), totals(each.possible)]),
      [
        [['cash 90'], ['cash 90']],
        [['cash 52'], ['cash 52']],
      ],
    )
  })

  test('a decided reading is followed', () => {
    const decided = shared.replace(
      '现状 未定',
      '现状 采用乙 于 2025年1月1日 由 区科技局 依据 「函〔2025〕1号」',
    )
    assert.deepEqual(totals(only(packageOf({ first: decided })).certain), ['cash 80'])
  })
})

describe('declared matters', () => {
  const matters = '同类 一件事\n  编号 matter\n  成员 a、b、c\n  认定 区财政局\n  说明 都是投资。\n'
  const reach = (text: string) => relation('就高不重复', `  对象 ${text}`)

  test('about which no text speaks: both totals, whose declaration it is, and nothing is excluded', () => {
    const found = packageOf({
      first: item('a', '甲额'),
      second: item('b', '乙额'),
      city: item('c', '丙额'),
      matters,
    })
    assert.equal(found.kind, 'open')
    const { silent, certain, highestOnly } = only(found)
    assert.deepEqual(shares(certain), ['a 30 → 30', 'b 50 → 50', 'c 20 → 20'].toSorted())
    const [silence] = silent
    assert.ok(silence)
    assert.equal(silence.matter.declaredBy, '区财政局')
    assert.deepEqual(
      [silence.ifBoth.certain[0]?.yuan, silence.ifHighestOnly.certain[0]?.yuan],
      ['1000000.00', '500000.00'],
    )
    assert.deepEqual(highestOnly && totals(highestOnly.certain), ['cash 50'])
  })

  test('本级其他文件: items of the document against those of its level; the city and pairs of others stay silent', () => {
    const found = packageOf({
      first: item('a', '甲额') + reach('本级其他文件的同类事项'),
      second: item('b', '乙额'),
      city: item('c', '丙额'),
      matters,
    })
    const { certain, silent } = only(found)
    assert.deepEqual(shares(certain).toSorted(), ['a 30 → 0', 'b 50 → 50', 'c 20 → 20'])
    const { cause } = stepOf(certain, 'a')
    assert.ok(cause.kind === 'relation')
    assert.equal(cause.relation.matter?.declaredBy, '区财政局')
    assert.equal(silent.length, 1)
  })

  test('本级其他文件 says nothing of two items of its own, 本文件 of them alone', () => {
    const own = item('a', '甲额') + item('b', '乙额')
    assert.deepEqual(
      totals(
        only(packageOf({ first: own + item('c', '丙额') + reach('本文件的同类事项'), matters })).certain,
      ),
      ['cash 50'],
    )
    const level = only(
      packageOf({ first: own + reach('本级其他文件的同类事项'), second: item('c', '丙额'), matters }),
    )
    assert.deepEqual(totals(level.certain), ['cash 80'])
    assert.equal(level.silent.length, 1)
  })

  test('其他文件 reaches every level', () => {
    const found = packageOf({
      first: item('a', '甲额') + reach('其他文件的同类事项'),
      city: item('c', '丙额'),
      second: item('b', '乙额'),
      matters,
    })
    assert.deepEqual(totals(only(found).certain), ['cash 70'])
  })

  test('可兼得 takes the silence away', () => {
    const first = THREE + relation('可兼得', '  成员 a、b、c')
    const found = packageOf({ first, matters })
    assert.equal(found.kind, 'settled')
    assert.deepEqual(totals(only(found).certain), ['cash 100'])
  })

  test('what was received for one item of the matter makes the other silent too', () => {
    const facts = {
      ...EVERYTHING,
      丙额: '0元',
      乙额: '0元',
      已获支持: [received('b', '10万元', '2024-05-01', SECOND)],
    }
    const found = packageOf(
      { first: item('a', '甲额'), second: item('b', '乙额'), city: item('c', '丙额'), matters },
      facts,
    )
    const [silence] = only(found).silent
    assert.deepEqual(
      [silence?.ifBoth.certain[0]?.yuan, silence?.ifHighestOnly.certain[0]?.yuan, silence?.entries.length],
      ['300000.00', '200000.00', 1],
    )
  })
})

describe('amounts', () => {
  test('natures are summed apart; an item of another nature competes by its amount without being added', () => {
    const relief = item('b', '乙额').replace('类别 奖补', '类别 减免')
    const apart = only(packageOf({ first: item('a', '甲额') + relief + item('c', '丙额') }))
    assert.deepEqual(totals(apart.certain), ['cash 50', 'relief 50'])
    const tied = only(
      packageOf({
        first: item('a', '甲额') + relief + item('c', '丙额') + relation('就高不重复', '  成员 a、b'),
      }),
    )
    assert.deepEqual(totals(tied.certain), ['cash 20', 'relief 50'])
    assert.equal(tied.acrossNatures.length, 1)
  })

  test('税前扣除, equity and loans never enter a total', () => {
    const first = item('a', '甲额') + item('b', '乙额', '  性质 税前扣除')
    const { certain, apart } = only(packageOf({ first }))
    assert.deepEqual(totals(certain), ['cash 30'])
    assert.deepEqual(
      apart.map((each) => each.item),
      ['b'],
    )
  })

  test('至多 is no entitlement: it stands beside with its bound and with what it competes with', () => {
    const first = item('a', '甲额') + item('b', '至多 600万元') + relation('就高不重复', '  成员 a、b')
    const { certain, possible, beside } = only(packageOf({ first }))
    assert.deepEqual([totals(certain), totals(possible)], [['cash 30'], ['cash 30']])
    assert.deepEqual(
      beside.map((each) => [each.item, each.kind, each.bound, each.competes.map((one) => one.relation.kind)]),
      [['b', 'upperBound', '6000000.00', ['highest']]],
    )
  })

  test('what was received lowers the bound of 至多 as well', () => {
    const first = item('b', '至多 600万元', '  封顶 每企业 500万元 引「乙款」')
    const facts = { ...EVERYTHING, 已获支持: [received('b', '120万元', '2024-03-01')] }
    assert.equal(only(packageOf({ first }, facts)).beside[0]?.bound, '3800000.00')
  })

  test('待定 is only possible, and the two choices may differ', () => {
    const open = item('b', '乙额', '  条件\n    已认定 引「乙款」')
    const { certain, possible, switches } = only(
      packageOf({ first: item('a', '甲额') + open + relation('互斥', '  成员 a、b') }),
    )
    assert.deepEqual([totals(certain), totals(possible)], [['cash 30'], ['cash 50']])
    assert.deepEqual(
      switches.map((each) => each.item),
      ['a'],
    )
  })

  test('an amount without an upper end makes the possible total one without an end, unless a ceiling bounds it', () => {
    const facts = { 乙额: '50万元', 已获支持: [] }
    const free = only(packageOf({ first: item('a', '甲额') + item('b', '乙额') }, facts))
    assert.deepEqual([totals(free.certain), totals(free.possible)], [['cash 50'], ['cash 以上']])
    const ceiling = relation('合计封顶', '  成员 a、b\n  封顶 每企业每年 60万元 引「合计不超过」')
    const bounded = only(packageOf({ first: item('a', '甲额') + item('b', '乙额') + ceiling }, facts))
    assert.deepEqual([totals(bounded.certain), totals(bounded.possible)], [['cash 50'], ['cash 60']])
  })

  test('备选 counts its lowest value for sure and its highest as possible', () => {
    const { certain, possible } = only(packageOf({ first: item('a', '备选 10万元、20万元') }))
    assert.deepEqual([totals(certain), totals(possible)], [['cash 10'], ['cash 20']])
  })
})
