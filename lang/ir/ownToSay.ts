// Who holds a fact → whether the subject itself can say it.
import type { Authority } from './ir.ts'

const OWN = new Set(['企业', '本单位'])

/** What is derived is held by whoever holds what it is derived from. */
export function isOwnToSay({ kind, name }: Authority): boolean {
  return kind === 'applicant' || (kind === 'derived' && OWN.has(name))
}
