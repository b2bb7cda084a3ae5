// An installation to which decisions and money have not been connected: cases run up to the review, and whatever would
// fix an amount or move money is refused in words. Nothing is reserved or paid, and nothing looks as if it were.
import type { Effect } from '../approval/path.ts'
import type { Effects, OutsideEffect } from './effects.ts'
import { CaseError } from './problem.ts'

const NEEDS_OTHERS: Readonly<Record<OutsideEffect, boolean>> = {
  ...{ freeze: true, reserve: true, release: true, check_veto: true, make_order: true, cancel_order: true },
  ...{ send_order: true, order_paid: true, order_returned: true, order_unknown: true },
  // Nothing was frozen, so there is nothing to undo.
  ...{ uphold_objection: false, uphold_appeal: false },
}

const TEXT = '本机没有接通核定与资金，这一步不能办理；请系统管理员接通后再办'

/** What stands against acts with these effects; undefined where nothing does. */
export function lacksMoney(effects: readonly Effect[]): string | undefined {
  return effects.some(needsOthers) ? TEXT : undefined
}

const needsOthers = (effect: Effect): boolean =>
  Object.entries(NEEDS_OTHERS).some(([each, needs]) => each === effect && needs)

async function refuse(): Promise<never> {
  throw new CaseError('wrong_setting', TEXT)
}

export const WITHOUT_MONEY: Effects = {
  budgetSuffices: async () => false,
  vetoFound: async () => true,
  perform: {
    ...{ freeze: refuse, reserve: refuse, release: refuse, check_veto: refuse, make_order: refuse },
    ...{ cancel_order: refuse, send_order: refuse, order_paid: refuse, order_returned: refuse },
    ...{ order_unknown: refuse, uphold_objection: async () => {}, uphold_appeal: async () => {} },
  },
}
