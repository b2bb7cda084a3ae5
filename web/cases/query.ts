// What an application begins with, and what the workbench shows, as it stands in the address.
export type NewCaseQuery = { readonly policy?: string; readonly item?: string; readonly of?: number }

/** Whoever follows a link from a check-up has chosen the item already. */
export function readNewCaseQuery({ policy, item, of }: Readonly<Record<string, unknown>>): NewCaseQuery {
  return {
    ...(typeof policy === 'string' && { policy }),
    ...(typeof item === 'string' && { item }),
    ...(typeof of === 'number' && { of }),
  }
}

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
