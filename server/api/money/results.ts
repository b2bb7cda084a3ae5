// /api/money/results and /api/money/bank-questions: what the bank says, in a file or asked directly.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { mediaTypeOf } from '../../cases/mediaType.ts'
import type { Followed } from '../../granting/followBank.ts'
import { followBank } from '../../granting/followBank.ts'
import { askBank } from '../../payments/askBank.ts'
import { importResults, ResultsError } from '../../payments/importResults.ts'
import { listResultFiles } from '../../payments/listResultFiles.ts'
import { MoneyError } from '../../payments/problem.ts'
import { errorResponse, RequestError } from '../errors.ts'
import { fileField, jsonReply, moment } from '../fields.ts'
import { requireRole } from '../visitor.ts'
import { asPerson, FILE_LOOKERS, type MoneyParts, noBank, occasionOf, refusals } from './moneyParts.ts'

export const MOST_RESULT_BYTES = 10 * 2 ** 20

export const followedSchema = z
  .object({
    moved: z.int().openapi({ description: '随之推进的办件' }),
    failed: z
      .array(z.object({ caseId: z.int(), why: z.string() }))
      .openapi({ description: '没有推进的办件和原因；资金已按结果记账' }),
  })
  .openapi('CasesFollowed')

export type FollowedReply = z.infer<typeof followedSchema>

export function followedReply(...all: readonly Followed[]): FollowedReply {
  return {
    moved: new Set(all.flatMap((each) => each.moved)).size,
    failed: all.flatMap((each) => each.failed),
  }
}

const importedSchema = z
  .object({
    kind: z.enum(['imported', 'known']).openapi({ description: 'known：这份文件导入过，这次什么也没有改' }),
    ...{ paid: z.int(), returned: z.int(), unknown: z.int(), unchanged: z.int() },
    cases: followedSchema,
  })
  .openapi('ImportedResults')

export type ImportedReply = z.infer<typeof importedSchema>

const fileSchema = z
  .object({
    ...{ id: z.int(), name: z.string(), sha256: z.string(), rows: z.int() },
    ...{ paid: z.int(), returned: z.int(), unknown: z.int(), at: moment, person: z.string().nullable() },
  })
  .openapi('ResultFile')

export type ResultFileReply = z.infer<typeof fileSchema>

const form = z
  .strictObject({
    file: fileField('请选择银行回单文件'),
  })
  .openapi('ResultsRequest')

const postResults = createRoute({
  method: 'post',
  path: '/api/money/results',
  summary: '导入银行回单（支付）：全部导入或一行也不导入',
  description:
    'CSV 或 XLSX，列：支付单号、结果（成功、退票、待查）、金额（元）、时间、原因。同一份文件再导入，什么也不改。',
  middleware: requireRole('payer'),
  request: { body: { required: true, content: { 'multipart/form-data': { schema: form } } } },
  responses: {
    200: jsonReply('已导入，办件随之推进', importedSchema),
    413: errorResponse('文件太大'),
    422: errorResponse('有行不对，一行也没有导入；problems 逐行写明'),
    ...refusals,
  },
})

const getResults = createRoute({
  method: 'get',
  path: '/api/money/results',
  summary: '导入过的银行回单，新的在前',
  middleware: requireRole(...FILE_LOOKERS),
  responses: { 200: jsonReply('银行回单', z.array(fileSchema)), ...refusals },
})

const postQuestions = createRoute({
  method: 'post',
  path: '/api/money/bank-questions',
  summary: '向直连银行查询没有最终结果的支付单（支付）：只问，不付',
  middleware: requireRole('payer'),
  responses: {
    200: jsonReply('有了新答复的张数', z.object({ answered: z.int(), cases: followedSchema })),
    409: errorResponse('没有直连银行'),
    ...refusals,
  },
})

export function addResults(app: OpenAPIHono, parts: MoneyParts): void {
  const { database, clock, effects, bank } = parts
  const follow = async () => followedReply(await followBank(database, clock(), effects))
  app.openapi(postResults, async (c) => {
    const { file } = c.req.valid('form')
    const bytes = Buffer.from(await file.arrayBuffer())
    const ending = endingOf(file.name, bytes)
    const folder = await mkdtemp(join(tmpdir(), 'duixian-results-'))
    try {
      // Its name is kept in the database only; on the disk it has one of ours.
      const path = join(folder, `results${ending}`)
      await writeFile(path, bytes)
      const imported = await importResults(database, occasionOf(parts, c), path, file.name.slice(0, 200))
      return c.json({ ...imported, cases: await follow() }, 200)
    } catch (error) {
      throw rowByRow(error)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
  app.openapi(getResults, async (c) => {
    const rows = await asPerson(parts, c, listResultFiles)
    const files = rows.map(({ rowCount, importedAt, ...row }) => ({
      ...{ ...row, rows: rowCount, at: importedAt.toISOString() },
    }))
    return c.json(files, 200)
  })
  app.openapi(postQuestions, async (c) => {
    if (!bank) throw noBank()
    const answered = await askBank(database, bank, clock)
    return c.json({ answered, cases: await follow() }, 200)
  })
}

/** By what is in it, not by its name: a workbook within bounds, or text. */
function endingOf(name: string, bytes: Buffer): '.csv' | '.xlsx' {
  const wrong = (text: string) => new MoneyError('file', `银行回单「${name.slice(0, 60)}」${text}`)
  if (bytes.length === 0) throw wrong('是空的，请重新选择')
  const ending = extname(name).toLowerCase()
  if (ending === '.csv' || ending === '.txt') {
    if (bytes.includes(0) && !isUtf16(bytes)) throw wrong('不是文本，请导出为 CSV 或 XLSX')
    return '.csv'
  }
  if (ending !== '.xlsx') throw wrong('不是 CSV 或 XLSX，请转换后导入')
  const media = mediaTypeOf(bytes)
  if (media.kind === 'refused') throw wrong(`：${media.text}`)
  if (!media.extensions.includes('xlsx')) throw wrong('的内容不是 XLSX，请重新导出')
  return '.xlsx'
}

const isUtf16 = (bytes: Buffer): boolean => ['fffe', 'feff'].includes(bytes.subarray(0, 2).toString('hex'))

function rowByRow(error: unknown): unknown {
  if (!(error instanceof ResultsError)) return error
  const problems = error.problems.map(({ line, message }) => ({
    path: `第 ${line} 行`,
    message: `第 ${line} 行：${message}`,
  }))
  return new RequestError('money-file', `${error.message}。`, problems)
}
