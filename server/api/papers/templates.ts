// /api/opinion-templates: a department's words for opinions; and the same filled in for one case.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { filledTemplates, listOpinionTemplates } from '../../papers/opinionTemplates.ts'
import { PLACEHOLDERS } from '../../papers/placeholders.ts'
import {
  changeOpinionTemplate,
  newOpinionTemplate,
  retireOpinionTemplate,
} from '../../papers/saveOpinionTemplate.ts'
import { lines } from '../caseFields.ts'
import { type CaseParts, OFFICERS } from '../caseParts.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, doneSchema, idText, jsonBody, jsonReply, line } from '../fields.ts'
import { currentPerson, requireRole } from '../visitor.ts'

const templateSchema = z
  .object({
    id: z.int(),
    department: z.object({ id: z.string(), name: z.string() }),
    ...{ title: z.string(), content: z.string(), version: z.int() },
  })
  .openapi('OpinionTemplate')

const filledSchema = z
  .object({
    id: z.int(),
    title: z.string(),
    text: z.string(),
    missing: z.array(z.string()).openapi({ description: '还不知道、留有空白的' }),
  })
  .openapi('FilledTemplate')

export type TemplateReply = z.infer<typeof templateSchema>
export type FilledTemplateReply = z.infer<typeof filledSchema>

const words = {
  title: line('名称', 40),
  content: lines('内容', 2000)
    .refine((text) => text.trim() !== '', '请填写内容')
    .openapi({ description: `可以填入${PLACEHOLDERS.map((each) => `{${each}}`).join('、')}` }),
}

const newRequest = z
  .strictObject({ department: line('部门编号', 64), ...words }, bodyErrors('department、title 和 content'))
  .openapi('NewOpinionTemplateRequest')

const changeRequest = z
  .strictObject(
    { version: z.int('version 应为整数').positive('version 应为正整数'), ...words },
    bodyErrors('version、title 和 content'),
  )
  .openapi('OpinionTemplateRequest')

const refusals = {
  401: errorResponse('没有登录'),
  403: errorResponse('没有岗位，或不是本部门的模板'),
}
const one = { request: { params: z.object({ id: idText }) } }
const guarded = { middleware: requireRole(...OFFICERS) }

const getAll = createRoute({
  ...{ method: 'get', path: '/api/opinion-templates', summary: '意见模板：我所在部门的', ...guarded },
  responses: { 200: jsonReply('按部门和名称', z.array(templateSchema)), ...refusals },
})
const post = createRoute({
  ...{ method: 'post', path: '/api/opinion-templates', summary: '新建意见模板', ...guarded },
  request: jsonBody(newRequest),
  responses: {
    200: jsonReply('编号', z.object({ id: z.int() })),
    422: errorResponse('名称重复，或有不认识的填入项'),
    ...refusals,
  },
})
const change = createRoute({
  ...{ method: 'post', path: '/api/opinion-templates/{id}', summary: '修改意见模板', ...guarded },
  request: { ...one.request, ...jsonBody(changeRequest) },
  responses: {
    200: jsonReply('已修改', doneSchema),
    404: errorResponse('没有这份模板'),
    409: errorResponse('刚有人改过'),
    422: errorResponse('名称重复，或有不认识的填入项'),
    ...refusals,
  },
})
const retire = createRoute({
  ...{ method: 'delete', path: '/api/opinion-templates/{id}', summary: '停用意见模板', ...guarded, ...one },
  responses: { 200: jsonReply('已停用', doneSchema), 404: errorResponse('没有这份模板'), ...refusals },
})
const getFilled = createRoute({
  ...{ method: 'get', path: '/api/cases/{id}/opinion-templates', ...guarded, ...one },
  summary: '意见模板，已按这一件填好',
  responses: {
    200: jsonReply('不知道的留空白', z.array(filledSchema)),
    404: errorResponse('没有这个办件'),
    ...refusals,
  },
})

export function addTemplates(app: OpenAPIHono, { database, clock, program }: CaseParts): void {
  const occasionOf = (person: number) => ({ actor: { kind: 'person' as const, person }, now: clock() })
  app.openapi(getAll, async (c) =>
    c.json(await listOpinionTemplates(database, occasionOf(currentPerson(c).person.id)), 200),
  )
  app.openapi(post, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    return c.json({ id: await newOpinionTemplate(database, occasion, c.req.valid('json')) }, 200)
  })
  app.openapi(change, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const { id } = c.req.valid('param')
    await changeOpinionTemplate(database, occasion, { id, ...c.req.valid('json') })
    return c.json({ done: true } as const, 200)
  })
  app.openapi(retire, async (c) => {
    await retireOpinionTemplate(database, occasionOf(currentPerson(c).person.id), c.req.valid('param').id)
    return c.json({ done: true } as const, 200)
  })
  app.openapi(getFilled, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const filled = await filledTemplates(database, occasion, program, c.req.valid('param').id)
    return c.json(
      filled.map(({ id, title, text, missing }) => ({ id, title, text, missing: [...missing] })),
      200,
    )
  })
}
