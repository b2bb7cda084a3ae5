// The shapes that calls about cases share.
import { z } from '@hono/zod-openapi'
import type { CaseReason } from '../cases/reasons.ts'
import { REASON_CODES } from '../cases/reasons.ts'
import { bodyErrors, line } from './fields.ts'

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

/** What comes with an act, for one case or for many. */
export const actFields = {
  requestId: line('请求编号', 80).openapi({ description: '由提交方生成；同一编号提交两次只算一次' }),
  act: line('操作', 40),
  opinion: lines('意见', 2000).optional().openapi({ description: '给后续经办人看，企业看不到' }),
  reason: reasonFields.optional(),
}

type Said = {
  readonly requestId: string
  readonly opinion?: string | undefined
  readonly reason?: CaseReason | undefined
}

/** As the use case takes it: what was not said is absent. */
export function saidOf({ requestId: key, opinion, reason }: Said) {
  return { key, ...(opinion !== undefined && { opinion }), ...(reason !== undefined && { reason }) }
}

export const version = z
  .int('version 应为整数')
  .nonnegative('version 应为整数')
  .openapi({ description: '页面上看到的操作次数；之后有人办过的，这次不办' })
