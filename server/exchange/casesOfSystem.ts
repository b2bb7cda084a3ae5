// A token → the cases that its department has or had, each with what happened to it.
import { and, asc, eq, gt, inArray, isNull, sum } from 'drizzle-orm'
import type { CaseState } from '../approval/states.ts'
import type { Database } from '../db/openDatabase.ts'
import { award, caseAct, subject, supportCase } from '../db/tables.ts'
import { type Transaction, transact } from '../db/transact.ts'

/** Read with the token's own rights: the database shows nothing else. */
export type Reading = { readonly token: number; readonly now: Date }

export type CasesAsked = {
  readonly state?: CaseState | undefined
  readonly policy?: string | undefined
  readonly item?: string | undefined
  readonly year?: number | undefined
  /** Of one enterprise. */
  readonly creditCode?: string | undefined
  /** The last number of the page before. */
  readonly after?: number | undefined
  readonly size: number
}

/** By number; `next` where there may be more. Amounts are 分; undefined where nothing was awarded. */
export function casesOfSystem(database: Database, { token, now }: Reading, asked: CasesAsked) {
  return transact(database, { actor: { kind: 'system', token }, now }, async (tx) => {
    const rows = await select(tx)
      .where(and(...conditionsOf(asked)))
      .orderBy(asc(supportCase.id))
      .limit(asked.size + 1)
    const page = rows.slice(0, asked.size)
    const last = rows.length > asked.size ? page.at(-1)?.id : undefined
    return { cases: await withAwards(tx, page), ...(last !== undefined && { next: last }) }
  })
}

function conditionsOf({ after, state, policy, item, year, creditCode }: CasesAsked) {
  const of = supportCase
  return [
    after === undefined ? undefined : gt(of.id, after),
    state && eq(of.state, state),
    policy === undefined ? undefined : eq(of.policy, policy),
    item === undefined ? undefined : eq(of.item, item),
    year === undefined ? undefined : eq(of.year, year),
    creditCode === undefined ? undefined : eq(subject.creditCode, creditCode),
  ]
}

/** One case with what happened to it, in order; undefined where the token does not see it. */
export function caseOfSystem(database: Database, { token, now }: Reading, wanted: string) {
  return transact(database, { actor: { kind: 'system', token }, now }, async (tx) => {
    const [found] = await select(tx).where(eq(supportCase.number, wanted))
    if (!found) return undefined
    const { number, act, party, fromState, toState, at } = caseAct
    const acts = await tx
      .select({ number, act, party, fromState, toState, at })
      .from(caseAct)
      .where(eq(caseAct.caseId, found.id))
      .orderBy(asc(number))
    const [line] = await withAwards(tx, [found])
    return line && { ...line, acts }
  })
}

function select(tx: Transaction) {
  const { id, number, policy, item, year, stage, element, state, dueOn, version } = supportCase
  const { openedAt, submittedAt } = supportCase
  const { name, creditCode } = subject
  return tx
    .select({
      ...{ id, number, policy, item, year, stage, element, state, dueOn, version, openedAt, submittedAt },
      subject: { name, creditCode },
    })
    .from(supportCase)
    .innerJoin(subject, eq(subject.id, supportCase.subjectId))
    .$dynamic()
}

async function withAwards<T extends { readonly id: number }>(tx: Transaction, cases: readonly T[]) {
  const ids = cases.map((each) => each.id)
  const awards =
    ids.length === 0
      ? []
      : await tx
          .select({ caseId: award.caseId, fen: sum(award.amountFen) })
          .from(award)
          .where(and(inArray(award.caseId, ids), isNull(award.closedAt)))
          .groupBy(award.caseId)
  const awarded = new Map(awards.map(({ caseId, fen }) => [caseId, Number(fen)]))
  return cases.map((each) => ({ ...each, awardFen: awarded.get(each.id) }))
}
