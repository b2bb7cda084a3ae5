// /api/approval-paths and /api/item-settings: how items are handled, which is configuration and no text of law.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { examinePath } from '../cases/examinePath.ts'
import { listPaths, listSettings, type PathLine, type SettingLine } from '../cases/listSettings.ts'
import { listVacancies, type Vacancy } from '../cases/listVacancies.ts'
import { type NewItemSetting, saveItemSetting } from '../cases/saveItemSetting.ts'
import { savePath } from '../cases/savePath.ts'
import { stagesSchema } from '../cases/stages.ts'
import type { CaseParts } from './caseParts.ts'
import { errorResponse } from './errors.ts'
import { bodyErrors, day, jsonBody, jsonReply, line, moment } from './fields.ts'
import { currentPerson, requireRole, requireSession } from './visitor.ts'

const pathsSchema = z.array(
  z.object({ version: z.int(), checkedAt: moment, path: z.unknown() }).openapi('SavedPath'),
)

const examinedSchema = z
  .object({
    kind: z.enum(['malformed', 'faulty', 'sound']),
    places: z.array(z.string()).optional().openapi({ description: '写法不对的位置' }),
    faults: z
      .array(z.object({ kind: z.string(), what: z.string(), way: z.array(z.string()) }))
      .optional()
      .openapi({ description: '漏洞，和怎样一步步走到那里' }),
  })
  .openapi('ExaminedPath')

export type { Effect, Hand, Need, Party, Path, PathAct, PathStep } from '../approval/path.ts'
export type SavedPathReply = PathLine
export type SettingReply = SettingLine
export type VacancyReply = Vacancy
export type ExaminedReply = z.infer<typeof examinedSchema>

const settingsSchema = z.array(
  z.object({ setting: z.unknown(), lead: z.string(), path: z.unknown() }).openapi('ItemSetting'),
)

const vacanciesSchema = z
  .array(
    z.object({
      setting: z.int(),
      department: z
        .object({ id: z.string(), name: z.string() })
        .nullable()
        .openapi({ description: '空：初核单位（镇街或平台公司）里都没有' }),
      duties: z.array(z.string()),
    }),
  )
  .openapi('Vacancies')

const settingRequest = z
  .strictObject(
    {
      policy: line('文件编号', 80),
      item: line('事项编号', 80),
      district: line('区县', 40),
      path: z.strictObject(
        { id: line('审批路径', 80), version: z.int('版本应为整数').positive('版本应为正整数') },
        bodyErrors('id 和 version'),
      ),
      leadDepartment: line('牵头部门', 64),
      financeDepartment: line('财政部门', 64),
      firstLevelKind: z
        .enum(['street', 'platform'], '初核单位只有 street（镇街）、platform（平台公司）')
        .optional(),
      takingPart: z.array(line('参与部门', 64)).optional().openapi({ description: '须出具意见的部门' }),
      publicityDays: z
        .int('公示天数应为整数')
        .positive('公示天数应为正数')
        .openapi({ description: '工作日' }),
      opensOn: day('受理开始日').optional(),
      closesOn: day('受理截止日').optional(),
      several: z.boolean('several 应为 true 或 false').optional().openapi({ description: '按项申报' }),
      programme: line('专项名称', 100).optional().openapi({ description: '从哪个专项支付' }),
      stages: stagesSchema.optional().openapi({ description: '分期：依次办理的阶段' }),
      quota: z.int('名额应为整数').positive('名额应为正数').optional(),
      validFrom: day('生效日'),
      validTo: day('失效日').optional(),
    },
    bodyErrors('policy、item、district、path、leadDepartment、financeDepartment、publicityDays 和 validFrom'),
  )
  .openapi('ItemSettingRequest')

const refusals = { 401: errorResponse('没有登录'), 403: errorResponse('没有这个岗位') }

const getPaths = createRoute({
  method: 'get',
  path: '/api/approval-paths',
  summary: '审批路径，每条的最新一版',
  middleware: requireSession(),
  responses: { 200: jsonReply('环节、操作、条件', pathsSchema), 401: errorResponse('没有登录') },
})

