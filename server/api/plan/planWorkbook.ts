// /api/plan/workbook: the sheet that a department fills in, out and in.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { dayInChina } from '../../clock/dayInChina.ts'
import { transact } from '../../db/transact.ts'
import { PlanError } from '../../plan/problem.ts'
import { type Choices, importWorkbook } from '../../plan/targets/importWorkbook.ts'
import { ALL_OF_IT, loadPlan } from '../../plan/targets/loadPlan.ts'
import { lastEnded, parsePeriod } from '../../plan/targets/period.ts'
import { writeTemplate } from '../../plan/targets/workbook.ts'
import { errorResponse } from '../errors.ts'
import { jsonReply, line } from '../fields.ts'
import { fileResponse, sendFile, xlsxType } from '../file.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { refusals } from './planLists.ts'
import { occasionOf, type PlanParts, REPORTERS, reportingDepartments } from './planParts.ts'
import { importedSchema } from './planReply.ts'

const getWorkbook = createRoute({
  method: 'get',
  path: '/api/plan/workbook',
  summary: '下载填报表：我的部门在一个期间要报的指标',
  middleware: requireRole(...REPORTERS),
  request: {
    query: z.object({
      period: line('期间', 10).optional().openapi({ description: '默认是最近结束的季度', example: '2026Q3' }),
      department: line('部门编号', 64).optional().openapi({ description: '有几个部门的岗位时选一个' }),
    }),
  },
  responses: {
    200: fileResponse('Excel 文件', xlsxType),
    ...refusals,
    404: errorResponse('没有要填报的指标'),
    422: errorResponse('期间不对'),
  },
})

const form = z
  .strictObject({
    file: z
      .custom<File>((value) => value instanceof File, '请选择填好的表')
      .openapi({ type: 'string', format: 'binary' }),
    choices: z
      .string()
      .max(20_000, '选择太长')
      .optional()
      .openapi({ description: '有冲突的格子按谁的算：JSON，例如 {"H7":"mine","H9":"theirs"}' }),
  })
  .openapi('PlanWorkbookRequest')

const postWorkbook = createRoute({
  method: 'post',
  path: '/api/plan/workbook',
  summary: '上传填报表：全部导入，或一格也不导入',
  description: '有格子不对时 problems 逐格写明；下载以后别人改过的格子作为冲突列出，选定后再上传。',
  middleware: requireRole(...REPORTERS),
  request: { body: { required: true, content: { 'multipart/form-data': { schema: form } } } },
  responses: {
    200: jsonReply('已导入，或有冲突要选', importedSchema),
    ...refusals,
    413: errorResponse('文件太大'),
    422: errorResponse('表不对，problems 的 path 是格子'),
  },
})

export function addPlanWorkbook(app: OpenAPIHono, { database, clock, program }: PlanParts): void {
  app.openapi(getWorkbook, async (c) => {
    const query = c.req.valid('query')
    const session = currentPerson(c)
    const now = clock()
    const own = reportingDepartments(session)
    const wanted = query.department ?? own[0]
    const period = parsePeriod(query.period ?? lastEnded('quarter', dayInChina(now)).text)
    if (!period)
      throw new PlanError('wrong_value', '期间写成 2026Q3 这样', [
        { path: 'period', message: '期间写成 2026Q3 这样' },
      ])
    const plan = await transact(database, occasionOf(session, now), (tx) => loadPlan(tx, program, ALL_OF_IT))
    const lines = plan.filter(
      ({ indicator: { setting } }) =>
        setting.departmentId === wanted &&
        own.includes(setting.departmentId) &&
        setting.periodicity === period.periodicity,
    )
    const [first] = lines
    if (!first) throw new PlanError('unknown_indicator', '您的部门在这个期间没有要填报的指标')
    const template = { district: first.indicator.district, department: first.owner, period, lines }
    const content = await writeTemplate(template, now)
    return sendFile(c, { name: `${first.owner.name}-${period.text}-填报表.xlsx`, type: xlsxType, content })
  })
  app.openapi(postWorkbook, async (c) => {
    const { file, choices } = c.req.valid('form')
    const by = { person: currentPerson(c).person.id, now: clock() }
    const bytes = Buffer.from(await file.arrayBuffer())
    const done = await importWorkbook(database, by, program, bytes, readChoices(choices))
    if (done.kind === 'imported')
      return c.json({ kind: done.kind, reports: done.rows.length, unchanged: done.unchanged }, 200)
    return c.json({ kind: done.kind, conflicts: done.conflicts.map((each) => ({ ...each })) }, 200)
  })
}

const choicesSchema = z.record(z.string().regex(/^[A-Z]\d{1,5}$/), z.enum(['mine', 'theirs']))

function readChoices(text: string | undefined): Choices {
  if (text === undefined || text === '') return {}
  try {
    return choicesSchema.parse(JSON.parse(text))
  } catch (error) {
    throw new PlanError('wrong_value', '冲突的选择没有读懂，请在页面上重新选', [], { cause: error })
  }
}
