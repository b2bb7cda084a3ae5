// What comes with an act for decisions and money, checked: nothing of it is guessed.
import { z } from 'zod'
import { followedSchema } from '../decisions/followReadings.ts'
import { GrantingError } from './problem.ts'

const id = z.int('应是整数编号').positive('应是整数编号')
const text = z.string('应是文字')

/** With the reviewer's agreement: open readings that are followed, and the amount where the text leaves a choice. */
export const freezingSchema = z.strictObject({
  readings: z.array(followedSchema).default([]),
  /** 分. */
  awardFen: z.int('应是整数分').nonnegative('不能小于零').optional(),
  basis: text.trim().min(1, '不能为空').optional(),
})

/**
 * With the approver's decision: from which envelope, where several would do; and the days on which the stages are
 * planned to be paid, the first stage first.
 */
export const reservingSchema = z.strictObject({
  envelope: id.optional(),
  dueOn: z.array(z.iso.date('应是日期，写成 2026-12-31')).default([]),
})

/** With the bank's word. */
export const resultSchema = z.strictObject({
  /** The number of the order that came back, where several have arrived. */
  order: text.trim().min(1, '不能为空').optional(),
  receipt: text.trim().min(1, '不能为空').optional(),
  reason: text.trim().min(1, '不能为空').optional(),
})

const NAMES: Readonly<Record<string, string>> = {
  ...{ readings: '口径', awardFen: '核定金额', basis: '理由', envelope: '资金盘子' },
  dueOn: '计划支付日',
  ...{ receipt: '回单号', reason: '原因', order: '支付单号' },
}

/** Nothing said is everything left out. Throws GrantingError `payload` with every mistake. */
export function readPayload<T>(schema: z.ZodType<T>, payload: unknown): T {
  const read = schema.safeParse(payload ?? {})
  if (read.success) return read.data
  const words = read.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') return `不认识的内容「${issue.keys.join('、')}」`
    const [first, ...rest] = issue.path.map(String)
    const place = [NAMES[first ?? ''] ?? first ?? '附带内容', ...rest].join('.')
    return `${place}${/[一-龥]/.test(issue.message) ? issue.message : '的写法不对'}`
  })
  throw new GrantingError('payload', `随操作提交的内容有误：${words.join('；')}`)
}
