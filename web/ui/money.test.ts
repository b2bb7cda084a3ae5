import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compareYuan, exactText, figureOf, minusYuan, sumYuan, wanDigits } from './money.ts'

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

test('sums are shown in 万元 with two decimals, rounded half up, the exact amount beside them', () => {
  assert.equal(wanDigits('123456789.99'), '12,345.68')
  assert.equal(wanDigits('50.00'), '0.01')
  assert.equal(wanDigits('49.99'), '0.00')
  assert.equal(wanDigits('-49.99'), '0.00')
  assert.equal(wanDigits('-1300000.00'), '-130.00')
  assert.equal(exactText('-1300000.05'), '-1,300,000.05 元')
})

test('differences and orders are exact beyond what doubles hold', () => {
  assert.equal(minusYuan('90071992547409.93', '90071992547409.94'), '-0.01')
  assert.equal(compareYuan('90071992547409.93', '90071992547409.94'), -1)
})