const postPath = createRoute({
  method: 'post',
  path: '/api/approval-paths',
  summary: '保存一条审批路径（系统管理员）',
  description:
    '保存前逐情形检查：能不公示、不经四个人、没有余额就付款的，走不下去的，一律不收，并写明怎样走到那里。',
  middleware: requireRole('system_admin'),
  request: jsonBody(z.record(z.string(), z.unknown()).openapi('ApprovalPath')),
  responses: {
    200: jsonReply('新的一版', z.object({ id: z.string(), version: z.int() }).openapi('SavedPathVersion')),
    422: errorResponse('写法不对，或路径有漏洞'),
    ...refusals,
  },
})

const postExamination = createRoute({
  method: 'post',
  path: '/api/approval-paths/examination',
  summary: '检查一条审批路径，不保存（系统管理员）',
  middleware: requireRole('system_admin'),
  request: jsonBody(z.record(z.string(), z.unknown()).openapi('ApprovalPathDraft')),
  responses: { 200: jsonReply('有没有漏洞', examinedSchema), ...refusals },
})

const getSettings = createRoute({
  method: 'get',
  path: '/api/item-settings',
  summary: '事项办理设置（配置，不是文件原文），今天有效的',
  middleware: requireSession(),
  responses: { 200: jsonReply('每个事项一条', settingsSchema), 401: errorResponse('没有登录') },
})

const getVacancies = createRoute({
  method: 'get',
  path: '/api/item-settings/vacancies',
  summary: '哪些事项的哪些岗位今天没有人，办件走到那里会停下',
  middleware: requireRole('approver', 'leader', 'system_admin', 'security_admin'),
  responses: { 200: jsonReply('没有缺岗的事项不列出', vacanciesSchema), ...refusals },
})

const postSetting = createRoute({
  method: 'post',
  path: '/api/item-settings',
  summary: '保存一个事项的办理设置（牵头部门的审批岗或领导）',
  middleware: requireRole('approver', 'leader'),
  request: jsonBody(settingRequest),
  responses: {
    200: jsonReply('设置的编号', z.object({ id: z.int() })),
    422: errorResponse('写法不对，或部门、路径不存在'),
    ...refusals,
  },
})

export function addCaseSettings(app: OpenAPIHono, { database, clock }: CaseParts): void {
  const occasionOf = (person: number) => ({ actor: { kind: 'person' as const, person }, now: clock() })
  app.openapi(getPaths, async (c) =>
    c.json((await listPaths(database, occasionOf(currentPerson(c).person.id))) as never, 200),
  )
  app.openapi(postPath, async (c) =>
    c.json(await savePath(database, occasionOf(currentPerson(c).person.id), c.req.valid('json')), 200),
  )
  app.openapi(postExamination, (c) => c.json(examined(c.req.valid('json')), 200))
  app.openapi(getSettings, async (c) =>
    c.json((await listSettings(database, occasionOf(currentPerson(c).person.id))) as never, 200),
  )
  app.openapi(getVacancies, async (c) =>
    c.json((await listVacancies(database, occasionOf(currentPerson(c).person.id))) as never, 200),
  )
  app.openapi(postSetting, async (c) => {
    const saved = await saveItemSetting(
      database,
      occasionOf(currentPerson(c).person.id),
      said(c.req.valid('json')),
    )
    return c.json({ id: saved }, 200)
  })
}

function examined(definition: unknown): ExaminedReply {
  const found = examinePath(definition)
  switch (found.kind) {
    case 'malformed':
      return { kind: found.kind, places: [...found.places] }
    case 'faulty':
      return {
        kind: found.kind,
        faults: found.faults.map(({ way, ...rest }) => ({ ...rest, way: [...way] })),
      }
    case 'sound':
      return { kind: found.kind }
  }
}

/** What was not said is absent. */
function said(request: z.infer<typeof settingRequest>): NewItemSetting {
  const {
    firstLevelKind,
    takingPart,
    opensOn,
    closesOn,
    several,
    quota,
    programme,
    stages,
    validTo,
    ...needed
  } = request
  return {
    ...needed,
    ...(firstLevelKind && { firstLevelKind }),
    ...(takingPart && { takingPart }),
    ...(opensOn !== undefined && { opensOn }),
    ...(closesOn !== undefined && { closesOn }),
    ...(several !== undefined && { several }),
    ...(quota !== undefined && { quota }),
    ...(programme !== undefined && { programme }),
    ...(stages && { stages }),
    ...(validTo !== undefined && { validTo }),
  }
}
