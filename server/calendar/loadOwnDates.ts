// A subject → its days to keep in mind: of its cases and awards, and of what the law gives and its certificates.
import { and, arrayContains, eq, inArray, isNotNull, isNull, notInArray, or, sql } from 'drizzle-orm'
import { evaluate, type Program, parseDate, readSubject } from '#lang'
import { offersAppeal, stepOf } from '../approval/path.ts'
import type { CaseState } from '../approval/states.ts'
import { loadPath } from '../cases/loadPath.ts'
import { type Stage, stagesSchema } from '../cases/stages.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { award, awardStage, itemSetting, publicity, supportCase } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { factsAsKnown } from '../subjects/factsAsKnown.ts'
import { factsProblem } from '../subjects/problem.ts'
import { inOrder, lawDates, type OwnDate, type Window, yearsLater } from './ownDates.ts'

/** From today on, the nearest first. Throws SubjectError. */
export async function loadOwnDates(
  tx: Transaction,
  program: Program,
  subject: number,
  now: Date,
): Promise<OwnDate[]> {
  const today = dayInChina(now)
  const { input } = await factsAsKnown(tx, subject, program.vocabulary, { knownAt: now })
  const read = readSubject(input, program.vocabulary)
  if (!read.subject) throw factsProblem(read.problems)
  const findings = evaluate(program, read.subject, { at: parseDate(today) ?? 0 })
  const titles = new Map(
    program.policies.flatMap(({ document, items }) =>
      items.map((each) => [`${document.id} ${each.id}`, each.title] as const),
    ),
  )
  const titleOf = ({ policy, item }: { policy: string; item: string }) =>
    titles.get(`${policy} ${item}`) ?? item
  return inOrder([
    ...lawDates(program, read.subject, findings, await windowsOn(tx, today), today),
    ...(await caseDates(tx, subject, titleOf)).filter((each) => each.day >= today),
    ...(await instalments(tx, subject)).filter((each) => each.day >= today),
  ])
}

/** Of the settings that hold today, the one saved last for each item. */
async function windowsOn(tx: Transaction, today: string): Promise<Window[]> {
  const { policy, item, opensOn, closesOn } = itemSetting
  return tx
    .selectDistinctOn([policy, item], { policy, item, opensOn, closesOn })
    .from(itemSetting)
    .where(
      and(
        sql`${itemSetting.validFrom} <= ${today}`,
        sql`COALESCE(${itemSetting.validTo}, 'infinity'::date) >= ${today}`,
      ),
    )
    .orderBy(policy, item, sql`${itemSetting.id} DESC`)
}

const ENDED: readonly CaseState[] = [
  ...(['withdrawn', 'declined', 'not_accepted', 'terminated', 'refused', 'recovered'] as const),
]

type Titled = (of: { policy: string; item: string }) => string

async function caseDates(tx: Transaction, subject: number, titleOf: Titled): Promise<OwnDate[]> {
  const rows = await tx
    .select({ row: supportCase, stages: itemSetting.stages, closesOn: publicity.closesOn })
    .from(supportCase)
    .innerJoin(itemSetting, eq(itemSetting.id, supportCase.settingId))
    .leftJoin(
      publicity,
      and(eq(publicity.caseId, supportCase.id), isNull(publicity.closedAt), isNull(publicity.voidedAt)),
    )
    .where(
      and(
        eq(supportCase.subjectId, subject),
        // What ended is still open as long as the applicant may appeal.
        or(notInArray(supportCase.state, [...ENDED]), arrayContains(supportCase.parties, ['applicant'])),
      ),
    )
  const followed = new Set(rows.map(({ row }) => row.previousCase))
  const dates: OwnDate[] = []
  for (const { row, stages, closesOn } of rows) {
    const { policy, item, id: caseId, number, dueOn } = row
    const about = { title: titleOf(row), caseId, policy, item }
    const step = stepOf(await loadPath(tx, row.pathId, row.pathVersion), row.step)
    const mayAppeal = offersAppeal(step)
    if ((step.desk === 'applicant' || mayAppeal) && dueOn !== null) {
      const note = `${mayAppeal ? '可以申诉的最后一天' : step.name}（${number}）`
      dates.push({ ...about, id: `answer-${caseId}-${row.version}`, kind: 'answer', day: dueOn, note })
    }
    if (closesOn !== null)
      dates.push({
        ...about,
        id: `publicity-${caseId}`,
        kind: 'publicity',
        day: closesOn,
        note: `公示期满（${number}）`,
      })
    const next = followed.has(caseId) ? undefined : nextStage(row, stagesSchema.parse(stages))
    if (next) dates.push({ ...about, id: `stage-${caseId}`, kind: 'stage', ...next })
  }
  return dates
}

type CaseRow = typeof supportCase.$inferSelect

/** The stage after the one that was paid, where the calendar alone brings it; openNextStages.ts opens its case then. */
function nextStage(row: CaseRow, stages: readonly Stage[]): { day: string; note: string } | undefined {
  if (row.state !== 'paid' || row.stage === '') return undefined
  const next = stages[stages.findIndex((each) => each.stage === row.stage) + 1]
  const day = next && dayOfStage(row, next)
  return next && day !== undefined ? { day, note: `${next.stage}从这一天起可以办` } : undefined
}

function dayOfStage(row: CaseRow, { after }: Stage): string | undefined {
  if (after?.kind === 'date') return `${row.year + 1}-${after.monthDay}`
  if (after?.kind !== 'months') return undefined
  // A paid case came where it is when the money arrived.
  const paid = dayInChina(row.deskSince)
  const months = Number(paid.slice(5, 7)) - 1 + after.months
  const month = yearsLater(`${paid.slice(0, 4)}-${two((months % 12) + 1)}-01`, Math.floor(months / 12)).slice(
    0,
    7,
  )
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()
  return `${month}-${two(Math.min(Number(paid.slice(8)), last))}`
}

const two = (number: number): string => String(number).padStart(2, '0')

/** What was promised in parts and is not paid yet, where it has a day. */
async function instalments(tx: Transaction, subject: number): Promise<OwnDate[]> {
  const rows = await tx
    .select({ stage: awardStage, caseId: award.caseId, item: award.item, policy: award.policy })
    .from(awardStage)
    .innerJoin(award, eq(award.id, awardStage.awardId))
    .where(
      and(
        ...[eq(award.subjectId, subject), isNull(award.closedAt), isNotNull(awardStage.dueOn)],
        inArray(awardStage.state, ['waiting', 'due']),
      ),
    )
  return rows.flatMap(({ stage, caseId, item }): OwnDate[] =>
    stage.dueOn === null
      ? []
      : [
          {
            ...{ id: `instalment-${stage.id}`, kind: 'instalment', day: stage.dueOn, title: item, caseId },
            note: `第 ${stage.number} 期${stage.waitsFor === '' ? '' : `，还要等：${stage.waitsFor}`}`,
          },
        ],
  )
}
