// The plan as of a day → what `duixian plan status` prints, as text and as data.
import type { Program } from '#lang'
import type { PlanStatus } from '#server/plan/planStatus.ts'
import type { ProjectLine } from '#server/plan/projects/listProjects.ts'
import { STAGE_NAMES } from '#server/plan/projects/stages.ts'
import { lineJson } from '#server/plan/targets/lineJson.ts'
import type { Plan, PlanLine } from '#server/plan/targets/planAsOf.ts'
import { quantityText } from '#server/plan/targets/quantity.ts'
import { requirementText, STANDING_WORDS, statusWords } from '#server/plan/targets/statusWords.ts'
import { definitionOf } from '#server/plan/tasks/definition.ts'
import { LAMP_NAMES, LAMPS, type Lamp } from '#server/plan/tasks/lamp.ts'
import type { TaskLine } from '#server/plan/tasks/listTasks.ts'
import { STEP_NAMES } from '#server/plan/tasks/steps.ts'
import type { TaskSummary } from '#server/plan/tasks/summarizeTasks.ts'

type Places = PlanStatus['departments']

export function planWords(program: Program, status: PlanStatus): string {
  const { targets, tasks, projects, departments } = status
  const { day, knownAt, rules, lines } = targets
  const known = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' },
  }).format(knownAt)
  const version = rules.kind === 'current' ? '（那时还没有启用规则，按现行文本）' : ''
  const invented = lines.some(({ official }) => official.some(({ sample }) => sample))
  return [
    `计划：${day} 的情况，按 ${known} 已知的数据${version}`,
    ...(invented || tasks.sample || projects?.sample ? ['含示例数据，不是真实填报'] : []),
    ...targetWords(targets),
    ...taskWords(program, departments, tasks),
    ...projectWords(departments, projects),
  ].join('\n')
}

// — targets —

const TARGET_LAMPS = { green: '绿', yellow: '黄', red: '红', grey: '－' } as const

function targetWords({ lines }: Plan): string[] {
  const counts = Object.entries(TARGET_LAMPS).map(
    ([lamp, word]) => `${word}${lines.filter(({ status }) => status.lamp === lamp).length}`,
  )
  return [`目标：共 ${lines.length} 项：${counts.join('　')}`, ...lines.flatMap(lineWords)]
}

function lineWords({ indicator, owner, status, sums }: PlanLine): string[] {
  const held = status.held ? quantityText(status.held.value, indicator.unit) : '无'
  return [
    `  [${TARGET_LAMPS[status.lamp]}] ${indicator.target.title}：${requirementText(indicator)}，现为${held}，${STANDING_WORDS[status.standing]}（${owner.name}）`,
    ...statusWords(indicator, status)
      .slice(1)
      .map((each) => `        ${each}`),
    ...sums.map(({ words }) => `        ${words}`),
  ]
}

// — tasks —

function lampsWords(lamps: TaskSummary['lamps'], which: readonly Lamp[] = LAMPS): string {
  return which.map((lamp) => `${LAMP_NAMES[lamp]}${lamps[lamp]}`).join('　')
}

function taskWords(program: Program, places: Places, { summary, red }: PlanStatus['tasks']): string[] {
  const leads = summary.leads.map(({ lead, lamps, total, lateDays }) => {
    const some = LAMPS.filter((lamp) => lamps[lamp] > 0)
    const late = lateDays > 0 ? `，逾期合计 ${lateDays} 个工作日` : ''
    return `  ${leadName(places, lead)}：${total} 项：${lampsWords(lamps, some)}${late}`
  })
  return [
    `任务：共 ${summary.total} 项：${lampsWords(summary.lamps)}`,
    ...leads,
    ...red.map((each) => {
      const step = `现在的环节是${STEP_NAMES[each.step]}`
      return `  [红] ${titleOf(program, each)}：应于 ${each.nextOn} 完成，逾期 ${each.late} 个工作日，${step}（${leadName(places, each.lead)}）`
    }),
  ]
}

const leadName = (places: Places, lead: string | null): string =>
  lead === null ? '还没有定牵头单位' : nameOf(places, lead)
const nameOf = (places: Places, id: string): string => places.get(id) ?? id
const titleOf = (program: Program, { policy, task }: TaskLine): string =>
  definitionOf(program, policy, task)?.task.title ?? task

// — projects —

function projectWords(places: Places, projects: PlanStatus['projects']): string[] {
  if (!projects) return ['项目：不属于哪一份文件，按文件查看时不列']
  const { summary, late } = projects
  const counts = summary.stages.map(
    (each) => `${STAGE_NAMES[each.stage]}${each.projects}${each.late > 0 ? `（逾期${each.late}）` : ''}`,
  )
  return [
    `项目：共 ${summary.total} 个：${counts.join('　')}`,
    ...late.map((each) => `  [逾期] ${each.name}：${dueWords(each)}（${nameOf(places, each.department)}）`),
  ]
}

function dueWords({ stage, plannedStart, plannedCompletion, late }: ProjectLine): string {
  const planned = stage === 'building' ? `计划 ${plannedCompletion} 建成` : `计划 ${plannedStart} 开工`
  return `${STAGE_NAMES[stage]}，${planned}，已过 ${late} 天`
}

// — as data —

export function planJson(program: Program, { targets, tasks, projects, departments }: PlanStatus) {
  const { day, knownAt, rules, lines } = targets
  const place = (id: string) => ({ id, name: nameOf(departments, id) })
  const leadOf = (lead: string | null) => (lead === null ? null : place(lead))
  return {
    ...{ day, knownAt: knownAt.toISOString(), rules },
    lines: lines.map(lineJson),
    tasks: {
      ...{ total: tasks.summary.total, lamps: tasks.summary.lamps, sample: tasks.sample },
      leads: tasks.summary.leads.map((each) => ({ ...each, lead: leadOf(each.lead) })),
      red: tasks.red.map((each) => ({
        ...{ policy: each.policy, task: each.task, title: titleOf(program, each), district: each.district },
        ...{ lead: leadOf(each.lead), step: each.step, nextOn: each.nextOn, late: each.late },
        sample: each.sample,
      })),
    },
    projects: projects
      ? {
          ...{ total: projects.summary.total, stages: projects.summary.stages, sample: projects.sample },
          late: projects.late.map((each) => ({
            ...{ id: each.id, name: each.name, district: each.district, department: place(each.department) },
            ...{ stage: each.stage, plannedStart: each.plannedStart, late: each.late },
            ...{ plannedCompletion: each.plannedCompletion, sample: each.sample },
          })),
        }
      : null,
  }
}
