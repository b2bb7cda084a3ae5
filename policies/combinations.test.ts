// What the five documents give together: totals, relations across documents, silence, and what was received before.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bestPackage, compile, evaluate, type Package, parseDate, readSubject } from '#lang'
import { loadSamples, loadSources } from '#policies'

const { program } = compile(loadSources())

function packageOf(kind: string, facts: Readonly<Record<string, unknown>>, date = '2026-06-01'): Package {
  const { subject, problems } = readSubject({ subject: kind, facts }, program.vocabulary)
  assert.deepEqual(problems, [])
  assert.ok(subject)
  const at = parseDate(date) ?? 0
  return bestPackage(program, subject, evaluate(program, subject, { at }), { at })
}

/** The sure total of cash under every combination of readings. */
function sureCash(found: Package): string[] {
  const totals = found.variants.map(
    ({ certain }) => certain.totals.find((each) => each.nature === 'cash')?.yuan ?? '0.00',
  )
  return [...new Set(totals)]
}

const silentTitles = (found: Package): string[] => [
  ...new Set(found.variants.flatMap(({ silent }) => silent.map(({ matter }) => matter.title))),
]

describe('combinations across the documents', () => {
  test('13号 and 34号 are added where nothing relates them: 300万 + 25万 − 10万 + 10万', () => {
    const sample = loadSamples().find((each) => each.id === 'combination')
    assert.ok(sample)
    assert.deepEqual(sureCash(packageOf(sample.subject, sample.facts)), ['3250000.00'])
  })

  const ranked = {
    所在区县: '北碚区',
    从事生产性服务业: true,
    榜单入选: [
      { 榜单: '重庆市服务业企业100强', 日期: '2025-05-01', 入选时在北碚: true },
      { 榜单: '中国服务业企业500强', 日期: '2025-09-15', 入选时在北碚: true },
    ],
    已获支持: [],
  }

  test('two rankings of one firm: the text is silent, so both totals are shown', () => {
    const found = packageOf('企业', ranked)
    assert.deepEqual(silentTitles(found), ['服务业企业榜单'])
    assert.deepEqual(sureCash(found), ['3000000.00'])
    for (const { silent } of found.variants) {
      for (const { ifBoth, ifHighestOnly } of silent) {
        assert.deepEqual(ifBoth.certain, [{ nature: 'cash', yuan: '3000000.00' }])
        assert.deepEqual(ifHighestOnly.certain, [{ nature: 'cash', yuan: '2000000.00' }])
      }
    }
  })

  test('what is outside the document’s time adds nothing', () => {
    assert.deepEqual(sureCash(packageOf('企业', ranked, '2028-01-01')), ['0.00'])
  })

  const recognised = {
    所在区县: '渝北区',
    有效资质: ['市级专精特新', '国家专精特新小巨人'],
    资质事件: [
      { 类别: '市级专精特新', 事由: '认定', 日期: '2025-01-10' },
      { 类别: '国家专精特新小巨人', 事由: '认定', 日期: '2025-07-10' },
    ],
    已获支持: [],
  }

  test('municipal and national recognition: 10万 + 50万, and no text says whether both may be had', () => {
    const found = packageOf('企业', recognised)
    assert.deepEqual(sureCash(found), ['600000.00'])
    assert.ok(silentTitles(found).length > 0)
  })

  test('an award paid under the repealed document is not paid again', () => {
    const paid = {
      事项: '市级专精特新认定奖励',
      文号: '渝北府办发〔2022〕38号',
      金额: '10万元',
      日期: '2025-03-01',
    }
    assert.deepEqual(sureCash(packageOf('企业', { ...recognised, 已获支持: [paid] })), ['500000.00'])
  })

  test('13号 under its closing rule: other district measures of one matter compete once their amount is known', () => {
    const found = packageOf('企业', {
      所在区县: '渝北区',
      有效资质: ['市级专精特新'],
      制造业项目: [{ 类型: '一般技改扩能', 投资额: '1000万元' }],
      已获支持: [],
    })
    const named = found.variants.flatMap(({ beside }) =>
      beside.flatMap(({ title, competes }) => competes.map(({ relation }) => `${title} ${relation.kind}`)),
    )
    assert.ok(named.includes('一般技改扩能补助 highest'), named.join('\n'))
  })

  test('one firm cannot be owed by two districts', () => {
    const found = packageOf('企业', { ...ranked, ...recognised, 所在区县: '北碚区' })
    assert.deepEqual(sureCash(found), ['3000000.00'])
  })
})
