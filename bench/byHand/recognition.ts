// 渝北府办发〔2024〕34号 第5条 给予认定奖励, by hand: "对 2022 年以后（包括 2022 年）获得市级“专精特新”……的区内企业给予奖励，其中市级
// “专精特新”企业给予10万元"; what was paid for a recognition under 〔2022〕38号, which this repeals, is not paid again.
// Open: whether a second recognition is awarded; who is within the district.
import type { ColumnSource } from '#lang'
import {
  CODE,
  DAY,
  DISTRICT,
  DIVISION,
  field,
  type HandItem,
  type HandOut,
  NO,
  UNKNOWN,
  YES,
} from './handItem.ts'
import { INSIDE, OUTSIDE, placeOf, placesOf } from './place.ts'
import { receivedIn, SUPPORT, SUPPORT_COLUMNS } from './received.ts'
import { recognitionSql } from './recognitionSql.ts'
import { createWorlds } from './worlds.ts'

const EVENTS = '资质事件'
const DATE = field(EVENTS, '日期', 'number')
const TITLE = field(EVENTS, '类别', 'word')
const KIND = field(EVENTS, '事由', 'word')

/** 2022-01-01. */
const SINCE = 18_993
const AWARD = 10_000_000

export const recognition: HandItem = {
  item: 'award-municipal-recognition',
  policy: 'yubei-2024-34',
  columns: [DISTRICT, DIVISION, DATE, TITLE, KIND, ...SUPPORT_COLUMNS],
  collections: [EVENTS, SUPPORT],
  bind,
  sql: recognitionSql,
}

function bind(source: ColumnSource, out: HandOut): (from: number, to: number) => void {
  const place = placeOf(source)
  const worlds = createWorlds(out)
  const { known, offsets } = source.collection(EVENTS)
  const [date, title, kind] = [DATE, TITLE, KIND].map((each) => source.column(each))
  if (!date || !title || !kind) throw new TypeError('no columns of 资质事件')
  const names = ['市级专精特新认定奖励', 'award-municipal-recognition']
  const paid = receivedIn(source, names, ['渝北府办发〔2024〕34号', '渝北府办发〔2022〕38号'])

  /** Whether an event is a recognition as municipal SME. */
  const counts = (e: number): number => {
    if (title.states[e] === 1 && title.values[e] !== CODE.municipalSme) return NO
    if (kind.states[e] === 1 && kind.values[e] !== CODE.recognised) return NO
    return title.states[e] === 1 && kind.states[e] === 1 ? YES : UNKNOWN
  }

  /** Whether there was an earlier recognition. */
  const earlier = (e: number, from: number, to: number): number => {
    let any = NO
    for (let other = from; other < to; other++) {
      const dated = date.states[e] === 1 && date.states[other] === 1
      const before = !dated ? UNKNOWN : (date.values[other] ?? 0) < (date.values[e] ?? 0) ? YES : NO
      any = Math.max(any, Math.min(counts(other), before))
    }
    return any
  }

  /** Whether the award for the recognition `e` is still to be paid: a payment is for the latest one before it. */
  const unpaid = (e: number, from: number, to: number, i: number): number => {
    if (paid.known[i] !== 1) return UNKNOWN
    let result = YES
    const end = paid.offsets[i + 1] ?? 0
    for (let p = paid.offsets[i] ?? 0; p < end; p++) {
      const matches = paid.matches(p)
      if (matches === NO) continue
      if (matches === UNKNOWN || paid.date.states[p] !== 1 || undated(from, to)) {
        if (result === YES) result = UNKNOWN
      } else if (latest(from, to, paid.date.values[p] ?? 0) === e) return NO
    }
    return result
  }

  const undated = (from: number, to: number): boolean => {
    for (let e = from; e < to; e++) if (date.states[e] !== 1 && counts(e) !== NO) return true
    return false
  }

  const latest = (from: number, to: number, limit: number): number => {
    let best = -1
    for (let e = from; e < to; e++) {
      const day = date.values[e] ?? 0
      if (counts(e) === NO || day > limit) continue
      if (best < 0 || day > (date.values[best] ?? 0)) best = e
    }
    return best
  }

  /** The event's truth but for earlier ones: recognised, since 2022, and not in the future. */
  const inTime = (e: number): number => {
    if (date.states[e] !== 1) return UNKNOWN
    const day = date.values[e] ?? 0
    return day >= SINCE && day <= DAY ? YES : NO
  }

  return (start, stop) => {
    for (let i = start, o = 0; i < stop; i++, o++) {
      const where = place(i)
      if (where === OUTSIDE) {
        worlds.nothing(o, false)
        continue
      }
      const [from, to] = [offsets[i] ?? 0, offsets[i + 1] ?? 0]
      if (where === INSIDE && known[i] === 1 && from === to) {
        worlds.nothing(o, true)
        continue
      }
      const [managed, located] = placesOf(where)
      for (let again = 0; again < 2; again++) {
        let any = known[i] === 1 ? NO : UNKNOWN
        let sure = 0
        let live = 0
        for (let e = from; e < to; e++) {
          const own = Math.min(counts(e), inTime(e))
          if (own === NO) continue
          const first = again === 1 ? YES : 2 - earlier(e, from, to)
          const holds = Math.min(own, first, unpaid(e, from, to, i))
          if (holds === NO) continue
          live++
          if (holds === YES) sure++
          any = Math.max(any, holds)
        }
        const high = known[i] === 1 ? live * AWARD : Infinity
        const low = live === 1 ? AWARD : sure * AWARD
        worlds.add(managed, YES, any, low, high, false)
        worlds.add(located, YES, any, low, high, false)
      }
      worlds.settle(o)
    }
  }
}
