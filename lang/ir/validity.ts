// Documents on a date: in force, not yet, no longer, or repealed.
import type { Document, Program } from './ir.ts'

export type Validity =
  | { readonly kind: 'inForce' | 'notYet' | 'expired' }
  /** By a document of the library that has begun. */
  | { readonly kind: 'repealed'; readonly by: Document }

/** The order is that of the engine: time first, then repeal. */
export function validityOf(program: Program, document: Document, at: number): Validity {
  if (at < document.begins.day) return { kind: 'notYet' }
  if (document.ends && at > document.ends.day) return { kind: 'expired' }
  const by = program.policies.find(
    (other) =>
      other.document !== document &&
      other.document.begins.day <= at &&
      other.document.repeals.some((each) => each.number === document.number),
  )
  return by ? { kind: 'repealed', by: by.document } : { kind: 'inForce' }
}
