// GET /api/publicity: what is in publicity now, for anyone. GET /api/publicity/{number}/paper: the 公示 as .docx.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Program } from '#lang'
import { clauseOf } from '../../papers/clauseOf.ts'
import { listPublicity } from '../../papers/listPublicity.ts'
import { makePublicityNotice } from '../../papers/makePublicityNotice.ts'
import type { Publicised } from '../../papers/publicised.ts'
import { yuanText } from '../../payments/fen.ts'
import { type CaseParts, OFFICERS } from '../caseParts.ts'
import { errorResponse } from '../errors.ts'
import { jsonReply, line } from '../fields.ts'
import { docxType, fileResponse, sendFile } from '../file.ts'
import { currentPerson, requireRole } from '../visitor.ts'

const day = z.string().openapi({ example: '2026-12-31' })

const publicitySchema = z
  .object({
    total: z.int().openapi({ description: '公示中的办件；超过 2000 件的只列前 2000 件' }),
    groups: z.array(
      z.object({
        ...{ policy: z.string(), item: z.string(), title: z.string(), document: z.string() },
        ...{ article: z.string(), articleId: z.string(), quotes: z.array(z.string()), lead: z.string() },
        ...{ openedOn: day, closesOn: day, workingDays: z.int(), holidaysKnown: z.boolean() },
        yuan: z.string().nullable().openapi({ description: '合计（元）；有金额还没有核定的为空' }),
        rows: z.array(
          z.object({
            number: z.string().openapi({ description: '公示编号', example: 'GS2026000001' }),
            name: z.string().openapi({ description: '名称；自然人的姓名隐去' }),
            ...{ creditCode: z.string().nullable(), element: z.string(), year: z.int() },
            yuan: z.string().nullable(),
          }),
        ),
      }),
    ),
  })
  .openapi('PublicityNow')

export type PublicityReply = z.infer<typeof publicitySchema>

const getPublicity = createRoute({
  method: 'get',
  path: '/api/publicity',
  summary: '正在公示的（任何人，不用登录）',
  request: {
    query: z.object({
      text: line('查找内容', 100).optional().openapi({ description: '名称、统一社会信用代码或公示编号' }),
    }),
  },
  responses: { 200: jsonReply('按事项和公示期分组，先到期的在前', publicitySchema) },
})

const getPaper = createRoute({
  method: 'get',
  path: '/api/publicity/{number}/paper',
  summary: '公示名单（docx）：与这个编号一起公示的全部',
  middleware: requireRole(...OFFICERS),
  request: { params: z.object({ number: line('公示编号', 40) }) },
  responses: {
    200: fileResponse('公示', docxType),
    401: errorResponse('没有登录'),
    403: errorResponse('没有办理、审计或领导岗位'),
    404: errorResponse('没有这个公示，或已作废'),
  },
})

export function addPublicity(app: OpenAPIHono, { database, clock, program }: CaseParts): void {
  app.openapi(getPublicity, async (c) => {
    const { total, rows } = await listPublicity(database, clock(), c.req.valid('query').text)
    return c.json({ total, groups: groupsOf(program, rows) }, 200)
  })
  app.openapi(getPaper, async (c) => {
    const occasion = { actor: { kind: 'person' as const, person: currentPerson(c).person.id }, now: clock() }
    const { name, bytes } = await makePublicityNotice(
      database,
      occasion,
      program,
      c.req.valid('param').number,
    )
    return sendFile(c, { name, type: docxType, content: bytes })
  })
}

function groupsOf(program: Program, rows: readonly Publicised[]): PublicityReply['groups'] {
  const key = ({ policy, item, district, openedOn, closesOn }: Publicised): string =>
    JSON.stringify([policy, item, district, openedOn, closesOn])
  return [...Map.groupBy(rows, key).values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const { policy, item, lead, openedOn, closesOn, workingDays, holidaysKnown } = first
    const { title, document, article, articleId, quotes } = clauseOf(program, first)
    return [
      {
        ...{ policy, item, title, document, article, articleId, quotes: [...quotes], lead },
        ...{ openedOn, closesOn, workingDays, holidaysKnown, yuan: sumOf(own) },
        rows: own.map(({ number, name, creditCode, element, year, fen }) => ({
          ...{ number, name, creditCode, element, year, yuan: fen === null ? null : yuanText(fen) },
        })),
      },
    ]
  })
}

/** A sum only where every amount is known. */
function sumOf(rows: readonly Publicised[]): string | null {
  const known = rows.flatMap(({ fen }) => (fen === null ? [] : [fen]))
  return known.length === rows.length ? yuanText(known.reduce((sum, fen) => sum + fen, 0)) : null
}
