// The documents' tasks that are not tracked yet → tracked in their first step (立项), with the owners that the text names
// and that are departments of the table. Run at every start: a new document's tasks are there at once.
import type { Program } from '#lang'
import { record } from '../../audit/record.ts'
import type { Database } from '../../db/openDatabase.ts'
import { planOwnerName, planTask, planTaskAct } from '../../db/tables.ts'
import { JOB, type Transaction, transact } from '../../db/transact.ts'
import { departmentsByName } from '../../identity/departmentNames.ts'
import { nameIn } from '../departments.ts'
import {
  definitionsOf,
  districtOf,
  MUNICIPALITY,
  ownerNamesOf,
  statedDue,
  type TaskDefinition,
} from './definition.ts'
import { loadOwnerNames, type OwnerNames, ownersOf } from './owners.ts'

/** Names that mean the same department as another name, or one of the table under another name. */
const SAME_AS: Readonly<Record<string, readonly [string, string]>> = {
  区人力社保局: ['区人社局', '与“区人社局”是同一部门的两种写法'],
  数字经济产业园: ['数字经济产业园管委会', '由管委会承担'],
}

/** Those whose tasks are moved on with invented acts afterwards, by the task's name. */
export type RegisterOptions = { readonly samples?: ReadonlySet<string> }

/** How many tasks were registered. */
export function registerTasks(
  database: Database,
  now: Date,
  program: Program,
  { samples = new Set() }: RegisterOptions = {},
): Promise<number> {
  return transact(database, { actor: JOB, now }, async (tx) => {
    const known = await tx
      .select({ policy: planTask.policy, task: planTask.task, district: planTask.district })
      .from(planTask)
    const keyOf = (policy: string, task: string, district: string): string => `${policy} ${task} ${district}`
    const there = new Set(known.map(({ policy, task, district }) => keyOf(policy, task, district)))
    const missing = definitionsOf(program).filter(
      ({ policy, task }) => !there.has(keyOf(policy.document.id, task.id, districtOf(policy))),
    )
    if (missing.length === 0) return 0
    for (const [district, own] of Map.groupBy(missing, ({ policy }) => districtOf(policy))) {
      await configureNames(tx, district, own)
      const names = await loadOwnerNames(tx, district)
      for (const each of own) await register(tx, district, each, names, samples)
    }
    const content = missing.map(({ policy, task }) => `${policy.document.id} ${task.id}`)
    await record(tx, { act: 'task.register', object: `task ${missing.length}`, content })
    return missing.length
  })
}

async function register(
  tx: Transaction,
  district: string,
  { policy, task }: TaskDefinition,
  names: OwnerNames,
  samples: ReadonlySet<string>,
): Promise<void> {
  const row = { policy: policy.document.id, task: task.id, district, statedDue: statedDue(task) }
  const sample = samples.has(task.id)
  const [added] = await tx
    .insert(planTask)
    .values({ ...row, sample })
    .returning({ id: planTask.id })
  if (!added) throw new Error('nothing was inserted')
  const { departments } = ownersOf(task, names)
  const act = { taskId: added.id, number: 1, act: 'register', key: 'register', departments: [...departments] }
  // An invented course begins when its document was issued.
  const issued = new Date(policy.document.issued.day * 86_400_000)
  await tx.insert(planTaskAct).values(sample ? { ...act, sample, recordedAt: issued } : act)
}

/** A name is a department where the table has one so called; any other is kept as standing for none. */
async function configureNames(
  tx: Transaction,
  district: string,
  definitions: readonly TaskDefinition[],
): Promise<void> {
  const known = await loadOwnerNames(tx, district)
  const names = new Set(definitions.flatMap(({ task }) => ownerNamesOf(task)))
  const places = await departmentsByName(tx)
  const idOf = (name: string): string | undefined =>
    places.get(district === MUNICIPALITY ? name : nameIn(district, name))
  const values = [...names]
    .filter((name) => !known.has(name))
    .map((name) => {
      const [other, why] = SAME_AS[name] ?? [name, '部门表中有同名部门']
      const found = idOf(name) ?? idOf(other)
      return {
        ...{ district, name, departments: found === undefined ? [] : [found] },
        note:
          found === undefined
            ? '泛指，或部门表中没有，由计划统筹明确'
            : idOf(name)
              ? '部门表中有同名部门'
              : why,
      }
    })
  if (values.length > 0) await tx.insert(planOwnerName).values(values)
}
