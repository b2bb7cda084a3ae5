// A division code and an id → SQL of an 18-character 统一社会信用代码 (GB 32100—2015) with a right check character.
import { text } from './sql.ts'

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const BASE = ALPHABET.length
/** 9 市场监管部门, 1 企业. */
const REGISTERED_AS = '91'
/** No real organisation's part begins so; six characters of the id follow, enough for 887 million firms. */
const MADE_UP = 'XXX'
const ID_CHARACTERS = 6

/** `division` is a six-digit number, `id` a whole number. */
export function creditCode(division: string, id: string): string {
  const digits = idDigits(id)
  const body = `concat(${text(REGISTERED_AS)}, ${division}, ${text(MADE_UP)}, ${digits.map(characterOf).join(', ')})`
  return `concat(${body}, ${characterOf(checkValue(division, digits))})`
}

function characterOf(value: string): string {
  return `substr(${text(ALPHABET)}, 1 + (${value})::INTEGER, 1)`
}

function idDigits(id: string): string[] {
  return Array.from({ length: ID_CHARACTERS }, (_, i) => {
    const unit = BASE ** (ID_CHARACTERS - 1 - i)
    return `((${id} // ${unit}) % ${BASE})`
  })
}

/** (31 − Σ value × 3^(i−1) mod 31) mod 31: the constant places are added here, the others in SQL. */
function checkValue(division: string, digits: readonly string[]): string {
  const fixed = [...constantPlaces()].reduce((sum, [place, value]) => sum + value * weight(place), 0)
  const divisionDigits = [2, 3, 4, 5, 6, 7].map(
    (place, i) => `((${division} // ${10 ** (5 - i)}) % 10) * ${weight(place)}`,
  )
  const ids = digits.map((digit, i) => `${digit} * ${weight(REGISTERED_AS.length + 6 + MADE_UP.length + i)}`)
  return `((${BASE} - (${[fixed, ...divisionDigits, ...ids].join(' + ')}) % ${BASE}) % ${BASE})`
}

function* constantPlaces(): Generator<readonly [number, number]> {
  for (const [i, character] of [...REGISTERED_AS].entries()) yield [i, ALPHABET.indexOf(character)]
  for (const [i, character] of [...MADE_UP].entries()) {
    yield [REGISTERED_AS.length + 6 + i, ALPHABET.indexOf(character)]
  }
}

function weight(place: number): number {
  let result = 1
  for (let i = 0; i < place; i++) result = (result * 3) % BASE
  return result
}
