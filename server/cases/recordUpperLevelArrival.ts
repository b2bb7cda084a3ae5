// What the upper level paid for a case → a record; matching funds wait for it (到位资金 × 50%).
import { z } from 'zod'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { upperLevelArrival } from '../db/tables.ts'
import { type Occasion, transact } from '../db/transact.ts'
import { requireCase } from './loadCase.ts'
import { orRefuse } from './problem.ts'

const arrivalSchema = z.strictObject({
  amountFen: z.int().positive(),
  arrivedOn: z.iso.date(),
  /** The paper or receipt that shows it. */
  document: z.string().trim().min(1),
})

/** Throws CaseError `unknown_case`, `not_yours` or `already_recorded`. */
export async function recordUpperLevelArrival(
  database: Database,
  occasion: Occasion,
  caseId: number,
  input: z.input<typeof arrivalSchema>,
): Promise<void> {
  const arrival = arrivalSchema.parse(input)
  await transact(database, occasion, async (tx) => {
    await requireCase(tx, caseId)
    const recordedBy = occasion.actor.kind === 'person' ? occasion.actor.person : null
    await orRefuse(tx.insert(upperLevelArrival).values({ caseId, recordedBy, ...arrival }), {
      '42501': ['not_yours', '上级资金到位由经办岗或支付岗登记，请转交他们'],
      arrival_once: ['already_recorded', '这份文件的到位资金已经登记过，不用再登'],
    })
    await record(tx, { act: 'case.upper-level', object: `case ${caseId}`, content: arrival })
  })
}
