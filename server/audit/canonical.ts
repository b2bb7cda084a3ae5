// A value → the one JSON text that stands for it, so that equal values have equal hashes.

/**
 * JSON without white space, keys in the order of their code units (RFC 8785, for values without fractions): whole
 * numbers beyond 2^53 are given as bigint and written as text, dates as ISO text; undefined members are left out.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'bigint') return JSON.stringify(String(value))
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : 'null'
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each ?? null)).join(',')}]`
  if (value instanceof Map) return canonical(Object.fromEntries(value))
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${members.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
  }
  throw new TypeError(`没有 JSON 写法的值：${typeof value}`)
}
