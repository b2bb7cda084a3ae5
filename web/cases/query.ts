// What the workbench shows, as it stands in the address.
const keys = ['mine', 'overdue', 'escalated', 'desk', 'state', 'policy', 'year', 'text'] as const

export type WorkbenchKey = (typeof keys)[number]
export type WorkbenchQuery = { readonly [K in WorkbenchKey]?: string }

export function readWorkbenchQuery(search: Readonly<Record<string, unknown>>): WorkbenchQuery {
  return Object.fromEntries(
    keys.flatMap((key) => {
      // The router reads 2026 and 1 as numbers.
      const value = typeof search[key] === 'number' ? String(search[key]) : search[key]
      return typeof value === 'string' && value !== '' ? [[key, value]] : []
    }),
  )
}
