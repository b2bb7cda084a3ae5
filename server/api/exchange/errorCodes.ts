// What an exchange with another system refuses, whose kinds are the codes of replies themselves → their statuses.
import type { ExchangeProblem } from '../../exchange/problem.ts'

export const exchangeStatus = {
  'unknown-webhook': 404,
  'unknown-delivery': 404,
  'wrong-address': 422,
  'unknown-department': 404,
  'not-granted': 403,
  'wrong-results': 422,
} as const satisfies Record<ExchangeProblem, number>
