// The shape of a package for the API's description. The compiler checks that it says what lang says.
import { z } from '@hono/zod-openapi'
import type { Package } from '#lang'
import {
  amountSchema,
  citationSchema,
  natureSchema,
  needSchema,
  outcomeSchema,
  type Same,
  yuan,
} from './findingSchema.ts'

const bounded = yuan.nullable().openapi({ description: '以元为单位；没有上限时为 null' })

const itemFields = { item: z.string(), title: z.string(), policy: z.string(), nature: natureSchema }
const itemSchema = z.object(itemFields).openapi('ItemRef')

const matterSchema = z
  .object({ id: z.string(), title: z.string(), declaredBy: z.string(), note: z.string() })
  .openapi('MatterRef', { description: '同类事项的认定：由谁认定，为什么' })

const relationSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    kind: z.enum(['exclusive', 'highest', 'sharedCap', 'deduct', 'requires', 'cumulative']),
    policy: z.string(),
    number: z.string(),
    citations: z.array(citationSchema),
    matter: matterSchema.optional(),
  })
  .openapi('RelationRef', { description: '互斥、就高不重复、合计封顶、扣除、前提、可兼得' })

const entryFields = {
  index: z.number().int(),
  item: z.string().optional(),
  number: z.string().optional(),
  yuan: yuan.optional(),
  date: z.string().optional(),
}
const entrySchema = z.object(entryFields).openapi('EntryRef', { description: '已获支持中的一项' })

const causeSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('relation'), relation: relationSchema, with: z.array(itemSchema) }),
    z.object({ kind: z.literal('received'), relation: relationSchema, entries: z.array(entrySchema) }),
    z.object({ kind: z.literal('receivedSilent'), matter: matterSchema, entries: z.array(entrySchema) }),
    z.object({
      kind: z.literal('cap'),
      policy: z.string(),
      text: z.string(),
      citations: z.array(citationSchema),
      entries: z.array(entrySchema),
    }),
    z.object({ kind: z.literal('silent'), matter: matterSchema, with: z.array(itemSchema) }),
    z.object({ kind: z.literal('prerequisite'), relation: relationSchema, needs: z.string() }),
  ])
  .openapi('StepCause')

const stepSchema = z
  .object({
    from: bounded,
    to: bounded,
    open: z.boolean().openapi({ description: '是否如此尚不清楚' }),
    cause: causeSchema,
  })
  .openapi('PackageStep')

const totalSchema = z.object({ nature: natureSchema, yuan: bounded }).openapi('Total', {
  description: '一种性质的合计；不同性质的合计不得相加',
})

const choiceSchema = z
  .object({
    totals: z.array(totalSchema),
    shares: z.array(
      z.object({
        ...itemFields,
        kind: z.enum(['paid', 'reduced', 'excluded']),
        from: bounded,
        to: bounded,
        steps: z.array(stepSchema),
      }),
    ),
  })
  .openapi('PackageChoice')

const bothSchema = z.object({ certain: choiceSchema, possible: choiceSchema })
const bothTotals = z.object({ certain: z.array(totalSchema), possible: z.array(totalSchema) })

const openSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('relation'), relation: relationSchema, needs: z.array(needSchema) }),
    z.object({ kind: z.literal('amount'), relation: relationSchema, needs: z.array(needSchema) }),
    z.object({ kind: z.literal('scope'), relation: relationSchema, scope: z.string() }),
    z.object({ kind: z.literal('prerequisite'), relation: relationSchema, needs: z.string() }),
    z.object({ kind: z.literal('history'), items: z.array(itemSchema) }),
  ])
  .openapi('OpenQuestion')

const variantSchema = z
  .object({
    readings: z.array(
      z.object({
        policy: z.string(),
        id: z.string(),
        title: z.string(),
        askTo: z.string(),
        key: z.string(),
        label: z.string(),
      }),
    ),
    certain: choiceSchema,
    possible: choiceSchema,
    switches: z.array(itemSchema),
    silent: z.array(
      z.object({
        matter: matterSchema,
        items: z.array(itemSchema),
        entries: z.array(entrySchema),
        ifBoth: bothTotals,
        ifHighestOnly: bothTotals,
      }),
    ),
    highestOnly: bothSchema.optional(),
    beside: z.array(
      z.object({
        ...itemFields,
        kind: z.enum(['upperBound', 'unstated']),
        outcome: outcomeSchema,
        bound: bounded,
        steps: z.array(stepSchema),
        competes: z.array(z.object({ relation: relationSchema, with: z.array(itemSchema) })),
      }),
    ),
    apart: z.array(z.object({ ...itemFields, outcome: outcomeSchema, amount: amountSchema })),
    open: z.array(openSchema),
    acrossNatures: z.array(relationSchema),
  })
  .openapi('PackageVariant', { description: 'certain 是确定可得的组合，possible 是最多可得的组合' })

export const packageSchema = z
  .object({
    kind: z.enum(['settled', 'open', 'byReading']),
    variants: z.array(variantSchema),
    complete: z.boolean(),
    received: z.array(z.object({ ...entryFields, matches: z.array(itemSchema) })).optional(),
  })
  .openapi('Package')

// A field added to a package without a line here is a type error, so the description cannot fall behind.
true satisfies Same<z.infer<typeof packageSchema>, Package>
