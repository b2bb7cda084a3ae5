// How the plan is told: lines of a list, one target in full, what waits.
import { z } from '@hono/zod-openapi'
import { GATHERS, PERIODICITIES, REPORT_KINDS } from '../../db/tables.ts'
import { LAMPS, STANDINGS } from '../../plan/targets/status.ts'
import { moment } from '../fields.ts'

const decimal = z.string().openapi({ description: '十进制文本，不丢位数', example: '471' })
const period = z.string().openapi({ example: '2026Q3' })
const reading = z.object({ period, value: decimal })
const named = z.object({ id: z.string(), name: z.string() })

const lineSchema = z
  .object({
    ...{ policy: z.string(), target: z.string(), district: z.string(), title: z.string() },
    ...{ indicator: z.string(), article: z.string(), parent: z.string().nullable() },
    area: z.object({ id: z.string(), title: z.string() }),
    owner: named,
    unit: z.string(),
    requirement: z.string().openapi({ description: '条文的要求，突破、超过不含本数' }),
    goal: decimal.nullable(),
    gathers: z.enum(GATHERS).openapi({ description: '期末数、自起始期累计、当年累计（本系统的设置）' }),
    periodicity: z.enum(PERIODICITIES),
    standing: z.enum(STANDINGS),
    standingWords: z.string(),
    lamp: z.enum(LAMPS),
    binding: z.enum(['binding', 'striving', 'disputed']).openapi({ description: '约束、力争、有争议' }),
    dueYear: z.int().nullable(),
    readings: z.array(reading).openapi({ description: '正式值，先后排列' }),
    series: z
      .array(reading)
      .openapi({ description: '与目标可比的各期数；当年累计的指标是各期最近一整年的合计' }),
    latest: reading.nullable(),
    held: reading.nullable().openapi({ description: '与目标比较的数；当年累计的指标是最近一整年合计' }),
    share: z.number().nullable(),
    missing: z.object({ period, due: z.string(), late: z.boolean() }).nullable(),
    waiting: z.int().openapi({ description: '等待审定的报送' }),
    sample: z.boolean().openapi({ description: '含示例数据，不是真实填报' }),
  })
  .openapi('PlanLine')

export const planSchema = z
  .object({
    day: z.string(),
    knownAt: moment,
    rules: z.object({ kind: z.enum(['current', 'adopted']), hash: z.string() }),
    total: z.int(),
    counts: z.record(z.enum(LAMPS), z.int()),
    late: z.int(),
    lines: z.array(lineSchema),
  })
  .openapi('Plan')

const interval = z.object({ low: z.number(), high: z.number() })

const sumSchema = z.object({
  of: z.enum(['stated', 'reported']),
  verdict: z.enum(['fits', 'short', 'over', 'unknown']),
  words: z.string(),
  known: decimal,
  sum: decimal.nullable(),
  whole: decimal.nullable(),
  parts: z.array(
    z.object({ target: z.string(), indicator: z.string(), text: z.string(), value: decimal.nullable() }),
  ),
})

const fullLineSchema = lineSchema.extend({
  over: z.boolean(),
  years: z.array(z.object({ year: z.int(), reached: z.enum(['yes', 'no', 'undecided', 'not_shown']) })),
  forecast: z.object({
    kind: z.enum(['too_few', 'no_spread', 'forecast']),
    bend: z.enum(['slowing', 'quickening', 'none']).openapi({ description: '增量在逐期减少、增加' }),
    points: z.array(z.object({ period, value: z.number(), likely: interval, nearlySure: interval })),
  }),
  needed: z
    .object({
      ...{ least: decimal, above: z.boolean(), gap: decimal, perPeriod: decimal },
      way: z.array(reading),
    })
    .nullable(),
  words: z.array(z.string()),
  sums: z.array(sumSchema),
})

const evidence = z.object({ id: z.int(), name: z.string() })

const reportSchema = z
  .object({
    ...{ id: z.int(), period, kind: z.enum(REPORT_KINDS), value: decimal, unit: z.string() },
    ...{ reason: z.string(), follows: z.int().nullable(), by: z.string(), at: moment, sample: z.boolean() },
    evidence: z.array(evidence),
  })
  .openapi('PlanReport')

const settingSchema = z.object({
  ...{ definition: z.string(), formula: z.string(), unit: z.string(), source: z.string() },
  ...{ periodicity: z.enum(PERIODICITIES), gathers: z.enum(GATHERS), firstPeriod: period, dueDays: z.int() },
  ...{ lowest: decimal.nullable(), highest: decimal.nullable(), note: z.string() },
  department: z.string(),
  ...{ setBy: z.string().nullable(), setAt: moment, sample: z.boolean() },
})

export const targetSchema = z
  .object({
    ...{ day: z.string(), knownAt: moment },
    line: fullLineSchema,
    document: z.string(),
    quotes: z.array(z.object({ article: z.string(), quote: z.string() })),
    notes: z.array(z.string()),
    questions: z.array(z.object({ id: z.string(), question: z.string() })),
    departments: z.object({ named: z.array(z.string()), openEnded: z.boolean() }),
    setting: settingSchema,
    reports: z.array(reportSchema).openapi({ description: '全部报送、审定、退回和更正，先后排列' }),
    periods: z
      .array(
        z.object({
          ...{ period, words: z.string(), due: z.string() },
          state: z.enum(['none', 'proposed', 'official']),
        }),
      )
      .openapi({ description: '已经结束、应当填报的各期' }),
    may: z.object({ report: z.boolean(), decide: z.boolean(), set: z.boolean() }),
    keepers: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .openapi({ description: '可以定为填报部门的；不能改设置的人看到空的一组' }),
  })
  .openapi('PlanTarget')

export const waitingSchema = z
  .object({
    report: reportSchema,
    ...{ policy: z.string(), target: z.string(), district: z.string(), indicator: z.string() },
    ...{ requirement: z.string(), owner: z.string(), periodWords: z.string() },
    before: z.object({ period, value: decimal }).nullable(),
    official: decimal.nullable().openapi({ description: '更正：目前的正式值' }),
    own: z.boolean().openapi({ description: '自己报送的，不能由自己审定' }),
  })
  .openapi('PlanWaiting')

const known = z.object({ kind: z.enum(['none', 'proposed', 'official']), value: decimal.optional() })

export const importedSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('imported'), reports: z.int(), unchanged: z.int() }),
    z.object({
      kind: z.literal('conflicts'),
      conflicts: z.array(
        z.object({ cell: z.string(), indicator: z.string(), base: known, now: known, mine: decimal }),
      ),
    }),
  ])
  .openapi('PlanImport')

export type PlanReply = z.infer<typeof planSchema>
export type PlanLineReply = z.infer<typeof lineSchema>
export type PlanTargetReply = z.infer<typeof targetSchema>
export type PlanReportReply = z.infer<typeof reportSchema>
export type PlanWaitingReply = z.infer<typeof waitingSchema>
export type PlanImportReply = z.infer<typeof importedSchema>
