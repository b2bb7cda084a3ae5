// What the finance desk shows, as it stands in the address.
export const VIEWS = [
  ...(['overview', 'batches', 'reconciliation', 'forecast', 'orders', 'clawbacks', 'funds'] as const),
] as const

export type View = (typeof VIEWS)[number]

const names = ['view', 'account', 'standing', 'state'] as const
const numbers = ['envelope', 'batch'] as const

export type FinanceQuery = { readonly [K in (typeof names)[number]]?: string } & {
  readonly [K in (typeof numbers)[number]]?: number
}

/** What makes no sense is left out. */
export function readFinanceQuery(search: Readonly<Record<string, unknown>>): FinanceQuery {
  return Object.fromEntries([
    ...names.flatMap((key) => {
      const value = search[key]
      return typeof value === 'string' && value !== '' ? [[key, value] as const] : []
    }),
    ...numbers.flatMap((key) => {
      const value = Number(search[key])
      return Number.isSafeInteger(value) && value > 0 ? [[key, value] as const] : []
    }),
  ])
}

/** What is not a view is the overview. */
export const viewOf = ({ view }: FinanceQuery): View => VIEWS.find((each) => each === view) ?? 'overview'
