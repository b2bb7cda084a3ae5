// The shapes that calls about cases share.
import { z } from '@hono/zod-openapi'
import type { CaseReason } from '../cases/reasons.ts'
import { REASON_CODES } from '../cases/reasons.ts'
import { bodyErrors, day, id, line } from './fields.ts'

/** Several lines of text; what no keyboard types is refused. */
export function lines(what: string, most: number) {
  return z
    .string(`${what}应为文本`)
    .max(most, `${what}最长 ${most} 个字`)
    .refine((text) => text.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(text), {
      error: `${what}里有不能显示的字符`,
    })
}

const [firstCode = 'other', ...otherCodes] = Object.keys(REASON_CODES)

const reasonFields = z
  .strictObject(
    {
      code: z.enum([firstCode, ...otherCodes], '理由的代码不在列表中'),
      text: lines('理由', 2000),
      clause: z.strictObject(
        { policy: line('文件', 200), article: line('条', 200), quote: lines('条款原文', 2000) },
        bodyErrors('policy、article 和 quote'),
      ),
    },
    bodyErrors('code、text 和 clause'),
  )
  .openapi('CaseReason', { description: '理由及所引条款，申报企业看得到' })

export const readingsField = z
  .array(
    z.strictObject(
      {
        ...{ policy: line('文件编号', 80), reading: line('口径编号', 80) },
        ...{ alternative: line('读法', 40), on: day('口径确定的日期') },
        ...{ by: line('由谁确定', 200), source: line('依据', 200) },
      },
      bodyErrors('policy、reading、alternative、on、by 和 source'),
    ),
    '口径应写成一组',
  )
  .max(50, '口径最多 50 条')

/** What decisions and money need with an act; which act takes what, `asks` of a possible act says. */
const payloadFields = z
  .strictObject(
    {
      readings: readingsField
        .optional()
        .openapi({ description: '固定核定依据时：未明确的口径按哪种读法，谁在何时确定，依据是什么' }),
      awardFen: z
        .int('核定金额应为整数，单位是分')
        .nonnegative('核定金额不能小于零')
        .optional()
        .openapi({ description: '文件只给上限、范围或几个数时：核定多少，单位是分' }),
      basis: lines('核定金额的理由', 2000).optional(),
      envelope: id('资金盘子').optional().openapi({ description: '预留资金时：从哪个资金盘子' }),
      order: line('支付单号', 40).optional().openapi({ description: '登记到账后退票时：退回的是哪一张' }),
      receipt: line('回单号', 100).optional().openapi({ description: '登记到账时：银行的回单号' }),
      reason: lines('银行说的原因', 500).optional().openapi({ description: '登记退票或结果不明时' }),
    },
    bodyErrors('这项操作要的内容，见 asks'),
  )
  .openapi('ActPayload')

/** What comes with an act, for one case or for many. */
export const actFields = {
  requestId: line('请求编号', 80).openapi({ description: '由提交方生成；同一编号提交两次只算一次' }),
  act: line('操作', 40),
  opinion: lines('意见', 2000).optional().openapi({ description: '给后续经办人看，企业看不到' }),
  reason: reasonFields.optional(),
  payload: payloadFields.optional(),
}

type Said = {
  readonly requestId: string
  readonly opinion?: string | undefined
  readonly reason?: CaseReason | undefined
  readonly payload?: z.infer<typeof payloadFields> | undefined
}

/** As the use case takes it: what was not said is absent. */
export function saidOf({ requestId: key, opinion, reason, payload }: Said) {
  return {
    key,
    ...(opinion !== undefined && { opinion }),
    ...(reason !== undefined && { reason }),
    ...(payload !== undefined && { payload }),
  }
}

export const version = z
  .int('version 应为整数')
  .nonnegative('version 应为整数')
  .openapi({ description: '页面上看到的操作次数；之后有人办过的，这次不办' })
