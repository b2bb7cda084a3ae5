// GET /api/audit/log, its acts, and the whole filtered set as a file.
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { actText, OBJECT_KINDS, objectText } from '../../audit/actText.ts'
import { exportLog } from '../../audit/exportLog.ts'
import { type LogFilter, type LogLine, listActs, listLog } from '../../audit/listLog.ts'
import type { Database } from '../../db/openDatabase.ts'
import type { Occasion } from '../../db/transact.ts'
import { errorResponse } from '../errors.ts'
import { day, jsonReply, line, moment } from '../fields.ts'
import { fileResponse, xlsxType } from '../file.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { type AuditParts, CHECKERS, occasionOf } from './auditParts.ts'

const filterFields = {
  object: line('对象', 200).optional().openapi({ description: '一类对象（case），或其中一个（case 12）' }),
  act: line('操作', 100).optional(),
  person: line('人员', 64).optional().openapi({ description: '用户编号，或姓名的一部分' }),
  from: day('起始日').optional(),
  to: day('截止日').optional(),
}

const pageQuery = z.object({
  ...filterFields,
  before: z.coerce
    .number('before 应取自上一页的 next')
    .int('before 应取自上一页的 next')
    .positive('before 应取自上一页的 next')
    .optional()
    .openapi({ description: '从上一页的 next 之前开始' }),
  size: z.coerce.number().int().min(1, '每页至少一条').max(200, '每页最多 200 条').default(50),
})

const lineSchema = z
  .object({
    ...{ number: z.int(), at: moment, personId: z.int().nullable(), person: z.string().nullable() },
    system: z.string().nullable().openapi({ description: '由其他系统办的，系统的名称' }),
    ...{ act: z.string(), actName: z.string(), object: z.string(), objectName: z.string() },
    content: z.string().openapi({ description: '原文（规范 JSON），散列据此计算' }),
    ...{ previous: z.string(), hash: z.string() },
  })
  .openapi('LogLine')

const pageSchema = z
  .object({
    total: z.int(),
    lines: z.array(lineSchema),
    next: z.int().optional().openapi({ description: '下一页：放进 before' }),
  })
  .openapi('LogPage')

const namesSchema = z
  .object({
    acts: z.array(z.object({ act: z.string(), name: z.string() })),
    objects: z.array(z.object({ kind: z.string(), name: z.string() })),
  })
  .openapi('LogNames')

export type LogPageReply = z.infer<typeof pageSchema>
export type LogLineReply = z.infer<typeof lineSchema>
export type LogNamesReply = z.infer<typeof namesSchema>

const refusals = { 401: errorResponse('没有登录'), 403: errorResponse('没有审计岗位') }
const checkers = requireRole(...CHECKERS)

const getLog = createRoute({
  method: 'get',
  path: '/api/audit/log',
  summary: '操作留痕，新的在前（审计、审计管理员）',
  middleware: checkers,
  request: { query: pageQuery },
  responses: { 200: jsonReply('一页', pageSchema), ...refusals },
})

const getNames = createRoute({
  method: 'get',
  path: '/api/audit/names',
  summary: '留痕里出现过的操作，和对象的种类',
  middleware: checkers,
  responses: { 200: jsonReply('供筛选用', namesSchema), ...refusals },
})

const getExport = createRoute({
  method: 'get',
  path: '/api/audit/log.file',
  summary: '导出筛选出的全部留痕',
  description: '不只一页。以 = + - @ 开头的单元格前加撇号，不会被当成公式。导出本身也留痕。',
  middleware: checkers,
  request: {
    query: z.object({
      ...filterFields,
      format: z.enum(['xlsx', 'csv'], '格式只有 xlsx 和 csv').default('xlsx'),
    }),
  },
  responses: { 200: fileResponse('Excel 或 CSV 文件', xlsxType), ...refusals },
})

export function addLog(app: OpenAPIHono, parts: AuditParts): void {
  const { database } = parts
  app.openapi(getLog, async (c) => {
    const { before, size, ...filter } = c.req.valid('query')
    const occasion = occasionOf(parts, currentPerson(c).person.id)
    const page = await listLog(database, occasion, said(filter), {
      size,
      ...(before === undefined ? {} : { before }),
    })
    const { total, lines, next } = page
    return c.json({ total, lines: lines.map(lineReply), ...(next === undefined ? {} : { next }) }, 200)
  })
  app.openapi(getNames, async (c) => {
    const acts = await listActs(database, occasionOf(parts, currentPerson(c).person.id))
    const named = acts.map((act) => ({ act, name: actText(act) }))
    return c.json({ acts: named, objects: OBJECT_KINDS }, 200)
  })
  app.openapi(getExport, (c) => {
    const { format, ...filter } = c.req.valid('query')
    return sendLog(c, database, occasionOf(parts, currentPerson(c).person.id), said(filter), format)
  })
}

/** The file is written to the disk first: a mistake can then still be answered as one. */
async function sendLog(
  c: Context,
  database: Database,
  occasion: Occasion,
  filter: LogFilter,
  format: 'xlsx' | 'csv',
): Promise<Response> {
  const folder = await mkdtemp(join(tmpdir(), 'duixian-log-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const path = join(folder, `log.${format}`)
  try {
    await exportLog(database, occasion, filter, { path, format }, c.req.raw.signal)
  } catch (error) {
    await remove()
    throw error
  }
  const file = createReadStream(path)
  file.once('close', remove)
  const name = encodeURIComponent(`操作留痕-${occasion.now.toISOString().slice(0, 10)}.${format}`)
  return c.body(Readable.toWeb(file) as ReadableStream, 200, {
    'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : xlsxType,
    'Content-Disposition': `attachment; filename="log.${format}"; filename*=UTF-8''${name}`,
  })
}

type Filter = { readonly [K in keyof LogFilter]?: string | undefined }

/** What was not said is absent. */
function said(filter: Filter): LogFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
}

function lineReply(each: LogLine): LogLineReply {
  return { ...each, actName: actText(each.act), objectName: objectText(each.object) }
}
