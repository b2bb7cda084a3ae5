// Two JSON values → where they differ, path by path. Pure.
import { canonical } from '../audit/canonical.ts'

export type Difference = {
  /** Members and places joined by dots: amount.yuan, reasons.0.text. */
  readonly path: string
  /** Absent on the side that has no such member. */
  readonly was?: unknown
  readonly is?: unknown
}

/** More than this are not told one by one. */
const MOST = 200

export function differences(was: unknown, is: unknown, path = ''): Difference[] {
  return walk(was, is, path).slice(0, MOST)
}

function walk(was: unknown, is: unknown, path: string): Difference[] {
  if (was === undefined && is === undefined) return []
  if (was === undefined) return [{ path, is }]
  if (is === undefined) return [{ path, was }]
  if (canonical(was) === canonical(is)) return []
  const [before, after] = [membersOf(was), membersOf(is)]
  if (!before || !after || Array.isArray(was) !== Array.isArray(is)) return [{ path, was, is }]
  const keys = new Set([...before.keys(), ...after.keys()])
  return [...keys].flatMap((key) =>
    walk(before.get(key), after.get(key), path === '' ? key : `${path}.${key}`),
  )
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
}
