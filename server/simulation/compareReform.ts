// A population and a reform → who gains and who loses by it, item by item. Only items that it can touch are computed.
import { fenToYuan, yuanToFen } from '#lang'
import { CHANGES } from './change.ts'
import type { Kept } from './digest.ts'
import { BASE, type Engine, type OpenPopulation, type Reformed } from './engine.ts'
import { SimulationError } from './problem.ts'
import { type Chosen, chosenItems, dayOf, type Placed, pathFor } from './question.ts'
import { baseTask, remembered, runKey, type Watch } from './remembered.ts'
import type { Comparison, Cost, ItemChange, ItemResult, Reform } from './result.ts'
import { runItems } from './runItems.ts'
import { changeAt, itemResult } from './tallies.ts'
import type { ItemRun, ItemTask, RunOptions } from './tasks.ts'

export type CompareRequest = Chosen & {
  readonly population: string
  readonly at: string
  readonly reform: Reform
}

/** The items that the reform can change, before and after; envelopes count all their items. */
export async function compareReform(
  engine: Engine,
  request: CompareRequest,
  watch: Watch = {},
): Promise<Comparison> {
  const started = performance.now()
  const { program } = engine
  const at = dayOf(request.at)
  const reformed = engine.reformed(request.reform.changes, at)
  const envelopeItems = request.reform.envelopes.flatMap((each) => each.items)
  checkEnvelopes(engine, envelopeItems)
  const chosen = chosenItems(program, request)
  const affected = (all: readonly Placed[]): Placed[] =>
    all.filter((each) => reformed.affected.has(each.item.id))
  const counted = chosenItems(program, {}).filter((each) => envelopeItems.includes(each.item.id))
  const changing = [
    ...new Set([...affected(chosen), ...affected(counted.filter((each) => !isIn(chosen, each)))]),
  ]
  return engine.withPopulation(request.population, async (open) => {
    const path = pathFor(request.engine, open.summary.subjects)
    const options = { at, path, ...watch }
    const [before, after] = await bothSides(engine, open, reformed, changing, options)
    const results = changing.map(({ policy, item }, i): ItemChange => {
      const [was, is] = [before[i], after[i]]
      if (!was || !is) throw new TypeError('an item without a run')
      return {
        item: item.id,
        before: itemResult(policy, item, was.tally),
        after: itemResult(policy, afterItem(reformed, { policy, item }).item, is.tally),
        ...changesOf(is),
      }
    })
    const still = counted.filter((each) => !isIn(changing, each))
    const stillRuns = await remembered(
      engine,
      open,
      still.map((each) => baseTask(engine, each)),
      options,
    )
    const unchanged = still.map(({ policy, item }, i) => {
      const run = stillRuns[i]
      if (!run) throw new TypeError('an item without a run')
      return itemResult(policy, item, run.tally)
    })
    const own = new Set(chosen.map((each) => each.item.id))
    const shown = results.filter((each) => own.has(each.item))
    return {
      ...{ reform: request.reform, population: open.summary, at: request.at, items: shown },
      envelopes: request.reform.envelopes.map(({ title, items, yuan }) => ({
        ...{ title, yuan },
        before: totalCost(
          [...results.map((each) => each.before), ...unchanged].filter((each) => items.includes(each.item)),
        ),
        after: totalCost(
          [...results.map((each) => each.after), ...unchanged].filter((each) => items.includes(each.item)),
        ),
      })),
      engine: {
        path,
        interpreted: [...before, ...after].reduce((sum, each) => sum + each.interpreted, 0),
        millis: Math.round(performance.now() - started),
      },
    }
  })
}

function checkEnvelopes({ program }: Engine, items: readonly string[]): void {
  const known = new Set(program.policies.flatMap((each) => each.items.map((item) => item.id)))
  const strange = items.find((each) => !known.has(each))
  if (strange !== undefined)
    throw new SimulationError('unknown-item', `预算里写的事项“${strange}”不存在，请从事项列表里选。`)
}

function isIn(all: readonly Placed[], one: Placed): boolean {
  return all.some((each) => each.item === one.item && each.policy === one.policy)
}

type KeptRun = ItemRun & { readonly kept: Kept }

