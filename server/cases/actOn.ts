// A case and an act → the case one step further, or everything that stands against it. The one way in which a case
// changes: the path decides, the database checks it again (take_act in migrations/0004-cases.sql).
import { sql } from 'drizzle-orm'
import { type PathAct, stepOf } from '../approval/path.ts'
import type { Circumstances, Situation } from '../approval/situation.ts'
import type { CaseState } from '../approval/states.ts'
import { type Taken, take } from '../approval/take.ts'
import { sha256 } from '../audit/canonical.ts'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { caseAct } from '../db/tables.ts'
import { JOB, type Transaction, transact } from '../db/transact.ts'
import type { ActInput } from './acting.ts'
import { circumstancesOf } from './circumstances.ts'
import { dueAfter } from './dueAfter.ts'
import { type Acting, NotPossible, type Performed } from './effects.ts'
import { type LoadedCase, lockCase } from './loadCase.ts'
import { isLapse, missingInput } from './missingInput.ts'
import { otherTry } from './otherTry.ts'
import { isOwn, performOwn } from './ownEffects.ts'
import { orRefuse } from './problem.ts'
import { type CaseRefusal, REFUSALS, wordsOf } from './refusals.ts'
import { staleness } from './staleness.ts'
import { type Standing, standingOf, tiesOf } from './standing.ts'

export type Acted =
  | {
      readonly kind: 'done'
      readonly version: number
      readonly step: string
      readonly state: CaseState
      /** True where this request had been carried out before, and now nothing happened. */
      readonly repeated: boolean
    }
  | { readonly kind: 'refused'; readonly why: readonly CaseRefusal[] }

/** Acts with the rights of the one who acts, in a transaction of its own. A refusal leaves nothing behind. */
export async function actOn(
  database: Database,
  acting: Acting,
  caseId: number,
  act: string,
  input: ActInput,
): Promise<Acted> {
  const { who, now } = acting
  const actor = who.kind === 'person' ? who : JOB
  try {
    return await transact(database, { actor, now }, (tx) => actWithin(tx, acting, caseId, act, input))
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error
    return { kind: 'refused', why: [{ kind: 'not_possible', text: error.message }] }
  }
}

/**
 * The same as a part of a larger transaction; the log is written last, so nothing else may follow it there. What an
 * effect refuses is thrown as NotPossible, and then the whole transaction must end.
 */
export async function actWithin(
  tx: Transaction,
  acting: Acting,
  caseId: number,
  id: string,
  input: ActInput,
): Promise<Acted> {
  const loaded = await lockCase(tx, caseId)
  if (!loaded) return { kind: 'refused', why: [REFUSALS.unknown_case] }
  const repeated = await earlier(tx, loaded, id, input)
  if (repeated) return repeated
  const considered = await considerAct(tx, acting, loaded, id, input)
  if (considered.kind === 'refused') return considered

  const { act, situation, circumstances, standing } = considered
  const performed = { case: loaded.row, situation, act, circumstances, who: acting.who, input }
  await enter(tx, acting, loaded, performed, standing)
  await perform(tx, acting, loaded, performed)
  await log(tx, performed)
  const { state } = stepOf(loaded.path, act.to)
  return { kind: 'done', version: loaded.row.version + 1, step: act.to, state, repeated: false }
}

type Considered =
  | { readonly kind: 'refused'; readonly why: readonly CaseRefusal[] }
  | {
      readonly kind: 'possible'
      readonly act: PathAct
      readonly situation: Situation
      readonly circumstances: Circumstances
      readonly standing: Standing
    }

/** Everything that stands against an act, or what it would do; nothing is changed. May throw NotPossible. */
export async function considerAct(
  tx: Transaction,
  acting: Acting,
  loaded: LoadedCase,
  id: string,
  input: ActInput,
): Promise<Considered> {
  const act = stepOf(loaded.path, loaded.row.step).acts.find((each) => each.id === id)
  const stale = await staleness(tx, loaded, input)
  if (!act) return { kind: 'refused', why: stale.length > 0 ? stale : notHere(loaded, id) }

  const ties = await tiesOf(tx, acting.who, loaded.row)
  const standing = standingOf(acting.who, ties, loaded.row, act)
  const circumstances = await circumstancesOf(tx, acting, loaded, act)
  const actor = { party: standing.party, person: standing.person }
  const taken = take(loaded.path, loaded.situation, id, actor, circumstances, input.reason !== undefined)
  const why = [
    ...stale,
    ...(standing.recused ? [REFUSALS.recused] : []),
    ...refusalsOf(taken, loaded, act),
    ...missingInput(loaded, act, input, acting.now),
    ...(await otherTry(tx, loaded, act)),
  ]
  if (taken.kind === 'refused' || why.length > 0) return { kind: 'refused', why }
  return { kind: 'possible', act, situation: taken.situation, circumstances, standing }
}

