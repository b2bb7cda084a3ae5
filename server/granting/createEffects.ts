// The rules → what decisions and money do when a case moves, all of it in the transaction of the act. The moment is the
// transaction's own.
import type { Program } from '#lang'
import { type Effects, NotPossible } from '../cases/effects.ts'
import { CaseError } from '../cases/problem.ts'
import { DecisionError } from '../decisions/problem.ts'
import { MoneyError } from '../payments/problem.ts'
import { SubjectError } from '../subjects/problem.ts'
import { checkVeto, vetoFound } from './clear.ts'
import { freeze, unfreeze, unfreezeStanding } from './freeze.ts'
import { logPublicity } from './notice.ts'
import { cancelOrders, makeOrders, sendOrders, settleOrders } from './pay.ts'
import { GrantingError } from './problem.ts'
import { budgetSuffices, release, reserve } from './reserve.ts'

/** `program` must be stored (`storeRules`). */
export function createEffects(program: Program): Effects {
  return {
    budgetSuffices: told((tx, row) => budgetSuffices(tx, program, row)),
    vetoFound: told(vetoFound),
    perform: {
      freeze: told((tx, done) => freeze(tx, program, done)),
      uphold_objection: told(unfreeze),
      uphold_appeal: told(unfreezeStanding),
      open_publicity: told((tx, done) => logPublicity(tx, program, done)),
      reserve: told((tx, done) => reserve(tx, program, done)),
      release: told(release),
      check_veto: told(checkVeto),
      make_order: told(makeOrders),
      cancel_order: told(cancelOrders),
      send_order: told(sendOrders),
      order_paid: told((tx, done) => settleOrders(tx, program, done, 'paid')),
      order_returned: told((tx, done) => settleOrders(tx, program, done, 'returned')),
      order_unknown: told((tx, done) => settleOrders(tx, program, done, 'unknown')),
    },
  }
}

const TOLD = [GrantingError, MoneyError, DecisionError, SubjectError, CaseError]

/** What a person can mend stands against the act, in the words of the part that found it. */
function told<In extends readonly unknown[], Out>(
  work: (...given: In) => Promise<Out>,
): (...given: In) => Promise<Out> {
  return async (...given) => {
    try {
      return await work(...given)
    } catch (error) {
      const known = TOLD.find((each) => error instanceof each)
      if (!known || !(error instanceof Error)) throw error
      throw new NotPossible(error.message, { cause: error })
    }
  }
}
