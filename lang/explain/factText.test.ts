import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compile } from '../check/compile.ts'
import { readSubject } from '../run/readSubject.ts'
import { elementText, factText } from './factText.ts'

const { program } = compile([
  {
    file: 'facts.rule',
    text: `枚举 类型
  英文 kind
  值 国有 state
  值 社会 private

事实 收入 : 金额 逐年
  英文 revenue
  列 firm.revenue
  主体 企业
  掌握 企业
  问 多少？

事实 占比 : 比例
  英文 ratio
  列 firm.ratio
  主体 企业
  掌握 企业
  问 多少？

事实 成立 : 日期
  英文 founded
  列 firm.founded
  主体 企业
  掌握 企业
  问 哪天？

集合 租约
  英文 leases
  列 lease
  主体 企业
  掌握 企业
  问 哪些？
  字段 归属 : 类型
    英文 owner
    列 lease.owner
    问 谁的？
  字段 闲置 : 是否
    英文 vacant
    列 lease.vacant
    问 是否？
`,
  },
])
const { vocabulary } = program

function text(name: string, value: unknown, year?: number): string {
  const fact = vocabulary.facts.find((each) => each.name === name) ?? assert.fail(name)
  const { subject, problems } = readSubject({ facts: { [name]: value } }, vocabulary)
  assert.deepEqual(problems, [])
  return factText(fact, subject?.facts.get(name) ?? assert.fail('unknown'), year)
}

test('a value reads as people write it', () => {
  assert.equal(text('收入', { 2023: '1.5亿元', 2024: 12345 }), '2023 年 1.5亿元；2024 年 1.2345万元')
  assert.equal(text('收入', { 2023: '1.5亿元', 2024: 12345 }, 2023), '1.5亿元')
  assert.equal(text('占比', '12.5%'), '12.5%')
  assert.equal(text('成立', '2015-03-02'), '2015年3月2日')
})

test('an element reads field by field, without what is unknown', () => {
  const { subject } = readSubject(
    { facts: { 租约: [{ 归属: '国有', 闲置: true }, { 闲置: false }] } },
    vocabulary,
  )
  const fields = vocabulary.collections[0]?.fields ?? assert.fail('no fields')
  const elements = subject?.collections.get('租约') ?? []
  assert.deepEqual(
    elements.map((each) => elementText(fields, each)),
    ['归属 国有，闲置 是', '闲置 否'],
  )
})
