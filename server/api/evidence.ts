// POST /api/cases/{id}/evidence and GET /api/evidence/{id}: files of a case, in and out.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { addEvidence } from '../cases/addEvidence.ts'
import { MOST_BYTES } from '../cases/mediaType.ts'
import { readEvidence } from '../cases/readEvidence.ts'
import { EVIDENCE_KINDS } from '../db/tables.ts'
import type { CaseParts } from './caseParts.ts'
import { evidenceSchema } from './caseReply.ts'
import { errorResponse } from './errors.ts'
import { day, fileField, idText, jsonReply } from './fields.ts'
import { fileResponse, sendFile } from './file.ts'
import { evidenceReply } from './oneCase.ts'
import { currentPerson, requireSession } from './visitor.ts'

const form = z
  .strictObject({
    file: fileField('请选择一份文件'),
    kind: z.enum(EVIDENCE_KINDS, `种类只有 ${EVIDENCE_KINDS.join('、')}`),
    invoiceNumber: z.string().max(30, '发票号码太长').optional().openapi({ description: '发票必填' }),
    invoiceDate: day('开票日期').optional(),
    invoiceFen: z.coerce.number().int('金额以分为单位').positive('金额应为正数').optional(),
  })
  .openapi('EvidenceRequest')

const postEvidence = createRoute({
  method: 'post',
  path: '/api/cases/{id}/evidence',
  summary: '上传佐证材料',
  description: `PDF、JPG、PNG、DOCX、XLSX、OFD，不超过 ${MOST_BYTES / 2 ** 20} MB；按内容识别，不信文件名。`,
  middleware: requireSession(),
  request: {
    params: z.object({ id: idText }),
    body: { required: true, content: { 'multipart/form-data': { schema: form } } },
  },
  responses: {
    200: jsonReply('已收下', evidenceSchema),
    401: errorResponse('没有登录'),
    403: errorResponse('现在不能给这件添加材料'),
    404: errorResponse('没有这个办件'),
    409: errorResponse('这份文件已经在这件里'),
    413: errorResponse('文件太大'),
    422: errorResponse('文件不收，或没有写发票号码'),
  },
})

const getEvidence = createRoute({
  method: 'get',
  path: '/api/evidence/{id}',
  summary: '下载一份佐证材料；谁看过会留下记录',
  middleware: requireSession(),
  request: { params: z.object({ id: idText }) },
  responses: {
    200: fileResponse('原件', 'application/octet-stream'),
    401: errorResponse('没有登录'),
    404: errorResponse('没有这份材料'),
  },
})

export function addEvidenceRoutes(app: OpenAPIHono, { database, clock, evidence: folder }: CaseParts): void {
  app.openapi(postEvidence, async (c) => {
    const { file, kind, invoiceNumber, invoiceDate, invoiceFen } = c.req.valid('form')
    const invoice =
      kind === 'invoice'
        ? {
            number: invoiceNumber ?? '',
            ...(invoiceDate !== undefined && { date: invoiceDate }),
            ...(invoiceFen !== undefined && { amountFen: invoiceFen }),
          }
        : undefined
    const adding = { person: currentPerson(c).person.id, now: clock(), folder }
    const kept = { name: file.name, bytes: Buffer.from(await file.arrayBuffer()) }
    const about = { kind, ...(invoice && { invoice }) }
    const row = await addEvidence(database, adding, c.req.valid('param').id, kept, about)
    return c.json(evidenceReply(row), 200)
  })
  app.openapi(getEvidence, async (c) => {
    const occasion = { actor: { kind: 'person' as const, person: currentPerson(c).person.id }, now: clock() }
    const { row, bytes } = await readEvidence(database, occasion, folder, c.req.valid('param').id)
    // Always to be kept, never shown: what somebody uploaded does not run in a page of ours.
    return sendFile(c, { name: row.name, type: row.mediaType, content: bytes })
  })
}
