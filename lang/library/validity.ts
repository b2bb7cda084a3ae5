// Documents on a date: in force, not yet, no longer, or repealed; and who repealed whom.
import type { Citation, Document, Program } from '../ir/ir.ts'

/** A document by its number; `document` is absent when the library does not hold it. */
export type Numbered = { readonly number: string; readonly document?: Document }

export type Repeal = {
  readonly old: Numbered
  readonly by: Document
  /** The day on which the repealing document begins. */
  readonly on: number
  readonly citations: readonly Citation[]
}

/** Every repeal that reaches this document or goes out from it, directly or over others; the oldest first. */
export function repealChain(program: Program, document: Document): Repeal[] {
  const all = program.policies.flatMap(({ document: by }) =>
    by.repeals.map(({ number, citations }): Repeal => {
      const old = program.policies.find((each) => each.document.number === number)?.document
      return { old: { number, ...(old && { document: old }) }, by, on: by.begins.day, citations }
    }),
  )
  const linked = new Set([document.number])
  for (let before = 0; before !== linked.size; ) {
    before = linked.size
    for (const { old, by } of all) {
      if (!linked.has(old.number) && !linked.has(by.number)) continue
      linked.add(old.number).add(by.number)
    }
  }
  return all.filter(({ by }) => linked.has(by.number)).toSorted((a, b) => a.on - b.on)
}
