// What calls of the simulation have in common: populations, days, reforms as zod shapes.
import { z } from '@hono/zod-openapi'
import { parseDate } from '#lang'
import { errorResponse } from './errors.ts'

const names = (what: string) => z.array(z.string(`${what}应为文本`), `${what}应写成一组文本`)

export const runFields = {
  population: z
    .string('请写明数据集的编号，见 /api/populations')
    .openapi({ description: '数据集编号', example: 'sample' }),
  at: z
    .string('请写明评估日，例如 2026-01-01')
    .refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && parseDate(text) !== undefined, {
      error: '评估日应是存在的日期，写成 2026-01-01 这样',
    })
    .openapi({ description: '评估日', example: '2026-01-01' }),
}

export const chosenFields = {
  policies: names('文件编号').optional().openapi({ description: '只算这些文件' }),
  items: names('事项编号').optional().openapi({ description: '只算这些事项' }),
}

const changeSchema = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('number'), parameter: z.string(), value: z.string() }),
      z.strictObject({ kind: z.literal('scale'), parameter: z.string(), factor: z.string() }),
      z.strictObject({
        ...{ kind: z.literal('reading'), policy: z.string(), reading: z.string(), alternative: z.string() },
      }),
      z.strictObject({ kind: z.literal('remove'), item: z.string() }),
    ],
    '改动的 kind 应为 number、scale、reading 或 remove',
  )
  .openapi('ReformChange')

export const reformSchema = z
  .strictObject({
    title: z.string('方案名称应为文本').max(200, '方案名称最多200字').default(''),
    note: z.string('备注应为文本').max(10_000, '备注最多1万字').default(''),
    changes: z.array(changeSchema, '请把改动写成一组').max(500, '改动最多500处'),
    envelopes: z
      .array(
        z.strictObject({
          ...{ title: z.string('预算名称应为文本'), items: names('事项编号') },
          yuan: z.string().regex(/^\d+(\.\d{1,2})?$/, '预算额度写成以元为单位的数，例如 "200000000.00"'),
        }),
        '请把预算写成一组',
      )
      .default([]),
  })
  .openapi('Reform')

export const objectError = {
  error: (issue: { readonly code?: string | undefined; readonly keys?: readonly string[] }) =>
    issue.code === 'unrecognized_keys'
      ? `没有这个参数：${issue.keys?.join('、')}`
      : '请求正文应是一个对象，至少写明 population 和 at',
}

export const runErrors = {
  400: errorResponse('正文不是 JSON，或参数的写法不对'),
  404: errorResponse('没有这个数据集'),
  422: errorResponse('没有这个文件、事项或参数，或改动的写法不对'),
}
