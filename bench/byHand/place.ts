// 渝北府办发〔2024〕34号 and 渝北府发〔2021〕13号 apply to enterprises of 渝北区; whether also to those of 两江新区直管区 that are
// registered within 渝北区 is an open reading of "区内企业" in both.
import type { ColumnSource } from '#lang'
import { CODE, DISTRICT, DIVISION, NO, UNKNOWN, YES } from './handItem.ts'

/** Truth under "归口管理" plus three times the truth under "行政区划". */
export const OUTSIDE = 0
export const INSIDE = 8

export function placeOf(source: ColumnSource): (i: number) => number {
  const district = source.column(DISTRICT)
  const division = source.column(DIVISION)
  return (i) => {
    if (district.states[i] !== 1) return UNKNOWN + 3 * UNKNOWN
    const code = district.values[i]
    if (code === CODE.yubei) return INSIDE
    if (code !== CODE.liangjiang) return OUTSIDE
    if (division.states[i] !== 1) return NO + 3 * UNKNOWN
    return NO + 3 * (division.values[i] === CODE.yubei ? YES : NO)
  }
}

/** Truths under both readings of who is within the district. */
export function placesOf(place: number): readonly [number, number] {
  return PLACES[place] ?? [UNKNOWN, UNKNOWN]
}

const PLACES = Array.from({ length: 9 }, (_, i) => [i % 3, Math.floor(i / 3)] as const)

const PLACE_B = "(district = '渝北区' OR (district = '两江新区直管区' AND registered_division = '渝北区'))"

export const PLACE_SQL = `district = '渝北区' AS place_a, ${PLACE_B} AS place_b`

/** Whether a firm may be within the district under some reading: of the others nothing else need be looked at. */
export const INSIDE_SQL = `${PLACE_B} IS NOT FALSE`
