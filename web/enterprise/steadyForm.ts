// What the form would show now → what it shows: nothing comes or goes while a person is at work in a field.
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Arrangement, updatedBelow } from './formGroups.ts'

/** The mark of a field's outermost element, by which the focus is traced back to it. */
const fieldMark = 'data-field'

export const markField = (name: string) => ({ [fieldMark]: name })

/** The latest arrangement, taken over when no field is in use, and below the next field when one is left for it. */
export function useSteadyArrangement(
  latest: Arrangement,
  isBehind: boolean,
  form: RefObject<HTMLElement | null>,
): Arrangement {
  const [steady, setSteady] = useState(latest)
  const { field, left } = useFieldInUse(form)
  const [settledAt, setSettledAt] = useState(left)
  const keepPlace = useKeptPlace(steady)

  useEffect(() => {
    if (isBehind || (field !== undefined && left === settledAt)) return
    setSettledAt(left)
    if (field !== undefined) return setSteady((before) => updatedBelow(field, before, latest))
    keepPlace()
    setSteady(latest)
  }, [latest, isBehind, field, left, settledAt, keepPlace])
  return steady
}

type FieldInUse = {
  /** The field that holds the focus. */
  readonly field: string | undefined
  /** How often one field was left for another. */
  readonly left: number
}

/** A field is in use from the moment of its focus; it is left only after the mouse button is up, for what is being pressed must not move away. */
function useFieldInUse(form: RefObject<HTMLElement | null>): FieldInUse {
  const [inUse, setInUse] = useState<FieldInUse>({ field: undefined, left: 0 })
  const resting = useRef<string>(undefined)
  useEffect(() => {
    const now = () => fieldAt(document.activeElement, form.current)
    const rest = () => {
      const field = now()
      const changed = resting.current !== undefined && field !== resting.current
      resting.current = field
      setInUse(({ left }) => ({ field, left: changed ? left + 1 : left }))
    }
    // After the click that the release, or a tap, still brings.
    const restLater = () => setTimeout(rest)
    const look = () => {
      const field = now()
      if (field !== undefined) setInUse(({ left }) => ({ field, left }))
      if (document.documentElement.matches(':active')) window.addEventListener('mouseup', restLater, once)
      else restLater()
    }
    document.addEventListener('focusin', look)
    document.addEventListener('focusout', look)
    return () => {
      document.removeEventListener('focusin', look)
      document.removeEventListener('focusout', look)
      window.removeEventListener('mouseup', restLater)
    }
  }, [form])
  return inUse
}

const once = { once: true }

function fieldAt(element: Element | null, form: HTMLElement | null): string | undefined {
  const frame = element?.closest(`[${fieldMark}]`)
  return frame && form?.contains(frame) ? (frame.getAttribute(fieldMark) ?? undefined) : undefined
}

/** Fields that come or go above the control in use push it away; this scrolls it back to where it was. */
function useKeptPlace(shown: unknown): () => void {
  const before = useRef<{ readonly element: Element; readonly top: number }>(undefined)
  const [keep] = useState(() => () => {
    const element = document.activeElement
    if (element && element !== document.body) before.current = { element, top: topOf(element) }
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown is what moves the control
  useLayoutEffect(() => {
    const kept = before.current
    before.current = undefined
    if (kept?.element.isConnected) scrollBack(kept.element, kept.top)
  }, [shown])
  return keep
}

function scrollBack(element: Element, top: number) {
  const panel = element.closest('.form-panel')
  if (panel) panel.scrollTop += topOf(element) - top
  window.scrollBy(0, topOf(element) - top)
}

function topOf(element: Element): number {
  return element.getBoundingClientRect().top
}
