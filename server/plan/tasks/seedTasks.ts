// A first start → every task of the documents in its first step, and a couple of dozen moved on with invented acts that
// say that they are invented.
import { eq } from 'drizzle-orm'
import type { Program } from '#lang'
import { record } from '../../audit/record.ts'
import { dayInChina } from '../../clock/dayInChina.ts'
import { nextDay } from '../../clock/workingDays.ts'
import type { Database } from '../../db/openDatabase.ts'
import { planMeeting, planMeetingRecord, planTask, planTaskAct } from '../../db/tables.ts'
import { JOB, type Transaction, transact } from '../../db/transact.ts'
import { loadOwnerNames, type OwnerNames } from './owners.ts'
import { registerTasks } from './registerTasks.ts'
import { SAMPLE_COURSES, SAMPLE_TASKS, type SampleCourse, type SampleStep } from './taskSamples.ts'

const DISTRICT = '渝中区'

export type TaskSeed = { readonly registered: number; readonly moved: number }

/** `samples`: only on a database that has just been given its officers. */
export async function seedTasks(
  database: Database,
  now: Date,
  program: Program,
  { samples }: { readonly samples: boolean },
): Promise<TaskSeed> {
  const registered = await registerTasks(database, now, program, samples ? { samples: SAMPLE_TASKS } : {})
  if (!samples || registered === 0) return { registered, moved: 0 }
  const moved = await transact(database, { actor: JOB, now }, async (tx) => {
    const names = await loadOwnerNames(tx, DISTRICT)
    const meeting = await addMeeting(tx, now)
    for (const course of SAMPLE_COURSES) await live(tx, now, names, course)
    await decide(tx, now, names, meeting)
    await record(tx, {
      act: 'task.samples',
      object: `task ${SAMPLE_COURSES.length}`,
      content: [...SAMPLE_TASKS],
    })
    return SAMPLE_COURSES.length
  })
  return { registered, moved }
}

const dayFrom = (now: Date, on: number): string => nextDay(dayInChina(now), on)

/** Ten in the morning in China. */
const momentOn = (now: Date, on: number): Date => new Date(`${dayFrom(now, on)}T10:00:00+08:00`)

async function taskOf(tx: Transaction, name: string) {
  const [task] = await tx.select().from(planTask).where(eq(planTask.task, name))
  if (!task) throw new Error(`no task ${name}`)
  return task
}

async function live(
  tx: Transaction,
  now: Date,
  names: OwnerNames,
  { task: name, lead: word, steps }: SampleCourse,
): Promise<void> {
  const task = await taskOf(tx, name)
  const [lead] = names.get(word) ?? []
  if (lead === undefined) throw new Error(`no department for ${word}`)
  let number = task.version
  for (const { act, on, text = '', nodes = [] } of steps) {
    number++
    await tx.insert(planTaskAct).values({
      ...{
        taskId: task.id,
        number,
        act,
        key: `sample ${number}`,
        text,
        sample: true,
        recordedAt: momentOn(now, on),
      },
      ...{ departmentId: OF_OFFICE.has(act) ? null : lead, leadDepartment: lead },
      nodes: nodes.map((each) => nodeOf(now, lead, each)),
    })
  }
}

const OF_OFFICE: ReadonlySet<string> = new Set(['assign', 'review', 'strike', 'answer'])

function nodeOf(now: Date, department: string, node: NonNullable<SampleStep['nodes']>[number]): object {
  return 'node' in node
    ? { node: node.node, actualOn: dayFrom(now, node.actualOn) }
    : { title: node.title, department, plannedOn: dayFrom(now, node.plannedOn) }
}

async function addMeeting(tx: Transaction, now: Date): Promise<number> {
  const [meeting] = await tx
    .insert(planMeeting)
    .values({
      ...{
        district: DISTRICT,
        title: '金融服务业重点任务会商（示例）',
        heldOn: dayFrom(now, -8),
        sample: true,
      },
      ...{ agenda: '研究逾期任务的推进办法。', calledAt: momentOn(now, -12) },
    })
    .returning()
  if (!meeting) throw new Error('nothing was inserted')
  const minutes = '会议听取了牵头单位的汇报，议定由牵头单位逐户对接、限期反馈。'
  await tx
    .insert(planMeetingRecord)
    .values({ meetingId: meeting.id, minutes, sample: true, recordedAt: momentOn(now, -7) })
  return meeting.id
}

async function decide(tx: Transaction, now: Date, names: OwnerNames, meetingId: number): Promise<void> {
  const task = await taskOf(tx, 'task-yz-finance-headquarters')
  const [department] = names.get('区产业发展局') ?? []
  await tx.insert(planTaskAct).values({
    ...{
      taskId: task.id,
      number: task.version + 1,
      act: 'node',
      key: 'sample meeting',
      meetingId,
      sample: true,
    },
    ...{ text: '会商议定', recordedAt: momentOn(now, -7) },
    nodes: [{ title: '逐户对接意向机构并反馈', department, plannedOn: dayFrom(now, 20) }],
  })
}
