// The form of a diagnostic's words: what is wrong, what was expected and who says so, and what to write instead.
import type { Code } from './codes.ts'
import type { Diagnostic } from './diagnostic.ts'

type Words = {
  readonly message: string
  readonly expected?: string | undefined
  readonly hint?: string | undefined
}

/** A language's words for every code; a code without words does not compile. */
export type Catalog = Readonly<Record<Code, (args: Diagnostic['args']) => Words>>
