// The shapes of server/simulation/result.ts, for the description of the API.
import { z } from '@hono/zod-openapi'
import { populationSchema } from './getPopulations.ts'
import { reformSchema } from './simulationRequest.ts'

const count = z.int().openapi({ description: '主体数' })
const yuan = z.string().openapi({ example: '500000.00', description: '元' })
const sum = z.object({ subjects: count, yuan })
const range = z.object({
  subjects: count,
  from: yuan,
  to: yuan.nullable().openapi({ description: 'null 为不封顶' }),
})

const reachSchema = z
  .object({
    ...{ eligible: count, not_eligible: count, undetermined: count },
    ...{ not_applicable: count, not_in_force: count },
  })
  .openapi('Reach', { description: '各结论的主体数，合计为全部主体' })

const costSchema = z
  .object({ exact: sum, upTo: sum, open: range, undetermined: range, unstated: count, nonMonetary: count })
  .openapi('Cost', { description: '确定、上限、未定和待定不得相加；上限不是应得' })

const itemResultSchema = z
  .object({
    ...{ item: z.string(), policy: z.string(), title: z.string(), article: z.string(), nature: z.string() },
    ...{ reach: reachSchema, cost: costSchema },
    causes: z.record(z.string(), count),
    missing: z.array(z.object({ fact: z.string(), cause: z.string(), subjects: count, alone: count })),
    blindSpot: count,
    reasons: z.array(z.object({ code: z.string(), fact: z.string(), subjects: count })),
    readings: z.array(z.object({ id: z.string(), title: z.string(), subjects: count })),
  })
  .openapi('ItemResult')

const engineSchema = z.object({ path: z.string(), interpreted: z.int(), millis: z.int() })

export const simulationSchema = z
  .object({
    ...{
      population: populationSchema,
      at: z.string(),
      items: z.array(itemResultSchema),
      engine: engineSchema,
    },
    groups: z
      .record(z.string(), z.array(z.object({ key: z.string(), reach: reachSchema, cost: costSchema })))
      .optional(),
    smallCells: z.array(z.object({ dimension: z.string(), key: z.string(), subjects: count })).optional(),
    packages: z
      .array(
        z.object({
          ...{ policy: z.string().optional(), separately: yuan, exact: sum, open: range },
          ...{ direct: count, oneByOne: count },
        }),
      )
      .optional(),
  })
  .openapi('SimulationResult')

export const comparisonSchema = z
  .object({
    ...{ reform: reformSchema, population: populationSchema, at: z.string(), engine: engineSchema },
    items: z.array(
      z.object({
        ...{ item: z.string(), before: itemResultSchema, after: itemResultSchema },
        ...{ winners: sum, losers: sum, unclear: count, same: count },
      }),
    ),
    envelopes: z.array(z.object({ title: z.string(), yuan, before: costSchema, after: costSchema })),
  })
  .openapi('Comparison')

const answer = { outcome: z.string(), amount: z.string() }

export const subjectListSchema = z
  .object({
    total: z.int(),
    rows: z.array(
      z.object({
        ...{ index: z.int(), name: z.string(), code: z.string(), district: z.string(), street: z.string() },
        ...{ industry: z.string(), size: z.string(), ...answer, after: z.object(answer).optional() },
        missing: z.array(z.string()),
      }),
    ),
  })
  .openapi('SubjectList')

export const cliffSchema = z
  .object({
    ...{ parameter: z.looseObject({ id: z.string(), label: z.string() }), population: populationSchema },
    ...{ at: z.string(), item: z.string(), fact: z.string(), direction: z.string() },
    ...{ threshold: z.string(), unit: z.string(), unknown: count },
    bins: z.array(z.object({ from: z.string(), to: z.string(), subjects: count, eligible: count, yuan })),
  })
  .openapi('Cliff')
