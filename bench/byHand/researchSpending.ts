// 渝北府发〔2021〕13号 第九条 鼓励企业加大研发投入, by hand: "按当年研发投入区内报核总额的5%给予补贴；前两年度均享受区研发补贴且研发投入逐年增长的，可按
// 当年增长额的30%给予补贴。两种补贴方式按就高不就低原则不重复享受，单个企业当年补贴最高不超过1000万元".
// Open: which years "逐年增长" looks at; who is within the district.
import type { ColumnSource } from '#lang'
import {
  DISTRICT,
  DIVISION,
  field,
  type HandItem,
  type HandOut,
  NO,
  num,
  UNKNOWN,
  YES,
  yearly,
} from './handItem.ts'
import { INSIDE, OUTSIDE, placeOf, placesOf } from './place.ts'
import { researchSpendingSql } from './researchSpendingSql.ts'
import { createWorlds } from './worlds.ts'

const SUBSIDIES = '区研发补贴'
const SUBSIDY_YEAR = field(SUBSIDIES, '所属年度', 'number')
const YEAR = num('研发补贴年度')
const SPENDING = '区内研发投入'
const REPORTS = { fact: '联网直报报统', type: 'bool' } as const
const YEARS = [2021, 2022, 2023, 2024, 2025]
/** 5% and 30% are a twentieth and six twentieths. */
const UNIT = 20
const CAP = 1_000_000_000 * UNIT

export const researchSpending: HandItem = {
  item: 'research-spending-subsidy',
  policy: 'yubei-2021-13',
  columns: [
    ...[DISTRICT, DIVISION, REPORTS, YEAR, SUBSIDY_YEAR],
    ...YEARS.map((each) => yearly(SPENDING, each)),
  ],
  collections: [SUBSIDIES],
  bind,
  sql: researchSpendingSql,
}

function bind(source: ColumnSource, out: HandOut): (from: number, to: number) => void {
  const place = placeOf(source)
  const worlds = createWorlds(out, UNIT)
  const reports = source.column(REPORTS)
  const asked = source.column(YEAR)
  const spending = YEARS.map((each) => source.column(yearly(SPENDING, each)))
  const { known, offsets } = source.collection(SUBSIDIES)
  const paidYear = source.column(SUBSIDY_YEAR)

  /** The spending of a subject in a year; undefined while it is not known, which is anything from zero up. */
  const spent = (i: number, year: number): number | undefined => {
    const column = spending[year - (YEARS[0] ?? 0)]
    return column?.states[i] === 1 ? (column.values[i] ?? 0) : undefined
  }

  const above = (a: number | undefined, b: number | undefined): number => {
    if (a !== undefined && b !== undefined) return a > b ? YES : NO
    return a === 0 ? NO : UNKNOWN
  }

  const subsidised = (i: number, year: number | undefined): number => {
    if (known[i] !== 1) return UNKNOWN
    let any = NO
    const end = offsets[i + 1] ?? 0
    for (let e = offsets[i] ?? 0; e < end; e++) {
      const truth =
        paidYear.states[e] !== 1 || year === undefined ? UNKNOWN : paidYear.values[e] === year ? YES : NO
      any = Math.max(any, truth)
    }
    return any
  }

  return (from, to) => {
    for (let i = from, o = 0; i < to; i++, o++) {
      const where = place(i)
      if (where === OUTSIDE) {
        worlds.nothing(o, false)
        continue
      }
      const rest = reports.states[i] !== 1 ? UNKNOWN : reports.values[i] === 1 ? YES : NO
      if (where === INSIDE && rest === NO) {
        worlds.nothing(o, true)
        continue
      }
      const year = asked.states[i] === 1 ? (asked.values[i] ?? 0) : undefined
      const [managed, located] = placesOf(where)
      if (year === undefined) {
        for (let k = 0; k < 2; k++) {
          worlds.add(managed, YES, rest, 0, CAP, false)
          worlds.add(located, YES, rest, 0, CAP, false)
        }
        worlds.settle(o)
        continue
      }
      const [now, last, before, first] = [0, 1, 2, 3].map((back) => spent(i, year - back))
      const both = Math.min(subsidised(i, year - 1), subsidised(i, year - 2))
      const growing = Math.min(above(now, last), above(last, before))
      for (const grown of [growing, Math.min(growing, above(before, first))]) {
        const second = Math.min(both, grown)
        let low = now ?? 0
        let high = now ?? Infinity
        if (second !== NO) {
          const most = now === undefined ? Infinity : 6 * (now - (last ?? 0))
          const least = now === undefined || last === undefined ? 0 : 6 * (now - last)
          high = Math.max(high, most)
          if (second === YES) low = rest === YES ? Math.max(low, least) : least
          else if (rest === UNKNOWN) low = Math.min(low, least)
        }
        const capped = Math.min(Math.max(high, 0), CAP)
        worlds.add(managed, YES, rest, Math.min(Math.max(low, 0), CAP), capped, false)
        worlds.add(located, YES, rest, Math.min(Math.max(low, 0), CAP), capped, false)
      }
      worlds.settle(o)
    }
  }
}
