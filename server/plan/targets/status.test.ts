// Where an indicator stands, without a database: comparators, deadlines, strength, counting, sums, what is needed.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { add, compare, compile, parseDecimal, type Rational, rational } from '#lang'
import { loadSources } from '#policies'
import { checkPeriod, checkValue } from './checkValue.ts'
import { type Indicator, indicatorOf, type Setting, targetsOf, unitOfText } from './indicator.ts'
import { lastEnded, parsePeriod, periodAt, periodWords } from './period.ts'
import { decimalText, toNumber } from './quantity.ts'
import { comparable, type Reading } from './readings.ts'
import { headOf, markOfDay, statusOf } from './status.ts'
import { requirementText, statusWords } from './statusWords.ts'
import { reportedSum, statedSum } from './sums.ts'

const { program } = compile(loadSources())
const number = (text: string): Rational => parseDecimal(text) ?? assert.fail(text)

const PLAIN: Setting = {
  ...{ id: 1, policy: 'yuzhong-2024-plan', target: '', district: '渝中区', departmentId: 'cyj' },
  ...{ definition: '', formula: '', unit: '', source: '', periodicity: 'quarter', gathers: 'level' },
  ...{ firstPeriod: '2024Q1', dueDays: 15, lowest: null, highest: null, note: '', sample: false },
  ...{ setBy: null, recordedAt: new Date(0) },
}

function indicator(id: string, more: Partial<Setting> = {}): Indicator {
  const found = targetsOf(program).find(({ target }) => target.id === id) ?? assert.fail(id)
  const unit = unitOfText(found.target) ?? assert.fail(`${id} has no unit`)
  const setting = { ...PLAIN, policy: found.policy.document.id, target: id, unit, ...more }
  return indicatorOf(program, found.target, setting) ?? assert.fail(id)
}

/** Quarter after quarter from the first one named. */
function readings(first: string, ...values: readonly (string | null)[]): Reading[] {
  const start = parsePeriod(first) ?? assert.fail(first)
  return values.flatMap((value, i) =>
    value === null ? [] : [{ period: periodAt(start.periodicity, start.index + i), value: number(value) }],
  )
}

const standing = (of: Indicator, known: readonly Reading[], day: string): string => {
  const { standing, lamp } = statusOf(of, known, day)
  return `${standing} ${lamp}`
}

describe('periods', () => {
  test('follow each other and end on their last day', () => {
    assert.equal(parsePeriod('2024Q1')?.end, '2024-03-31')
    assert.equal(parsePeriod('2024-02')?.end, '2024-02-29')
    assert.equal(parsePeriod('2024H2')?.end, '2024-12-31')
    assert.equal(parsePeriod('2024Q5'), undefined)
    assert.equal(lastEnded('quarter', '2026-11-21').text, '2026Q3')
    assert.equal(lastEnded('quarter', '2026-12-31').text, '2026Q4')
    assert.equal(periodWords(lastEnded('half', '2026-07-01')), '2026年上半年')
    fc.assert(
      fc.property(
        fc.constantFrom('month', 'quarter', 'half', 'year'),
        fc.integer({ min: 24000, max: 25000 }),
        (kind, n) => {
          const period = periodAt(
            kind as 'month',
            kind === 'month' ? n : 2000 * { quarter: 4, half: 2, year: 1 }[kind as 'half'] + (n % 90),
          )
          assert.deepEqual(parsePeriod(period.text), period)
          assert.equal(lastEnded(period.periodicity, period.end).index, period.index)
        },
      ),
    )
  })
})

