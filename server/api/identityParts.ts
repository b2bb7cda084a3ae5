// What the calls about people share.
import type { Database } from '../db/openDatabase.ts'
import type { SealKey } from '../identity/seal.ts'
import type { SingleSignOn } from '../identity/singleSignOn.ts'
import type { Front } from './front.ts'

export type IdentityParts = {
  readonly database: Database
  readonly clock: () => Date
  readonly front: Front
  readonly key: SealKey
  readonly singleSignOn?: SingleSignOn | undefined
}