async function earlier(
  tx: Transaction,
  { row, path }: LoadedCase,
  act: string,
  { key }: ActInput,
): Promise<Acted | undefined> {
  const { rows } = await tx.execute<{ number: number; act: string; to_step: string; by_me: boolean }>(
    sql`SELECT number, act, to_step, by_me FROM earlier_act(${row.id}, ${key})`,
  )
  const [done] = rows
  if (!done) return undefined
  if (done.act !== act || !done.by_me) return { kind: 'refused', why: [REFUSALS.key_used] }
  const { id: step, state } = stepOf(path, done.to_step)
  return { kind: 'done', version: done.number, step, state, repeated: true }
}

function notHere({ path, row }: LoadedCase, act: string): CaseRefusal[] {
  return [wordsOf({ kind: 'not_here', act, step: row.step }, path, undefined)]
}

function refusalsOf(taken: Taken, { path }: LoadedCase, act: PathAct): CaseRefusal[] {
  return taken.kind === 'refused' ? taken.why.map((each) => wordsOf(each, path, act)) : []
}

/** The row that moves the case. */
async function enter(
  tx: Transaction,
  { now }: Acting,
  loaded: LoadedCase,
  { situation, act, circumstances, input }: Performed,
  { department }: Standing,
): Promise<void> {
  const due = await dueAfter(tx, loaded, act, now)
  const said = [input.corrections, input.payload].some((each) => each !== undefined)
  const entering = tx.insert(caseAct).values({
    ...{ caseId: loaded.row.id, number: loaded.row.version + 1, requestKey: input.key, act: act.id },
    ...{ situation, circumstances, departmentId: department, opinion: input.opinion ?? '' },
    ...{ dueOn: due?.day ?? null, holidaysKnown: due?.holidaysKnown ?? true },
    ...reasonOf(loaded, act, input),
    ...(said ? { payload: { corrections: input.corrections, payload: input.payload } } : {}),
  })
  await orRefuse(entering, {
    one_case_of_item: ['duplicate', '同一事项、同一年度刚刚重新申报了，请刷新后在那一件里继续'],
  })
}

function reasonOf(
  { row }: LoadedCase,
  act: PathAct,
  { reason }: ActInput,
): Pick<typeof caseAct.$inferInsert, 'reasonCode' | 'reason' | 'clause'> {
  if (isLapse(act)) return { reasonCode: 'lapsed', reason: `${row.dueOn ?? ''}前没有办理，期限已过` }
  if (!act.reason || reason === undefined) return {}
  return { reasonCode: reason.code, reason: reason.text, clause: reason.clause }
}

async function perform(
  tx: Transaction,
  { now, effects }: Acting,
  loaded: LoadedCase,
  performed: Performed,
): Promise<void> {
  for (const effect of performed.act.does) {
    if (isOwn(effect)) await performOwn(tx, effect, { loaded, performed, now })
    await effects.perform[effect]?.(tx, performed)
  }
}

async function log(tx: Transaction, { case: row, act, situation, who, input }: Performed): Promise<void> {
  const { key, opinion, reason, corrections, payload, appeal } = input
  await record(tx, {
    act: `case.${act.id}`,
    object: `case ${row.id}`,
    content: {
      ...{ number: row.version + 1, from: row.step, to: act.to, by: who.kind, hands: situation.hands },
      ...{ key, reason, corrections, payload },
      // Rows of the log leave the house in audit bundles; what officers say among themselves, and an enterprise of
      // itself, does not.
      ...(opinion === undefined ? {} : { opinionSha256: sha256(opinion) }),
      ...(appeal === undefined ? {} : { appealSha256: sha256(appeal) }),
    },
  })
}
