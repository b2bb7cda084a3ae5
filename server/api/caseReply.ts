// What screens and callers learn of cases.
import { z } from '@hono/zod-openapi'
import type { Finding } from '#lang'
import { EVIDENCE_KINDS } from '../db/tables.ts'
import { moment } from './fields.ts'
import { asksSchema, type MoneyReply, moneySchema } from './granting/moneySchema.ts'

const day = z.string().openapi({ example: '2026-12-31' })

const caseLineSchema = z
  .object({
    id: z.int(),
    number: z.string().openapi({ example: '渝北-2026-000123' }),
    subject: z.string(),
    policy: z.string(),
    item: z.string(),
    title: z.string().openapi({ description: '事项名称' }),
    year: z.int(),
    stage: z.string(),
    element: z.string(),
    state: z.string(),
    stateName: z.string(),
    step: z.string(),
    stepName: z.string(),
    version: z.int(),
    dueOn: day.nullable(),
    holidaysKnown: z.boolean().openapi({ description: '假：期限所在年度的节假日还没有公布，只扣了周末' }),
    late: z.int().openapi({ description: '超期的工作日' }),
    left: z.int().nullable().openapi({ description: '到期限还有几个工作日；没有期限为空' }),
    yuan: z.string().nullable().openapi({ description: '核定的金额（元）；还没有核定为空' }),
    age: z.int().openapi({ description: '在这个环节的工作日' }),
    since: moment,
  })
  .openapi('CaseLine')

export const casePageSchema = z
  .object({
    total: z.int().openapi({ description: '同一筛选共有几件；最多数到 1000' }),
    more: z.boolean().openapi({ description: '真：比 total 还多' }),
    cases: z.array(caseLineSchema),
    next: z.string().optional().openapi({ description: '下一页：放进 after' }),
  })
  .openapi('CasePage')

const clauseSchema = z.object({ policy: z.string(), article: z.string(), quote: z.string() })
const reasonSchema = z.object({ code: z.string(), text: z.string(), clause: clauseSchema })
const correctionSchema = z.object({ what: z.string(), how: z.string() })
const againstSchema = z.object({ kind: z.string(), text: z.string() })

const progressSchema = z.object({
  number: z.string(),
  state: z.string(),
  passed: z.array(
    z.object({
      ...{ step: z.string(), act: z.string(), by: z.string(), at: moment },
      reason: reasonSchema.optional(),
    }),
  ),
  here: z.object({
    ...{ step: z.string(), at: z.string(), since: moment, dueOn: day.nullable(), holidaysKnown: z.boolean() },
  }),
  ahead: z.array(z.string()),
  corrections: z.object({ items: z.array(correctionSchema), dueOn: day }).optional(),
  notice: z.object({ number: z.string(), closesOn: day }).optional(),
})

const possibleSchema = z.object({
  id: z.string(),
  name: z.string(),
  to: z.object({ step: z.string(), state: z.string() }),
  negative: z.boolean(),
  reason: z.boolean().openapi({ description: '须写明理由和条款' }),
  corrections: z.boolean().openapi({ description: '须一次性列出全部缺项' }),
  appeal: z.boolean().openapi({ description: '须写明申诉理由' }),
  asks: asksSchema,
  against: z.array(againstSchema).openapi({ description: '现在不能办的原因；空为可以办' }),
})

export const evidenceSchema = z
  .object({
    id: z.int(),
    kind: z.enum(EVIDENCE_KINDS),
    name: z.string(),
    mediaType: z.string(),
    sizeBytes: z.int(),
    sha256: z.string(),
    invoiceNumber: z.string().nullable(),
    invoiceDate: day.nullable(),
    invoiceFen: z.int().nullable(),
    putAt: moment,
  })
  .openapi('Evidence')

const timelineSchema = z.object({
  number: z.int(),
  act: z.string(),
  step: z.string(),
  person: z.string().nullable(),
  department: z.string().nullable(),
  opinion: z.string(),
  reason: reasonSchema.nullable(),
  at: moment,
})

const officerSchema = z
  .object({
    timeline: z.array(timelineSchema),
    opinions: z.array(
      z.object({ department: z.string(), stance: z.string(), opinion: z.string(), at: moment }),
    ),
    asked: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .openapi({ description: '须出具意见的部门' }),
    objections: z.array(
      z.object({
        ...{ name: z.string(), contact: z.string(), content: z.string(), at: moment },
        ...{ settled: z.string().nullable(), why: z.string().nullable() },
      }),
    ),
    signs: z
      .array(
        z.object({
          ...{ kind: z.string(), what: z.string(), text: z.string(), other: z.string().optional() },
          evidence: z.int().optional().openapi({ description: '能说明它的佐证材料' }),
          article: z.string().optional().openapi({ description: '所涉及的条' }),
        }),
      )
      .openapi({ description: '疑点：逐条是可以查实的证据，不是评分' }),
    sources: z
      .array(
        z.object({
          ...{
            title: z.string(),
            year: z.int().nullable(),
            source: z.string(),
            note: z.string(),
            at: moment,
          },
        }),
      )
      .openapi({ description: '结论所依据的事实各由谁说、何时记录' }),
    finding: z.unknown().openapi({ description: '按现在已知的事实逐条判断的结论，见 /api/evaluate' }),
  })
  .openapi('OfficerView')

export const caseSchema = z
  .object({
    id: z.int(),
    number: z.string(),
    subject: z.object({ id: z.int(), name: z.string() }),
    policy: z.string(),
    item: z.string(),
    title: z.string(),
    year: z.int(),
    stage: z.string(),
    element: z.string(),
    state: z.string(),
    stateName: z.string(),
    version: z.int(),
    lead: z.string(),
    path: z
      .object({
        name: z.string(),
        steps: z.array(
          z.object({ id: z.string(), name: z.string(), kind: z.enum(['passed', 'current', 'ahead']) }),
        ),
      })
      .openapi({ description: '审批路径：走过的、现在的、顺利时往后的环节' }),
    progress: progressSchema,
    possible: z.array(possibleSchema),
    money: moneySchema,
    evidence: z.array(evidenceSchema),
    appeals: z
      .array(
        z.object({
          ...{ against: z.string(), content: z.string(), at: moment },
          settled: z.enum(['upheld', 'dismissed', 'withdrawn']).nullable(),
          ...{ why: z.string().nullable(), settledAt: moment.nullable() },
        }),
      )
      .openapi({ description: '申诉及答复：成立、不成立或已撤回；还没有答复为空' }),
    officer: officerSchema.optional().openapi({ description: '只有办理这件的部门和审计看得到' }),
  })
  .openapi('Case')

export type CaseLineReply = z.infer<typeof caseLineSchema>
export type CasePageReply = z.infer<typeof casePageSchema>
export type CaseReply = Omit<z.infer<typeof caseSchema>, 'officer' | 'money'> & {
  readonly money: MoneyReply
  readonly officer?: Omit<z.infer<typeof officerSchema>, 'finding'> & { readonly finding?: Finding }
}
export type PossibleReply = z.infer<typeof possibleSchema>
export type EvidenceReply = z.infer<typeof evidenceSchema>
