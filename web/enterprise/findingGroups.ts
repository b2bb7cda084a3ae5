// Findings → the three answers of the page, money before services, and the sums that may be told.
import type { Finding, FindingAmount, Outcome } from '#lang'
import { sumYuan, toFen } from '../ui/money.ts'

/** What an outcome holds, the money apart from the services that would drown it. */
export type Split = { readonly money: readonly Finding[]; readonly services: readonly Finding[] }

/** What is given to another kind of subject is kept apart from what another place or state would make applicable. */
export type Groups = Readonly<Record<Outcome | 'for_others', Split>>

export function groupFindings(findings: readonly Finding[]): Groups {
  return {
    eligible: split(findings, 'eligible'),
    undetermined: split(findings, 'undetermined'),
    not_eligible: split(findings, 'not_eligible'),
    not_applicable: split(findings, 'not_applicable'),
    for_others: split(findings, 'for_others'),
    not_in_force: split(findings, 'not_in_force'),
  }
}

function split(findings: readonly Finding[], group: keyof Groups): Split {
  const members = findings.filter((finding) => groupOf(finding) === group)
  return {
    money: members.filter((finding) => finding.nature !== 'none').toSorted(byWorth),
    services: members.filter((finding) => finding.nature === 'none'),
  }
}

function groupOf({ outcome, reasons }: Finding): keyof Groups {
  return reasons.some(({ code }) => code === 'wrong-subject') ? 'for_others' : outcome
}

function byWorth(a: Finding, b: Finding): number {
  const difference = worth(b.amount) - worth(a.amount)
  return difference > 0n ? 1 : difference < 0n ? -1 : 0
}

/** Only to put the larger first: the most that an amount can be. */
function worth(amount: FindingAmount): bigint {
  switch (amount.kind) {
    case 'exact':
    case 'upper_bound':
      return toFen(amount.yuan)
    case 'range':
      return toFen(amount.to ?? amount.from)
    case 'candidates':
      return amount.candidates
        .map(({ yuan }) => toFen(yuan))
        .reduce((most, fen) => (fen > most ? fen : most), 0n)
    case 'unstated':
    case 'non_monetary':
      return 0n
  }
}

export type Totals = {
  /** The sum of exact cash amounts that the enterprise is eligible for: the only sum there is. */
  readonly cash: string
  readonly cashItems: number
  /** Eligible, but of another nature or without an exact amount: each for itself, never added. */
  readonly apart: readonly Finding[]
  readonly undetermined: number
}

export function totalsOf({ eligible, undetermined }: Groups): Totals {
  const exactCash = eligible.money.filter(isExactCash)
  return {
    cash: sumYuan(exactCash.map(({ amount }) => (amount.kind === 'exact' ? amount.yuan : '0.00'))),
    cashItems: exactCash.length,
    apart: eligible.money.filter((finding) => !isExactCash(finding)),
    undetermined: undetermined.money.length + undetermined.services.length,
  }
}

function isExactCash({ nature, amount }: Finding): boolean {
  return nature === 'cash' && amount.kind === 'exact'
}
