// A population, a day and some items → whom each of them reaches and what it costs.
import { DIMENSIONS, NOT_STATED } from '#population'
import { CELL_WIDTH, costAt, reachAt } from './cells.ts'
import type { Engine, OpenPopulation } from './engine.ts'
import { type Chosen, chosenItem, chosenItems, dayOf, pathFor } from './question.ts'
import { baseTask, remembered, type Watch } from './remembered.ts'
import type { Dimension, GroupRow, SimulationResult, SmallCell } from './result.ts'
import { packagesOf } from './stacking.ts'
import { itemResult } from './tallies.ts'
import type { ItemRun } from './tasks.ts'

export type SimulateRequest = Chosen & {
  /** Id of the population. */
  readonly population: string
  readonly at: string
  /** The item whose numbers are wanted by district, street, industry and size. */
  readonly groupsOf?: string | undefined
  /** Whether to reckon what can be had together. */
  readonly packages?: boolean | undefined
}

/** Runs the items over the whole population; what was computed before for this population and day is used again. */
export async function simulate(
  engine: Engine,
  request: SimulateRequest,
  watch: Watch = {},
): Promise<SimulationResult> {
  const started = performance.now()
  const { program } = engine
  const placed = chosenItems(program, request)
  const grouped = request.groupsOf === undefined ? undefined : chosenItem(program, request.groupsOf)
  const day = dayOf(request.at)
  return engine.withPopulation(request.population, async (open) => {
    const path = pathFor(request.engine, open.summary.subjects)
    const tasks = placed.map((each) => baseTask(engine, each, each.item === grouped?.item))
    const extra =
      grouped && !placed.some((each) => each.item === grouped.item) ? [baseTask(engine, grouped, true)] : []
    const runs = await remembered(engine, open, [...tasks, ...extra], { at: day, path, ...watch })
    const items = placed.map(({ policy, item }, i) => itemResult(policy, item, runOf(runs, i).tally))
    const groupRun = [...tasks, ...extra].findIndex((each) => each.groups)
    const groups = groupRun < 0 ? undefined : await groupsOf(open, runOf(runs, groupRun))
    const packages = request.packages
      ? await packagesOf(engine, open, placed, { at: day, path, ...watch })
      : undefined
    return {
      ...{ population: open.summary, at: request.at, items },
      engine: {
        path,
        interpreted: runs.reduce((sum, each) => sum + each.interpreted, 0),
        millis: Math.round(performance.now() - started),
      },
      ...(groups ? { groups, smallCells: smallCells(groups) } : {}),
      ...(packages ? { packages } : {}),
    }
  })
}

function runOf(runs: readonly ItemRun[], index: number): ItemRun {
  const run = runs[index]
  if (!run) throw new TypeError('an item without a run')
  return run
}

/** The cells behind the first one, dimension by dimension. Groups without subjects are left out. */
async function groupsOf(
  open: OpenPopulation,
  { tally }: ItemRun,
): Promise<Readonly<Record<Dimension, readonly GroupRow[]>>> {
  const all: [Dimension, GroupRow[]][] = []
  let base = CELL_WIDTH
  for (const name of DIMENSIONS) {
    const keys = [NOT_STATED, ...(await open.dimensionWords(name)).names]
    const rows = keys.map((key, i) => {
      const own = base + i * CELL_WIDTH
      return { key, reach: reachAt(tally.cells, own), cost: costAt(tally.cells, own) }
    })
    all.push([name, rows.filter((each) => subjectsIn(each) > 0)])
    base += keys.length * CELL_WIDTH
  }
  return Object.fromEntries(all) as Record<Dimension, GroupRow[]>
}

function subjectsIn({ reach }: GroupRow): number {
  return Object.values(reach).reduce((sum, each) => sum + each, 0)
}

/** A sum over one or two subjects tells what each of them gets. */
const FEWEST = 3

function smallCells(groups: Readonly<Record<Dimension, readonly GroupRow[]>>): SmallCell[] {
  return DIMENSIONS.flatMap((dimension) =>
    groups[dimension].flatMap((each) => {
      const subjects = Math.min(subjectsIn(each), each.reach.eligible || FEWEST)
      return subjects < FEWEST ? [{ dimension, key: each.key, subjects }] : []
    }),
  )
}
