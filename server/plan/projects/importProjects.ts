// A filled-in project workbook → new projects, corrected ones and moved plans. All of it or none; what is wrong is named
// by its cell.
import { sha256 } from '../../audit/canonical.ts'
import { record } from '../../audit/record.ts'
import { dayInChina } from '../../clock/dayInChina.ts'
import type { Database } from '../../db/openDatabase.ts'
import { department } from '../../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import { departmentNames } from '../../identity/departmentNames.ts'
import type { PlanFault } from '../problem.ts'
import { actWithin, type NewProject, type ProjectActInput, registerWithin } from './actOnProject.ts'
import { FORECAST_RULE } from './forecastProject.ts'
import { allProjectsIn, type ProjectFilter, type ProjectLine, projectDay } from './listProjects.ts'
import { ProjectError } from './problem.ts'
import { cellOf, type ReadProject, readProjects, writeProjects } from './projectWorkbook.ts'
import { isList, LISTS, STAGE_NAMES } from './stages.ts'

/** Exactly the filtered set that the list shows. */
export function exportProjects(
  database: Database,
  occasion: Occasion,
  filter: ProjectFilter,
): Promise<Buffer> {
  const on = projectDay(occasion.now, filter)
  return transact(database, occasion, async (tx) => {
    const lines = await allProjectsIn(tx, on, occasion.now, filter)
    const about = [`日期：${on.day}`, `项目数：${lines.length}`, ...FORECAST_RULE]
    return writeProjects(lines, await departmentNames(tx), about)
  })
}

export type ImportedProjects = {
  readonly added: number
  readonly revised: number
  readonly replanned: number
  readonly unchanged: number
}

type Change =
  | { readonly kind: 'add'; readonly row: number; readonly project: NewProject }
  | {
      readonly kind: 'revise' | 'replan'
      readonly row: number
      readonly id: number
      readonly input: ProjectActInput
    }

/** Throws ProjectError `wrong_project_workbook` with its cells. */
export async function importProjects(
  database: Database,
  occasion: Occasion,
  bytes: Buffer,
): Promise<ImportedProjects> {
  const { rows, faults } = await readProjects(bytes)
  if (faults.length > 0) throw wrong(faults)
  const hash = sha256(bytes)
  return transact(database, occasion, async (tx) => {
    const known = await knownTo(tx, occasion)
    const looked = rows.map((row) => look(row, known, hash))
    const found = [...looked.flatMap((each) => each.faults), ...twice(rows)]
    if (found.length > 0) throw wrong(found)
    const changes = looked.flatMap((each) => each.changes)
    for (const change of changes) await apply(tx, change)
    const count = (kind: Change['kind']): number => changes.filter((each) => each.kind === kind).length
    const done = { added: count('add'), revised: count('revise'), replanned: count('replan') }
    if (changes.length > 0)
      await record(tx, {
        act: 'project.import',
        object: `project ${changes.length}`,
        content: { ...done, sha256: hash },
      })
    return { ...done, unchanged: looked.filter((each) => each.changes.length === 0).length }
  })
}

const wrong = (faults: readonly PlanFault[]): ProjectError =>
  new ProjectError('wrong_project_workbook', `表里有 ${faults.length} 处不对，整张表没有导入：`, faults)

type Known = {
  readonly today: string
  readonly lines: ReadonlyMap<number, ProjectLine>
  readonly departments: ReadonlyMap<string, { readonly id: string; readonly district: string | null }>
}

async function knownTo(tx: Transaction, { now }: Occasion): Promise<Known> {
  const lines = await allProjectsIn(tx, projectDay(now, {}), now, {})
  const departments = await tx.select().from(department)
  return {
    today: dayInChina(now),
    lines: new Map(lines.map((each) => [each.id, each])),
    departments: new Map(departments.map(({ id, name, district }) => [name, { id, district }])),
  }
}

/** Two rows of one project would each be checked against what the other is about to change. */
function twice(rows: readonly ReadProject[]): PlanFault[] {
  const seen = new Map<number, number>()
  return rows.flatMap(({ id, row }) => {
    if (id === undefined) return []
    const first = seen.get(id)
    seen.set(id, first ?? row)
    return first === undefined
      ? []
      : [{ path: cellOf('id', row), message: `这个项目在第 ${first} 行已经有了` }]
  })
}

type Looked = { readonly faults: readonly PlanFault[]; readonly changes: readonly Change[] }

function look(read: ReadProject, known: Known, hash: string): Looked {
  return read.id === undefined ? lookNew(read, known, hash) : lookKnown(read, read.id, known, hash)
}

