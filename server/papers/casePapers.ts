// A case → the notices that its acts have called for, each with everything that its text needs. What was never done has
// no notice. Officers and the applicant read the same, each with their own rights.
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Effect, offersAppeal, type PathStep, stepOf } from '../approval/path.ts'
import type { CaseState } from '../approval/states.ts'
import { type LoadedCase, loadCase } from '../cases/loadCase.ts'
import { CaseError } from '../cases/problem.ts'
import { REASON_CODES, reasonSchema } from '../cases/reasons.ts'
import { type TimelineRow, timelineOf } from '../cases/timeline.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { addWorkingDays, type DueDay } from '../clock/workingDays.ts'
import { appeal, correctionNotice, department, publicity, subject } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { standingDecision } from '../decisions/decision.ts'

export const CASE_PAPERS = {
  acceptance: '受理通知书',
  correction: '一次性告知书',
  not_accepted: '不予受理决定书',
  refused: '不予支持决定书',
  terminated: '终止办理决定书',
  determined: '核定通知书',
  appeal: '申诉处理决定书',
} as const

export type PaperKind = keyof typeof CASE_PAPERS

const ENDS = ['not_accepted', 'refused', 'terminated'] as const
export type EndKind = (typeof ENDS)[number]

const correctionsSchema = z.array(z.object({ what: z.string(), how: z.string() }))

type Reason = {
  readonly kind: string
  readonly text: string
  /** Null where time alone ended it: that rests on a due day. */
  readonly clause: { readonly policy: string; readonly article: string; readonly quote: string } | null
}

/** `at`: when it was decided; whoever led the case then issues it. */
export type CasePaper = { readonly at: Date } & (
  | { readonly kind: 'acceptance'; readonly on: string }
  | {
      readonly kind: 'correction'
      readonly on: string
      readonly dueOn: string
      readonly items: readonly { readonly what: string; readonly how: string }[]
      readonly reason: Reason | null
    }
  | {
      readonly kind: EndKind
      readonly on: string
      readonly reason: Reason
      /** Until when one may appeal; undefined where the path has no appeals. */
      readonly appealBy?: DueDay
    }
  | {
      readonly kind: 'appeal'
      readonly on: string
      /** What was appealed against, and when. */
      readonly against: 'not_accepted' | 'refused'
      readonly raisedOn: string
      readonly upheld: boolean
      readonly reason: Reason
    }
  | {
      readonly kind: 'determined'
      readonly on: string
      readonly fen: number
      readonly basis: readonly string[]
      readonly hash: string
    }
)

export type CaseAbout = {
  readonly number: string
  readonly name: string
  readonly creditCode: string | null
  readonly policy: string
  readonly item: string
  readonly year: number
  readonly stage: string
  readonly element: string
  readonly submittedOn: string | null
  /** Whoever issues the notice. */
  readonly lead: { readonly name: string; readonly district: string | null }
}

export type CasePapers = {
  readonly about: Omit<CaseAbout, 'lead'>
  readonly papers: readonly CasePaper[]
  /** Publicities of the case that were not undone, by their numbers. */
  readonly notices: readonly string[]
}

/** For officers who handle or audit the case, and for its applicant. Throws CaseError `unknown_case` for anybody else. */
export async function casePapers(tx: Transaction, caseId: number): Promise<CasePapers> {
  const loaded = await loadCase(tx, caseId)
  if (!loaded || !(await seesPapers(tx, caseId))) throw unknownCase()
  const acts = await actsOf(tx, loaded)
  const papers = [
    acceptanceOf(acts),
    await correctionOf(tx, loaded, acts),
    ...ENDS.map((state) => endOf(acts, state)),
    await determinedOf(tx, loaded, acts),
    await appealOf(tx, caseId, acts),
  ].filter((each) => each !== undefined)
  return { about: await aboutOf(tx, loaded), papers, notices: await noticesOf(tx, caseId) }
}

/** Where a case stands is for the leaders of its district too; its papers stay with those who handle it. */
async function seesPapers(tx: Transaction, caseId: number): Promise<boolean> {
  const { rows } = await tx.execute<{ sees: boolean }>(sql`SELECT sees_case(${caseId}) AS sees`)
  return rows[0]?.sees ?? false
}

const unknownCase = (): CaseError =>
  new CaseError('unknown_case', '没有这个办件，或者您无权查看它的文书；请从列表进入')

type Act = Omit<TimelineRow, 'from_step'> & {
  readonly fromState: CaseState
  readonly does: readonly Effect[]
  /** Where it led. */
  readonly to: PathStep | undefined
}

async function actsOf(tx: Transaction, { row, path }: LoadedCase): Promise<Act[]> {
  const timeline = await timelineOf(tx, row.id)
  return timeline.map(({ from_step: from, ...each }) => {
    const step = stepOf(path, from)
    const taken = step.acts.find(({ id }) => id === each.act)
    const to = taken && stepOf(path, taken.to)
    return { ...each, fromState: step.state, does: taken?.does ?? [], to }
  })
}

