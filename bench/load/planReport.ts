// What callers saw of the plan → bench/PLAN.md.
import type { Times } from './planDrive.ts'
import type { PlanRows } from './planFill.ts'
import type { Page } from './planPages.ts'

/** Milliseconds of one request. */
type Spread = { readonly count: number; readonly p50: number; readonly p95: number }

export type PageRow = {
  readonly name: string
  /** The first answer after the start, when nothing is in memory yet. */
  readonly first: number
  readonly alone: Spread
  readonly together: Spread
}

export type PlanReport = {
  readonly date: string
  readonly machine: string
  readonly node: string
  readonly tries: number
  readonly rounds: number
  readonly callers: number
  readonly size: Readonly<Record<'targets' | 'districts' | 'months' | 'tasks' | 'projects', number>>
  readonly engines: readonly {
    readonly engine: string
    readonly rows: PlanRows
    readonly ownTargets: number
    readonly ownTasks: number
    readonly foreseeSeconds: number
    readonly pages: readonly PageRow[]
  }[]
}

/** What every page must stay below at its p95, in milliseconds. */
const MOST = 200

export type Try = { readonly load: number; readonly times: Times }
type Measured = { readonly first: Times; readonly alone: readonly Try[]; readonly together: readonly Try[] }

export function rowsOf(pages: readonly Page[], { first, alone, together }: Measured): PageRow[] {
  return pages.map(({ name }) => ({
    ...{ name, first: Math.max(...(first.get(name) ?? [0])) },
    alone: calmest(alone, name),
    together: calmest(together, name),
  }))
}

/** Other work on the machine only makes times longer, so the try with the lowest p95 of a page was disturbed least. */
function calmest(tries: readonly Try[], name: string): Spread {
  const [best] = tries.map(({ times }) => spreadOf(times.get(name) ?? [])).sort((a, b) => a.p95 - b.p95)
  return best ?? spreadOf([])
}

function spreadOf(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { count: sorted.length, p50: at(0.5), p95: at(0.95) }
}

const count = (n: number): string => n.toLocaleString('en').replaceAll(',', ' ')

export function planReport({
  date,
  machine,
  node,
  tries,
  rounds,
  callers,
  size,
  engines,
}: PlanReport): string {
  return [
    '# Results of `npm run bench:plan`',
    '',
    `${date} · ${machine} · Node ${node}`,
    '',
    `Every page of the plan, with ${size.targets} indicators in ${size.districts} districts, ${size.months} monthly reports of each (a proposal and its official value), ${count(size.tasks)} tasks with their acts and ${size.projects} projects in each district. Milliseconds of one request as its caller saw it over HTTP; a page that opens with several requests has the times of all of them. Alone: one caller, ${rounds} times each page. Together: ${callers} callers at once, the callers on the same two cores. The server process and, where it is one, the database server do the rest. First: the very first answer of each page, after the server's clock has worked out today and tomorrow ahead (server/plan/foreseePlan.ts), as it does when the server starts and then for each new day; for an earlier day nothing is worked out ahead.`,
    '',
    `Each was measured ${tries} times and the try with the lowest p95 is told: whatever else a machine does disturbs some of them. What every page must stay below at its p95 is ${MOST} ms; **what is above is bold**.`,
    ...engines.flatMap(({ engine, rows, ownTargets, ownTasks, foreseeSeconds, pages }) => [
      '',
      `## ${engine}`,
      '',
      `${count(rows.indicators)} indicators (${ownTargets} targets of the five documents and copies of some of them, in each district), ${count(rows.reports)} reports, ${count(rows.tasks)} tasks (${ownTasks} of the documents and copies, in each district), ${count(rows.taskActs)} acts of tasks, ${count(rows.projects)} projects. Working out ahead took ${foreseeSeconds.toFixed(1)} s.`,
      '',
      `| page | first | alone p50 | alone p95 | ${callers} callers p50 | ${callers} callers p95 |`,
      '| --- | --- | --- | --- | --- | --- |',
      ...pages.map(pageLine),
    ]),
    '',
  ].join('\n')
}

function pageLine({ name, first, alone, together }: PageRow): string {
  const told = (value: number): string => (value > MOST ? `**${value.toFixed(0)}**` : value.toFixed(0))
  return `| ${[name, first.toFixed(0), alone.p50.toFixed(0), told(alone.p95), together.p50.toFixed(0), told(together.p95)].join(' | ')} |`
}
