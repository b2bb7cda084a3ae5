// Where to go after signing in, as it stands in the address: only to pages of ours.
export type SignInQuery = { readonly to?: string }

export function readSignInQuery(search: Readonly<Record<string, unknown>>): SignInQuery {
  const { to } = search
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? { to } : {}
}
