// GET /api/cases/{id}/papers: which notices a case has come to. GET /api/cases/{id}/papers/{kind}: one of them as .docx.
// Whose case it is decides the database.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { transact } from '../../db/transact.ts'
import { CASE_PAPERS, casePapers } from '../../papers/casePapers.ts'
import { makeCasePaper } from '../../papers/makeCasePaper.ts'
import type { CaseParts } from '../caseParts.ts'
import { errorResponse } from '../errors.ts'
import { idText, jsonReply } from '../fields.ts'
import { docxType, fileResponse, sendFile } from '../file.ts'
import { currentPerson, requireSession } from '../visitor.ts'

const kind = z.enum(
  ['acceptance', 'correction', 'not_accepted', 'refused', 'terminated', 'determined', 'appeal'],
  `文书只有${Object.values(CASE_PAPERS).join('、')}`,
)

const papersSchema = z
  .object({
    papers: z.array(z.object({ kind, title: z.string(), on: z.string() })),
    notices: z.array(z.string()).openapi({ description: '公示编号' }),
  })
  .openapi('CasePapers')

export type PapersReply = z.infer<typeof papersSchema>

const refusals = {
  401: errorResponse('没有登录'),
  403: errorResponse('登录没有完成'),
  404: errorResponse('没有这个办件；或不由您办理、审计，也不是您有查看授权的企业的'),
}

const getPapers = createRoute({
  method: 'get',
  path: '/api/cases/{id}/papers',
  summary: '一件已有的文书：办理部门和申报企业看到的相同',
  middleware: requireSession(),
  request: { params: z.object({ id: idText }) },
  responses: { 200: jsonReply('办到哪一步，就有哪些文书', papersSchema), ...refusals },
})

const getPaper = createRoute({
  method: 'get',
  path: '/api/cases/{id}/papers/{kind}',
  summary: '制作一份文书（docx）；制作过会留下记录',
  description:
    '文号、联系人、日期由制作的部门填写，留有空白；其余都取自办件和政策库，不含内部意见和办理人姓名。企业下载的与部门制作的内容相同。',
  middleware: requireSession(),
  request: { params: z.object({ id: idText, kind }) },
  responses: {
    200: fileResponse('文书', docxType),
    409: errorResponse('没有办到出具这份文书的一步'),
    ...refusals,
  },
})

export function addCasePapers(app: OpenAPIHono, { database, clock, program }: CaseParts): void {
  const occasionOf = (person: number) => ({ actor: { kind: 'person' as const, person }, now: clock() })
  app.openapi(getPapers, async (c) => {
    const { id } = c.req.valid('param')
    const occasion = occasionOf(currentPerson(c).person.id)
    const found = await transact(database, occasion, (tx) => casePapers(tx, id))
    const papers = found.papers.map((each) => ({ ...each, title: CASE_PAPERS[each.kind] }))
    return c.json(
      {
        papers: papers.map(({ kind: of, title, on }) => ({ kind: of, title, on })),
        notices: [...found.notices],
      },
      200,
    )
  })
  app.openapi(getPaper, async (c) => {
    const { id: caseId, kind: wanted } = c.req.valid('param')
    const asked = { caseId, kind: wanted }
    const { name, bytes } = await makeCasePaper(
      database,
      occasionOf(currentPerson(c).person.id),
      program,
      asked,
    )
    return sendFile(c, { name, type: docxType, content: bytes })
  })
}
