// Kleene's three-valued logic: unknown is neither true nor false. The tables are data, shown in docs/language.md.

export type Truth = 'true' | 'false' | 'unknown'

const AND: Readonly<Record<Truth, Readonly<Record<Truth, Truth>>>> = {
  true: { true: 'true', false: 'false', unknown: 'unknown' },
  false: { true: 'false', false: 'false', unknown: 'false' },
  unknown: { true: 'unknown', false: 'false', unknown: 'unknown' },
}

const OR: Readonly<Record<Truth, Readonly<Record<Truth, Truth>>>> = {
  true: { true: 'true', false: 'true', unknown: 'true' },
  false: { true: 'true', false: 'false', unknown: 'unknown' },
  unknown: { true: 'true', false: 'unknown', unknown: 'unknown' },
}

const NOT: Readonly<Record<Truth, Truth>> = { true: 'false', false: 'true', unknown: 'unknown' }

export function and(a: Truth, b: Truth): Truth {
  return AND[a][b]
}

export function or(a: Truth, b: Truth): Truth {
  return OR[a][b]
}

export function not(a: Truth): Truth {
  return NOT[a]
}

export function truth(value: boolean): Truth {
  return value ? 'true' : 'false'
}
