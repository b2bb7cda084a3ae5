// What the finance desk shows, as it stands in the address.
export const VIEWS = [
  ...(['overview', 'batches', 'reconciliation', 'forecast', 'orders', 'clawbacks', 'funds'] as const),
] as const

export type View = (typeof VIEWS)[number]

const keys = ['view', 'envelope', 'account', 'batch', 'standing', 'state'] as const

export type FinanceQuery = { readonly [K in (typeof keys)[number]]?: string }

export function readFinanceQuery(search: Readonly<Record<string, unknown>>): FinanceQuery {
  return Object.fromEntries(
    keys.flatMap((key) => {
      // The router reads 12 as a number.
      const value = typeof search[key] === 'number' ? String(search[key]) : search[key]
      return typeof value === 'string' && value !== '' ? [[key, value]] : []
    }),
  )
}

/** What is not a view is the overview. */
export const viewOf = ({ view }: FinanceQuery): View => VIEWS.find((each) => each === view) ?? 'overview'
