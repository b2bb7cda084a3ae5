import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compile } from '#lang'
import { beyond, isSame } from './stored.ts'

const fact = (name: string, english: string, type: string, holder: string): string => `事实 ${name} : ${type}
  英文 ${english}
  列 firm.${english.toLowerCase()}
  主体 企业
  掌握 ${holder}
  问 ${name}是多少？
`

const { vocabulary } = compile([
  {
    file: 'facts.rule',
    text: [
      fact('主营业务收入', 'revenue', '金额 逐年', '企业'),
      fact('发明专利拥有量', 'patents', '数量（件）', '企业'),
      fact('软信企业', 'softwareFirm', '是否', '企业'),
      fact('成立日期', 'founded', '日期', '区市场监管局'),
    ].join('\n'),
  },
]).program

test('the same amount written otherwise is the same word', () => {
  assert.ok(isSame('主营业务收入', { 2024: '4800万' }, { 2024: 48_000_000 }, vocabulary))
  assert.ok(!isSame('主营业务收入', { 2024: '4800万' }, { 2024: 48_000_001 }, vocabulary))
})

test('what is the enterprise’s own to say is kept apart from what others hold; open answers say nothing', () => {
  const stored = { 主营业务收入: { 2023: '1亿', 2024: '2亿' }, 成立日期: '2015-03-02' }
  const typed = {
    ...{ 主营业务收入: { 2023: 100_000_000, 2024: '3亿', 2025: '4亿' }, 成立日期: '2014-03-02' },
    ...{ 发明专利拥有量: '5件', 软信企业: null },
  }
  const found = beyond(typed, stored, vocabulary)
  assert.deepEqual(found.own, { 主营业务收入: { 2024: '3亿', 2025: '4亿' }, 发明专利拥有量: '5件' })
  assert.deepEqual(found.others, [{ name: '成立日期', holder: '区市场监管局' }])
})
