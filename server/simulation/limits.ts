// How large a population's numbers are → the limits with which kernels are compiled.
import type { Limits, Range } from '#lang'
import type { Ranges } from '#population'

/** Dates and years have the range of all dates. */
const DAYS: Range = { low: -3_000_000n, high: 3_000_000n }

/** The ranges in the form that kernels are compiled with. */
export function limitsOf(ranges: Ranges): Limits {
  const parsed = new Map(
    Object.entries(ranges).map(([key, { low, high }]) => [key, { low: BigInt(low), high: BigInt(high) }]),
  )
  return (source) =>
    parsed.get(source.of === 'element' ? `${source.scope.collection}.${source.field}` : source.fact) ?? DAYS
}
