// How long earlier projects of the district took from the same list → by when this one begins and is completed, given
// how long it has stood there. Landmark method: of all projects that had stood on the list for so long and were still on
// it, the time from then on, by Kaplan and Meier (survival.ts). H. C. van Houwelingen, Dynamic prediction by landmarking
// in event history analysis, Scandinavian Journal of Statistics 34 (2007), 70–85.
import { sql } from 'drizzle-orm'
import type { Transaction } from '../../db/transact.ts'
import type { ProjectDay, ProjectLine } from './listProjects.ts'
import { isList, type ProjectList, type ProjectStage } from './stages.ts'
import { type Quantile, quantile, type Spell, type SurvivalStep, survivalOf } from './survival.ts'

/** With fewer, the interval would reach from nothing to everything. */
export const LEAST_CASES = 10
const LEAST_EVENTS = 5

export const FORECAST_RULE = [
  '比的是本区以往项目：曾在同一张清单上停留同样久、那时还没有离开的，从那时起多久开工（或建成）。',
  '用 Kaplan–Meier（1958）估计，区间按 Greenwood 方差、log(−log) 变换，95%；同类个案少于 ' +
    `${LEAST_CASES} 个，或其中已开工（建成）的少于 ${LEAST_EVENTS} 个，不作估计。`,
  '终止的项目只算到终止那天，所以估计说的是“如果本项目不终止”；以往项目的快慢不等于本项目的快慢。',
] as const

/** An entry to a list. */
export type Move = { readonly project: number; readonly stage: ProjectStage; readonly on: string }

export type Expected = { readonly on?: string; readonly low?: string; readonly high?: string }

type ForecastStep = {
  readonly on: string
  readonly atRisk: number
  /** The share for which it has taken place by then, and its interval. */
  readonly share: number
  readonly low: number
  readonly high: number
}

export type ProjectForecast =
  | { readonly kind: 'too_few'; readonly cases: number; readonly events: number }
  | {
      readonly kind: 'forecast'
      readonly cases: number
      readonly events: number
      /** Of the cases those that were dropped. */
      readonly dropped: number
      readonly steps: readonly ForecastStep[]
      readonly quarter: Expected
      readonly half: Expected
      readonly threeQuarters: Expected
      /** By the planned day, where there is one that is ahead. */
      readonly byPlan?: {
        readonly on: string
        readonly share: number
        readonly low: number
        readonly high: number
      }
    }

export type Expectations = { readonly start?: ProjectForecast; readonly completion?: ProjectForecast }

/** Where nothing is ahead any more, nothing is expected. */
export async function forecastProject(
  tx: Transaction,
  line: ProjectLine,
  { day, before }: ProjectDay,
  now: Date,
): Promise<Expectations> {
  if (!isList(line.stage)) return {}
  const until = before ?? new Date(now.getTime() + 1)
  const { rows } = await tx.execute<{ project_id: bigint; stage: ProjectStage; entered_on: string }>(
    sql`SELECT project_id, stage, entered_on::text FROM project_moves(${line.district}, ${day}::date, ${until.toISOString()}::timestamptz)`,
  )
  const moves = rows.map((row) => ({ project: Number(row.project_id), stage: row.stage, on: row.entered_on }))
  const to = (goal: 'building' | 'completed', planned: string | null): ProjectForecast =>
    expected(moves, { stage: stageOf(line), spent: line.dwell, goal, day, planned })
  return {
    ...(line.stage !== 'building' && { start: to('building', line.plannedStart) }),
    completion: to('completed', line.plannedCompletion),
  }
}

const stageOf = ({ stage }: ProjectLine): ProjectList => (isList(stage) ? stage : 'building')

type Asked = {
  readonly stage: ProjectList
  /** Days that the project has stood on it. */
  readonly spent: number
  readonly goal: 'building' | 'completed'
  readonly day: string
  readonly planned: string | null
}

export function expected(moves: readonly Move[], asked: Asked): ProjectForecast {
  const { day, planned } = asked
  const past = spellsFrom(moves, asked)
  const events = past.filter(({ happened }) => happened).length
  if (past.length < LEAST_CASES || events < LEAST_EVENTS)
    return { kind: 'too_few', cases: past.length, events }
  const steps = survivalOf(past)
  const at = (share: number): Expected => datesOf(day, quantile(steps, share))
  const ahead = planned === null ? 0 : daysBetween(day, planned)
  return {
    ...{ kind: 'forecast', cases: past.length, events, dropped: past.filter((each) => each.dropped).length },
    steps: steps.map((step) => ({ on: daysAfter(day, step.days), atRisk: step.atRisk, ...shareOf(step) })),
    ...{ quarter: at(0.25), half: at(0.5), threeQuarters: at(0.75) },
    ...(planned !== null && ahead > 0 && { byPlan: { on: planned, ...shareBy(steps, ahead) } }),
  }
}

export type PastSpell = Spell & { readonly dropped: boolean }

/** Of every stay on the list that lasted longer than `spent` days and was watched that long: the time from then on. */
export function spellsFrom(moves: readonly Move[], { stage, spent, goal, day }: Asked): PastSpell[] {
  return [...Map.groupBy(moves, ({ project }) => project).values()].flatMap((own) =>
    own.flatMap((entry, i): PastSpell[] => {
      if (entry.stage !== stage) return []
      const landmark = daysAfter(entry.on, spent)
      const left = own[i + 1]?.on ?? day
      if (left <= landmark) return []
      const end = own.slice(i + 1).find((each) => each.stage === goal || each.stage === 'dropped')
      const days = daysBetween(landmark, end?.on ?? day)
      return [{ days, happened: end?.stage === goal, dropped: end?.stage === 'dropped' }]
    }),
  )
}

const shareOf = ({ waiting, low, high }: SurvivalStep) => ({
  share: 1 - waiting,
  low: 1 - high,
  high: 1 - low,
})

/** Between steps nothing changes; before the first nobody has been seen to be so fast. */
function shareBy(steps: readonly SurvivalStep[], days: number) {
  const last = steps.findLast((each) => each.days <= days)
  return last ? shareOf(last) : { share: 0, low: 0, high: 0 }
}

function datesOf(day: string, { days, low, high }: Quantile): Expected {
  return {
    ...(days !== undefined && { on: daysAfter(day, days) }),
    ...(low !== undefined && { low: daysAfter(day, low) }),
    ...(high !== undefined && { high: daysAfter(day, high) }),
  }
}

const DAY = 86_400_000

export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY)
}
