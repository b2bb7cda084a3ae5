// Who acts on a case, and what they say with it.
import type { CaseReason } from './reasons.ts'

/** A signed-in person; the clock; the bank's answer; or somebody of the public who objects. */
export type Who =
  | { readonly kind: 'person'; readonly person: number }
  | { readonly kind: 'clock' }
  | { readonly kind: 'bank' }
  | { readonly kind: 'public' }

type Correction = { readonly what: string; readonly how: string }
type Objection = { readonly name: string; readonly contact: string; readonly content: string }

export type ActInput = {
  /** Made once by whoever asks: the same request twice is one act. */
  readonly key: string
  /** How many acts the case had on the screen that this comes from. */
  readonly version: number
  /** For the officers that come after. */
  readonly opinion?: string
  /** For the applicant. */
  readonly reason?: CaseReason
  /** Everything that is missing, all at once. */
  readonly corrections?: readonly Correction[]
  readonly objection?: Objection
  /** Why the applicant holds a refusal to be wrong. */
  readonly appeal?: string
  /** What the effects of the act need beside it, such as the stages of an award. */
  readonly payload?: unknown
}
