// A possible act → what has to be chosen with it, and between what: readings and amount, the envelope, the account, the
// bank's word. A screen draws its form from this; what is sent is checked again.
import type { Program } from '#lang'
import type { Effect } from '../approval/path.ts'
import type { CaseRow } from '../cases/loadCase.ts'
import type { Transaction } from '../db/transact.ts'
import { type Envelope, envelopesFor } from './envelopeFor.ts'
import { awardFenOf, requireDecision } from './freeze.ts'
import { ordersOf } from './pay.ts'
import { knownPayee, type MaskedPayee } from './payee.ts'
import { GrantingError } from './problem.ts'
import { type Proposal, proposalFor } from './proposal.ts'

export type ActNeeds = {
  /** What would be decided where no reading is followed. */
  readonly decision?: Proposal
  readonly envelopes?: {
    readonly awardFen: number
    readonly choices: readonly Envelope[]
  }
  /** null: the enterprise has not confirmed any. */
  readonly payee?: MaskedPayee | null
  /** What the bank may be quoted as saying, and of which orders. */
  readonly result?: {
    readonly kind: 'paid' | 'returned' | 'unknown'
    readonly orders: readonly { readonly number: string; readonly amountFen: number }[]
  }
}

/** With the rights of whoever asks. Throws DecisionError and SubjectError where the facts cannot be read. */
export async function actNeeds(
  tx: Transaction,
  program: Program,
  row: CaseRow,
  does: readonly Effect[],
): Promise<ActNeeds> {
  const result = resultOf(does)
  return {
    ...(does.includes('freeze') && { decision: await proposalFor(tx, program, row, []) }),
    ...(does.includes('reserve') && { envelopes: await envelopeChoices(tx, program, row) }),
    ...(does.includes('make_order') && { payee: (await knownPayee(tx, row.subjectId)) ?? null }),
    ...(result && { result: { kind: result, orders: await ordersThatMay(tx, row, result) } }),
  }
}

const RESULTS = { order_paid: 'paid', order_returned: 'returned', order_unknown: 'unknown' } as const

function resultOf(does: readonly Effect[]) {
  const found = Object.entries(RESULTS).find(([effect]) => does.some((each) => each === effect))
  return found?.[1]
}

/** Without an envelope there is nothing to choose; that it is missing stands against the act. */
async function envelopeChoices(tx: Transaction, program: Program, row: CaseRow) {
  const awardFen = awardFenOf(await requireDecision(tx, row))
  try {
    return { awardFen, choices: await envelopesFor(tx, program, row) }
  } catch (error) {
    if (error instanceof GrantingError && error.kind === 'no_envelope') return { awardFen, choices: [] }
    throw error
  }
}

async function ordersThatMay(tx: Transaction, row: CaseRow, result: 'paid' | 'returned' | 'unknown') {
  const orders = await ordersOf(tx, row.id)
  const atBank = orders.filter(({ state }) => state === 'sent' || state === 'unknown')
  const arrived = orders.filter(({ state }) => state === 'paid')
  const meant = atBank.length === 0 && result === 'returned' ? arrived : atBank
  return meant.map(({ number, amountFen }) => ({ number, amountFen }))
}
