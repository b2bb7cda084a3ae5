// A case and the readings that somebody would follow → what the decision would be with the facts as known now, and what
// still keeps it from being made. Nothing is saved; freezing asks again.
import type { Finding, Program } from '#lang'
import type { CaseRow } from '../cases/loadCase.ts'
import type { Transaction } from '../db/transact.ts'
import type { Followed } from '../decisions/followReadings.ts'
import { requireSettled } from '../decisions/freezeDecision.ts'
import { tryOut } from '../decisions/judge.ts'
import type { Lawful } from '../decisions/lawfulAward.ts'
import { DecisionError } from '../decisions/problem.ts'
import { factsAsKnown } from '../subjects/factsAsKnown.ts'
import { latestKnowledge } from '../subjects/latestKnowledge.ts'
import { applicationDay } from './freeze.ts'

export type Proposal = {
  /** The day for which the law is asked. */
  readonly on: string
  readonly finding: Finding
  /** The amounts that may be awarded: one, or those between which an authority chooses. */
  readonly lawful: Lawful
  /** Why it cannot be decided yet, in words. */
  readonly open: string | undefined
}

/** Throws DecisionError for a reading that is not there or not open, and for facts that cannot be read. */
export async function proposalFor(
  tx: Transaction,
  program: Program,
  row: CaseRow,
  readings: readonly Followed[],
): Promise<Proposal> {
  const on = applicationDay(row)
  const knownAt = await latestKnowledge(tx, row.subjectId)
  const { input } = await factsAsKnown(tx, row.subjectId, program.vocabulary, { knownAt, on })
  const { finding, lawful } = tryOut(program, { policy: row.policy, item: row.item, on, input, readings })
  return { on, finding, lawful, open: whatIsOpen(finding) }
}

function whatIsOpen(finding: Finding): string | undefined {
  try {
    requireSettled(finding)
    return undefined
  } catch (error) {
    if (error instanceof DecisionError) return error.message
    throw error
  }
}
