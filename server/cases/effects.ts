// What other parts of the program do when a case moves: the caller of an act gives them, so that cases know neither
// money nor decisions. All of it runs in the transaction of the act, after the case has moved, before the log.
import type { Effect, PathAct } from '../approval/path.ts'
import type { Circumstances, Situation } from '../approval/situation.ts'
import type { Transaction } from '../db/transact.ts'
import type { ActInput, Who } from './acting.ts'
import type { CaseRow } from './loadCase.ts'

/** What this folder does itself (ownEffects.ts). */
export type OwnEffect =
  | 'use_correction'
  | 'open_publicity'
  | 'open_objection'
  | 'settle_objection'
  | 'uphold_objection'
  | 'close_publicity'
  | 'open_appeal'
  | 'close_appeal'
  | 'uphold_appeal'

/** An upheld objection or appeal also undoes what was frozen. */
export type OutsideEffect = Exclude<Effect, OwnEffect> | 'uphold_objection' | 'uphold_appeal'

/** One act that has been taken. */
export type Performed = {
  /** As it was before the act. */
  readonly case: CaseRow
  /** After the act, with everyone whose hand it passed through. */
  readonly situation: Situation
  readonly act: PathAct
  readonly circumstances: Circumstances
  readonly who: Who
  readonly input: ActInput
}

/** What stands against an act and only decisions or money know, in words for the person. Nothing is saved. */
export class NotPossible extends Error {}

type Perform = (tx: Transaction, performed: Performed) => Promise<void>

/** Each may throw NotPossible. */
export type Effects = {
  /** Whether what would be reserved for this case is there. */
  budgetSuffices(tx: Transaction, row: CaseRow): Promise<boolean>
  /** Whether a veto fact holds at this moment; true also while one is not known: only what is clear is paid. */
  vetoFound(tx: Transaction, row: CaseRow): Promise<boolean>
  readonly perform: Readonly<Record<OutsideEffect, Perform>> & Readonly<Partial<Record<OwnEffect, Perform>>>
}

/** Who acts, when, and what the rest of the program does then. */
export type Acting = { readonly who: Who; readonly now: Date; readonly effects: Effects }
