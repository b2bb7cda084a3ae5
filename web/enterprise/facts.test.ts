import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { countAnswered, valueAt, withValue } from './facts.ts'

describe('typed facts change without touching the rest', () => {
  const facts = {
    所在区县: '渝北区',
    工业总产值: { 2023: '100万元' },
    租约: [{ 面积: '10平方米' }, { 面积: '20平方米' }],
  }

  test('a field of the second element', () => {
    const after = withValue(facts, ['租约', 1, '面积'], '25平方米')
    assert.equal(valueAt(after, ['租约', 1, '面积']), '25平方米')
    assert.equal(valueAt(after, ['租约', 0, '面积']), '10平方米')
    assert.equal(valueAt(facts, ['租约', 1, '面积']), '20平方米')
  })

  test('the last year taken away takes the fact with it: nothing said is not an empty answer', () => {
    assert.deepEqual(Object.keys(withValue(facts, ['工业总产值', '2023'], undefined)), ['所在区县', '租约'])
  })

  test('a field emptied leaves its element in place', () => {
    assert.deepEqual(valueAt(withValue(facts, ['租约', 0, '面积'], undefined), ['租约']), [
      {},
      { 面积: '20平方米' },
    ])
  })

  test('不清楚 is kept apart from 没有', () => {
    const after = withValue(withValue(facts, ['所在区县'], null), ['租约'], [])
    assert.equal(valueAt(after, ['所在区县']), null)
    assert.deepEqual(valueAt(after, ['租约']), [])
    assert.equal(countAnswered(after), 2)
  })
})
