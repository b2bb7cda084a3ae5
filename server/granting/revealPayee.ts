// A payer who says why → the whole account that a case's money would go to; who looked, and why, is in the log.
import { requireCase } from '../cases/loadCase.ts'
import type { Database } from '../db/openDatabase.ts'
import { revealMasked } from '../identity/revealMasked.ts'
import { payeeOf } from './payee.ts'

/** Throws IdentityError `no-reason`, CaseError `unknown_case`, GrantingError `no_account`, MoneyError `notYours`. */
export function revealPayee(
  database: Database,
  now: Date,
  person: number,
  caseId: number,
  reason: string,
): Promise<string> {
  const reveal = { object: `case ${caseId}`, field: 'payee_account', reason }
  return revealMasked(database, now, person, reveal, async (tx) => {
    const loaded = await requireCase(tx, caseId)
    return (await payeeOf(tx, loaded.row.subjectId)).account
  })
}
