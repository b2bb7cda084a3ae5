// What every field of the form needs to know, and how it says what was typed.
import { createContext, useContext } from 'react'
import type { Vocabulary } from '#lang'
import { type Facts, type Path, valueAt } from './facts.ts'
import type { Origin } from './stored.ts'

export type FieldContextValue = {
  readonly vocabulary: Vocabulary
  readonly facts: Facts
  /** What is wrong with a value, by the place of the value: "工业总产值.2023". */
  readonly problems: ReadonlyMap<string, string>
  /** The years that a table of years offers, latest first. */
  readonly years: readonly number[]
  /** Keeps the ids of two forms on one page apart. */
  readonly idPrefix: string
  readonly change: (path: Path, value: unknown) => void
  /** Where stored facts come from, by the names of the form; and whose they are. */
  readonly origins?: ReadonlyMap<string, Origin>
  readonly applicant?: number | undefined
}

const FieldContext = createContext<FieldContextValue | undefined>(undefined)

export const FieldProvider = FieldContext.Provider

export function useFields(): FieldContextValue {
  const context = useContext(FieldContext)
  if (!context) throw new Error('a field stands outside of its form')
  return context
}

/** What a control is given: the value as it was typed, what is wrong with it, and how to change it. */
export type ControlProps = {
  readonly id: string
  readonly value: unknown
  readonly problem: string | undefined
  readonly set: (value: unknown) => void
}

export function useField(path: Path): ControlProps {
  const { facts, problems, idPrefix, change } = useFields()
  const key = path.join('.')
  return {
    id: `${idPrefix}${key}`,
    value: valueAt(facts, path),
    problem: problems.get(key),
    set: (value: unknown) => change(path, value),
  }
}