describe('a goal', () => {
  test('突破 does not include the number, 达到 does, 左右 decides only equality', () => {
    const institutions = indicator('target-yz-financial-institutions')
    assert.equal(requirementText(institutions), '突破500家（不含500家）')
    assert.equal(standing(institutions, readings('2027Q4', '500'), '2028-02-01'), 'missed yellow')
    assert.equal(standing(institutions, readings('2027Q4', '501'), '2028-02-01'), 'reached green')
    const inspection = indicator('target-yz-inspection-institutions')
    assert.equal(standing(inspection, readings('2027Q4', '34'), '2028-02-01'), 'reached green')
    assert.equal(standing(inspection, readings('2027Q4', '33'), '2028-02-01'), 'missed red')
    const leasing = indicator('target-yz-leasing-growth')
    assert.equal(standing(leasing, readings('2027Q4', '19.5'), '2028-02-01'), 'undecided grey')
    assert.equal(standing(leasing, readings('2027Q4', '25'), '2028-02-01'), 'undecided grey')
    assert.equal(standing(leasing, readings('2027Q4', '20'), '2028-02-01'), 'reached green')
    const incubators = indicator('target-yz-ai-incubators')
    assert.equal(standing(incubators, readings('2027Q4', '2'), '2028-02-01'), 'reached green')
    assert.equal(standing(incubators, readings('2027Q4', '3'), '2028-02-01'), 'undecided grey')
  })

  test('has not failed before its deadline, whatever the numbers', () => {
    const all = targetsOf(program).filter(({ target }) => unitOfText(target))
    fc.assert(
      fc.property(
        fc.constantFrom(...all.map(({ target }) => target.id)),
        fc.array(fc.integer({ min: 0, max: 100000 }), { minLength: 0, maxLength: 15 }),
        (id, values) => {
          const of = indicator(id)
          const day = '2027-12-31'
          const { standing } = statusOf(of, readings('2024Q1', ...values.map(String)), day)
          if (of.target.dueYear === 2025) return
          assert.ok(standing !== 'missed' && standing !== 'not_shown', `${id} ${standing}`)
        },
      ),
    )
  })

  test('after its deadline is judged by the value of that very period', () => {
    const inspection = indicator('target-yz-inspection-institutions')
    assert.equal(standing(inspection, readings('2027Q1', '40', '40', '40'), '2028-02-01'), 'not_shown grey')
    assert.equal(standing(inspection, readings('2027Q4', '33', '40'), '2028-06-01'), 'missed red')
  })

  test('says how binding it is: 力争 has not failed, a disputed one is shown as disputed', () => {
    const buildings = indicator('target-yz-buildings')
    const status = statusOf(buildings, readings('2027Q4', '14'), '2028-02-01')
    assert.equal(status.binding, 'disputed')
    assert.equal(status.lamp, 'yellow')
    assert.match(statusWords(buildings, status).join(''), /“力争”是否管到这一项有争议/)
    assert.equal(statusOf(indicator('target-yz-hr-total'), [], '2026-01-01').binding, 'striving')
    assert.equal(statusOf(indicator('target-yz-ip-new'), [], '2026-01-01').binding, 'binding')
  })

  test('without a baseline or a decided way of counting says so', () => {
    const firms = indicator('target-yz-hr-new', { gathers: 'since_start' })
    assert.match(statusWords(firms, statusOf(firms, [], '2026-01-01')).join(''), /基期：文件没有写从何时起算/)
    const towers = indicator('target-yz-buildings')
    assert.match(statusWords(towers, statusOf(towers, [], '2026-01-01')).join(''), /条文可以理解为存量或累计/)
  })

  test('without a year is never overdue', () => {
    const plans = indicator('target-yz-field-action-plans')
    const status = statusOf(plans, readings('2024Q1', '0'), '2035-01-01')
    assert.equal(status.over, false)
    assert.match(statusWords(plans, status).join(''), /不判断是否逾期/)
  })

  test('of every year looks at the year that runs, and tells of those that are over', () => {
    const events = indicator('target-yz-yearly-events', { gathers: 'within_year' })
    const known = readings('2024Q1', '3', '6', '8', '12', '1', '3', '4', '9', '4', '7', '11')
    const status = statusOf(events, known, '2026-10-20')
    assert.deepEqual(status.years, [
      { year: 2024, reached: 'yes' },
      { year: 2025, reached: 'no' },
    ])
    assert.equal(status.dueYear, 2026)
    assert.equal(decimalText(status.held?.value ?? number('0')), '16')
    assert.equal(status.standing, 'reached', 'the eleven of this year are enough')
    const earlier = statusOf(events, known.slice(0, -1), '2026-07-20')
    assert.notEqual(earlier.standing, 'reached', 'twelve within four quarters are no twelve of this year')
  })
})

