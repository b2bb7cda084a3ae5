// What is looked at, as it stands in the address.
const VIEWS = ['log', 'verify', 'replay', 'bundle'] as const
const keys = ['object', 'which', 'act', 'person', 'from', 'to', 'decision', 'known', 'law', 'text'] as const

export type AuditView = (typeof VIEWS)[number]
export type AuditKey = (typeof keys)[number]
export type AuditQuery = { readonly view?: AuditView } & { readonly [K in AuditKey]?: string }

export function readAuditQuery(search: Readonly<Record<string, unknown>>): AuditQuery {
  const view = VIEWS.find((each) => each === search.view)
  const rest = keys.flatMap((key) => {
    // The router reads 12 as a number.
    const value = typeof search[key] === 'number' ? String(search[key]) : search[key]
    return typeof value === 'string' && value !== '' ? [[key, value] as const] : []
  })
  return { ...(view && { view }), ...Object.fromEntries(rest) }
}

/** The server's question: a kind of object and its number are one word. */
export function logParameters({ object, which, act, person, from, to }: AuditQuery): Record<string, string> {
  const whole = object === undefined ? undefined : which === undefined ? object : `${object} ${which}`
  const all = { object: whole, act, person, from, to }
  return Object.fromEntries(Object.entries(all).flatMap(([key, value]) => (value ? [[key, value]] : [])))
}
