// The shape of a finding for the API's description. The compiler checks that it says what lang says.
import { z } from '@hono/zod-openapi'
import type { Finding, FindingAmount, Need, RankedQuestion } from '#lang'

export const yuan = z.string().openapi({ description: '以元为单位、两位小数的文本', example: '480000.00' })

export const outcomeSchema = z
  .enum(['eligible', 'not_eligible', 'undetermined', 'not_applicable', 'not_in_force'])
  .openapi('Outcome', { description: '符合、不符合、待定、不适用、不在有效期' })

export const natureSchema = z.enum(['cash', 'relief', 'tax', 'taxBase', 'equity', 'loan', 'none'])

export const amountSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('exact'), yuan }),
    z.object({ kind: z.literal('upper_bound'), yuan }),
    z.object({ kind: z.literal('range'), from: yuan, to: yuan.nullable() }),
    z.object({
      kind: z.literal('candidates'),
      candidates: z.array(z.object({ reading: z.string(), yuan })),
    }),
    z.object({ kind: z.literal('unstated') }),
    z.object({ kind: z.literal('non_monetary') }),
  ])
  .openapi('Amount', { description: '确定、上限、区间、备选、未明确、非资金。上限不是应得金额，不得相加。' })

export const citationSchema = z
  .object({
    article: z.string(),
    quote: z.string(),
    start: z.number().int(),
    end: z.number().int(),
  })
  .openapi('Citation', { description: '正文中的原话及其在该条文字中的起止位置' })

const authoritySchema = z
  .object({ kind: z.enum(['applicant', 'government', 'derived', 'decided']), name: z.string() })
  .openapi('Authority', { description: '这件事由谁说了算' })

const causeSchema = z.enum(['fact', 'decision', 'standard', 'reading', 'time', 'conflict'])

const needFields = {
  fact: z.string(),
  path: z.object({ collection: z.string(), index: z.number().int(), field: z.string() }).optional(),
  authority: authoritySchema,
  question: z.string(),
  cause: causeSchema,
}

export const needSchema = z.object(needFields).openapi('Need')

export const questionSchema = z
  .object({
    ...needFields,
    items: z.array(z.string()).openapi({ description: '这个问题影响哪些事项' }),
    spread: yuan.nullable().openapi({ description: '尚未确定的金额幅度；没有上限时为 null' }),
  })
  .openapi('Question')

const reasonSchema = z
  .object({
    code: z.enum([
      'met',
      'not-above',
      'below',
      'above',
      'not-below',
      'differs',
      'equals',
      'not-in-set',
      'none-found',
      'not-so',
      'not-applicable',
      'unknown',
      'wrong-place',
      'wrong-subject',
      'outside-validity',
      'outside-window',
      'before-document',
      'in-future',
      'already-received',
      'no-alternative-met',
      'conflict',
      'decision-pending',
    ]),
    truth: z.enum(['met', 'unmet', 'unknown']),
    text: z.string(),
    fact: z.string().optional(),
    has: z.string().optional(),
    needs: z.string().optional(),
    comparison: z.string().optional(),
    gap: z.string().optional(),
    part: z.string().optional(),
    reading: z.string().optional(),
    choice: z.string().optional(),
    citations: z.array(citationSchema),
  })
  .openapi('Reason')

export const basisSchema = z
  .object({
    text: z.string(),
    part: z.string().optional(),
    reading: z.string().optional(),
    citations: z.array(citationSchema),
  })
  .openapi('AmountBasis', { description: '金额怎样得来：适用的一档，或带数字的算式' })

const capSchema = z
  .object({
    scope: z.string(),
    yuan: yuan.nullable().openapi({ description: '封顶金额；取决于未知事实时为 null' }),
    strength: z.enum(['hard', 'soft']),
    applied: z.boolean().optional(),
    text: z.string(),
    reading: z.string().optional(),
    citations: z.array(citationSchema),
  })
  .openapi('CapUse')

export const readingSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    question: z.string(),
    askTo: z.string(),
    status: z.enum(['open', 'decided']),
    decision: z
      .object({ alternative: z.string(), on: z.string(), by: z.string(), source: z.string() })
      .optional(),
    decisive: z.boolean(),
    alternatives: z.array(
      z.object({ key: z.string(), label: z.string(), outcome: outcomeSchema, amount: amountSchema }),
    ),
    citations: z.array(citationSchema),
  })
  .openapi('ReadingUse', { description: '口径：同一句话的几种读法，各自的结论与金额' })

const partSchema = z
  .object({
    label: z.string(),
    outcome: outcomeSchema,
    amount: amountSchema,
    index: z.number().int().optional(),
    citations: z.array(citationSchema),
  })
  .openapi('PartFinding')

const traceSchema = z
  .object({
    label: z.string(),
    value: z.string(),
    get children() {
      return z.array(traceSchema)
    },
    citations: z.array(citationSchema).optional(),
  })
  .openapi('TraceNode')

export const findingSchema = z
  .object({
    item: z.string(),
    title: z.string(),
    policy: z.string(),
    article: z.string(),
    category: z.string(),
    nature: natureSchema,
    mode: z.string().optional(),
    outcome: outcomeSchema,
    amount: amountSchema,
    ifEligible: amountSchema.optional(),
    received: yuan.optional(),
    causes: z.array(causeSchema),
    reasons: z.array(reasonSchema),
    needs: z.array(needSchema),
    basis: z.array(basisSchema),
    caps: z.array(capSchema),
    parts: z.array(partSchema),
    readings: z.array(readingSchema),
    citations: z.array(citationSchema),
    changes: z.array(
      z.object({ fact: z.string(), has: z.string(), needs: z.string(), gap: z.string().optional() }),
    ),
    flags: z.array(z.object({ code: z.string(), text: z.string(), citations: z.array(citationSchema) })),
    departments: z.object({
      lead: z.array(z.string()),
      responsible: z.array(z.string()),
      handler: z.string().optional(),
      openEnded: z.boolean(),
      citations: z.array(citationSchema),
    }),
    content: z.string().optional(),
    trace: traceSchema.optional(),
  })
  .openapi('Finding')

/** A type with its optional fields marked, so that `x?: T` and zod's `x?: T | undefined` compare as the same. */
type Plain<T> = T extends readonly (infer U)[]
  ? readonly Plain<U>[]
  : T extends object
    ? {
        [K in keyof T]-?: object extends Pick<T, K>
          ? ['optional', Plain<Exclude<T[K], undefined>>]
          : Plain<T[K]>
      }
    : T

export type Same<A, B> = [Plain<A>] extends [Plain<B>]
  ? [Plain<B>] extends [Plain<A>]
    ? true
    : false
  : false

// A field added to a finding without a line here is a type error, so the description cannot fall behind.
true satisfies Same<z.infer<typeof amountSchema>, FindingAmount>
true satisfies Same<z.infer<typeof needSchema>, Need>
true satisfies Same<z.infer<typeof questionSchema>, RankedQuestion>
true satisfies Same<z.infer<typeof findingSchema>, Finding>
