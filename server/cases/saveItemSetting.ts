// How an item is handled → a new row of configuration, which counts from its first valid day on.
import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { department, itemSetting } from '../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../db/transact.ts'
import { loadPath } from './loadPath.ts'
import { CaseError, orRefuse } from './problem.ts'
import { stagesSchema } from './stages.ts'

const day = z.iso.date()
const settingSchema = z.strictObject({
  policy: z.string().min(1),
  item: z.string().min(1),
  district: z.string().min(1),
  path: z.strictObject({ id: z.string(), version: z.int().positive() }),
  leadDepartment: z.string().min(1),
  financeDepartment: z.string().min(1),
  firstLevelKind: z.enum(['street', 'platform']).optional(),
  takingPart: z.array(z.string()).default([]),
  publicityDays: z.int().positive(),
  opensOn: day.optional(),
  closesOn: day.optional(),
  programme: z.string().default(''),
  several: z.boolean().default(false),
  quota: z.int().positive().optional(),
  stages: stagesSchema.default([]),
  validFrom: day,
  validTo: day.optional(),
})

export type NewItemSetting = z.input<typeof settingSchema>

/** Returns the row's number. Throws CaseError `wrong_setting` or `not_yours`. */
export async function saveItemSetting(
  database: Database,
  occasion: Occasion,
  input: NewItemSetting,
): Promise<number> {
  const { path, ...setting } = read(input)
  return transact(database, occasion, async (tx) => {
    await requireWhole(tx, { path, ...setting })
    const savedBy = occasion.actor.kind === 'person' ? occasion.actor.person : null
    const row = { ...setting, savedBy, pathId: path.id, pathVersion: path.version }
    const [saved] = await orRefuse(tx.insert(itemSetting).values(row).returning(), {
      '42501': ['not_yours', '事项设置由牵头部门的审批岗或负责人保存，请转交他们'],
      department_closed: ['wrong_setting', '设置里的部门有的已经撤销，请重新选择'],
      '23503': ['wrong_setting', '设置里的部门或审批路径不存在，请从列表中选择'],
      '23514': ['wrong_setting', '设置里的日期前后颠倒，请改正'],
    })
    if (!saved) throw new CaseError('not_yours', '设置没有保存')
    await record(tx, { act: 'setting.save', object: `item_setting ${saved.id}`, content: saved })
    return saved.id
  })
}

const NAMES: Readonly<Record<string, string>> = {
  ...{ policy: '文件', item: '事项', district: '区县', path: '审批路径', leadDepartment: '牵头部门' },
  ...{ financeDepartment: '财政部门', firstLevelKind: '初核单位', takingPart: '参与部门' },
  ...{ publicityDays: '公示天数', opensOn: '受理开始日', closesOn: '受理截止日', programme: '专项' },
  ...{ several: '按项申报', quota: '名额', stages: '分期', validFrom: '生效日', validTo: '失效日' },
}

function read(input: NewItemSetting): z.output<typeof settingSchema> {
  const parsed = settingSchema.safeParse(input)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys : [NAMES[String(issue.path[0])] ?? String(issue.path[0])],
  )
  const places = [...new Set(wrong)].join('、')
  throw new CaseError('wrong_setting', `设置的写法不对：${places}；请对照现有设置改正`)
}

async function requireWhole(tx: Transaction, setting: z.output<typeof settingSchema>): Promise<void> {
  const path = await loadPath(tx, setting.path.id, setting.path.version)
  const first = path.steps.some((each) => each.desk === 'first')
  if (first !== (setting.firstLevelKind !== undefined))
    throw new CaseError('wrong_setting', '两级审核的路径要写明由镇街还是平台公司初核，其他路径不写')
  // What a street or a company sees is what lay on its desk, so it cannot take part from the side.
  const sides = setting.takingPart.length
    ? await tx.select().from(department).where(inArray(department.id, setting.takingPart))
    : []
  if (sides.length < setting.takingPart.length || sides.some((each) => each.kind === 'street'))
    throw new CaseError('wrong_setting', '参与部门要从部门列表中选择；镇街和平台公司请设为初核单位')
  if (sides.some((each) => each.kind === 'platform'))
    throw new CaseError('wrong_setting', '平台公司不能作为参与部门，请设为初核单位')
}