describe('a forecast', () => {
  test('is a lamp only as far as its interval goes', () => {
    const of = indicator('target-yz-inspection-institutions')
    const rising = readings('2024Q4', '21', '23', '25', '27', '29', '31', '33')
    assert.equal(standing(of, rising, '2026-10-01'), 'on_course green')
    const slow = readings('2024Q4', '20', '21', '20', '21', '21', '20', '21')
    assert.equal(standing(of, slow, '2026-10-01'), 'off_course red')
    const unsure = readings('2024Q4', '20', '26', '21', '27', '23', '30', '28')
    assert.equal(standing(of, unsure, '2026-10-01'), 'at_risk yellow')
    assert.equal(standing(of, rising.slice(0, 4), '2026-10-01'), 'no_forecast grey')
    assert.equal(standing(of, [], '2026-10-01'), 'no_report grey')
  })

  test('of what is counted within a year is of whole years', () => {
    const premium = indicator('target-yz-premium-income', { gathers: 'within_year' })
    const known = readings('2024Q1', '60', '120', '180', '240', '70', '140', '210', '283')
    assert.deepEqual(
      comparable(known, 'within_year').map(({ period, value }) => `${period.text} ${decimalText(value)}`),
      ['2024Q4 240', '2025Q1 250', '2025Q2 260', '2025Q3 270', '2025Q4 283'],
    )
    assert.equal(standing(premium, known, '2026-01-05'), 'on_course green')
  })

  test('says what must happen by when', () => {
    const of = indicator('target-yz-financial-institutions')
    const { needed } = statusOf(of, readings('2026Q3', '471'), '2026-11-01')
    assert.ok(needed)
    assert.equal(decimalText(needed.gap), '30')
    assert.equal(decimalText(needed.perPeriod), '6')
    assert.deepEqual(
      needed.way.map(({ period, value }) => `${period.text} ${decimalText(value)}`),
      ['2026Q4 477', '2027Q1 483', '2027Q2 489', '2027Q3 495', '2027Q4 501'],
    )
  })
})

describe('sums of parts', () => {
  const children = (id: string) =>
    targetsOf(program).flatMap(({ target }) => (target.parent === id ? [indicator(target.id)] : []))

  test('15 = 5 + 4 + 4 + 2 holds; more than 100 is not reached by 87', () => {
    const towers = statedSum(indicator('target-yz-buildings'), children('target-yz-buildings'))
    assert.equal(towers?.verdict, 'fits')
    assert.equal(decimalText(towers?.sum ?? number('0')), '15')
    const firms = statedSum(
      indicator('target-yz-emerging-enterprises'),
      children('target-yz-emerging-enterprises'),
    )
    assert.equal(firms?.verdict, 'short')
    assert.equal(decimalText(firms?.sum ?? number('0')), '87')
    assert.match(firms?.words ?? '', /合计87家，只做到这些数字，还不够总数超过100家/)
  })

  test('what is unknown stays unknown, and the known rest is told', () => {
    const parts = children('target-yz-buildings')
    const [first] = parts
    const sum = reportedSum(indicator('target-yz-buildings'), parts, (one) =>
      one === first ? readings('2026Q3', '3')[0] : undefined,
    )
    assert.equal(sum?.sum, undefined)
    assert.equal(sum?.verdict, 'unknown')
    assert.equal(decimalText(sum?.known ?? number('0')), '3')
    assert.match(sum?.words ?? '', /总合计未知/)
  })

  test('a sum shown is the sum of its list, at every level', () => {
    const parents = [...new Set(targetsOf(program).map(({ target }) => target.parent))].filter(
      (each) => each !== undefined,
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...parents),
        fc.array(fc.option(fc.integer({ min: 0, max: 50 })), { minLength: 12, maxLength: 12 }),
        (id, values) => {
          const parts = children(id)
          const sum = reportedSum(indicator(id), parts, (one) => {
            const value = values[parts.indexOf(one)]
            return typeof value === 'number' ? readings('2026Q3', String(value))[0] : undefined
          })
          assert.ok(sum)
          const listed = sum.parts.reduce((all, { value }) => (value ? add(all, value) : all), rational(0n))
          assert.equal(compare(sum.known, listed), 0)
          assert.equal(
            sum.sum !== undefined,
            sum.parts.every(({ value }) => value !== undefined),
          )
          if (sum.sum) assert.equal(compare(sum.sum, listed), 0)
        },
      ),
    )
  })
})