function lookNew(read: ReadProject, known: Known, hash: string): Looked {
  const { row, name, industry, enteredOn, investor, place, investedFen, plannedStart, plannedCompletion } =
    read
  const faults: PlanFault[] = []
  const fault = (column: Parameters<typeof cellOf>[0], message: string): undefined => {
    faults.push({ path: cellOf(column, row), message })
    return undefined
  }
  const stage = LISTS.find((each) => STAGE_NAMES[each] === read.stage)
  const keeper = known.departments.get(read.department)
  if (industry === '') fault('industry', '请写所属产业')
  if (read.version !== undefined) fault('version', '新项目的版本请留空')
  if (!keeper?.district) fault('department', `部门表里没有“${read.department}”，或它不属于一个区县`)
  if (!stage) fault('stage', `清单应是${LISTS.map((each) => STAGE_NAMES[each]).join('、')}之一`)
  if (enteredOn === '') fault('enteredOn', '请写进入清单日期，如 2026-12-31')
  if (enteredOn > known.today) fault('enteredOn', '进入清单日期不能在今天以后')
  const late = planFault(read, { plannedStart, plannedCompletion })
  if (late) faults.push(late)
  if (faults.length > 0 || !stage || !keeper?.district) return { faults, changes: [] }
  const project: NewProject = {
    ...{ key: `${hash} ${row}`, district: keeper.district, department: keeper.id, name, industry, stage },
    ...{ investor, place, on: enteredOn, text: '按项目表导入' },
    ...(investedFen !== undefined && { investedFen }),
    ...(plannedStart !== '' && { plannedStart }),
    ...(plannedCompletion !== '' && { plannedCompletion }),
  }
  return { faults: [], changes: [{ kind: 'add', row, project }] }
}

function lookKnown(read: ReadProject, id: number, known: Known, hash: string): Looked {
  const { row } = read
  const line = known.lines.get(id)
  const one = (column: Parameters<typeof cellOf>[0], message: string): Looked => ({
    faults: [{ path: cellOf(column, row), message }],
    changes: [],
  })
  if (!line) return one('id', '没有这个项目，或您看不到它')
  if (line.version !== read.version)
    return one('version', `下载以后这个项目被别人办过（现在是版本 ${line.version}），请重新下载`)
  if (read.stage !== STAGE_NAMES[line.stage])
    return one('stage', '转入其他清单要完成前置事项，请在系统里办理')
  if (read.enteredOn !== line.enteredOn) return one('enteredOn', '进入清单日期不能在表里改')
  if (known.departments.get(read.department)?.id !== line.department)
    return one('department', '负责部门不能在表里改')
  const about = aboutChanges(read, line)
  const plan = planChanges(read, line)
  if (about.length + plan.length === 0) return { faults: [], changes: [] }
  if (read.reason === '') return one('reason', '改了登记内容或计划日期，请写调整理由')
  const late = planFault(read, read)
  if (late) return { faults: [late], changes: [] }
  if (plan.length > 0 && !isList(line.stage))
    return one('plannedStart', '已建成、已终止的项目不再调整计划日期')
  if (read.plannedStart === '' && line.plannedStart !== null)
    return one('plannedStart', '已有的计划开工不能清空')
  if (read.plannedCompletion === '' && line.plannedCompletion !== null)
    return one('plannedCompletion', '已有的计划建成不能清空')
  const said = { text: read.reason, on: known.today }
  return { faults: [], changes: [...revision(), ...replanning()] }

  function revision(): Change[] {
    if (about.length === 0) return []
    const { name, investor, industry, place, investedFen } = read
    const input = {
      key: `${hash} ${row} about`,
      version: line?.version ?? 0,
      name,
      investor,
      industry,
      place,
      ...said,
    }
    return [
      { kind: 'revise', row, id, input: { ...input, ...(investedFen !== undefined && { investedFen }) } },
    ]
  }

  function replanning(): Change[] {
    if (plan.length === 0) return []
    const { plannedStart, plannedCompletion } = read
    const version = (line?.version ?? 0) + (about.length > 0 ? 1 : 0)
    const dates = {
      ...(plannedStart !== '' && { plannedStart }),
      ...(plannedCompletion !== '' && { plannedCompletion }),
    }
    return [{ kind: 'replan', row, id, input: { key: `${hash} ${row} plan`, version, ...said, ...dates } }]
  }
}

function aboutChanges(read: ReadProject, line: ProjectLine): string[] {
  const same = (['name', 'investor', 'industry', 'place'] as const).filter(
    (each) => read[each] !== line[each],
  )
  return read.investedFen !== undefined && read.investedFen !== line.investedFen
    ? [...same, 'investedFen']
    : same
}

function planChanges(read: ReadProject, line: ProjectLine): string[] {
  return (['plannedStart', 'plannedCompletion'] as const).filter((each) => read[each] !== (line[each] ?? ''))
}

type Planned = { readonly plannedStart: string; readonly plannedCompletion: string }

function planFault(
  { row }: ReadProject,
  { plannedStart, plannedCompletion }: Planned,
): PlanFault | undefined {
  if (plannedStart === '' || plannedCompletion === '' || plannedCompletion >= plannedStart) return undefined
  return { path: cellOf('plannedCompletion', row), message: '计划建成不能早于计划开工' }
}

/** What the database alone refuses is named by its row. */
async function apply(tx: Transaction, change: Change): Promise<void> {
  try {
    if (change.kind === 'add') await registerWithin(tx, change.project)
    else await actWithin(tx, change.id, change.kind, change.input)
  } catch (error) {
    if (!(error instanceof ProjectError)) throw error
    const column = change.kind === 'add' ? 'department' : change.kind === 'revise' ? 'name' : 'plannedStart'
    throw wrong([{ path: cellOf(column, change.row), message: error.message }])
  }
}
