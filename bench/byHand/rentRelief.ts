// 渝北府办发〔2024〕34号 第3条 保障生产用房, state-owned premises, by hand: "上年度生产产值（主营业务收入）增速超过 20%的市级“专精特新”
// 企业和国家专精特新“小巨人”企业", "租用国有厂房（楼宇）且租金超过 20 元/平方米·月的", "按照 5 元/平方米·月的标准", "不超过 50 万元/年".
// Open: output or revenue; who is within the district.
import type { ColumnSource } from '#lang'
import {
  CODE,
  DISTRICT,
  DIVISION,
  field,
  type HandItem,
  type HandOut,
  NO,
  num,
  QUALIFICATIONS,
  SPECIALIZED,
  UNKNOWN,
  YES,
  yearly,
} from './handItem.ts'
import { INSIDE, OUTSIDE, placeOf, placesOf } from './place.ts'
import { rentReliefSql } from './rentReliefSql.ts'
import { createWorlds } from './worlds.ts'

const LEASES = '租约'
const KIND = field(LEASES, '出租方性质', 'word')
const RENT = field(LEASES, '月租金单价', 'number')
const AREA = field(LEASES, '面积', 'number')
const MONTHS = field(LEASES, '当年月数', 'number')
const BASES = ['工业总产值', '主营业务收入'] as const
const GIVEN = ['上年度工业总产值增速', '上年度主营业务收入增速'] as const

/** Areas and months are kept in ten-thousandths: 5 元 for each of them is 1/200 000 分. */
const UNIT = 200_000
const CAP = 50_000_000 * UNIT
/** 20 元 in ten-thousandths of a 分. */
const RENT_LIMIT = 20_000_000
const TWELVE = 120_000

export const rentRelief: HandItem = {
  item: 'rent-relief-state-owned',
  policy: 'yubei-2024-34',
  columns: [
    ...[DISTRICT, DIVISION, QUALIFICATIONS, KIND, RENT, AREA, MONTHS],
    ...BASES.flatMap((each) => [yearly(each, 2024), yearly(each, 2025)]),
    ...GIVEN.map(num),
  ],
  collections: [LEASES],
  bind,
  sql: rentReliefSql,
}

const CONFLICT = 3

function bind(source: ColumnSource, out: HandOut): (from: number, to: number) => void {
  const place = placeOf(source)
  const worlds = createWorlds(out, UNIT)
  const qualifications = source.column(QUALIFICATIONS)
  const byOutput = growthOf(source, 0)
  const byRevenue = growthOf(source, 1)
  const leases = leasesOf(source)

  return (from, to) => {
    for (let i = from, o = 0; i < to; i++, o++) {
      const where = place(i)
      if (where === OUTSIDE) {
        worlds.nothing(o, false)
        continue
      }
      const special =
        qualifications.states[i] !== 1
          ? UNKNOWN
          : ((qualifications.values[i] ?? 0) & SPECIALIZED) !== 0
            ? YES
            : NO
      const a = byOutput(i)
      const b = byRevenue(i)
      if (where === INSIDE && special === NO && a !== CONFLICT && b !== CONFLICT) {
        worlds.nothing(o, true)
        continue
      }
      leases.add(i)
      const [managed, located] = placesOf(where)
      for (const growth of [a, b]) {
        const rest = growth === CONFLICT ? UNKNOWN : Math.min(special, growth, leases.holds())
        worlds.add(managed, YES, rest, leases.low(), leases.high(), false)
        worlds.add(located, YES, rest, leases.low(), leases.high(), false)
      }
      worlds.settle(o)
    }
  }
}

/** Whether last year's growth is above 20 %; CONFLICT where a given rate is not that of the figures. */
function growthOf(source: ColumnSource, which: 0 | 1): (i: number) => number {
  const base = source.column(yearly(BASES[which], 2024))
  const last = source.column(yearly(BASES[which], 2025))
  const given = source.column(num(GIVEN[which]))
  return (i) => {
    const from = base.states[i] === 1
    const till = last.states[i] === 1
    const before = base.values[i] ?? 0
    const after = last.values[i] ?? 0
    if (from && till && before > 0) {
      if (given.states[i] === 1 && differ(before, after, given.values[i] ?? 0)) return CONFLICT
      return (after - before) * 5 > before ? YES : NO
    }
    if (given.states[i] === 1) return (given.values[i] ?? 0) > 20_000_000 ? YES : NO
    // Without a base above zero there is no growth; from an unknown base to nothing there is none above 20 %.
    if (from && before <= 0) return NO
    return till && after === 0 ? NO : UNKNOWN
  }
}

/** More than half a thousandth apart: exactly so only in whole numbers. */
function differ(before: number, after: number, given: number): boolean {
  const apart = Math.abs(after / before - 1 - given / 100_000_000)
  if (Math.abs(apart - 0.0005) > 1e-9) return apart > 0.0005
  const [b, a, g] = [BigInt(before), BigInt(after), BigInt(given)]
  const exact = (a - b) * 100_000_000n - g * b
  return (exact < 0n ? -exact : exact) > b * 50_000n
}

/** The sum over the leases of a subject, in 1/200 000 分, limited to 50万元. */
function leasesOf(source: ColumnSource) {
  const { known, offsets } = source.collection(LEASES)
  const [kind, rent, area, months] = [KIND, RENT, AREA, MONTHS].map((each) => source.column(each))
  if (!kind || !rent || !area || !months) throw new TypeError('no columns of 租约')
  let any = NO
  let live = 0
  let sum = 0
  let sure = 0
  let only = 0

  function add(i: number): void {
    any = NO
    live = sum = sure = only = 0
    if (known[i] !== 1) {
      any = UNKNOWN
      sum = Infinity
      return
    }
    const end = offsets[i + 1] ?? 0
    for (let e = offsets[i] ?? 0; e < end; e++) one(e)
  }

  function one(e: number): void {
    if (kind?.states[e] === 1 && kind.values[e] !== CODE.stateOwned) return
    if (rent?.states[e] === 1 && (rent.values[e] ?? 0) <= RENT_LIMIT) return
    const holds = kind?.states[e] === 1 && rent?.states[e] === 1 ? YES : UNKNOWN
    const hasArea = area?.states[e] === 1
    const hasMonths = months?.states[e] === 1
    const size = area?.values[e] ?? 0
    const time = hasMonths ? (months?.values[e] ?? 0) : TWELVE
    const least = hasArea && hasMonths ? size * time : 0
    sum += hasArea ? size * time : time === 0 ? 0 : Infinity
    if (holds === YES) sure += least
    only = least
    live++
    any = Math.max(any, holds)
  }

  return {
    add,
    holds: () => any,
    // A lone lease that may not count is worth what it would pay; among others it may add nothing.
    low: () => Math.min(live === 1 ? only : sure, CAP),
    high: () => Math.min(sum, CAP),
  }
}
