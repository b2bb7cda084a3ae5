// Which readings an item consults, itself or through what it names.
import type { Item, Policy, Reading } from '#lang'

/** Names are looked for in what the item and the definitions that it names say. */
export function readingsOf({ readings, definitions }: Policy, item: Item): readonly Reading[] {
  const reached = new Set<string>()
  const consulted = new Set<string>()
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) {
      for (const each of part) walk(each)
      return
    }
    if (typeof part !== 'object' || part === null) return
    const { kind, name, reading }: { kind?: unknown; name?: unknown; reading?: unknown } = part
    if (kind === 'choice' && typeof reading === 'string') consulted.add(reading)
    if (kind === 'definition' && typeof name === 'string' && !reached.has(name)) {
      reached.add(name)
      walk(definitions.find((each) => each.name === name))
    }
    for (const inner of Object.values(part)) walk(inner)
  }
  walk(item)
  return readings.filter(({ id, title }) => consulted.has(id) || consulted.has(title))
}
