// The form's state and its copy in the browser's storage, so that a reload loses nothing.
import type { Facts } from './facts.ts'

export type Draft = {
  /** The sample that the facts began as, until they are cleared. */
  readonly sample?: string
  /** The day to evaluate on, as typed; absent means today. */
  readonly at?: string
  /** The kind of subject that asks; absent means the usual one. */
  readonly kind?: string
  /** Documents that are not to be checked; whatever is added to the library later is. */
  readonly without?: readonly string[]
  /** Whose stored facts it began as, and as of which moment. */
  readonly stored?: { readonly subject: number; readonly asOf: string }
  readonly facts: Facts
}

export const emptyDraft: Draft = { facts: {} }

const place = 'duixian.checkup.1'

export function loadDraft(): Draft {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(place) ?? 'null')
    return isDraft(stored) ? stored : emptyDraft
  } catch {
    // A browser may forbid storage, and another program may have written there: begin with nothing.
    return emptyDraft
  }
}

export function saveDraft(draft: Draft): void {
  try {
    localStorage.setItem(place, JSON.stringify(draft))
  } catch {
    // Without storage the form still works; it only does not survive a reload.
  }
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null || !('facts' in value)) return false
  const { facts } = value
  if ('kind' in value && typeof value.kind !== 'string') return false
  if ('without' in value && !Array.isArray(value.without)) return false
  return typeof facts === 'object' && facts !== null && !Array.isArray(facts)
}
