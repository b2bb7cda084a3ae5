// What the library is asked, as it stands in the address.
const queryKeys = ['q', 'district', 'level', 'issuer', 'subject', 'kind', 'type', 'valid', 'at'] as const

export type QueryKey = (typeof queryKeys)[number]

export type LibraryQuery = { readonly [K in QueryKey]?: string }

/** Whatever an address says → what the page knows; the rest is dropped. */
export function readQuery(search: Readonly<Record<string, unknown>>): LibraryQuery {
  return Object.fromEntries(
    queryKeys.flatMap((key) => {
      const value = search[key]
      const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
      return text === '' ? [] : [[key, text]]
    }),
  )
}

/** One answer changed; an empty one leaves the address. */
export function withAnswer(query: LibraryQuery, key: QueryKey, value: string): LibraryQuery {
  const { [key]: _, ...rest } = query
  return value === '' ? rest : { ...rest, [key]: value }
}

/** Whether places in the documents are asked for, or documents as a whole. */
export function asksForPlaces({ q, subject, kind, type }: LibraryQuery): boolean {
  return [q, subject, kind, type].some((each) => each !== undefined)
}
