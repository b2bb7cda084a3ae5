// A database without projects, at a first start → invented projects of 渝中区 and 北碚区.
import type { Program } from '#lang'
import { record } from '../../audit/record.ts'
import { dayInChina } from '../../clock/dayInChina.ts'
import type { Database } from '../../db/openDatabase.ts'
import { department, planProject, planProjectAct } from '../../db/tables.ts'
import { JOB, type Transaction, transact } from '../../db/transact.ts'
import { areaOf } from '../targets/areas.ts'
import { type SampleAct, type SampleProject, sampleProject } from './projectSamples.ts'
import { FOUR_LISTS } from './stages.ts'

type Place = { readonly district: string; readonly departments: readonly string[]; readonly projects: number }

const PLACES: readonly Place[] = [
  { district: '渝中区', departments: ['yuzhong-cyj', 'yuzhong-fgw', 'yuzhong-jxw'], projects: 72 },
  { district: '北碚区', departments: ['beibei-fgw'], projects: 4 },
]

/** Rows of one statement: as many as a statement may have parameters for. */
const MOST_ROWS = 400

/** Does nothing where there is a project already. How many there are now. */
export async function seedProjects(database: Database, now: Date, program: Program): Promise<number> {
  return transact(database, { actor: JOB, now }, async (tx) => {
    if ((await tx.$count(planProject)) > 0) return 0
    const known = new Set((await tx.select({ id: department.id }).from(department)).map(({ id }) => id))
    const today = dayInChina(now)
    const areas = areasOf(program)
    let count = 0
    for (const { district, departments, projects } of PLACES) {
      const own = departments.filter((id) => known.has(id))
      if (own.length === 0) continue
      for (let i = 0; i < projects; i++) {
        const area = areas[i % areas.length]
        const departmentId = own[i % own.length]
        if (!area || departmentId === undefined) continue
        const sample = sampleProject(`${district.slice(0, 2)}${i + 1}号`, today, area.title)
        await addProject(
          tx,
          { district, departmentId },
          sample,
          district === '渝中区' ? area : { ...area, targets: [] },
        )
        count++
      }
    }
    await record(tx, { act: 'project.seed', object: `project ${count}`, content: { projects: count } })
    return count
  })
}

type AreaTargets = { readonly title: string; readonly targets: readonly string[] }

/** The fields of the document that sets up the four lists, each with the targets that its projects feed. */
function areasOf(program: Program): AreaTargets[] {
  const policy = program.policies.find(({ document }) => document.id === FOUR_LISTS.policy)
  const fields = (policy?.targets ?? []).filter(({ article }) => article.startsWith('3-'))
  const byArea = Map.groupBy(fields, ({ article }) => areaOf(program, FOUR_LISTS.policy, article).title)
  return [...byArea].map(([title, targets]) => ({
    title,
    targets: targets
      .filter(({ value }) => value.kind === 'number')
      .slice(0, 2)
      .map(({ id }) => `${FOUR_LISTS.policy}/${id}`),
  }))
}

async function addProject(
  tx: Transaction,
  place: { readonly district: string; readonly departmentId: string },
  { name, investor, place: where, investedFen, acts }: SampleProject,
  { title, targets }: AreaTargets,
): Promise<void> {
  const [row] = await tx
    .insert(planProject)
    .values({ ...place, sample: true })
    .returning({ id: planProject.id })
  if (!row) throw new Error('nothing was inserted')
  const about = { name, investor, industry: title, place: where, investedFen, targets: [...targets] }
  const rows = acts.map((each, i) => rowOf(row.id, i + 1, each, about))
  for (let i = 0; i < rows.length; i += MOST_ROWS)
    await tx.insert(planProjectAct).values(rows.slice(i, i + MOST_ROWS))
}

type About = {
  readonly name: string
  readonly investor: string
  readonly industry: string
  readonly place: string
  readonly investedFen: number
  targets: string[]
}

function rowOf(projectId: number, number: number, { on, ...act }: SampleAct, about: About) {
  return {
    ...{ projectId, number, key: `sample ${number}`, happenedOn: on, sample: true, ...act },
    ...(act.act === 'register' && about),
    // It became known the same morning.
    recordedAt: new Date(`${on}T09:00:00+08:00`),
  }
}
