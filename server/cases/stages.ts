// What is paid in steps (34号 5, 7): which stage comes after which, and what must have happened before its case is opened.
import { z } from 'zod'

const afterSchema = z.discriminatedUnion('kind', [
  /** So many months after the case before was paid. */
  z.strictObject({ kind: z.literal('months'), months: z.int().positive() }),
  /** From this calendar date of the year after the award year. */
  z.strictObject({ kind: z.literal('date'), monthDay: z.string().regex(/^\d\d-\d\d$/) }),
  /** As soon as this fact is known and neither false nor taken back. */
  z.strictObject({ kind: z.literal('fact'), fact: z.string().min(1) }),
])

/** In order; the first one is applied for, each later one follows the one before. */
export const stagesSchema = z.array(
  z.strictObject({ stage: z.string().min(1), after: afterSchema.optional() }),
)

export type Stage = z.infer<typeof stagesSchema>[number]
