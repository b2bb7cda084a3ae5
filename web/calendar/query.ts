// What of the calendar is shown, as it stands in the address.
const keys = ['policy', 'kind', 'sample'] as const

export type CalendarQuery = { readonly [K in (typeof keys)[number]]?: string }

export function readCalendarQuery(search: Readonly<Record<string, unknown>>): CalendarQuery {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = search[key]
      return typeof value === 'string' && value !== '' ? [[key, value]] : []
    }),
  )
}
