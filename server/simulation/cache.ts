// Values by key, as many as fit into a number of bytes; what was used longest ago goes first.

export function createCache<T>(bound: number, sizeOf: (value: T) => number) {
  const held = new Map<string, T>()
  let total = 0

  function drop(key: string): void {
    const value = held.get(key)
    if (value === undefined) return
    held.delete(key)
    total -= sizeOf(value)
  }

  return {
    get(key: string): T | undefined {
      const value = held.get(key)
      if (value === undefined) return undefined
      held.delete(key)
      held.set(key, value)
      return value
    },
    set(key: string, value: T): void {
      drop(key)
      held.set(key, value)
      total += sizeOf(value)
      for (const oldest of held.keys()) {
        if (total <= bound || oldest === key) return
        drop(oldest)
      }
    },
  }
}
