// What was worked out once and is asked for again, in this process's memory. A key says everything that the value
// follows from (docs/decisions/0018-what-the-plan-keeps.md), so nothing kept is ever wrong; it is only forgotten.
import type { Program } from '#lang'
import type { Database } from '../db/openDatabase.ts'

/** Where rows come from whose numbers stand in keys, and by which rules they are judged. */
export type Place = { readonly database: Database; readonly program: Program }

type Keeping<Value> = {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
}

/** Keeps at least the `most` that were asked for last, and at most twice as many. */
export function createKeeping<Value>(most: number): Keeping<Value> {
  let [young, old] = [new Map<string, Value>(), new Map<string, Value>()]
  const set = (key: string, value: Value): void => {
    if (young.size >= most && !young.has(key)) [young, old] = [new Map(), young]
    young.set(key, value)
  }
  return {
    get: (key) => {
      const found = young.get(key)
      if (found !== undefined) return found
      const before = old.get(key)
      if (before !== undefined) set(key, before)
      return before
    },
    set,
  }
}

/** One keeping for each database: rows of another one have the same numbers. */
export function keepingByDatabase<Value>(most: number): (database: Database) => Keeping<Value> {
  return eachIts<Database, Keeping<Value>>(() => createKeeping(most))
}

/** One keeping for each database and each version of the rules. */
export function keepingByPlace<Value>(most: number): (place: Place) => Keeping<Value> {
  const here = eachIts<Database, (program: Program) => Keeping<Value>>(() =>
    eachIts<Program, Keeping<Value>>(() => createKeeping(most)),
  )
  return ({ database, program }) => here(database)(program)
}

function eachIts<Owner extends object, Thing>(create: () => Thing): (owner: Owner) => Thing {
  const things = new WeakMap<Owner, Thing>()
  return (owner) => {
    const found = things.get(owner) ?? create()
    things.set(owner, found)
    return found
  }
}
