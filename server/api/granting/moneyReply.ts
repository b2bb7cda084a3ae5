// A decision, its money and what acts need → how a reply says it: 分 become yuan text, moments become text.
import { fenToYuan, type Program } from '#lang'
import type { Decision } from '../../decisions/decision.ts'
import type { ActNeeds } from '../../granting/actNeeds.ts'
import type { MoneyOfCase } from '../../granting/moneyOfCase.ts'
import type { MaskedPayee } from '../../granting/payee.ts'
import type { Proposal } from '../../granting/proposal.ts'

const yuanOf = (fen: number): string => fenToYuan(BigInt(fen))

export function proposalReply({ on, finding, lawful, open }: Proposal) {
  const { outcome, amount, readings, basis } = finding
  return { on, outcome, amount, readings, basis, lawful, open: open ?? null }
}

export function payeeReply({ name, bank, maskedAccount, confirmedAt }: MaskedPayee) {
  return { name, bank, account: maskedAccount, confirmedAt: confirmedAt.toISOString() }
}

export function asksReply({ decision, envelopes, payee, result }: ActNeeds) {
  return {
    ...(decision && { decision: proposalReply(decision) }),
    ...(envelopes && {
      envelopes: {
        award: yuanOf(envelopes.awardFen),
        choices: envelopes.choices.map(({ id, title, source, availableFen }) => ({
          ...{ id, title, source, available: yuanOf(availableFen) },
          suffices: availableFen >= envelopes.awardFen,
        })),
      },
    }),
    ...(payee !== undefined && { payee: payee && payeeReply(payee) }),
    ...(result && {
      result: {
        kind: result.kind,
        orders: result.orders.map(({ number, amountFen }) => ({ number, yuan: yuanOf(amountFen) })),
      },
    }),
  }
}

export function moneyReply(program: Program, money: MoneyOfCase) {
  const { decision, stages, orders, payee, clearance, plan } = money
  return {
    decision: decision ? decisionReply(program, decision) : null,
    stages: stages.map(({ number, amountFen, paidFen, state, waitsFor, dueOn }) => ({
      ...{ number, yuan: yuanOf(amountFen), paid: yuanOf(paidFen), state, waitsFor, dueOn },
    })),
    orders: orders.map(({ id, number, amountFen, state, payeeName, payeeBank, ...rest }) => ({
      ...{ id, number, yuan: yuanOf(amountFen), state, payee: payeeName, bank: payeeBank },
      ...{ account: rest.maskedAccount, madeAt: rest.madeAt.toISOString() },
      sentAt: rest.sentAt?.toISOString() ?? null,
      results: rest.results.map(({ result, at, reason, receipt }) => ({
        ...{ result, at: at.toISOString(), reason, receipt },
      })),
    })),
    payee: payee ? payeeReply(payee) : null,
    clearance: clearance
      ? { found: clearance.vetoFound, note: clearance.note, at: clearance.statedAt.toISOString() }
      : null,
    plan,
  }
}

/** Readings with their titles, as the library has them now; by their number where it has them no longer. */
function decisionReply(program: Program, { id, hash, decidedAt, frozen }: Decision) {
  const { on, rules, outcome, award, basis, finding, evidence } = frozen
  return {
    ...{ id, hash, on, decidedAt, rules, outcome, award: fenToYuan(BigInt(award)), basis, finding, evidence },
    readings: frozen.readings.map((followed) => {
      const policy = program.policies.find(({ document }) => document.id === followed.policy)
      const reading = policy?.readings.find((each) => each.id === followed.reading)
      const alternative = reading?.alternatives.find(({ key }) => key === followed.alternative)
      return { ...followed, title: reading?.title ?? followed.reading, label: alternative?.label ?? '' }
    }),
  }
}
