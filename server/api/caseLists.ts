// GET /api/cases (an enterprise's own) and GET /api/workbench (an officer's): by deadline, page after page.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Program } from '#lang'
import { CASE_STATE_NAMES, CASE_STATES } from '../approval/states.ts'
import type { CaseFilter, Place } from '../cases/askForCases.ts'
import { type CaseLine, type CasePage, listCases } from '../cases/listCases.ts'
import { yuanText } from '../payments/fen.ts'
import { type CaseParts, OFFICERS } from './caseParts.ts'
import { type CaseLineReply, type CasePageReply, casePageSchema } from './caseReply.ts'
import { errorResponse } from './errors.ts'
import { jsonReply, line } from './fields.ts'
import { currentPerson, requireRole, requireSession } from './visitor.ts'

const paging = {
  after: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2}|none)~\d{1,15}$/, 'after 应取自上一页的 next')
    .optional()
    .openapi({ description: '从上一页的 next 之后开始' }),
  size: z.coerce.number().int().min(1, '每页至少一件').max(200, '每页最多 200 件').default(50),
}

const flag = z.enum(['1'], '只能写 1').optional()

/** What the list, its export and its table for acts are filtered by. */
export const workbenchFields = {
  mine: flag.openapi({ description: '只看现在由我办的' }),
  overdue: flag.openapi({ description: '只看超期的' }),
  escalated: flag.openapi({ description: '只看已督办到领导的' }),
  state: z.enum(CASE_STATE_NAMES, '没有这个状态').optional(),
  policy: line('文件编号', 80).optional(),
  item: line('事项编号', 80).optional(),
  step: line('环节编号', 80).optional(),
  desk: line('部门编号', 64).optional().openapi({ description: '在哪个部门案头；none：不在部门案头' }),
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  text: line('查找内容', 100).optional().openapi({ description: '办件编号、企业名称或统一社会信用代码' }),
}

const workbenchQuery = z.object({ ...paging, ...workbenchFields })
const filterQuery = z.object(workbenchFields)

const getCases = createRoute({
  method: 'get',
  path: '/api/cases',
  summary: '我的办件',
  middleware: requireSession(),
  request: { query: z.object(paging) },
  responses: {
    200: jsonReply('我可以代表的企业的办件，先到期的在前', casePageSchema),
    401: errorResponse('没有登录'),
  },
})

const getWorkbench = createRoute({
  method: 'get',
  path: '/api/workbench',
  summary: '工作台：我看得到的办件，先到期的在前',
  middleware: requireRole(...OFFICERS),
  request: { query: workbenchQuery },
  responses: {
    200: jsonReply('一页', casePageSchema),
    401: errorResponse('没有登录'),
    403: errorResponse('没有办理、审计或领导岗位'),
  },
})

export function addCaseLists(app: OpenAPIHono, { database, clock, program }: CaseParts): void {
  const page = async (
    person: number,
    filter: CaseFilter,
    { after, size }: { after?: string | undefined; size: number },
  ) => {
    const occasion = { actor: { kind: 'person' as const, person }, now: clock() }
    const place = after === undefined ? {} : { after: readPlace(after) }
    return pageReply(program, await listCases(database, occasion, filter, { size, ...place }))
  }
  app.openapi(getCases, async (c) =>
    c.json(await page(currentPerson(c).person.id, { own: true }, c.req.valid('query')), 200),
  )
  app.openapi(getWorkbench, async (c) => {
    const query = c.req.valid('query')
    return c.json(await page(currentPerson(c).person.id, filterOf(query), query), 200)
  })
}

export function filterOf(query: z.infer<typeof filterQuery>): CaseFilter {
  const { mine, overdue, escalated, state, policy, item, step, desk, year, text } = query
  return {
    ...{ mine: mine !== undefined, overdue: overdue !== undefined },
    ...(escalated !== undefined && { escalated: true }),
    ...(state && { states: [state] }),
    ...(policy !== undefined && { policy }),
    ...(item !== undefined && { item }),
    ...(step !== undefined && { step }),
    ...(desk !== undefined && { desk }),
    ...(year !== undefined && { year }),
    ...(text !== undefined && { text }),
  }
}

function readPlace(text: string): Place {
  const [day = '', id] = text.split('~')
  return { dueOn: day === 'none' ? null : day, id: Number(id) }
}

function pageReply(program: Program, { lines, total, more, next }: CasePage): CasePageReply {
  return {
    ...{ total, more },
    cases: lines.map((each) => lineReply(program, each)),
    ...(next && { next: `${next.dueOn ?? 'none'}~${next.id}` }),
  }
}

function lineReply(program: Program, line: CaseLine): CaseLineReply {
  const { row, subject, step: stepName, late, left, age, fen } = line
  const { id, number, policy, item, year, stage, element, state, step, version, dueOn, holidaysKnown } = row
  return {
    ...{ id, number, subject, policy, item, title: titleOf(program, policy, item), year, stage, element },
    ...{
      state,
      stateName: CASE_STATES[state],
      step,
      stepName,
      version,
      dueOn,
      holidaysKnown,
      late,
      left,
      age,
    },
    yuan: fen === null ? null : yuanText(fen),
    since: row.deskSince.toISOString(),
  }
}

/** The item's name; its number where the library no longer has it. */
export function titleOf(program: Program, policy: string, item: string): string {
  const known = program.policies.find((each) => each.document.id === policy)
  return known?.items.find((each) => each.id === item)?.title ?? item
}
