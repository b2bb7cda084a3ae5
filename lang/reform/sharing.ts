// Changing plain data while sharing what stays: the same object comes back when nothing in it changes.

/** The object with some fields replaced; itself when they are what they were. An undefined field stays absent. */
export function patched<T extends object>(
  object: T,
  fields: { readonly [K in keyof T]?: T[K] | undefined },
): T {
  const changed = Object.entries(fields).filter(([key, value]) => object[key as keyof T] !== value)
  return changed.length === 0 ? object : { ...object, ...Object.fromEntries(changed) }
}

export function mapList<T>(list: readonly T[], f: (each: T, index: number) => T): readonly T[] {
  const mapped = list.map(f)
  return mapped.every((each, i) => each === list[i]) ? list : mapped
}

export function mapOptional<T>(value: T | undefined, f: (value: T) => T): T | undefined {
  return value === undefined ? undefined : f(value)
}
