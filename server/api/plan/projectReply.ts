// How projects are told: cards of a list, one in full, sums.
import { z } from '@hono/zod-openapi'
import { amountText, documentName, outcomeText, type Program } from '#lang'
import { DROP_REASONS, POOL_STATES, PROJECT_STAGES } from '../../db/tables.ts'
import type { Expected, ProjectForecast } from '../../plan/projects/forecastProject.ts'
import { FORECAST_RULE, LEAST_CASES } from '../../plan/projects/forecastProject.ts'
import type { ProjectLine } from '../../plan/projects/listProjects.ts'
import type { ProjectActRow, ProjectInFull } from '../../plan/projects/projectInFull.ts'
import type { ProjectOfSystem } from '../../plan/projects/projectOfSystem.ts'
import {
  DROP_NAMES,
  GATES,
  isList,
  isProjectAct,
  LISTS,
  POOL_NAMES,
  PROJECT_ACT_NAMES,
  PROJECT_ACTS,
  STAGE_NAMES,
} from '../../plan/projects/stages.ts'
import type { ProjectSubsidy } from '../../plan/projects/subsidies.ts'
import type { ProjectSummary } from '../../plan/projects/summarizeProjects.ts'
import { moment } from '../fields.ts'

const fen = z.int().openapi({ description: '分' })
const place = z.object({ id: z.string(), name: z.string() })
const dayText = z.string().openapi({ example: '2026-12-31' })
const [firstAct = 'register', ...otherActs] = PROJECT_ACT_NAMES

const projectLineSchema = z
  .object({
    ...{ id: z.int(), version: z.int(), district: z.string(), department: place },
    ...{ name: z.string(), investor: z.string(), industry: z.string(), place: z.string() },
    investedFen: fen.nullable(),
    ...{ stage: z.enum(PROJECT_STAGES), stageName: z.string(), enteredOn: dayText },
    dwell: z.int().openapi({ description: '在现在这张清单上的天数' }),
    late: z.int().openapi({ description: '计划日期已过的天数；没有过的为 0' }),
    ...{ plannedStart: dayText.nullable(), plannedCompletion: dayText.nullable(), slips: z.int() },
    ...{ pool: z.enum(POOL_STATES), poolName: z.string(), green: z.boolean() },
    dropReason: z.string().nullable(),
    sample: z.boolean().openapi({ description: '示例数据，不是真实项目' }),
  })
  .openapi('ProjectLine')

export const projectPageSchema = z
  .object({ day: dayText, total: z.int(), projects: z.array(projectLineSchema) })
  .openapi('ProjectPage')

export const projectSummarySchema = z
  .object({
    ...{ day: dayText, total: z.int() },
    stages: z.array(
      z.object({
        ...{ stage: z.enum(PROJECT_STAGES), name: z.string(), projects: z.int(), investedFen: fen },
        ...{ late: z.int(), slipped: z.int(), green: z.int(), admitted: z.int() },
      }),
    ),
    departments: z.array(z.object({ department: place, projects: z.int(), late: z.int() })),
    industries: z.array(z.string()),
    dropped: z.array(z.object({ reason: z.enum(DROP_REASONS), name: z.string(), projects: z.int() })),
  })
  .openapi('ProjectSummary')

const expected = z.object({ on: dayText.optional(), low: dayText.optional(), high: dayText.optional() })
const share = { share: z.number(), low: z.number(), high: z.number() }

const forecastSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('too_few'), cases: z.int(), events: z.int(), least: z.int() }),
    z.object({
      kind: z.literal('forecast'),
      ...{ cases: z.int(), events: z.int(), dropped: z.int() },
      steps: z.array(z.object({ on: dayText, atRisk: z.int(), ...share })),
      ...{ quarter: expected, half: expected, threeQuarters: expected },
      byPlan: z.object({ on: dayText, ...share }).optional(),
    }),
  ])
  .openapi('ProjectForecast')

const doneGate = { on: dayText, source: z.string() }
const gate = { gate: z.string(), name: z.string() }

const actSchema = z.object({
  ...{ number: z.int(), act: z.string(), name: z.string(), on: dayText, at: moment },
  ...{ text: z.string(), source: z.string(), sample: z.boolean() },
  details: z.array(z.string()),
  slippedDays: z.int().nullable(),
  meeting: z.object({ id: z.int(), title: z.string(), heldOn: dayText }).nullable(),
})

