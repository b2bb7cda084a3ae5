// The reference of streets and the weights of districts → lists from which SQL draws a district, a street, a division.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DISTRICT_WEIGHTS, STREET_ELSEWHERE, ZONE_STREETS } from './distributions.ts'

type Place = { readonly street: string; readonly division: string; readonly code: string }
export type District = { readonly name: string; readonly weight: number; readonly places: readonly Place[] }

/** Codes of GB/T 2260 for a division outside the reference: the city without a district. */
const OUTSIDE = { street: STREET_ELSEWHERE, code: '500000' }

/**
 * The districts of the dictionary, each with its streets; only those of `wanted` when it is given. A district that has
 * no weight of its own (one that the dictionary gained later) gets a small one.
 */
export function districtsOf(known: readonly string[], wanted?: readonly string[]): District[] {
  const streets = readStreets()
  const names = known.filter((name) => wanted === undefined || wanted.includes(name))
  if (names.length === 0) throw new Error(`No such district: ${wanted?.join(', ')}`)
  return names.map((name) => ({ name, weight: DISTRICT_WEIGHTS[name] ?? 1, places: placesOf(name, streets) }))
}

function placesOf(name: string, streets: readonly Place[]): Place[] {
  const zone = ZONE_STREETS[name]
  const places = streets.filter((each) =>
    zone ? zone[each.division]?.includes(each.street) : each.division === name && !inZone(each),
  )
  return places.length > 0 ? places : [{ ...OUTSIDE, division: name }]
}

function inZone(place: Place): boolean {
  return Object.values(ZONE_STREETS).some((zone) => zone[place.division]?.includes(place.street))
}

function readStreets(): Place[] {
  const file = join(import.meta.dirname, '../reference/streets.tsv')
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [code = '', division = '', street = ''] = line.split('\t')
      return { code, division, street }
    })
}
