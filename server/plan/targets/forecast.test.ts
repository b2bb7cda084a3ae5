// How good the forecasts are: by their own theory where it holds, and as docs/forecast.md says where it does not.
// UPDATE_GOLDEN=1 writes its table anew; the difference is reviewed.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { backTest, WORLDS } from '../../../testing/forecastWorlds.ts'
import { bendOf, chanceOf } from './bend.ts'
import { forecast, LEAST_POINTS } from './forecast.ts'
import { studentQuantile } from './student.ts'

const page = join(import.meta.dirname, '../../../docs/forecast.md')
const BORDERS = ['<!-- back-test -->', '<!-- end -->'] as const

describe('quantiles of Student’s t', () => {
  // The usual table, e.g. NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
  const table = [
    [1, 3.078, 12.706],
    [2, 1.886, 4.303],
    [3, 1.638, 3.182],
    [4, 1.533, 2.776],
    [6, 1.44, 2.447],
    [10, 1.372, 2.228],
    [30, 1.31, 2.042],
    [100, 1.29, 1.984],
  ] as const
  for (const [df, ninety, more] of table)
    test(`with ${df} degrees of freedom`, () => {
      assert.ok(Math.abs(studentQuantile(0.9, df) - ninety) < 0.002, String(studentQuantile(0.9, df)))
      assert.ok(Math.abs(studentQuantile(0.975, df) - more) < 0.002, String(studentQuantile(0.975, df)))
    })
})

describe('growth that bends', () => {
  test('is found by the exact chances of Mann and Kendall', () => {
    // Kendall's table: among 4 all in order 1 of 24 each way, among 5 two of 120.
    assert.ok(Math.abs(chanceOf(4, 6) - 2 / 24) < 1e-12)
    assert.ok(Math.abs(chanceOf(5, 10) - 2 / 120) < 1e-12)
    assert.ok(Math.abs(chanceOf(7, 1) - 1) < 1e-12)
    const at = (...values: readonly number[]) => bendOf(values.map((value, index) => ({ index, value })))
    assert.equal(at(0, 6, 11, 15, 18, 20), 'slowing')
    assert.equal(at(0, 1, 3, 6, 10, 15), 'quickening')
    assert.equal(at(0, 3, 5, 9, 11, 15), 'none')
    assert.equal(at(0, 4, 7, 9), 'none', 'three changes show nothing')
  })
})

describe('a forecast', () => {
  const points = (...values: readonly number[]) => values.map((value, index) => ({ index, value }))

  test('of too few numbers is none, and one of numbers without any spread neither', () => {
    assert.deepEqual(forecast(points(1, 2, 3, 4), 9), { kind: 'too_few', have: 4 })
    assert.deepEqual(forecast(points(10, 11, 12, 13, 14, 15), 9), { kind: 'no_spread' })
    const quiet = forecast(points(2, 2, 2, 2, 2, 2), 11, { counted: true, low: 0 })
    assert.ok(quiet.kind === 'forecast')
    assert.ok((quiet.points.at(-1)?.likely.high ?? 0) > 3, 'nothing happened, yet something may')
  })

  test('is the published formula', () => {
    // b = 3, changes 2, 4, 3, 3 → s² = 2/3, h = 2, n = 4.
    const told = forecast(points(10, 12, 16, 19, 22), 6)
    assert.ok(told.kind === 'forecast')
    const end = told.points.at(-1)
    assert.equal(end?.value, 28)
    const half = studentQuantile(0.9, 3) * Math.sqrt(2 / 3) * Math.sqrt(2 * (1 + 2 / 4))
    assert.ok(Math.abs((end?.likely.high ?? 0) - 28 - half) < 1e-9)
  })

  test('becomes less sure the further it goes, and stays within what can be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: LEAST_POINTS, maxLength: 20 }),
        (values) => {
          const free = forecast(points(...values), values.length + 7)
          if (free.kind !== 'forecast') return
          const widths = free.points.map(({ likely }) => likely.high - likely.low)
          for (const [i, width] of widths.entries()) assert.ok(i === 0 || width > (widths[i - 1] ?? 0))
          const bounded = forecast(points(...values), values.length + 7, { low: 0, high: 100 })
          assert.ok(bounded.kind === 'forecast')
          for (const { value, likely, nearlySure } of bounded.points)
            for (const each of [value, likely.low, likely.high, nearlySure.low, nearlySure.high])
              assert.ok(each >= 0 && each <= 100)
        },
      ),
    )
  })

  test('holds the truth as often as it says, where its theory holds', () => {
    const [steady] = WORLDS
    assert.ok(steady)
    for (const [known, ahead] of [
      [6, 4],
      [8, 5],
      [20, 8],
    ] as const) {
      const { likely, nearlySure } = backTest(steady, known, ahead)
      assert.ok(Math.abs(likely - 80) < 3, `${known} ${ahead}: ${likely}`)
      assert.ok(Math.abs(nearlySure - 95) < 2, `${known} ${ahead}: ${nearlySure}`)
    }
  })

  test('does elsewhere what docs/forecast.md says', () => {
    const text = readFileSync(page, 'utf8')
    const [before = '', rest = ''] = text.split(BORDERS[0])
    const [, after = ''] = rest.split(BORDERS[1])
    const table = tableOf()
    if (process.env.UPDATE_GOLDEN === '1')
      writeFileSync(page, `${before}${BORDERS[0]}\n${table}\n${BORDERS[1]}${after}`)
    else assert.equal(rest.split(BORDERS[1])[0]?.trim(), table)
  })
})

function tableOf(): string {
  const rows = WORLDS.flatMap((world) =>
    [
      [8, 5],
      [12, 8],
    ].map(([known = 0, ahead = 0]) => {
      const { tried, likely, nearlySure, bent, error } = backTest(world, known, ahead)
      const cells = [
        world.title,
        known,
        ahead,
        tried,
        likely.toFixed(0),
        nearlySure.toFixed(0),
        bent.toFixed(0),
        error.toFixed(2),
      ]
      return `| ${cells.join(' | ')} |`
    }),
  )
  return [
    '| 编造的走势 | 已知季度 | 向前季度 | 次数 | 八成区间实际命中（%） | 九成五区间实际命中（%） | 提示增速在变（%） | 平均误差，以沿用上期值为 1 |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}
