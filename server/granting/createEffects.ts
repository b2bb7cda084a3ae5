// The rules → what decisions and money do when a case moves, all of it in the transaction of the act. The moment is the
// transaction's own.
import type { Program } from '#lang'
import type { Effects } from '../cases/effects.ts'
import { checkVeto, vetoFound } from './clear.ts'
import { freeze, unfreeze } from './freeze.ts'
import { logPublicity } from './notice.ts'
import { cancelOrders, makeOrders, sendOrders, settleOrders } from './pay.ts'
import { budgetSuffices, release, reserve } from './reserve.ts'

/** `program` must be stored (`storeRules`). */
export function createEffects(program: Program): Effects {
  return {
    budgetSuffices: (tx, row) => budgetSuffices(tx, program, row),
    vetoFound,
    perform: {
      freeze: (tx, done) => freeze(tx, program, done),
      uphold_objection: unfreeze,
      open_publicity: (tx, done) => logPublicity(tx, program, done),
      reserve: (tx, done) => reserve(tx, program, done),
      release,
      check_veto: checkVeto,
      make_order: makeOrders,
      cancel_order: cancelOrders,
      send_order: sendOrders,
      order_paid: (tx, done) => settleOrders(tx, program, done, 'paid'),
      order_returned: (tx, done) => settleOrders(tx, program, done, 'returned'),
      order_unknown: (tx, done) => settleOrders(tx, program, done, 'unknown'),
    },
  }
}
