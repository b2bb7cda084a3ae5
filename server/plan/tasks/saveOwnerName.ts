// The plan office says which departments a name in the text stands for → kept, and added to the owners of every task
// that names it.
import { and, eq, inArray, ne } from 'drizzle-orm'
import { z } from 'zod'
import type { Program } from '#lang'
import { record } from '../../audit/record.ts'
import type { Database } from '../../db/openDatabase.ts'
import { department, planOwnerName, planTask } from '../../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import { actWithin } from './actOnTask.ts'
import { definitionOf, ownerNamesOf } from './definition.ts'
import { orRefuse, TaskError } from './problem.ts'
import { TASK_ACTS } from './steps.ts'

const schema = z.strictObject({
  district: z.string().min(1),
  name: z.string().min(1),
  departments: z.array(z.string().min(1)).min(1).max(60),
  note: z.string().trim().min(1).max(500),
})

export type NewOwnerName = z.infer<typeof schema>

/** How many tasks got owners by it. Throws TaskError `wrong_owners` or `not_your_task`. */
export function saveOwnerName(
  database: Database,
  occasion: Occasion,
  program: Program,
  input: NewOwnerName,
): Promise<number> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw new TaskError('wrong_owners', '请写明称谓、对应的部门和依据')
  const { district, name, departments, note } = parsed.data
  return transact(database, occasion, async (tx) => {
    const known = await tx.$count(department, inArray(department.id, departments))
    if (known !== new Set(departments).size)
      throw new TaskError('wrong_owners', '有的部门不在部门表里，请从列表中选择')
    await orRefuse(tx.insert(planOwnerName).values({ district, name, departments, note }).returning())
    const tasks = await tasksNaming(tx, program, district, name)
    for (const { id, version, departments: own } of tasks) {
      if (departments.every((each) => own.includes(each))) continue
      const text = `“${name}”对应到部门：${note}`
      await actWithin(tx, id, 'own', { key: `name ${version}`, version, owners: departments, text })
    }
    await record(tx, {
      act: 'task.owner-name',
      object: `owner-name ${district} ${name}`,
      content: parsed.data,
    })
    return tasks.length
  })
}

async function tasksNaming(
  tx: Transaction,
  program: Program,
  district: string,
  name: string,
): Promise<(typeof planTask.$inferSelect)[]> {
  const rows = await tx
    .select()
    .from(planTask)
    .where(and(eq(planTask.district, district), ne(planTask.step, 'struck')))
    .orderBy(planTask.id)
  return rows.filter(({ policy, task, step }) => {
    const definition = definitionOf(program, policy, task)
    const open: readonly string[] = TASK_ACTS.own.from
    return definition !== undefined && open.includes(step) && ownerNamesOf(definition.task).includes(name)
  })
}
