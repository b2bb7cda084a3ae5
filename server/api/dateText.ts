// A date in a request: 2025-06-01, and it must exist.
import { z } from '@hono/zod-openapi'
import { parseDate } from '#lang'

export function dateText(description: string) {
  return z
    .string('日期应为文本，例如 2025-06-01')
    .refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && parseDate(text) !== undefined, {
      error: '应是存在的日期，写成 2025-06-01 这样',
    })
    .openapi({ description, example: '2025-06-01' })
}
