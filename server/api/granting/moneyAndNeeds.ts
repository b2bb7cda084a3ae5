// What a case's page shows of its decision and its money, and what each possible act needs.

import type { LoadedCase } from '../../cases/loadCase.ts'
import type { PossibleAct } from '../../cases/possibleActs.ts'
import type { Transaction } from '../../db/transact.ts'
import { actNeeds } from '../../granting/actNeeds.ts'
import { moneyOfCase } from '../../granting/moneyOfCase.ts'
import type { CaseParts } from '../caseParts.ts'
import { grantingProblem } from './errorCodes.ts'
import { asksReply, moneyReply } from './moneyReply.ts'

type Asking = Pick<CaseParts, 'program' | 'lacks'>

export async function moneyAndNeeds(
  tx: Transaction,
  { program, lacks }: Asking,
  loaded: LoadedCase,
  acts: readonly PossibleAct[],
) {
  const money = moneyReply(program, await moneyOfCase(tx, program, loaded))
  const possible: Awaited<ReturnType<typeof withNeeds>>[] = []
  for (const act of acts) {
    const able = lacks(act.does) === undefined
    possible.push(able ? await withNeeds(tx, program, loaded, act) : plain(act))
  }
  return { money, possible }
}

const plain = ({ does: _, ...act }: PossibleAct) => ({ ...act, asks: {} })

/** Facts that cannot be read stand against the act, in words; they do not keep the page from being shown. */
async function withNeeds(
  tx: Transaction,
  program: CaseParts['program'],
  { row }: LoadedCase,
  act: PossibleAct,
) {
  try {
    return { ...plain(act), asks: asksReply(await actNeeds(tx, program, row, act.does)) }
  } catch (error) {
    const told = grantingProblem(error)
    if (!told) throw error
    if (act.against.some(({ text }) => text === told.message)) return plain(act)
    return { ...plain(act), against: [...act.against, { kind: 'not_possible' as const, text: told.message }] }
  }
}
