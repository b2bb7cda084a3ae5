import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { beyond, isSame } from './stored.ts'

const { vocabulary } = compile(loadSources()).program

test('the same amount written otherwise is the same word', () => {
  assert.ok(isSame('主营业务收入', { 2024: '4800万' }, { 2024: 48_000_000 }, vocabulary))
  assert.ok(!isSame('主营业务收入', { 2024: '4800万' }, { 2024: 48_000_001 }, vocabulary))
})

test('what is the enterprise’s own to say is kept apart from what others hold; open answers say nothing', () => {
  const stored = { 主营业务收入: { 2023: '1亿', 2024: '2亿' }, 有效资质: ['高新技术企业'], 企业规模: '小型' }
  const typed = {
    ...{ 主营业务收入: { 2023: 100_000_000, 2024: '3亿', 2025: '4亿' }, 有效资质: [], 企业规模: '小型' },
    ...{ 发明专利拥有量: '5件', 软信企业: null },
  }
  const found = beyond(typed, stored, vocabulary)
  assert.deepEqual(found.own, { 主营业务收入: { 2024: '3亿', 2025: '4亿' }, 发明专利拥有量: '5件' })
  assert.deepEqual(found.others, [{ name: '有效资质', holder: '区经济信息委' }])
})
