// Which items can be applied for, what is known for one of them already, and POST /api/cases: a draft.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type Program, readSubject } from '#lang'
import { findingOf } from '../cases/findingOf.ts'
import { listSettings } from '../cases/listSettings.ts'
import { openCase } from '../cases/openCase.ts'
import { prefill } from '../cases/prefill.ts'
import { outsideWindow } from '../cases/window.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { department } from '../db/tables.ts'
import { type Occasion, transact } from '../db/transact.ts'
import { titleOf } from './caseLists.ts'
import type { CaseParts } from './caseParts.ts'
import { errorResponse, RequestError } from './errors.ts'
import { bodyErrors, id, idText, jsonBody, jsonReply, line, moment } from './fields.ts'
import { outcomeSchema } from './findingSchema.ts'
import { currentPerson, requireScope, requireSession } from './visitor.ts'

const openItemSchema = z
  .object({
    policy: z.string(),
    item: z.string(),
    title: z.string(),
    district: z.string(),
    lead: z.string(),
    path: z.object({ id: z.string(), name: z.string() }),
    listed: z.boolean().openapi({ description: '免申即享：由政府列名单，企业认为漏了的可以请求列入' }),
    several: z.boolean().openapi({ description: '按项申报：须写明是哪一项' }),
    firstDepartments: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .openapi({ description: '两级审核的事项：从中选负责初核的镇街或出租方' }),
    closed: z.string().nullable().openapi({ description: '现在不受理的原因' }),
  })
  .openapi('OpenItem')

const prefillSchema = z
  .object({
    outcome: outcomeSchema.openapi({ description: '按已知事实的结论，见 /api/evaluate' }),
    known: z.array(
      z.object({
        ...{ name: z.string(), title: z.string(), year: z.int().nullable(), value: z.unknown() },
        ...{ source: z.string(), recordedAt: moment },
      }),
    ),
    asked: z.array(z.object({ title: z.string(), question: z.string() })),
    foundOut: z.array(z.object({ title: z.string(), by: z.string() })),
  })
  .openapi('Prefill')

export type OpenItemReply = z.infer<typeof openItemSchema>
export type PrefillReply = z.infer<typeof prefillSchema>

const openRequest = z
  .strictObject(
    {
      subject: id('企业'),
      policy: line('文件编号', 80),
      item: line('事项编号', 80),
      year: z.int('年度应为整数').min(2000, '年度不对').max(2100, '年度不对'),
      stage: line('阶段', 80).optional(),
      element: line('项目名称', 200).optional().openapi({ description: '按项申报的事项：哪一项' }),
      firstDepartment: line('初核单位', 80).optional(),
      facts: z
        .array(
          z.strictObject({
            name: line('事实', 120).openapi({ description: '词典里的英文名' }),
            year: z.int('年份应为整数').optional(),
            value: z.unknown(),
          }),
          '事实应写成一组',
        )
        .max(500, '事实最多 500 条')
        .optional()
        .openapi({ description: '只有企业自己知道的事实；部门掌握的不收' }),
    },
    bodyErrors('subject、policy、item 和 year'),
  )
  .openapi('OpenCaseRequest')

const refusals = { 401: errorResponse('没有登录'), 403: errorResponse('没有这家企业的授权') }

const getItems = createRoute({
  method: 'get',
  path: '/api/open-items',
  summary: '可以申报的事项（办理设置是配置，不是文件原文）',
  middleware: requireSession(),
  responses: { 200: jsonReply('今天有效的', z.array(openItemSchema)), 401: errorResponse('没有登录') },
})

const getPrefill = createRoute({
  method: 'get',
  path: '/api/subjects/{subject}/prefill',
  summary: '申报前：已经知道什么、还要问什么、由谁查明',
  middleware: requireScope('view'),
  request: {
    params: z.object({ subject: idText }),
    query: z.object({ policy: line('文件编号', 80), item: line('事项编号', 80) }),
  },
  responses: {
    200: jsonReply('部门掌握的不问企业', prefillSchema),
    404: errorResponse('没有这个事项'),
    ...refusals,
  },
})

