// Which list of subjects lies behind a number.
import type { Dimension } from '#server/api/simulationReply.ts'
import { words } from '../words.zh.ts'

type Which = keyof typeof words.sandbox.list.which

export type ListQuery = {
  readonly item: string
  readonly which: Which
  /** The fact that is missing, "code fact" of a reason, or the id of a reading. */
  readonly fact?: string
  /** The list of a reform shows what each subject gets before and after. */
  readonly reform?: boolean
} & { readonly [K in Dimension]?: string }

const keys = ['fact', 'district', 'street', 'industry', 'size'] as const

export function readList(value: unknown): ListQuery | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const search: { readonly [key: string]: unknown } = { ...value }
  const { item, which, reform } = search
  if (!isWhich(which) || typeof item !== 'string') return undefined
  const found = keys.flatMap((key) => (typeof search[key] === 'string' ? [[key, search[key]]] : []))
  return { item, which, ...(reform === true && { reform }), ...Object.fromEntries(found) }
}

function isWhich(value: unknown): value is Which {
  return typeof value === 'string' && Object.hasOwn(words.sandbox.list.which, value)
}
