import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { figureOf, sumYuan } from './money.ts'

describe('an amount is shown in the unit that officials use, and never loses a 分', () => {
  const cases: readonly [yuan: string, digits: string, unit: string, exact: string][] = [
    ['0.00', '0', '元', '0 元'],
    ['9999.99', '9,999.99', '元', '9,999.99 元'],
    ['10000.00', '1', '万元', '10,000 元'],
    ['480000.00', '48', '万元', '480,000 元'],
    ['5000100.00', '500.01', '万元', '5,000,100 元'],
    ['333333.33', '333,333.33', '元', '333,333.33 元'],
    ['150000000.00', '1.5', '亿元', '150,000,000 元'],
    ['12345600000.00', '1,234,560', '万元', '12,345,600,000 元'],
  ]
  for (const [yuan, digits, unit, exact] of cases) {
    test(`${yuan} → ${digits} ${unit}`, () => {
      assert.deepEqual(figureOf(yuan), { digits, unit, exact })
    })
  }

  test('a sum is exact where floating point is not', () => {
    assert.equal(sumYuan(['0.10', '0.20', '9007199254740993.00']), '9007199254740993.30')
    assert.equal(sumYuan([]), '0.00')
  })
})
