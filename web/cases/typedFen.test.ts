import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typedFen } from './typedFen.ts'

test('an amount in 元, as people type it, to the 分', () => {
  assert.equal(typedFen('400000'), 40_000_000)
  assert.equal(typedFen(' 1,234.5 '), 123_450)
  assert.equal(typedFen('0.07'), 7)
  for (const wrong of ['', '-1', '1.234', '四十万', '1e5', '99999999999999'])
    assert.equal(typedFen(wrong), undefined)
})