/** What people and other systems are told alike. */
const told = {
  ...{ line: projectLineSchema, day: dayText },
  facts: z.object({
    ...{ totalFen: fen.nullable(), approvedFen: fen.nullable(), progressQualifies: z.boolean().nullable() },
    ...{ exceptional: z.boolean().nullable(), consent: z.boolean().nullable() },
  }),
  enterprise: z
    .object({ id: z.int(), name: z.string().optional(), creditCode: z.string().nullable() })
    .nullable()
    .openapi({ description: '本系统里建设项目的企业；看不到这家企业的，没有 name' }),
  stays: z.array(
    z.object({
      ...{ stage: z.enum(PROJECT_STAGES), name: z.string(), from: dayText, until: dayText.optional() },
      days: z.int(),
    }),
  ),
  targets: z.array(z.object({ policy: z.string(), target: z.string(), title: z.string() })),
}

export const systemProjectSchema = z
  .object({
    ...told,
    gates: z.array(z.object({ ...gate, done: z.object(doneGate).optional() })),
    acts: z.array(actSchema).openapi({ description: '办理过程，不含经办人姓名' }),
  })
  .openapi('SystemProject')

export const projectSchema = z
  .object({
    ...told,
    gates: z.array(
      z.object({ ...gate, done: z.object({ ...doneGate, person: z.string().nullable() }).optional() }),
    ),
    acts: z.array(actSchema.extend({ person: z.string().nullable() })),
    expectations: z.object({ start: forecastSchema.optional(), completion: forecastSchema.optional() }),
    rule: z.array(z.string()),
    subsidies: z.array(
      z.object({
        ...{
          policy: z.string(),
          document: z.string(),
          item: z.string(),
          title: z.string(),
          article: z.string(),
        },
        ...{ outcome: z.string(), outcomeText: z.string(), amountText: z.string() },
        caps: z
          .array(z.object({ text: z.string(), soft: z.boolean(), yuan: z.string().nullable() }))
          .openapi({ description: '各道上限，soft 为“原则上”' }),
        needs: z.array(z.object({ question: z.string(), authority: z.string() })),
        ...{ readings: z.array(z.string()), notes: z.array(z.string()) },
      }),
    ),
    cases: z.array(z.object({ id: z.int(), number: z.string(), title: z.string() })),
    possible: z.array(
      z.object({
        act: z.enum([firstAct, ...otherActs]),
        ...{ name: z.string(), says: z.boolean(), proves: z.boolean(), against: z.array(z.string()) },
        to: z.string().optional(),
      }),
    ),
  })
  .openapi('Project')

export const projectChoicesSchema = z
  .object({
    lists: z.array(
      z.object({
        ...{ stage: z.enum(PROJECT_STAGES), name: z.string() },
        gates: z.array(z.object({ gate: z.string(), name: z.string() })),
      }),
    ),
    document: z
      .object({ name: z.string(), policy: z.string(), article: z.string(), quote: z.string() })
      .nullable(),
    dropReasons: z.array(z.object({ reason: z.enum(DROP_REASONS), name: z.string() })),
    pools: z.array(z.object({ pool: z.enum(POOL_STATES), name: z.string() })),
    departments: z
      .array(place.extend({ district: z.string() }))
      .openapi({ description: '我可以为它登记项目的部门' }),
    targets: z.array(z.object({ id: z.string(), title: z.string(), district: z.string() })),
  })
  .openapi('ProjectChoices')

export type ProjectLineReply = z.infer<typeof projectLineSchema>
export type ProjectPageReply = z.infer<typeof projectPageSchema>
export type ProjectSummaryReply = z.infer<typeof projectSummarySchema>
export type ProjectReply = z.infer<typeof projectSchema>
export type ProjectForecastReply = z.infer<typeof forecastSchema>
export type ProjectChoicesReply = z.infer<typeof projectChoicesSchema>

type Names = ReadonlyMap<string, string>

export function lineReply(line: ProjectLine, departments: Names): ProjectLineReply {
  const { id, version, district, name, investor, industry, investedFen, stage, enteredOn, dwell, late } = line
  const { plannedStart, plannedCompletion, slips, pool, green, dropReason, sample, department } = line
  return {
    ...{ id, version, district, name, investor, industry, place: line.place, investedFen, stage, enteredOn },
    ...{ dwell, late, plannedStart, plannedCompletion, slips, pool, green, sample },
    ...{ stageName: STAGE_NAMES[stage], poolName: POOL_NAMES[pool] },
    department: { id: department, name: departments.get(department) ?? department },
    dropReason: dropReason === null ? null : DROP_NAMES[dropReason],
  }
}