const lastInto = (acts: readonly Act[], state: CaseState): Act | undefined =>
  acts.findLast((each) => each.to_state === state && each.fromState !== state)

/** Whoever takes a submitted case up has accepted it, by whatever name the path gives it. */
function acceptanceOf(acts: readonly Act[]): CasePaper | undefined {
  const taken = acts.find(
    ({ fromState, to_state: to }) =>
      fromState === 'submitted' && ['accepted', 'in_review', 'proposed'].includes(to),
  )
  return taken && { kind: 'acceptance', at: taken.at, on: dayInChina(taken.at) }
}

async function correctionOf(
  tx: Transaction,
  { row }: LoadedCase,
  acts: readonly Act[],
): Promise<CasePaper | undefined> {
  const [told] = await tx.select().from(correctionNotice).where(eq(correctionNotice.caseId, row.id))
  if (!told) return undefined
  const act = lastInto(acts, 'correcting')
  return {
    ...{ kind: 'correction', at: told.toldAt, on: dayInChina(told.toldAt), dueOn: told.dueOn },
    ...{ items: correctionsSchema.parse(told.items), reason: act ? reasonOf(act) : null },
  }
}

function endOf(acts: readonly Act[], state: EndKind): CasePaper | undefined {
  // An appeal that is dismissed leaves the decision as it was made.
  const act = lastInto(
    acts.filter((each) => !each.does.includes('close_appeal')),
    state,
  )
  const reason = act && reasonOf(act)
  if (!act || !reason) return undefined
  const on = dayInChina(act.at)
  const days = act.to && offersAppeal(act.to) ? act.to.days : undefined
  return {
    kind: state,
    at: act.at,
    on,
    reason,
    ...(days !== undefined && { appealBy: addWorkingDays(on, days) }),
  }
}

/** The last one that was answered; one that was withdrawn needs no answer. */
async function appealOf(
  tx: Transaction,
  caseId: number,
  acts: readonly Act[],
): Promise<CasePaper | undefined> {
  const answered = and(eq(appeal.caseId, caseId), inArray(appeal.settled, ['upheld', 'dismissed']))
  const [last] = await tx.select().from(appeal).where(answered).orderBy(desc(appeal.id)).limit(1)
  const act = acts.findLast(
    ({ party, does }) =>
      party !== 'applicant' && does.some((each) => each === 'close_appeal' || each === 'uphold_appeal'),
  )
  const reason = act && reasonOf(act)
  if (!last || !act || !reason) return undefined
  return {
    ...{
      kind: 'appeal',
      at: act.at,
      on: dayInChina(act.at),
      against: last.against,
      raisedOn: dayInChina(last.raisedAt),
    },
    ...{ upheld: last.settled === 'upheld', reason },
  }
}

function reasonOf({ reason_code: code, reason: text, clause }: Act): Reason | null {
  if (code === null || text === null) return null
  const kind = Object.entries(REASON_CODES).find(([each]) => each === code)?.[1] ?? code
  return { kind, text, clause: reasonSchema.shape.clause.safeParse(clause).data ?? null }
}

async function determinedOf(
  tx: Transaction,
  { row }: LoadedCase,
  acts: readonly Act[],
): Promise<CasePaper | undefined> {
  const act = lastInto(acts, 'determined')
  const decision = act && (await standingDecision(tx, row.id))
  if (!act || !decision) return undefined
  const { award, finding } = decision.frozen
  return {
    ...{ kind: 'determined', at: act.at, on: dayInChina(act.at), fen: Number(award), hash: decision.hash },
    basis: finding.basis.map((each) => each.text),
  }
}

/** Who led the case at a moment: a notice stays the one of whoever decided it, wherever the case was handed since. */
export async function leadAt(tx: Transaction, caseId: number, at: Date): Promise<CaseAbout['lead']> {
  const moment = sql`lead_at(${caseId}, ${at.toISOString()}::timestamptz)`
  const [lead] = await tx.select().from(department).where(eq(department.id, moment))
  if (!lead) throw unknownCase()
  return { name: lead.name, district: lead.district }
}

async function aboutOf(tx: Transaction, { row }: LoadedCase): Promise<CasePapers['about']> {
  const [firm] = await tx.select().from(subject).where(eq(subject.id, row.subjectId))
  if (!firm) throw unknownCase()
  const { number, policy, item, year, stage, element, submittedAt } = row
  return {
    ...{ number, policy, item, year, stage, element, name: firm.name, creditCode: firm.creditCode },
    submittedOn: submittedAt === null ? null : dayInChina(submittedAt),
  }
}

async function noticesOf(tx: Transaction, caseId: number): Promise<string[]> {
  const rows = await tx
    .select({ number: publicity.number, voidedAt: publicity.voidedAt })
    .from(publicity)
    .where(eq(publicity.caseId, caseId))
    .orderBy(desc(publicity.id))
  return rows.filter((each) => each.voidedAt === null).map((each) => each.number)
}