const postCase = createRoute({
  method: 'post',
  path: '/api/cases',
  summary: '建立一件（草稿）',
  middleware: requireSession(),
  request: jsonBody(openRequest),
  responses: {
    200: jsonReply('办件', z.object({ id: z.int(), number: z.string() }).openapi('OpenedCase')),
    404: errorResponse('这个事项没有开通线上办理'),
    409: errorResponse('不在申报期，或同一事项已有办件'),
    422: errorResponse('写法不对，或填了由部门掌握的事实'),
    ...refusals,
  },
})

export function addNewCase(app: OpenAPIHono, { database, clock, program }: CaseParts): void {
  app.openapi(getItems, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id, clock())
    return c.json(await openItems({ database, program }, occasion), 200)
  })
  app.openapi(getPrefill, async (c) => {
    const { subject } = c.req.valid('param')
    const occasion = occasionOf(currentPerson(c).person.id, clock())
    const asked = { subject, ...c.req.valid('query') }
    const finding = await transact(database, occasion, (tx) => findingOf(tx, program, asked, occasion.now))
    if (!finding) throw new RequestError('unknown-item', '政策库里没有这个事项，请从列表中选择。')
    const known = await prefill(database, occasion, program, { subject, finding })
    return c.json({ outcome: finding.outcome, ...known } as never, 200)
  })
  app.openapi(postCase, async (c) => {
    const { stage, element, firstDepartment, facts, ...wanted } = c.req.valid('json')
    requireReadable(program, facts ?? [])
    const application = {
      ...wanted,
      ...(stage !== undefined && { stage }),
      ...(element !== undefined && { element }),
      ...(firstDepartment !== undefined && { firstDepartment }),
      ...(facts && {
        facts: facts.map(({ name, year, value }) => ({
          ...{ name, value: value ?? null },
          ...(year !== undefined && { year }),
        })),
      }),
    }
    const applying = { person: currentPerson(c).person.id, now: clock(), program }
    const { id: opened, number } = await openCase(database, applying, application)
    return c.json({ id: opened, number }, 200)
  })
}

type Said = { readonly name: string; readonly year?: number | undefined; readonly value?: unknown }

/** A value that the language cannot read would make all of the enterprise unreadable. */
function requireReadable({ vocabulary }: Program, facts: readonly Said[]): void {
  for (const { name, year, value = null } of facts) {
    const declared = [...vocabulary.facts, ...vocabulary.collections].find((each) => each.english === name)
    if (!declared || value === null) continue
    const said = { [name]: year === undefined ? value : { [year]: value } }
    const { problems } = readSubject({ subject: declared.subject, facts: said }, vocabulary)
    if (problems.length > 0)
      throw new RequestError('wrong-facts', '有些事实的写法不对，请按下列说明修改。', problems)
  }
}

const occasionOf = (person: number, now: Date): Occasion => ({ actor: { kind: 'person', person }, now })

async function openItems({ database, program }: Pick<CaseParts, 'database' | 'program'>, occasion: Occasion) {
  const settings = await listSettings(database, occasion)
  const all = await transact(database, occasion, (tx) => tx.select().from(department))
  return settings.map(({ setting, lead, path: { id: pathId, name, mode } }) => {
    const { policy, item, district, several, firstLevelKind } = setting
    const first = all.filter(
      (each) => each.kind === firstLevelKind && each.district === district && each.closedAt === null,
    )
    return {
      ...{ policy, item, title: titleOf(program, policy, item), district, lead, several },
      ...{ path: { id: pathId, name }, listed: mode === 'no_application' },
      firstDepartments: first.map(({ id: departmentId, name: called }) => ({
        ...{ id: departmentId, name: called },
      })),
      closed: outsideWindow(setting, dayInChina(occasion.now)) ?? null,
    }
  })
}
