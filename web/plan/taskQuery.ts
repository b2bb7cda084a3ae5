// What the table of tasks shows, as it stands in the address.
const keys = ['lamp', 'department', 'lead', 'policy', 'step', 'district', 'text', 'asked', 'at'] as const

export type TaskKey = (typeof keys)[number]
export type TaskQuery = { readonly [K in TaskKey]?: string }

export function readTaskQuery(search: Readonly<Record<string, unknown>>): TaskQuery {
  return Object.fromEntries(
    keys.flatMap((key) => {
      // The router reads 1 as a number.
      const value = typeof search[key] === 'number' ? String(search[key]) : search[key]
      return typeof value === 'string' && value !== '' ? [[key, value]] : []
    }),
  )
}
