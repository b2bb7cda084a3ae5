// A person and a case → the acts that this person's duty or authority has here, each with everything that stands against
// it now. Nothing is changed; what is told may have changed by the time of the act, which asks again.
import { type Effect, type PathAct, stepOf } from '../approval/path.ts'
import { CASE_STATES, NEGATIVE } from '../approval/states.ts'
import { take } from '../approval/take.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Transaction } from '../db/transact.ts'
import { circumstancesOf } from './circumstances.ts'
import { type Acting, NotPossible } from './effects.ts'
import type { LoadedCase } from './loadCase.ts'
import { otherTry } from './otherTry.ts'
import { type CaseRefusal, REFUSALS, wordsOf } from './refusals.ts'
import { type Standing, standingOf, type Ties, tiesOf } from './standing.ts'
import { outsideWindow } from './window.ts'

export type PossibleAct = {
  readonly id: string
  readonly name: string
  /** Where it leads: the step, and the state of the case there. */
  readonly to: { readonly step: string; readonly state: string }
  /** Whether it ends the case, or sends it back, against what the applicant asked for. */
  readonly negative: boolean
  /** Whether it must say why, by a reason and its clause. */
  readonly reason: boolean
  /** Whether it must list everything that is missing. */
  readonly corrections: boolean
  /** Whether it must say what is wrong with a refusal. */
  readonly appeal: boolean
  readonly does: readonly Effect[]
  /** Empty where it can be done. */
  readonly against: readonly CaseRefusal[]
}

export type Looking = Acting & {
  /** What this installation cannot do at all, in words; undefined where it can. */
  readonly lacks: (effects: readonly Effect[]) => string | undefined
}

export async function possibleActs(
  tx: Transaction,
  acting: Looking,
  loaded: LoadedCase,
): Promise<PossibleAct[]> {
  const ties = await tiesOf(tx, acting.who, loaded.row)
  const possible: PossibleAct[] = []
  for (const act of stepOf(loaded.path, loaded.row.step).acts) {
    const found = await possibleAct(tx, acting, { loaded, ties }, act)
    if (found) possible.push(found)
  }
  return possible
}

async function possibleAct(
  tx: Transaction,
  acting: Looking,
  { loaded, ties }: { readonly loaded: LoadedCase; readonly ties: Ties },
  act: PathAct,
): Promise<PossibleAct | undefined> {
  if (act.by === 'anyone') return undefined
  const standing = standingOf(acting.who, ties, loaded.row, act)
  if (standing.party !== act.by) return undefined
  const { path, setting } = loaded
  const closed = isSubmission(loaded, act) ? outsideWindow(setting, dayInChina(acting.now)) : undefined
  const there = stepOf(path, act.to)
  return {
    ...{ id: act.id, name: act.name, reason: act.reason, does: act.does },
    corrections: act.does.includes('use_correction'),
    appeal: act.does.includes('open_appeal'),
    to: { step: there.name, state: CASE_STATES[there.state] },
    negative: NEGATIVE.has(there.state) || there.state === 'withdrawn' || there.state === 'declined',
    against: [
      ...(standing.recused ? [REFUSALS.recused] : []),
      ...(await refusedNow(tx, acting, loaded, act, standing)),
      ...(closed === undefined ? [] : [{ kind: 'outside_window' as const, text: closed }]),
      ...lacking(acting, act),
      ...(await otherTry(tx, loaded, act)),
    ],
  }
}

/** What the path, the moment, decisions and money say against it. */
async function refusedNow(
  tx: Transaction,
  acting: Looking,
  loaded: LoadedCase,
  act: PathAct,
  { party, person }: Standing,
): Promise<CaseRefusal[]> {
  const { path, situation } = loaded
  try {
    const circumstances = await circumstancesOf(tx, acting, loaded, act)
    const taken = take(path, situation, act.id, { party, person }, circumstances, true)
    return taken.kind === 'refused' ? taken.why.map((each) => wordsOf(each, path, act)) : []
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error
    return [{ kind: 'not_possible', text: error.message }]
  }
}

/** The applicant hands in what was a draft. */
function isSubmission({ row, path }: LoadedCase, act: PathAct): boolean {
  const { state } = stepOf(path, act.to)
  return row.state === 'draft' && act.by === 'applicant' && state !== 'declined' && state !== 'withdrawn'
}

function lacking({ lacks }: Looking, act: PathAct): CaseRefusal[] {
  const text = lacks(act.does)
  return text === undefined ? [] : [{ kind: 'out_of_order', text }]
}
