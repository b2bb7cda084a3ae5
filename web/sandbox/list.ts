// Which list of subjects lies behind a number.
import type { Dimension } from '#server/api/simulationReply.ts'

export const lists = [
  ...['eligible', 'undetermined', 'not_eligible', 'blindSpot', 'missing'],
  ...['winners', 'losers', 'unclear'],
] as readonly Which[]

export type Which =
  | 'eligible'
  | 'undetermined'
  | 'not_eligible'
  | 'blindSpot'
  | 'missing'
  | 'winners'
  | 'losers'
  | 'unclear'

export type ListQuery = {
  readonly item: string
  readonly which: Which
  readonly fact?: string
  /** The list of a reform shows what each subject gets before and after. */
  readonly reform?: boolean
} & { readonly [K in Dimension]?: string }

const keys = ['fact', 'district', 'street', 'industry', 'size'] as const

export function readList(value: unknown): ListQuery | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const search: { readonly [key: string]: unknown } = { ...value }
  const which = lists.find((each) => each === search.which)
  if (!which || typeof search.item !== 'string') return undefined
  const found = keys.flatMap((key) => (typeof search[key] === 'string' ? [[key, search[key]]] : []))
  return { item: search.item, which, ...(search.reform === true && { reform: true }), ...Object.fromEntries(found) }
}
