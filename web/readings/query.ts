// Which readings are shown, as it stands in the address.
const keys = ['policy', 'authority', 'status', 'sample'] as const

export type ReadingsKey = (typeof keys)[number]

export type ReadingsQuery = { readonly [K in ReadingsKey]?: string }

export function readReadingsQuery(search: Readonly<Record<string, unknown>>): ReadingsQuery {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = search[key]
      return typeof value === 'string' && value !== '' ? [[key, value]] : []
    }),
  )
}
