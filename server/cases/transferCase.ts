// A running case, a department and why → the case led by that department from now on. Its step, its state and its due day
// stay; the department that had it keeps seeing it. The database checks it again (take_transfer in 0022-transfer.sql).
import { TRANSFER } from '../approval/transferAct.ts'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { caseAct } from '../db/tables.ts'
import { refusalNames, type Transaction, transact } from '../db/transact.ts'
import { type Acted, earlierAct } from './actOn.ts'
import { againstTransfer, TRANSFER_RULES } from './againstTransfer.ts'
import { lockCase } from './loadCase.ts'
import { REFUSALS } from './refusals.ts'

export type TransferInput = {
  /** Made once by whoever asks: the same request twice is one act. */
  readonly key: string
  /** How many acts the case had on the screen that this comes from. */
  readonly version: number
  /** Who is to lead it. */
  readonly department: string
  /** In words; the applicant reads it. */
  readonly reason: string
}

type Handing = { readonly person: number; readonly now: Date }

/** With the person's own rights, in a transaction of its own. A refusal leaves nothing behind. */
export async function transferCase(
  database: Database,
  handing: Handing,
  caseId: number,
  input: TransferInput,
): Promise<Acted> {
  const { person, now } = handing
  try {
    return await transact(database, { actor: { kind: 'person', person }, now }, (tx) =>
      transferWithin(tx, handing, caseId, input),
    )
  } catch (error) {
    // Between the look and the act a department may have been closed, or a duty have ended.
    const rule = refusalNames(error).find((each) => each in TRANSFER_RULES)
    const why = rule === undefined ? undefined : TRANSFER_RULES[rule]
    if (!why) throw error
    return { kind: 'refused', why: [why] }
  }
}

async function transferWithin(
  tx: Transaction,
  { person }: Handing,
  caseId: number,
  input: TransferInput,
): Promise<Acted> {
  const loaded = await lockCase(tx, caseId)
  if (!loaded) return { kind: 'refused', why: [REFUSALS.unknown_case] }
  const repeated = await earlierAct(tx, loaded, TRANSFER, input)
  if (repeated) return repeated
  const why = await againstTransfer(tx, person, loaded, input)
  if (why.length > 0) return { kind: 'refused', why }

  const { row } = loaded
  const { key, department } = input
  const [number, reason] = [row.version + 1, input.reason.trim()]
  await tx.insert(caseAct).values({
    ...{ caseId, number, requestKey: key, act: TRANSFER, situation: row.situation, circumstances: {} },
    ...{ reasonCode: 'transferred', reason, payload: { department } },
  })
  const content = { number, from: row.leadDepartment, to: department, reason, key }
  await record(tx, { act: 'case.transfer', object: `case ${caseId}`, content })
  return { kind: 'done', version: number, step: row.step, state: row.state, repeated: false }
}
