// GET /api/calendar.ics: every date of the library for a calendar program.
import { createRoute, z } from '@hono/zod-openapi'
import { calendarOf, type Program } from '#lang'
import { icsOf } from '../calendar/ics.ts'
import { errorResponse, RequestError } from './errors.ts'
import { fileResponse, type SentFile } from './file.ts'

const querySchema = z.object({
  policy: z
    .string()
    .optional()
    .openapi({ description: '文件编号；不写则为全部文件', example: 'yubei-2024-34' }),
})

const icsType = 'text/calendar; charset=utf-8'

export const getCalendar = createRoute({
  method: 'get',
  path: '/api/calendar.ics',
  summary: '下载政策日历（ics）',
  description: '文件的施行与失效、事项的执行期、目标和任务的期限。推定的日期注明缘由，没有写明的不列。',
  request: { query: querySchema },
  responses: {
    200: fileResponse('日历文件，可由日历软件订阅', 'text/calendar'),
    422: errorResponse('没有这个文件'),
  },
})

export function calendarFile(
  program: Program,
  now: Date,
  origin: string,
  { policy }: z.infer<typeof querySchema>,
): SentFile {
  if (policy !== undefined && !program.policies.some((each) => each.document.id === policy)) {
    throw new RequestError('unknown-policy', `没有编号为“${policy}”的政策文件。`)
  }
  const dated = calendarOf(program).filter((each) => policy === undefined || each.policy === policy)
  return { name: '政策日历.ics', type: icsType, content: icsOf(program, dated, now, origin) }
}