export function summaryReply(summary: ProjectSummary, departments: Names): ProjectSummaryReply {
  return {
    ...{ day: summary.day, total: summary.total, industries: [...summary.industries] },
    stages: summary.stages.map((each) => ({ ...each, name: STAGE_NAMES[each.stage] })),
    departments: summary.departments.map(({ department, ...rest }) => ({
      department: { id: department, name: departments.get(department) ?? department },
      ...rest,
    })),
    dropped: summary.dropped.map((each) => ({ ...each, name: DROP_NAMES[each.reason] })),
  }
}

export function projectReply(program: Program, full: ProjectInFull): ProjectReply {
  const { acts, gates, meetings, expectations, subsidies, cases, possible } = full
  const { start, completion } = expectations
  return {
    ...{ ...toldOf(program, full), rule: [...FORECAST_RULE], gates: gates.map((each) => ({ ...each })) },
    acts: acts.map((each, i) => ({ ...actReply(each, acts.slice(0, i), meetings), person: each.person })),
    expectations: {
      ...(start && { start: forecastReply(start) }),
      ...(completion && { completion: forecastReply(completion) }),
    },
    subsidies: subsidies.map(subsidyReply),
    cases: cases.map(({ id, number, policy, item }) => ({
      id,
      number,
      title: itemTitle(program, policy, item),
    })),
    possible: possible.map(({ to, against, ...rest }) => ({
      ...{ ...rest, against: [...against] },
      ...(to && { to: STAGE_NAMES[to] }),
    })),
  }
}

export function systemProjectReply(
  program: Program,
  found: ProjectOfSystem,
): z.infer<typeof systemProjectSchema> {
  return {
    ...toldOf(program, found),
    gates: found.gates.map(({ gate: id, name, done }) => ({
      ...{ gate: id, name },
      ...(done && { done: { on: done.on, source: done.source } }),
    })),
    acts: found.acts.map((each, i) => actReply(each, found.acts.slice(0, i), found.meetings)),
  }
}

function toldOf(program: Program, { line, on, stays, enterprise, departments }: ProjectOfSystem) {
  const { totalFen, approvedFen, progressQualifies, exceptional, consent } = line
  return {
    ...{ line: lineReply(line, departments), day: on.day, enterprise: enterprise ? { ...enterprise } : null },
    facts: { totalFen, approvedFen, progressQualifies, exceptional, consent },
    stays: stays.map((each) => ({ ...each, name: STAGE_NAMES[each.stage] })),
    targets: line.targets.map((each) => targetReply(program, each)),
  }
}

function subsidyReply({ policy, item, finding }: ProjectSubsidy): ProjectReply['subsidies'][number] {
  const { outcome, amount, ifEligible, caps, needs, readings } = finding
  return {
    ...{
      policy: policy.document.id,
      document: documentName(policy.document),
      item: item.id,
      title: item.title,
    },
    ...{ article: item.article, outcome, outcomeText: outcomeText(outcome) },
    amountText: amountText(ifEligible ?? amount),
    caps: caps.map(({ text, strength, yuan }) => ({ text, soft: strength === 'soft', yuan })),
    needs: needs.map(({ question, authority }) => ({ question, authority: authority.name })),
    readings: readings.filter(({ status }) => status === 'open').map(({ question }) => question),
    notes: [...item.notes],
  }
}

function itemTitle(program: Program, policyId: string, itemId: string): string {
  const policy = program.policies.find(({ document }) => document.id === policyId)
  return policy?.items.find(({ id }) => id === itemId)?.title ?? itemId
}

function targetReply(program: Program, text: string): ProjectReply['targets'][number] {
  const [policy = '', target = ''] = text.split('/')
  const found = program.policies.find(({ document }) => document.id === policy)
  return { policy, target, title: found?.targets.find(({ id }) => id === target)?.title ?? target }
}

function forecastReply(forecast: ProjectForecast): ProjectForecastReply {
  if (forecast.kind === 'too_few') return { ...forecast, least: LEAST_CASES }
  const { quarter, half, threeQuarters, steps, ...rest } = forecast
  const copy = (each: Expected): Expected => ({ ...each })
  return {
    ...{ ...rest, steps: steps.map((each) => ({ ...each })) },
    ...{ quarter: copy(quarter), half: copy(half), threeQuarters: copy(threeQuarters) },
  }
}

