// /api/workbench/export and /api/workbench/act-table: the workbench as Excel, and acts that come back in it.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { dayInChina } from '../../clock/dayInChina.ts'
import { transact } from '../../db/transact.ts'
import { departmentNames } from '../../identity/departmentNames.ts'
import { MOST_ROWS, writeActTable } from '../../papers/actTable.ts'
import { type CheckedTable, checkActTable } from '../../papers/checkActTable.ts'
import { confirmActTable } from '../../papers/confirmActTable.ts'
import { exportWorkbench } from '../../papers/exportWorkbench.ts'
import { filterOf, titleOf, workbenchFields } from '../caseLists.ts'
import { type CaseParts, OFFICERS } from '../caseParts.ts'
import { errorResponse, RequestError } from '../errors.ts'
import { fileField, idText, jsonReply } from '../fields.ts'
import { fileResponse, xlsxType } from '../file.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { sendWritten, withUpload } from '../writtenFile.ts'

const cellProblem = z.object({
  sheet: z.string().openapi({ example: '办理' }),
  cell: z.string().openapi({ example: 'G5' }),
  message: z.string(),
})

const checkedSchema = z
  .object({
    id: z.int().optional().openapi({ description: '用它确认；有错误时没有' }),
    rows: z.array(
      z.object({
        line: z.int().openapi({ description: '表里的行号' }),
        ...{ number: z.string(), subject: z.string(), act: z.string() },
        money: z.array(z.string()).openapi({ description: '随操作核定和预留什么' }),
        problems: z.array(cellProblem),
      }),
    ),
    skipped: z.int().openapi({ description: '没有填操作的行，不办' }),
    problems: z
      .array(cellProblem)
      .openapi({ description: '公式、合并单元格，和没有写操作的办件所选的口径、金额和资金盘子' }),
  })
  .openapi('CheckedActTable')

const confirmedSchema = z
  .object({
    count: z.int(),
    repeated: z.boolean().openapi({ description: '这份表以前已经确认过，这次没有再办' }),
  })
  .openapi('ConfirmedActTable')

export type CheckedTableReply = z.infer<typeof checkedSchema>
export type ConfirmedTableReply = z.infer<typeof confirmedSchema>

const refusals = {
  401: errorResponse('没有登录'),
  403: errorResponse('没有办理、审计或领导岗位，或不是从本网站的页面发出'),
}
const filtered = { request: { query: z.object(workbenchFields) } }

const getExport = createRoute({
  method: 'get',
  path: '/api/workbench/export',
  summary: '工作台导出 Excel：同一筛选的全部办件',
  middleware: requireRole(...OFFICERS),
  ...filtered,
  responses: { 200: fileResponse('Excel 文件', xlsxType), ...refusals },
})

const getTable = createRoute({
  method: 'get',
  path: '/api/workbench/act-table',
  summary: '下载办理模板：同一筛选的办件，填好操作和意见后上传',
  middleware: requireRole(...OFFICERS),
  ...filtered,
  responses: {
    200: fileResponse('Excel 文件', xlsxType),
    422: errorResponse(`没有办件，或超过 ${MOST_ROWS} 件`),
    ...refusals,
  },
})

const postTable = createRoute({
  method: 'post',
  path: '/api/workbench/act-table',
  summary: '上传填好的表：逐格核对，不办理',
  description: '不收公式和合并单元格；办件在下载之后有人办过的，写明在哪一行。',
  middleware: requireRole(...OFFICERS),
  request: {
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: z
            .strictObject({
              file: fileField('请选择一份文件'),
            })
            .openapi('ActTableRequest'),
        },
      },
    },
  },
  responses: {
    200: jsonReply('逐行的结果；没有错误的可以确认', checkedSchema),
    413: errorResponse('文件太大'),
    422: errorResponse('不是办理模板，或解压后过大'),
    ...refusals,
  },
})

const confirmTable = createRoute({
  method: 'post',
  path: '/api/workbench/act-table/{id}',
  summary: '确认办理：全部办成，或全部不办',
  middleware: requireRole(...OFFICERS),
  request: { params: z.object({ id: idText }) },
  responses: {
    200: jsonReply('全部办成；再次确认不会再办', confirmedSchema),
    409: errorResponse('有的行现在不能办，全部没有办；原因逐行列出'),
    422: errorResponse('没有这份核对过的表'),
    ...refusals,
  },
})

export function addActTables(app: OpenAPIHono, { database, clock, program, effects }: CaseParts): void {
  const occasionOf = (person: number) => ({ actor: { kind: 'person' as const, person }, now: clock() })
  app.openapi(getExport, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const departments = await transact(database, occasion, (tx) => departmentNames(tx))
    const filter = filterOf(c.req.valid('query'))
    const name = `工作台-${dayInChina(occasion.now)}.xlsx`
    return sendWritten(c, { ascii: 'workbench.xlsx', name, type: xlsxType }, (path) =>
      exportWorkbench(database, occasion, program, filter, { path, departments }),
    )
  })
  app.openapi(getTable, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const filter = filterOf(c.req.valid('query'))
    const name = `办理模板-${dayInChina(occasion.now)}.xlsx`
    return sendWritten(c, { ascii: 'acts.xlsx', name, type: xlsxType }, (path) =>
      writeActTable(database, occasion, filter, {
        ...{ path, program },
        titleOf: (policy, item) => titleOf(program, policy, item),
      }),
    )
  })
  app.openapi(postTable, async (c) => {
    const { file } = c.req.valid('form')
    const bytes = Buffer.from(await file.arrayBuffer())
    const officer = { person: currentPerson(c).person.id, now: clock(), effects }
    const checked = await withUpload(bytes, (path) =>
      checkActTable(database, officer, program, { path, name: file.name, bytes }),
    )
    return c.json(checkedReply(checked), 200)
  })
  app.openapi(confirmTable, async (c) => {
    const acting = { person: currentPerson(c).person.id, now: clock(), effects }
    const confirmed = await confirmActTable(database, acting, c.req.valid('param').id)
    if (confirmed.kind === 'done') {
      const { count, repeated } = confirmed
      return c.json({ count, repeated }, 200)
    }
    const problems = confirmed.why.map(({ line, number, message }) => ({
      path: String(line),
      message: `第 ${line} 行（${number}）：${message}`,
    }))
    throw new RequestError('table-not-done', '有的行现在不能办，全部没有办。请改好后重新上传。', problems)
  })
}

function checkedReply({ id, rows, skipped, problems }: CheckedTable): CheckedTableReply {
  return {
    ...(id !== undefined && { id }),
    ...{ skipped, problems: [...problems] },
    rows: rows.map(({ money, problems: own, ...row }) => ({ ...row, money: [...money], problems: [...own] })),
  }
}
