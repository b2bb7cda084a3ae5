// /api/subjects/{subject}/dates and …/dates.ics: the days that an enterprise has to keep in mind.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { loadOwnDates } from '../../calendar/loadOwnDates.ts'
import { OWN_DATE_KINDS, type OwnDate } from '../../calendar/ownDates.ts'
import { ownIcs } from '../../calendar/ownIcs.ts'
import { transact } from '../../db/transact.ts'
import { subjectRow } from '../../subjects/statement.ts'
import { errorResponse } from '../errors.ts'
import { jsonReply } from '../fields.ts'
import { fileResponse, sendFile } from '../file.ts'
import { currentPerson, requireScope } from '../visitor.ts'
import { type FirmParts, occasionOf, ofSubject, refusals } from './firmParts.ts'

const dateSchema = z
  .object({
    id: z.string(),
    kind: z.enum(OWN_DATE_KINDS),
    day: z.string(),
    title: z.string(),
    note: z.string(),
    inferred: z.string().nullable().openapi({ description: '推定的日期：怎样推定' }),
    caseId: z.int().nullable(),
    policy: z.string().nullable(),
    item: z.string().nullable(),
  })
  .openapi('OwnDate')

export type OwnDateReply = z.infer<typeof dateSchema>

const getDates = createRoute({
  method: 'get',
  path: '/api/subjects/{subject}/dates',
  summary: '企业自己的日历：今天起的期限、公示、窗口、分期和到期',
  middleware: requireScope('view'),
  request: { params: ofSubject },
  responses: {
    200: jsonReply('先到的在前', z.array(dateSchema)),
    422: errorResponse('已有的数据读不懂'),
    ...refusals,
  },
})

const getDatesFile = createRoute({
  method: 'get',
  path: '/api/subjects/{subject}/dates.ics',
  summary: '企业自己的日历（ics）',
  middleware: requireScope('view'),
  request: { params: ofSubject },
  responses: {
    200: fileResponse('日历文件', 'text/calendar'),
    422: errorResponse('已有的数据读不懂'),
    ...refusals,
  },
})

export function addDates(app: OpenAPIHono, { database, clock, program }: FirmParts): void {
  const datesOf = (person: number, subject: number, now: Date) =>
    transact(database, occasionOf(person, now), async (tx) => ({
      of: await subjectRow(tx, subject),
      dates: await loadOwnDates(tx, program, subject, now),
    }))
  app.openapi(getDates, async (c) => {
    const { subject } = c.req.valid('param')
    const { dates } = await datesOf(currentPerson(c).person.id, subject, clock())
    return c.json(dates.map(replyOf), 200)
  })
  app.openapi(getDatesFile, async (c) => {
    const { subject } = c.req.valid('param')
    const now = clock()
    const { of, dates } = await datesOf(currentPerson(c).person.id, subject, now)
    return sendFile(c, {
      ...{ name: `${of.name}日历.ics`, type: 'text/calendar; charset=utf-8' },
      content: ownIcs(of, dates, now, new URL(c.req.url).origin),
    })
  })
}

function replyOf({ inferred, caseId, policy, item, ...date }: OwnDate): OwnDateReply {
  return {
    ...date,
    ...{ inferred: inferred ?? null, caseId: caseId ?? null, policy: policy ?? null, item: item ?? null },
  }
}
