// A seed and the key of a row → SQL of random draws. Each draw hashes the row's key with its own purpose, so that no draw
// depends on another, on the order of rows, on their number, or on how many threads work.
import { createHash } from 'node:crypto'
import { at, numbers } from './sql.ts'

export type Draws = {
  /** TRUE with a probability that is a number. */
  readonly chance: (purpose: string, probability: number) => string
  /** TRUE with a probability that is an SQL expression. */
  readonly chanceOf: (purpose: string, probability: string) => string
  /** Uniform from 0 up to but without 1. */
  readonly unit: (purpose: string) => string
  /** A whole number from 0 up to but without a number or SQL expression. */
  readonly below: (purpose: string, limit: number | string) => string
  /** Bell-shaped with mean 0 and spread 1. */
  readonly normal: (purpose: string) => string
  /** The place of one of the weights, from 0; a precision of a thousandth. */
  readonly weighted: (purpose: string, weights: readonly number[]) => string
}

const SLOTS = 1000
const TWO_TO_64 = 2n ** 64n

/** `key` is a UBIGINT expression that tells the rows of a query apart. */
export function drawsOf(seed: number, key: string): Draws {
  const hash = (purpose: string) => `hash(xor(${key}, ${salt(seed, purpose)}::UBIGINT))`
  const unit = (purpose: string) => `((${hash(purpose)} >> 11)::DOUBLE / 9007199254740992)`
  const below = (purpose: string, limit: number | string) =>
    `(${hash(purpose)} % (${limit})::UBIGINT)::INTEGER`
  return {
    unit,
    below,
    chance(purpose, probability) {
      if (probability <= 0) return 'FALSE'
      if (probability >= 1) return 'TRUE'
      return `(${hash(purpose)} < ${shareOf64Bits(probability)}::UBIGINT)`
    },
    chanceOf: (purpose, probability) => `(${unit(purpose)} < ${probability})`,
    normal: (purpose) => bell(hash(purpose)),
    weighted: (purpose, weights) => at(numbers(slots(weights), 'INTEGER'), below(purpose, SLOTS)),
  }
}

/** A shift by random 64 bits per purpose: the hash of the shifted key is as good as another function. */
function salt(seed: number, purpose: string): bigint {
  return createHash('sha256').update(`${seed}/${purpose}`).digest().readBigUInt64BE()
}

function shareOf64Bits(probability: number): bigint {
  return (BigInt(Math.round(probability * 1e15)) * TWO_TO_64) / 1_000_000_000_000_000n
}

/** Four uniforms added: close to normal within ±3.4 and exact on every machine, which sin and log are not. */
function bell(hash: string): string {
  const quarter = (shift: number) => `((${hash} >> ${shift}) & 65535)::DOUBLE`
  return `(((${[48, 32, 16, 0].map(quarter).join(' + ')}) / 65535 - 2) * 1.7320508075688772)`
}

/** Each place as often as its weight; nobody with a weight gets nothing. */
function slots(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, each) => sum + each, 0)
  const result: number[] = []
  let passed = 0
  for (const [place, weight] of weights.entries()) {
    passed += weight
    const end = Math.min(
      SLOTS,
      Math.max(Math.round((passed / total) * SLOTS), result.length + (weight > 0 ? 1 : 0)),
    )
    while (result.length < end) result.push(place)
  }
  return result
}