/** What the library gives today, subject by subject; kept, so that the next change of a number need not compute it. */
export async function baselines(
  engine: Engine,
  open: OpenPopulation,
  placed: readonly Placed[],
  options: RunOptions,
): Promise<KeptRun[]> {
  const tasks = placed.map((each): ItemTask => ({ ...baseTask(engine, each), keep: true }))
  const keys = tasks.map((each) => runKey(each, options.at))
  const known = keys.map((key) => {
    const [run, kept] = [open.runs.get(`${key} by groups`) ?? open.runs.get(key), open.kept.get(key)]
    return run && kept ? { ...run, kept } : undefined
  })
  const missing = tasks.filter((_, i) => known[i] === undefined)
  const made = missing.length > 0 ? await runItems(engine, open, missing, options) : []
  const results = tasks.map((task, i) => known[i] ?? made[missing.indexOf(task)])
  return results.map((run, i) => {
    const key = keys[i] ?? ''
    if (!run?.kept) throw new TypeError(`${BASE} without a baseline`)
    const { kept, ...rest } = run
    if (!known[i]) {
      open.runs.set(key, rest)
      open.kept.set(key, kept)
    }
    return { ...rest, kept }
  })
}

/** The same item in the reformed program. */
function afterItem({ program }: Reformed, { policy, item }: Placed): Placed {
  const own = program.policies.find((each) => each.document.id === policy.document.id)
  const found = own?.items.find((each) => each.id === item.id)
  return own && found ? { policy: own, item: found } : { policy, item }
}

export function afterTask(reformed: Reformed, placed: Placed): ItemTask {
  return { name: reformed.name, program: reformed.program, ...afterItem(reformed, placed) }
}

/** Each item before and after. Kernels keep every subject's answer of today; DuckDB computes both and joins them. */
async function bothSides(
  engine: Engine,
  open: OpenPopulation,
  reformed: Reformed,
  placed: readonly Placed[],
  options: RunOptions,
): Promise<[readonly ItemRun[], readonly ItemRun[]]> {
  if (options.path !== 'duckdb') {
    const before = await baselines(engine, open, placed, options)
    return [before, await afterRuns(engine, open, reformed, placed, before, options)]
  }
  const today = placed.map((each) => baseTask(engine, each))
  const changed = placed.map((each, i): ItemTask => {
    const against = today[i]
    return { ...afterTask(reformed, each), ...(against ? { against } : {}) }
  })
  const runs = await remembered(engine, open, [...today, ...changed], options)
  return [runs.slice(0, placed.length), runs.slice(placed.length)]
}

async function afterRuns(
  engine: Engine,
  open: OpenPopulation,
  reformed: Reformed,
  placed: readonly Placed[],
  before: readonly KeptRun[],
  options: RunOptions,
): Promise<ItemRun[]> {
  const tasks = placed.map((each, i): ItemTask => {
    const kept = before[i]?.kept
    return { ...afterTask(reformed, each), ...(kept ? { before: kept } : {}) }
  })
  return remembered(engine, open, tasks, options)
}

function changesOf({ tally }: ItemRun): Pick<ItemChange, 'winners' | 'losers' | 'unclear' | 'same'> {
  const of = (name: (typeof CHANGES)[number]) => changeAt(tally, CHANGES.indexOf(name))
  const [winners, losers] = [of('winner'), of('loser')]
  return {
    winners: { subjects: winners.subjects, yuan: fenToYuan(winners.fen) },
    losers: { subjects: losers.subjects, yuan: fenToYuan(-losers.fen) },
    ...{ unclear: of('unclear').subjects, same: of('same').subjects },
  }
}

/** Costs of several items together; a subject that several of them reach is counted with each. */
function totalCost(items: readonly Pick<ItemResult, 'cost'>[]): Cost {
  const costs = items.map((each) => each.cost)
  const add = (yuan: readonly string[]): string =>
    fenToYuan(yuan.reduce((sum, each) => sum + yuanToFen(each), 0n))
  const count = (of: (cost: Cost) => number): number => costs.reduce((sum, each) => sum + of(each), 0)
  const sum = (name: 'exact' | 'upTo') => ({
    subjects: count((each) => each[name].subjects),
    yuan: add(costs.map((each) => each[name].yuan)),
  })
  const range = (name: 'open' | 'undetermined') => {
    const ends = costs.map((each) => each[name].to)
    const bounded = ends.filter((each) => each !== null)
    return {
      subjects: count((each) => each[name].subjects),
      from: add(costs.map((each) => each[name].from)),
      to: bounded.length === ends.length ? add(bounded) : null,
    }
  }
  return {
    ...{ exact: sum('exact'), upTo: sum('upTo'), open: range('open'), undetermined: range('undetermined') },
    unstated: count((each) => each.unstated),
    nonMonetary: count((each) => each.nonMonetary),
  }
}
