import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact, Vocabulary } from '#lang'
import { saidFacts } from './saidFacts.ts'

const fact = (name: string, english: string, type: Fact['type']): Fact => ({
  ...{ name, english, type, subject: '企业', question: '', bounds: [], mayNotApply: false },
  authority: { kind: 'applicant', name: '企业' },
})

const vocabulary: Vocabulary = {
  ...{ enums: [], collections: [], units: [] },
  facts: [
    fact('研发费用', 'rdExpense', { kind: 'yearly', dimension: '元' }),
    fact('联系人', 'contact', { kind: 'text' }),
  ],
}

test('yearly facts are said year by year; what was left open or has no name is not said', () => {
  const typed = { 研发费用: { 2024: '1', 2025: null }, 联系人: '一', 没有的名称: '二' }
  assert.deepEqual(saidFacts(typed, vocabulary), [
    { name: 'rdExpense', year: 2024, value: '1' },
    { name: 'contact', value: '一' },
  ])
  assert.deepEqual(saidFacts({ 联系人: null }, vocabulary), [])
})
