import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { creditCodeProblem } from './creditCode.ts'
import { dateToChinese, dateToIso, parseDate, wholeMonthsBetween } from './dates.ts'
import * as interval from './interval.ts'
import { fenToYuan, moneyText, yuanToFen } from './money.ts'
import { compare, integer, rational, rationalToText } from './rational.ts'
import { divideDimensions, multiplyDimensions, parseQuantity } from './units.ts'

function quantity(text: string): string {
  const found = parseQuantity(text)
  return found ? `${rationalToText(found.value)} ${found.dimension}` : 'none'
}

test('amounts are read as people write them, exactly, in 分', () => {
  const rows: readonly [string, string][] = [
    ['50万元', '50000000 元'],
    ['500.01万元', '500010000 元'],
    ['1.5亿元', '15000000000 元'],
    ['2000万', '20000000 '],
    ['0.01元', '1 元'],
    ['1,234.56元', '123456 元'],
    ['１２万元', '12000000 元'],
    ['20元/平方米·月', '2000 元/平方米·月'],
    ['20%', '1/5 '],
    ['5‰', '1/200 '],
    ['3年', '36 月'],
    ['-3', '-3 '],
    ['1元/度', '100 元/度'],
    ['五十万元', 'none'],
    ['12苹果', 'none'],
    ['', 'none'],
  ]
  for (const [text, expected] of rows) assert.equal(quantity(text), expected, text)
})

test('units multiply and divide to the unit that is left', () => {
  const rent = multiplyDimensions(multiplyDimensions('元/平方米·月', '平方米'), '月')
  assert.equal(rent, '元')
  assert.equal(divideDimensions('元', '人'), '元/人')
  assert.equal(divideDimensions('元', '元'), '')
  assert.equal(multiplyDimensions(divideDimensions('', '人'), '人'), '')
})

test('money text loses nothing and yuan text goes there and back', () => {
  assert.equal(moneyText(integer(50_000_000)), '50万元')
  assert.equal(moneyText(integer(15_000_000_000)), '1.5亿元')
  assert.equal(moneyText(integer(123_456)), '1234.56元')
  fc.assert(fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), (fen) => yuanToFen(fenToYuan(fen)) === fen))
})

test('dates that the calendar does not have are refused', () => {
  for (const text of ['2025-02-29', '2024-13-01', '2024年2月30日', '2024-00-10', '昨天'])
    assert.equal(parseDate(text), undefined)
  const leap = parseDate('2024年2月29日')
  assert.equal(leap === undefined ? '' : dateToIso(leap), '2024-02-29')
  assert.equal(leap === undefined ? '' : dateToChinese(leap), '2024年2月29日')
})

test('whole months count the day of the month', () => {
  const months = (from: string, to: string): number =>
    wholeMonthsBetween(parseDate(from) ?? 0, parseDate(to) ?? 0)
  assert.equal(months('2024-01-15', '2024-07-15'), 6)
  assert.equal(months('2024-01-15', '2024-07-14'), 5)
  assert.equal(months('2024-07-15', '2024-01-15'), -6)
})

test('a credit code is refused for its length, a character, or its check character', () => {
  assert.equal(creditCodeProblem('91512081MA62K0260E'), undefined)
  assert.equal(creditCodeProblem(' 91512081ma62k0260e '), undefined)
  assert.deepEqual(creditCodeProblem('91350100M000100Y4Z'), { kind: 'check', expected: '3' })
  assert.deepEqual(creditCodeProblem('9135'), { kind: 'length' })
  assert.deepEqual(creditCodeProblem('9151208IMA62K0260E'), { kind: 'character' })
})

const numbers = fc
  .tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: 1, max: 6 }))
  .map(([n, d]) => rational(BigInt(n), BigInt(d)))
const ranges = fc
  .tuple(numbers, numbers, fc.constantFrom('both', 'low', 'high', 'none'))
  .map(([a, b, ends]) => {
    const [low, high] = compare(a, b) <= 0 ? [a, b] : [b, a]
    const known = interval.between(
      ends === 'high' || ends === 'none' ? undefined : low,
      ends === 'low' || ends === 'none' ? undefined : high,
    )
    return { range: known, inside: [low, high] }
  })

function holds(range: interval.Interval, value: interval.Interval): boolean {
  const exact = interval.known(value)
  if (value.absent === 'yes') return range.absent !== 'no'
  if (!exact) return false
  return (!range.low || compare(range.low, exact) <= 0) && (!range.high || compare(exact, range.high) <= 0)
}

test('the interval of a result holds the result of every completion', () => {
  const operators = [
    interval.add,
    interval.subtract,
    interval.multiply,
    interval.divide,
    interval.minimum,
    interval.maximum,
  ]
  fc.assert(
    fc.property(ranges, ranges, fc.constantFrom(...operators), (a, b, operator) => {
      const result = operator(a.range, b.range)
      return a.inside.every((x) =>
        b.inside.every((y) => holds(result, operator(interval.point(x), interval.point(y)))),
      )
    }),
    { numRuns: 3000 },
  )
})

test('a comparison of intervals is certain only when every completion agrees', () => {
  const operators = ['gt', 'ge', 'lt', 'le', 'eq', 'ne'] as const
  fc.assert(
    fc.property(ranges, ranges, fc.constantFrom(...operators), (a, b, operator) => {
      const result = interval.compare(operator, a.range, b.range)
      if (result === 'unknown') return true
      return a.inside.every((x) =>
        b.inside.every((y) => interval.compare(operator, interval.point(x), interval.point(y)) === result),
      )
    }),
    { numRuns: 3000 },
  )
})

test('超过 and 达到 part at equality', () => {
  const twenty = interval.point(rational(1n, 5n))
  assert.equal(interval.compare('gt', twenty, twenty), 'false')
  assert.equal(interval.compare('ge', twenty, twenty), 'true')
})
