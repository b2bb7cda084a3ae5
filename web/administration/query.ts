// What is looked at, as it stands in the address.
const VIEWS = ['users', 'departments', 'tokens', 'webhooks', 'settings', 'paths'] as const

export type AdministrationView = (typeof VIEWS)[number]
export type AdministrationQuery = { readonly view?: AdministrationView }

export function readAdministrationQuery(search: Readonly<Record<string, unknown>>): AdministrationQuery {
  const view = VIEWS.find((each) => each === search.view)
  return view ? { view } : {}
}