describe('a written value', () => {
  const value = (of: Indicator, text: string, unit?: string, known: readonly Reading[] = []): string => {
    const checked = checkValue(of, parsePeriod('2026Q3') ?? assert.fail(), text, unit, known)
    return checked.kind === 'fine' ? checked.text : `${checked.fault}: ${checked.message}`
  }
  const premium = indicator('target-yz-premium-income', { lowest: '100', highest: '500' })

  test('is taken as a number with or without its own unit', () => {
    assert.equal(value(premium, ' 280.50 '), '280.5')
    assert.equal(value(premium, '280亿元'), '280')
    assert.equal(
      value(premium, '１，２３４', undefined),
      'out_of_range: “保费收入”的合理范围是100至500亿元，1234亿元不在其中；确实如此的，请计划统筹岗先调整范围',
    )
    assert.match(value(premium, '二百八'), /^not_a_number/)
    assert.match(value(premium, ''), /^not_a_number/)
  })

  test('in the wrong unit is recognised, stated or by its size', () => {
    assert.equal(
      value(premium, '2800000万元'),
      'wrong_unit: “保费收入”按亿元填报，写的是万元：2800000万元＝280亿元，请换算后填写',
    )
    assert.match(value(premium, '280', '家'), /^wrong_unit: .*不是它的单位/)
    assert.match(value(premium, '2800000'), /^wrong_unit: .*像是单位写错了.*280亿元/)
    const unbounded = indicator('target-yz-premium-income')
    assert.match(value(unbounded, '2800000', undefined, readings('2025Q4', '270')), /^wrong_unit/)
    assert.equal(value(unbounded, '290', undefined, readings('2025Q4', '270')), '290')
  })

  test('that cannot be is refused', () => {
    assert.match(value(indicator('target-yz-hr-new'), '-1'), /^negative/)
    assert.match(value(indicator('target-yz-hr-new'), '1.5'), /^not_whole/)
    assert.match(value(indicator('target-yz-green-loans'), '101'), /^above_hundred/)
    assert.equal(value(indicator('target-yz-green-loans'), '100%'), '100')
    assert.equal(value(indicator('target-yz-online-retail'), '-3.2'), '-3.2')
    assert.equal(value(indicator('target-yz-finance-cluster'), '是'), '1')
    assert.match(value(indicator('target-yz-finance-cluster'), '2'), /只填“是”或“否”/)
    const since = indicator('target-yz-hr-new', { gathers: 'since_start' })
    assert.match(value(since, '4', undefined, readings('2026Q2', '5')), /^falls/)
    assert.match(value(since, '9', undefined, readings('2026Q4', '8')), /^falls/)
    const year = indicator('target-yz-premium-income', { gathers: 'within_year' })
    assert.match(value(year, '100', undefined, readings('2026Q2', '120')), /^falls/)
    assert.equal(value(year, '100', undefined, readings('2025Q4', '120')), '100')
  })

  test('belongs to a period that is over and was to be reported', () => {
    const of = indicator('target-yz-hr-new')
    assert.equal(checkPeriod(of, '2026Q3', '2026-11-21').kind, 'fine')
    for (const [text, why] of [
      ['2026Q4', /还没有结束/],
      ['2023Q4', /不用报/],
      ['2026-09', /写成 2026Q1/],
      ['x', /写成/],
    ] as const) {
      const checked = checkPeriod(of, text, '2026-11-21')
      assert.ok(checked.kind === 'fault' && why.test(checked.message), text)
    }
  })

  test('is kept to the digit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.integer({ min: 0, max: 6 }),
        (whole, places) => {
          const exact = rational(BigInt(whole), 10n ** BigInt(places))
          assert.equal(compare(number(decimalText(exact, 6)), exact), 0)
          assert.ok(Math.abs(toNumber(exact) - whole / 10 ** places) < 1e-6)
        },
      ),
    )
  })
})

describe('what a list shows', () => {
  const dayAfter = (from: string, days: number): string =>
    new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10)
  const quarters = fc.array(fc.option(fc.integer({ min: 0, max: 900 }), { freq: 6 }), { maxLength: 16 })
  const day = fc.integer({ min: 0, max: 1800 }).map((n) => dayAfter('2024-01-01', n))
  const kept = fc.record({
    target: fc.constantFrom('target-yz-financial-institutions', 'target-yz-finance-buildings'),
    gathers: fc.constantFrom('level' as const, 'since_start' as const, 'within_year' as const),
    dueDays: fc.integer({ min: 0, max: 120 }),
  })

  test('is as much of the whole as it names', () => {
    fc.assert(
      fc.property(kept, quarters, day, ({ target, ...more }, values, on) => {
        const known = readings('2024Q1', ...values.map((each) => (each === null ? null : `${each}`)))
        const of = indicator(target, more)
        const { over: _, forecast: __, needed: ___, years: ____, ...head } = statusOf(of, known, on)
        assert.deepEqual(headOf(of, known, on), head)
      }),
    )
  })

  test('is the same on every day with the same mark, but for what is late by then', () => {
    fc.assert(
      fc.property(
        kept,
        quarters,
        day,
        fc.integer({ min: 0, max: 100 }),
        ({ target, ...more }, values, on, later) => {
          const known = readings('2024Q1', ...values.map((each) => (each === null ? null : `${each}`)))
          const of = indicator(target, more)
          const then = dayAfter(on, later)
          fc.pre(markOfDay('quarter', on) === markOfDay('quarter', then))
          const [first, second] = [headOf(of, known, on), headOf(of, known, then)]
          const missing = first.missing && { ...first.missing, late: first.missing.due < then }
          assert.deepEqual(second, { ...first, ...(missing && { missing }) })
        },
      ),
    )
  })
})
