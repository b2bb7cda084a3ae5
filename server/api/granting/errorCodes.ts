// What decisions and granting refuse → the code of a reply and its status.
import { DecisionError } from '../../decisions/problem.ts'
import { GrantingError } from '../../granting/problem.ts'

const grantingCode = {
  payload: 'wrong-payload',
  not_supported: 'not-supported',
  not_decided: 'not-decided',
  no_envelope: 'no-envelope',
  several_envelopes: 'several-envelopes',
  no_hands: 'not-decided',
  no_award: 'not-decided',
  no_stage: 'nothing-to-pay',
  several_orders: 'several-orders',
  in_the_way: 'nothing-to-pay',
  unknown_order: 'unknown-order',
  not_arrived: 'not-arrived',
  no_account: 'no-account',
  not_yours: 'not-yours',
} as const satisfies Record<GrantingError['kind'], string>

const decisionCode = {
  not_found: 'unknown-decision',
  rules: 'not-decided',
  item: 'unknown-item',
  facts: 'wrong-facts',
  date: 'wrong-payload',
  open: 'not-decided',
  reading: 'wrong-reading',
  award: 'wrong-award',
  evidence: 'wrong-file',
  decided: 'already-decided',
  undone: 'not-decided',
  reason: 'no-reason',
  bundle: 'no-bundle',
} as const satisfies Record<DecisionError['kind'], string>

export const grantingStatus = {
  'wrong-payload': 422,
  'not-supported': 409,
  'not-decided': 409,
  'no-envelope': 409,
  'several-envelopes': 422,
  'nothing-to-pay': 409,
  'several-orders': 422,
  'unknown-order': 404,
  'not-arrived': 409,
  'no-account': 422,
  'unknown-decision': 404,
  'wrong-reading': 422,
  'wrong-award': 422,
  'already-decided': 409,
  'no-bundle': 409,
} as const

/** The code, the words and each problem beneath them; undefined for an error of another part. */
export function grantingProblem(error: unknown) {
  if (error instanceof GrantingError)
    return { code: grantingCode[error.kind], message: error.message, problems: [] }
  if (error instanceof DecisionError)
    return { code: decisionCode[error.kind], message: error.message, problems: [] }
  return undefined
}
