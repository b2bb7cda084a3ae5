// The same act on many cases → one result for each: every case is done whole or not at all, whatever happens to others.
import type { Database } from '../db/openDatabase.ts'
import type { ActInput } from './acting.ts'
import { type Acted, actOn } from './actOn.ts'
import type { Acting } from './effects.ts'

/** A case with the number of acts that it had on the screen. */
export type Chosen = { readonly caseId: number; readonly version: number }

export type ManyActed =
  | { readonly caseId: number; readonly result: Acted }
  /** Nothing happened to this case; the same request may be sent again. */
  | { readonly caseId: number; readonly result: { readonly kind: 'failed'; readonly text: string } }

/** `input.key` names the whole request, so that sending it again goes on where it stopped. */
export async function actOnMany(
  database: Database,
  acting: Acting,
  chosen: readonly Chosen[],
  act: string,
  input: Omit<ActInput, 'version'>,
): Promise<ManyActed[]> {
  return onEach(chosen, ({ caseId, version }) => actOn(database, acting, caseId, act, { ...input, version }))
}

/** One case after the other; what fails for one leaves the others alone. */
export async function onEach(
  chosen: readonly Chosen[],
  one: (of: Chosen) => Promise<Acted>,
): Promise<ManyActed[]> {
  const results: ManyActed[] = []
  for (const each of chosen) {
    const { caseId } = each
    try {
      results.push({ caseId, result: await one(each) })
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      results.push({ caseId, result: { kind: 'failed', text } })
    }
  }
  return results
}
