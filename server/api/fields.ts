// The fields that many requests share, each with words for what is wrong with it.
import { z } from '@hono/zod-openapi'
import { parseDate } from '#lang'

/** One line of text, kept as it is. What no keyboard types is refused: the database could not keep it. */
export function line(what: string, most: number) {
  return z
    .string(`${what}应为文本`)
    .min(1, `请填写${what}`)
    .max(most, `${what}最长 ${most} 个字`)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), { error: `${what}里有不能显示的字符` })
    .refine((text) => text.trim() === text, { error: `${what}的前后不要有空格` })
}

export function day(what: string) {
  return z
    .string(`${what}应为文本，例如 2026-12-31`)
    .refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && parseDate(text) !== undefined, {
      error: `${what}应是存在的日期，写成 2026-12-31 这样`,
    })
    .openapi({ example: '2026-12-31' })
}

/** A number in a path, as text. */
export const idText = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, '编号应为正整数')
  .transform(Number)
  .openapi({ type: 'string', example: '12' })

export function id(what: string) {
  return z.int(`${what}应为整数`).positive(`${what}应为正整数`).openapi({ example: 12 })
}

/** A file of a form; `missing` is said where there is none. */
export function fileField(missing: string) {
  return z
    .custom<File>((value) => value instanceof File, missing)
    .openapi({ type: 'string', format: 'binary' })
}

/** Refuses a field that nobody reads; `example` shows the whole. */
export function bodyErrors(fields: string) {
  return {
    error: (issue: { readonly code?: string | undefined; readonly keys?: readonly string[] }) =>
      issue.code === 'unrecognized_keys'
        ? `没有这个参数：${issue.keys?.join('、')}`
        : `请求正文应是一个对象，写明 ${fields}`,
  }
}

/** The OpenAPI entry of a JSON body. */
export function jsonBody<T extends z.ZodType>(schema: T) {
  return { body: { required: true, content: { 'application/json': { schema } } } }
}

/** The OpenAPI entry of a JSON reply. */
export function jsonReply<T extends z.ZodType>(description: string, schema: T) {
  return { description, content: { 'application/json': { schema } } }
}

export const moment = z.string().openapi({ example: '2026-11-21T01:30:00.000Z' })
export const doneSchema = z.object({ done: z.literal(true) }).openapi('Done')
