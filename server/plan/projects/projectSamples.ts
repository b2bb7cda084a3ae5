// Invented projects for a first start: the same ones every time, counted back from the day of the start. They are marked
// as invented wherever they show.
import { chance } from '../targets/sampleSeries.ts'
import { daysAfter } from './forecastProject.ts'
import { type DropReason, GATES, type ProjectList, type ProjectStage } from './stages.ts'

export type SampleAct = {
  readonly act: 'register' | 'gate' | 'advance' | 'drop' | 'replan' | 'pool' | 'green' | 'verify'
  readonly on: string
  readonly text?: string
  readonly source?: string
  readonly gate?: string
  readonly stage?: ProjectList
  readonly dropReason?: DropReason
  readonly plannedStart?: string
  readonly plannedCompletion?: string
  readonly pool?: 'applied' | 'admitted'
  readonly green?: boolean
  readonly totalFen?: number
  readonly approvedFen?: number
  readonly progressQualifies?: boolean
  readonly exceptional?: boolean
}

export type SampleProject = {
  readonly name: string
  readonly investor: string
  readonly place: string
  readonly investedFen: number
  readonly acts: readonly SampleAct[]
}

/** From so many days to so many on each list, and how many of a hundred end there. */
const PACE: Readonly<Record<ProjectList, readonly [number, number, number]>> = {
  to_attract: [20, 110, 8],
  in_talks: [30, 170, 12],
  preparing: [60, 210, 6],
  building: [120, 380, 2],
}

const WHY: readonly (readonly [DropReason, string])[] = [
  ['investor_withdrew', '投资方调整布局，不再推进'],
  ['moved_elsewhere', '投资方改选其他区'],
  ['site', '备选楼宇面积不够'],
  ['funds', '融资没有落实'],
  ['market', '市场需求不如预期'],
]
const SLIPS = ['选址谈判延长', '设计方案调整', '资金到位推迟', '手续办理时间比预计长'] as const
const KINDS = ['总部基地', '运营中心', '产业园', '创新平台', '结算中心', '设计中心', '服务基地'] as const
const PLACES = ['解放碑', '化龙桥', '大坪', '朝天门', '石油路', '上清寺'] as const
const YI = 100_000_000_00

/** The course of one project that was first spoken of `began` days before `today`. */
export function sampleProject(name: string, today: string, area: string): SampleProject {
  const random = (what: string): number => chance(`${name} ${what}`)
  const pick = <T>(from: readonly [T, ...T[]] | readonly T[], what: string): T =>
    from[Math.floor(random(what) * from.length)] ?? absurd()
  const began = daysAfter(today, -Math.round(45 + 1150 * random('began')))
  const investedFen = Math.round(2 + 148 * random('invested') ** 2) * (YI / 10)
  return {
    name: `${area}${pick(KINDS, 'kind')}${name}（示例）`,
    investor: `示例投资方${name}`,
    place: pick(PLACES, 'place'),
    investedFen,
    acts: courseOf(began, today, investedFen, random, pick),
  }
}

type Random = (what: string) => number
type Pick = <T>(from: readonly T[], what: string) => T

function courseOf(
  began: string,
  today: string,
  investedFen: number,
  random: Random,
  pick: Pick,
): readonly SampleAct[] {
  const acts: SampleAct[] = []
  let stage: ProjectStage = 'to_attract'
  let entered = began
  let start = daysAfter(began, 200 + Math.round(120 * random('start')))
  let completion = daysAfter(start, 240 + Math.round(120 * random('completion')))
  const add = (...some: SampleAct[]): void => void acts.push(...some.filter(({ on }) => on <= today))
  add({ act: 'register', on: began, stage: 'to_attract', plannedStart: start, plannedCompletion: completion })
  for (const list of ['to_attract', 'in_talks', 'preparing', 'building'] as const) {
    const [least, most, dropped] = PACE[list]
    const leaves = daysAfter(entered, Math.round(least + (most - least) * random(`pace ${list}`)))
    if (random(`dropped ${list}`) * 100 < dropped) {
      const [dropReason, text] = pick(WHY, `why ${list}`)
      add({ act: 'drop', on: leaves, dropReason, text })
      break
    }
    // Half of the gate a while before, the rest on the day.
    const between = daysAfter(entered, Math.round((least / 2) * random(`gate ${list}`)))
    const gates = GATES[list].map(({ gate, name }, i): SampleAct => {
      return { act: 'gate', on: i % 2 === 0 ? between : leaves, gate, source: `${name}材料（示例）` }
    })
    if (list === 'preparing') add(...asPreparing(between, investedFen, random))
    add(...gates)
    // Somebody moves the plan when it can no longer be kept; some do not.
    if (list !== 'building' && leaves > start && random(`slip ${list}`) < 0.7) {
      const on = daysAfter(start, -15)
      if (on > entered) {
        start = daysAfter(start, 60 + Math.round(60 * random(`by ${list}`)))
        completion = daysAfter(completion, 90)
        add({
          act: 'replan',
          on,
          plannedStart: start,
          plannedCompletion: completion,
          text: pick(SLIPS, `slip ${list}`),
        })
      }
    }
    if (leaves > today) break
    stage = list
    entered = leaves
    add({ act: 'advance', on: leaves })
    if (list === 'preparing') completion = completion > leaves ? completion : daysAfter(leaves, 300)
  }
  void stage
  return acts.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

function asPreparing(on: string, investedFen: number, random: Random): SampleAct[] {
  const later = daysAfter(on, 20)
  return [
    ...(random('pool') < 0.5
      ? ([{ act: 'pool', on, pool: 'applied', source: '申报函（示例）' }] as const)
      : []),
    ...(random('pool') < 0.3
      ? ([{ act: 'pool', on: later, pool: 'admitted', source: '市级入库通知（示例）' }] as const)
      : []),
    ...(random('green') < 0.4
      ? ([
          { act: 'green', on: later, green: true, source: '联审单（示例）', text: '并联办理开工手续' },
        ] as const)
      : []),
    ...(random('verified') < 0.4
      ? ([
          {
            act: 'verify',
            on: later,
            totalFen: investedFen,
            approvedFen: Math.round(investedFen * 0.9),
            source: '核定表（示例）',
          },
        ] as const)
      : []),
  ]
}

function absurd(): never {
  throw new Error('nothing to pick from')
}
