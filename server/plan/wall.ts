// A day → the whole plan on one page: targets by the part of the document, tasks by their lead, projects by their list.
// Every number is the length of a list that can be asked for by itself (wall.test.ts).
import { documentName, type Program } from '#lang'
import { dayInChina } from '../clock/dayInChina.ts'
import { nextDay } from '../clock/workingDays.ts'
import type { Database } from '../db/openDatabase.ts'
import { type Occasion, transact } from '../db/transact.ts'
import type { ProjectFilter } from './projects/listProjects.ts'
import { keptProjectSummary, type ProjectSummary } from './projects/summarizeProjects.ts'
import { areaOf } from './targets/areas.ts'
import { type JudgedLine, judgePlan } from './targets/judgePlan.ts'
import type { Lamp } from './targets/status.ts'
import { type TaskFilter, taskDay } from './tasks/chooseTasks.ts'
import { countKeptTasks } from './tasks/countTasks.ts'
import { summaryOf, type TaskSummary } from './tasks/summarizeTasks.ts'

export type WallScope = {
  readonly district?: string
  /** As of this day, as known at its end; today where it is not said. */
  readonly at?: string
}

type WallArea = {
  /** `policy/area`, as lists are narrowed to it. */
  readonly area: string
  readonly title: string
  readonly document: string
  readonly lamps: Readonly<Record<Lamp, number>>
  readonly total: number
}

export type Wall = {
  readonly day: string
  readonly targets: {
    readonly total: number
    readonly lamps: WallArea['lamps']
    readonly areas: readonly WallArea[]
  }
  readonly tasks: TaskSummary
  readonly projects: ProjectSummary
  /** Some of it is invented, to show how it looks. */
  readonly sample: boolean
}

export function wallOf(
  database: Database,
  occasion: Occasion,
  program: Program,
  { district, at }: WallScope,
): Promise<Wall> {
  const today = dayInChina(occasion.now)
  const earlier = at !== undefined && at < today ? at : undefined
  const day = earlier ?? today
  const knownAt = earlier === undefined ? occasion.now : new Date(`${nextDay(earlier)}T00:00:00+08:00`)
  const place = district === undefined ? {} : { district }
  const when = earlier === undefined ? {} : { at: earlier }
  const on = taskDay(occasion.now, earlier)
  const tasks: TaskFilter = { ...place, ...when }
  const projects: ProjectFilter = { ...place, ...when, ...(earlier !== undefined && { known: earlier }) }
  return transact(database, occasion, async (tx) => {
    const lines = await judgePlan(tx, { database, program }, day, knownAt, place)
    const summary = await keptProjectSummary(tx, database, occasion.now, projects)
    return {
      day,
      targets: { total: lines.length, lamps: lampsOf(lines), areas: areasOf(program, lines) },
      tasks: summaryOf(on, await countKeptTasks(tx, { database, program }, on, tasks)),
      projects: summary,
      sample: lines.some((each) => each.sample),
    }
  })
}

/** Which part of which document, as one word. */
export function areaKey(program: Program, { indicator }: Pick<JudgedLine, 'indicator'>): string {
  return `${indicator.policy}/${areaOf(program, indicator.policy, indicator.target.article).id}`
}

function areasOf(program: Program, lines: readonly JudgedLine[]): WallArea[] {
  // A target's lines lie in one part: it is looked up once, not for every district.
  const targets = [...Map.groupBy(lines, ({ indicator }) => indicator.target).values()].flatMap((own) => {
    const [first] = own
    return first ? [{ own, indicator: first.indicator, area: areaKey(program, first) }] : []
  })
  return [...Map.groupBy(targets, ({ area }) => area)].map(([area, parts]) => {
    const own = parts.flatMap((part) => part.own)
    const [first] = parts
    const policy = program.policies.find(({ document }) => document.id === first?.indicator.policy)
    const title = first ? areaOf(program, first.indicator.policy, first.indicator.target.article).title : area
    const document = policy ? documentName(policy.document) : ''
    return { area, title, document, lamps: lampsOf(own), total: own.length }
  })
}

function lampsOf(lines: readonly JudgedLine[]): Record<Lamp, number> {
  const count = (lamp: Lamp): number => lines.filter(({ status }) => status.lamp === lamp).length
  return { red: count('red'), yellow: count('yellow'), green: count('green'), grey: count('grey') }
}
