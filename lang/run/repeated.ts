// A list → the first of each of those that read alike, in order.

export function dropRepeated<T>(all: readonly T[], key: (each: T) => string): T[] {
  const seen = new Set<string>()
  return all.filter((each) => {
    const text = key(each)
    if (seen.has(text)) return false
    seen.add(text)
    return true
  })
}
