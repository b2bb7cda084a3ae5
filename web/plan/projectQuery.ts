// What the board of projects and the wall show, as it stands in the address.
const keys = [
  ...(['stage', 'department', 'industry', 'pool', 'green', 'late', 'slipped'] as const),
  ...(['text', 'at', 'known', 'district'] as const),
] as const

export type ProjectKey = (typeof keys)[number]
export type ProjectQuery = { readonly [K in ProjectKey]?: string }

export type WallQuery = { readonly at?: string }

export const readProjectQuery = (search: Readonly<Record<string, unknown>>): ProjectQuery =>
  read(keys, search)
export const readWallQuery = (search: Readonly<Record<string, unknown>>): WallQuery => read(['at'], search)

function read(wanted: readonly string[], search: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    wanted.flatMap((key) => {
      // The router reads 1 as a number.
      const value = typeof search[key] === 'number' ? String(search[key]) : search[key]
      return typeof value === 'string' && value !== '' ? [[key, value]] : []
    }),
  )
}