function actReply(
  act: ProjectActRow,
  before: readonly ProjectActRow[],
  meetings: ProjectInFull['meetings'],
): z.infer<typeof actSchema> {
  const { number, text, source, sample, happenedOn, recordedAt, slippedDays, meetingId } = act
  const meeting = meetingId === null ? undefined : meetings.get(meetingId)
  return {
    ...{ number, act: act.act, name: isProjectAct(act.act) ? PROJECT_ACTS[act.act].name : act.act },
    ...{ on: happenedOn, at: recordedAt.toISOString(), text, source, sample, slippedDays },
    details: [...revisedOf(act, before), ...detailsOf(act)],
    meeting: meetingId !== null && meeting ? { id: meetingId, ...meeting } : null,
  }
}

const yesNo = (value: boolean): string => (value ? '是' : '否')
const yi = (value: number): string => `${value / 1_000_000}万元`

const ABOUT = {
  ...{
    name: '项目名称',
    investor: '投资方',
    industry: '所属产业',
    place: '建设地点',
    investedFen: '计划投资',
  },
  ...{ subjectId: '建设企业', targets: '支撑的指标' },
} as const

/** What of the project itself the act put otherwise. */
function revisedOf(act: ProjectActRow, before: readonly ProjectActRow[]): string[] {
  const last = before.findLast(({ name }) => name !== null)
  if (act.act !== 'revise' || !last) return []
  const keys = ['name', 'investor', 'industry', 'place', 'investedFen', 'subjectId', 'targets'] as const
  const changed = keys.filter((key) => String(act[key]) !== String(last[key])).map((key) => ABOUT[key])
  return changed.length > 0 ? [`更正：${changed.join('、')}`] : []
}

/** What the act settled, beyond what was said. */
function detailsOf(act: ProjectActRow): string[] {
  const { stage, gate, plannedStart, plannedCompletion, pool, green, dropReason, totalFen, approvedFen } = act
  const changed = act.act === 'register' || act.act === 'replan'
  const details = [
    stage && `清单：${STAGE_NAMES[stage]}`,
    gate &&
      `${
        Object.values(GATES)
          .flat()
          .find((each) => each.gate === gate)?.name ?? gate
      }`,
    dropReason && `原因：${DROP_NAMES[dropReason]}`,
    changed && plannedStart && `计划开工 ${plannedStart}`,
    changed && plannedCompletion && `计划建成 ${plannedCompletion}`,
    pool && `市级重点项目库：${POOL_NAMES[pool]}`,
    green !== null && (green ? '纳入绿色通道' : '退出绿色通道'),
    totalFen !== null && `投资总额 ${yi(totalFen)}`,
    approvedFen !== null && `核定投资 ${yi(approvedFen)}`,
    act.progressQualifies !== null && `建设进度符合条件：${yesNo(act.progressQualifies)}`,
    act.exceptional !== null && `特别重大：${yesNo(act.exceptional)}`,
    act.consent !== null && `区政府同意提高：${yesNo(act.consent)}`,
  ]
  return details.filter((each) => typeof each === 'string' && each !== '').map(String)
}

export function choicesReply(
  program: Program,
  policyId: string,
  listId: string,
): Pick<ProjectChoicesReply, 'lists' | 'document' | 'dropReasons' | 'pools' | 'targets'> {
  const policy = program.policies.find(({ document }) => document.id === policyId)
  const list = policy?.lists.find(({ id }) => id === listId)
  const [citation] = list?.citations ?? []
  return {
    lists: LISTS.map((stage) => ({
      stage,
      name: STAGE_NAMES[stage],
      gates: isList(stage) ? [...GATES[stage]] : [],
    })),
    document:
      policy && list
        ? {
            ...{ name: documentName(policy.document), policy: policyId, article: list.article },
            quote: citation?.quote ?? list.content,
          }
        : null,
    dropReasons: DROP_REASONS.map((reason) => ({ reason, name: DROP_NAMES[reason] })),
    pools: POOL_STATES.map((pool) => ({ pool, name: POOL_NAMES[pool] })),
    targets: program.policies.flatMap(({ document, targets }) =>
      targets.map(({ id, title }) => ({
        id: `${document.id}/${id}`,
        title,
        district: document.jurisdiction,
      })),
    ),
  }
}
