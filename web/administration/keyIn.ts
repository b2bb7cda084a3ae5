// Closed lists of words and lists being typed, for forms.

/** The key that a text of a control is, where it is one. */
export function keyIn<K extends string>(names: Readonly<Record<K, unknown>>, text: string): K | undefined {
  return keysOf(names).find((each) => each === text)
}

/** The keys of a closed list of words. */
export function keysOf<K extends string>(names: Readonly<Record<K, unknown>>): K[] {
  const isKey = (text: string): text is K => text in names
  return Object.keys(names).filter(isKey)
}

/** Each with its place, which stays while everything else of it is being typed. */
export function placed<T>(all: readonly T[]): { readonly one: T; readonly place: number }[] {
  return all.map((one, place) => ({ one, place }))
}
