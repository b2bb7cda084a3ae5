// What the rules of money refuse → codes and statuses of replies. The words come with the refusal itself.
import type { MoneyProblem } from '../../payments/problem.ts'

export const moneyCode = {
  short: 'money-short',
  expired: 'money-expired',
  ceiling: 'money-ceiling',
  amount: 'money-amount',
  hands: 'money-hands',
  recused: 'money-recused',
  clearance: 'money-clearance',
  state: 'money-state',
  twice: 'money-twice',
  fixed: 'money-fixed',
  notYours: 'money-not-yours',
  missing: 'money-missing',
  file: 'money-file',
} as const satisfies Record<MoneyProblem, string>

export const moneyStatus = {
  'money-short': 409,
  'money-expired': 409,
  'money-ceiling': 409,
  'money-amount': 422,
  'money-hands': 409,
  'money-recused': 409,
  'money-clearance': 409,
  'money-state': 409,
  'money-twice': 409,
  'money-fixed': 409,
  'money-not-yours': 403,
  'money-missing': 404,
  'money-file': 422,
  'no-bank': 409,
} as const satisfies Record<(typeof moneyCode)[MoneyProblem] | 'no-bank', number>
