import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inUnit, joined, splitMoney, splitPercent, splitQuantity } from './typedNumber.ts'

describe('a typed amount comes back as it was typed', () => {
  for (const text of ['500.01万元', '1200元', '1.5亿元', '约五百万元', '1,200万元', '-3元']) {
    test(text, () => {
      const { digits, unit } = splitMoney(text)
      assert.equal(joined(digits, unit), text)
    })
  }

  test('a plain number of yuan is shown in 万元 when it is large, without losing a 分', () => {
    assert.deepEqual(splitMoney(5_000_100), { digits: '500.01', unit: '万元' })
    assert.deepEqual(splitMoney(9999.99), { digits: '9999.99', unit: '元' })
    assert.deepEqual(splitMoney(45_000_001.25), { digits: '4500.000125', unit: '万元' })
    assert.deepEqual(splitMoney(1e21), { digits: `1${'0'.repeat(17)}`, unit: '万元' })
    assert.deepEqual(splitMoney(0), { digits: '0', unit: '元' })
  })

  test('nothing typed is nothing said', () => {
    assert.equal(joined('', '万元'), undefined)
    assert.equal(splitMoney(undefined).digits, '')
  })
})

test('an amount changes its unit without changing its worth', () => {
  assert.equal(inUnit({ digits: '45000001', unit: '元' }, '万元'), '4500.0001')
  assert.equal(inUnit({ digits: '1.5', unit: '亿元' }, '万元'), '15000')
  assert.equal(inUnit({ digits: '0.5', unit: '元' }, '亿元'), '0.000000005')
  assert.equal(inUnit({ digits: '-20', unit: '万元' }, '元'), '-200000')
  assert.equal(inUnit({ digits: '1.0', unit: '万元' }, '万元'), '1.0')
  assert.equal(inUnit({ digits: '约五十', unit: '万元' }, '元'), '约五十')
})

test('ratios and quantities drop their unit for the field', () => {
  assert.equal(splitPercent('18.2%'), '18.2')
  assert.equal(splitPercent(0.182), '18.2')
  assert.equal(splitPercent('很高'), '很高')
  assert.deepEqual(splitQuantity('20元/平方米·月', '元/平方米·月'), { digits: '20', unit: '元/平方米·月' })
  assert.deepEqual(splitQuantity(12, '人'), { digits: '12', unit: '人' })
})

test('a quantity keeps the unit that it came with', () => {
  assert.deepEqual(splitQuantity('12个月', '个月'), { digits: '12', unit: '个月' })
  assert.deepEqual(splitQuantity('1.2亩', '平方米'), { digits: '1.2', unit: '亩' })
  assert.deepEqual(splitQuantity('很大', '平方米'), { digits: '很大', unit: '平方米' })
})

test('a unit typed into the field is not written twice', () => {
  assert.equal(joined('500万元', '万元'), '500万元')
  assert.equal(joined('18.2%', '%'), '18.2%')
  assert.equal(joined('５００', '万元'), '５００万元')
  assert.equal(joined('五百万', '元'), '五百万')
})
