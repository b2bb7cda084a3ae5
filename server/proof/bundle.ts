// An audit bundle (核查包): one award with everything that a stranger needs to compute it again. docs/bundle.md
import { z } from 'zod'
import { canonical, sha256 } from '../audit/canonical.ts'
import { ROLES } from '../db/tables.ts'
import { frozenSchema } from '../decisions/decision.ts'
import { DecisionError } from '../decisions/problem.ts'

const HASH = z.string().regex(/^[0-9a-f]{64}$/)
const moment = z.iso.datetime({ precision: 3 })
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const fen = z.string().regex(/^[1-9]\d*$/)
const rowNumber = z.int().positive()

/** The hands through which a payment passes; each is another person's. */
export const HANDS = ['handle', 'review', 'approve', 'pay'] as const
export const PARTIES = [...ROLES, 'applicant', 'public', 'clock', 'bank'] as const

/** One act on the case: `log` is the number of its row in the log, whose moment and person it must have. */
const timelineSchema = z.strictObject({
  at: moment,
  person: z.int().nullable(),
  duty: z.enum(PARTIES),
  hand: z.enum(HANDS).nullable(),
  act: z.string().min(1),
  opinion: z.string(),
  log: rowNumber,
})

const publicitySchema = z.strictObject({
  opened: moment,
  /** The last day on which an objection could be raised. */
  until: day,
  closed: moment.nullable(),
  /** Voided by an upheld objection. */
  voided: z.boolean(),
  /** Where it could be read, and the hash of what was published. */
  place: z.string().min(1),
  sha256: HASH,
  openedLog: rowNumber,
  closedLog: rowNumber.nullable(),
})

const objectionSchema = z.strictObject({
  raised: moment,
  settled: moment.nullable(),
  upheld: z.boolean(),
  subject: z.string().min(1),
  answer: z.string(),
  log: rowNumber,
})

const orderSchema = z.strictObject({
  number: z.string().min(1),
  fen,
  at: moment,
  payee: z.string().min(1),
  /** With all but the last digits hidden. */
  account: z.string().min(1),
  cancelled: z.boolean(),
  log: rowNumber,
})

/** The bank's word on an order. */
const receiptSchema = z.strictObject({
  order: z.string().min(1),
  result: z.enum(['paid', 'returned']),
  fen,
  at: moment,
  reference: z.string().min(1),
  log: rowNumber,
})

const clauseSchema = z.strictObject({
  policy: z.string(),
  title: z.string(),
  number: z.string(),
  article: z.string(),
  heading: z.string(),
  text: z.string(),
  quotes: z.array(z.string()),
})

const headSchema = z.strictObject({
  number: z.int().positive(),
  at: moment,
  firstRow: rowNumber,
  lastRow: rowNumber,
  lastHash: HASH,
  root: HASH,
  previous: HASH,
  hash: HASH,
})

const provenRowSchema = z.strictObject({
  number: rowNumber,
  at: z.string(),
  personId: z.int().nullable(),
  act: z.string(),
  object: z.string(),
  content: z.string(),
  previous: HASH,
  hash: HASH,
  head: z.int().positive(),
  proof: z.array(z.strictObject({ side: z.enum(['left', 'right']), hash: HASH })),
})

const openSchema = z.strictObject({
  format: z.literal('duixian-award/1'),
  madeAt: moment,
  subject: z.strictObject({
    id: z.int(),
    kind: z.string(),
    name: z.string(),
    creditCode: z.string().nullable(),
    district: z.string().nullable(),
  }),
  clauses: z.array(clauseSchema),
  rules: z.strictObject({ hash: HASH, program: z.unknown() }),
  decision: z.strictObject({
    id: z.int(),
    hash: HASH,
    decidedBy: z.int().nullable(),
    decidedAt: moment,
    frozen: frozenSchema,
  }),
  people: z.array(z.strictObject({ person: z.int(), name: z.string() })),
  timeline: z.array(timelineSchema),
  publicity: z.array(publicitySchema),
  objections: z.array(objectionSchema),
  orders: z.array(orderSchema),
  receipts: z.array(receiptSchema),
  log: z.strictObject({ rows: z.array(provenRowSchema), heads: z.array(headSchema).min(1) }),
})

export type OpenBundle = z.infer<typeof openSchema>
export type Clause = z.infer<typeof clauseSchema>
/** What other parts know of the case, as they hand it over. */
export type Course = Pick<OpenBundle, 'timeline' | 'publicity' | 'objections' | 'orders' | 'receipts'>

/** The file's text: canonical JSON whose last word, `seal`, is the hash of all the rest. */
export function sealed(bundle: OpenBundle): string {
  return canonical({ ...bundle, seal: sha256(canonical(bundle)) })
}

export type BundleProblem = {
  /** Which part of the bundle: decision.frozen.award, log row 17. */
  readonly where: string
  readonly what: string
}

const anySealed = z.looseObject({ seal: HASH })

/** Bytes → the bundle, when every byte is as it was sealed; otherwise what is wrong. */
export function readBundle(
  bytes: Uint8Array,
): { readonly bundle: OpenBundle } | { readonly problems: readonly BundleProblem[] } {
  const wrong = (where: string, what: string) => ({ problems: [{ where, what }] })
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    value = JSON.parse(text)
  } catch (error) {
    return wrong(
      '文件',
      `不是 UTF-8 写成的 JSON（${error instanceof Error ? error.message : String(error)}）`,
    )
  }
  if (canonical(value) !== text) return wrong('文件', '不是核查包的标准写法：文字被改动过')
  const parsed = anySealed.safeParse(value)
  if (!parsed.success) return wrong('seal', '没有封印：这不是核查包，或者内容不完整')
  const { seal, ...rest } = parsed.data
  if (sha256(canonical(rest)) !== seal) return wrong('seal', '封印与内容不符：内容被改动过')
  const read = openSchema.safeParse(rest)
  if (read.success) return { bundle: read.data }
  return {
    problems: read.error.issues.map(({ path, message }) => ({ where: path.join('.'), what: message })),
  }
}

/** The bundle of a file that must be whole. Throws DecisionError. */
export function openBundle(bytes: Uint8Array): OpenBundle {
  const read = readBundle(bytes)
  if ('bundle' in read) return read.bundle
  throw new DecisionError('bundle', read.problems.map((each) => `${each.where}：${each.what}`).join('；'))
}
