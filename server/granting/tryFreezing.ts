// A case and what would come with the reviewer's agreement → what freezing would refuse, and of which part of it. The same
// checks as freezing, in the same order; nothing is saved.
import type { z } from 'zod'
import type { Program } from '#lang'
import type { CaseRow } from '../cases/loadCase.ts'
import type { Transaction } from '../db/transact.ts'
import { requireAward, requireSettled } from '../decisions/freezeDecision.ts'
import { isLawful } from '../decisions/lawfulAward.ts'
import { DecisionError } from '../decisions/problem.ts'
import { SubjectError } from '../subjects/problem.ts'
import { requirePayable, requireSupported } from './freeze.ts'
import type { freezingSchema } from './payload.ts'
import { GrantingError } from './problem.ts'
import { type Proposal, proposalFor } from './proposal.ts'

export type Tried =
  | { readonly kind: 'fit'; readonly awardFen: number }
  | {
      readonly kind: 'refused'
      readonly about: 'readings' | 'award' | 'basis' | 'act'
      readonly text: string
      /** The readings that decide the result and are still open, by their ids. */
      readonly open: readonly string[]
    }

type Part = Extract<Tried, { kind: 'refused' }>['about']

export async function tryFreezing(
  tx: Transaction,
  program: Program,
  row: CaseRow,
  { readings, awardFen, basis }: z.infer<typeof freezingSchema>,
): Promise<Tried> {
  let proposal: Proposal | undefined
  try {
    requirePayable(program, row)
    proposal = await proposalFor(tx, program, row, readings)
    const { finding, lawful } = proposal
    requireSettled(finding)
    const said = {
      ...(awardFen !== undefined && { award: BigInt(awardFen) }),
      ...(basis !== undefined && { basis }),
    }
    const award = requireAward(said, lawful)
    requireSupported({ outcome: finding.outcome, award: String(award), finding })
    return { kind: 'fit', awardFen: Number(award) }
  } catch (error) {
    const told = [DecisionError, GrantingError, SubjectError].some((each) => error instanceof each)
    if (!told || !(error instanceof Error)) throw error
    const about = aboutOf(error, proposal, awardFen)
    return { kind: 'refused', about, text: error.message, open: openOf(proposal) }
  }
}

function aboutOf(error: Error, proposal: Proposal | undefined, awardFen: number | undefined): Part {
  if (!(error instanceof DecisionError)) return 'act'
  if (error.kind === 'reading') return 'readings'
  if (error.kind !== 'award' || !proposal) return 'act'
  const lawful = awardFen !== undefined && isLawful(proposal.lawful, BigInt(awardFen))
  return lawful ? 'basis' : 'award'
}

const openOf = (proposal: Proposal | undefined): string[] =>
  (proposal?.finding.readings ?? [])
    .filter(({ status, decisive }) => status === 'open' && decisive)
    .map(({ id }) => id)
