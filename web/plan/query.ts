// What the list of targets shows, as it stands in the address.
const keys = ['at', 'known', 'district', 'lamp', 'late', 'mine', 'area', 'text', 'from'] as const

export type PlanKey = (typeof keys)[number]
export type PlanQuery = { readonly [K in PlanKey]?: string }

export function readPlanQuery(search: Readonly<Record<string, unknown>>): PlanQuery {
  return Object.fromEntries(
    keys.flatMap((key) => {
      // The router reads 1 as a number.
      const value = typeof search[key] === 'number' ? String(search[key]) : search[key]
      return typeof value === 'string' && value !== '' ? [[key, value]] : []
    }),
  )
}
