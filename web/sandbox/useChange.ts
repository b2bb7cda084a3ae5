// One place of the reform: what is assumed there, and how to assume something else or take it back.
import { useEffect, useEffectEvent, useState } from 'react'
import { applyReform, type Parameter, type Program, parseDate, withSameWords } from '#lang'
import { withChange, withoutPlace } from './reformInAddress.ts'
import { useSandbox } from './useSandbox.ts'

const pause = 80

export type Assumption = {
  /** What stands in the field: the assumption as it is typed, or nothing. */
  readonly text: string
  readonly problem: string | undefined
  readonly changed: boolean
  readonly write: (text: string) => void
  readonly reset: () => void
}

/** Typing is read after a short pause; what makes no sense stays in the field with its reason, and changes nothing. */
export function useAssumption(program: Program, parameter: Parameter, at: string): Assumption {
  const { query, change } = useSandbox()
  const changes = query.changes ?? []
  const held = changes.find((each) => each.kind === 'number' && each.parameter === parameter.id)
  const assumed = held?.kind === 'number' ? held.value : ''
  const [typed, setTyped] = useState<string>()
  const text = typed ?? assumed
  const problem = typed === undefined ? undefined : problemOf(program, parameter, typed, at)

  const commit = useEffectEvent((value: string) => {
    if (problemOf(program, parameter, value, at) !== undefined) return
    const next =
      value.trim() === '' || value.trim() === parameter.text
        ? withoutPlace(changes, parameter.id)
        : withChange(changes, { kind: 'number', parameter: parameter.id, value: value.trim() })
    change({ changes: next.length > 0 ? next : undefined })
    setTyped(undefined)
  })
  useEffect(() => {
    if (typed === undefined) return
    const waiting = setTimeout(() => commit(typed), pause)
    return () => clearTimeout(waiting)
  }, [typed])

  return {
    text,
    problem,
    changed: held !== undefined,
    write: setTyped,
    reset: () => {
      setTyped(undefined)
      const next = withoutPlace(changes, parameter.id)
      change({ changes: next.length > 0 ? next : undefined })
    },
  }
}

function problemOf(program: Program, parameter: Parameter, text: string, at: string): string | undefined {
  if (text.trim() === '') return undefined
  const changed = withSameWords(program, [{ kind: 'number', parameter: parameter.id, value: text }])
  return applyReform(program, changed, parseDate(at) ?? 0).problems[0]?.message
}
