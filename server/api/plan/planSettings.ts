// POST /api/plan/settings: how an indicator is kept from now on.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { GATHERS, PERIODICITIES } from '../../db/tables.ts'
import { saveSetting } from '../../plan/targets/saveSetting.ts'
import { lines } from '../caseFields.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, jsonBody, jsonReply, line } from '../fields.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { refusals } from './planLists.ts'
import { occasionOf, type PlanParts } from './planParts.ts'

const bound = z
  .string('合理范围应为数字')
  .regex(/^-?\d{1,15}(\.\d{1,6})?$/, '合理范围应写成数字，例如 0 或 500')
  .nullable()
  .openapi({ example: '500' })

const settingRequest = z
  .strictObject(
    {
      ...{ policy: line('文件编号', 80), target: line('目标编号', 120), district: line('区县', 40) },
      departmentId: line('责任部门', 64),
      ...{
        definition: lines('定义', 1000),
        formula: lines('计算方法', 1000),
        source: lines('数据来源', 1000),
      },
      unit: line('单位', 20),
      periodicity: z.enum(PERIODICITIES, '周期只有 month、quarter、half、year'),
      gathers: z.enum(GATHERS, '统计方式只有 level、since_start、within_year'),
      firstPeriod: line('起始期', 10),
      dueDays: z.int('报送期限应为整数天').min(0, '报送期限不能为负').max(120, '报送期限最长 120 天'),
      ...{ lowest: bound, highest: bound, note: lines('备注', 1000) },
    },
    bodyErrors('指标的各项设置'),
  )
  .openapi('PlanSettingRequest')

const postSetting = createRoute({
  method: 'post',
  path: '/api/plan/settings',
  summary: '设置指标怎样统计（计划统筹岗）；是配置，不是文件的话',
  middleware: requireRole('planner'),
  request: jsonBody(settingRequest),
  responses: {
    200: jsonReply('已保存', z.object({ id: z.int() })),
    ...refusals,
    404: errorResponse('文件里没有这个目标'),
    422: errorResponse('设置不对，problems 写明是哪一栏'),
  },
})

export function addPlanSettings(app: OpenAPIHono, { database, clock, program }: PlanParts): void {
  app.openapi(postSetting, async (c) => {
    const occasion = occasionOf(currentPerson(c), clock())
    const { id } = await saveSetting(database, occasion, program, c.req.valid('json'))
    return c.json({ id }, 200)
  })
}
