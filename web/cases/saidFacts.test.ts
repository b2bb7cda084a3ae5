import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { saidFacts } from './saidFacts.ts'

const { vocabulary } = compile(loadSources()).program

test('yearly facts are said year by year; what was left open is not said', () => {
  const yearly = vocabulary.facts.find(({ type }) => type.kind === 'yearly') ?? assert.fail()
  const plain = vocabulary.facts.find(({ type }) => type.kind === 'text') ?? assert.fail()
  const typed = { [yearly.name]: { 2024: '1', 2025: null }, [plain.name]: '一', 没有的名称: '二' }
  assert.deepEqual(saidFacts(typed, vocabulary), [
    { name: yearly.english, year: 2024, value: '1' },
    { name: plain.english, value: '一' },
  ])
  assert.deepEqual(saidFacts({ [plain.name]: null }, vocabulary), [])
})
