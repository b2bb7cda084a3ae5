// JSON from the database → a situation of a path, or an error: what was stored by another version is not trusted.
import { z } from 'zod'
import type { Circumstances, Situation } from './situation.ts'

const people = z.array(z.int())

// What was stored before there were appeals says nothing of them.

const situationSchema: z.ZodType<Situation> = z.strictObject({
  step: z.string(),
  correctionUsed: z.boolean(),
  publicity: z.enum(['none', 'open', 'closed']),
  objection: z.enum(['none', 'open']),
  frozen: z.boolean(),
  reserved: z.boolean(),
  veto: z.enum(['unchecked', 'clear', 'found']),
  order: z.enum(['none', 'made', 'sent', 'unknown', 'returned', 'paid']),
  appeal: z.enum(['none', 'open']).default('none'),
  hands: z.strictObject({
    ...{ check: people, handle: people, review: people, approve: people, pay: people },
    appeal: people.default([]),
  }),
})

const circumstancesSchema: z.ZodType<Circumstances> = z.strictObject({
  publicityOver: z.boolean(),
  budgetSuffices: z.boolean(),
  vetoFound: z.boolean(),
  opinionsComplete: z.boolean(),
  upperLevelPaid: z.boolean(),
  placeLeft: z.boolean(),
})

export const readSituation = (json: unknown): Situation => situationSchema.parse(json)
export const readCircumstances = (json: unknown): Circumstances => circumstancesSchema.parse(json)
