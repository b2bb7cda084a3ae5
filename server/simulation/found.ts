// The subjects behind a number, before they have names.
import type { SubjectRow } from './result.ts'

/** Rows are only made for the page that is asked for. */
export type Found = {
  readonly length: number
  /** Whether each row has what was before a reform and what is after it. */
  readonly compared: boolean
  /** The rows from place `from` up to but without `past`, by the number of the subject. */
  readonly page: (from: number, past: number) => Promise<SubjectRow[]>
}
