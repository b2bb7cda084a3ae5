// What a simulation is asked → the day, the documents and items that are meant; unknown names are said, not passed over.
import { type Item, type Policy, type Program, parseDate } from '#lang'
import { SimulationError } from './problem.ts'
import type { EnginePath } from './tasks.ts'

export type Chosen = {
  readonly policies?: readonly string[] | undefined
  readonly items?: readonly string[] | undefined
  /** Left out, the size of the population decides. */
  readonly engine?: EnginePath | undefined
}

export type Placed = { readonly policy: Policy; readonly item: Item }

/** The items, in the order of the library; those of some documents, or some by their ids. */
export function chosenItems(program: Program, { policies, items }: Chosen): Placed[] {
  const known = new Set(program.policies.map((each) => each.document.id))
  const strange = policies?.find((each) => !known.has(each))
  if (strange !== undefined) throw new SimulationError('unknown-policy', `没有编号为“${strange}”的政策文件。`)
  const all = program.policies
    .filter((each) => policies === undefined || policies.includes(each.document.id))
    .flatMap((policy) => policy.items.map((item) => ({ policy, item })))
  const missing = items?.find((id) => !all.some((each) => each.item.id === id))
  if (missing !== undefined) throw new SimulationError('unknown-item', `没有编号为“${missing}”的事项。`)
  return all.filter((each) => items === undefined || items.includes(each.item.id))
}

/** One item by its id; the first document that has it. */
export function chosenItem(program: Program, id: string, policy?: string): Placed {
  const [found] = chosenItems(program, {
    items: [id],
    ...(policy === undefined ? {} : { policies: [policy] }),
  })
  if (!found) throw new SimulationError('unknown-item', `没有编号为“${id}”的事项。`)
  return found
}

/** More subjects than this are not held in memory unless it is asked for. */
const LARGE = 2_000_000

/** How a population is gone through: as asked for, else by its size. */
export function pathFor(asked: EnginePath | undefined, subjects: number): EnginePath {
  return asked ?? (subjects > LARGE ? 'duckdb' : 'kernels')
}

/** The day number of a date that was checked before. */
export function dayOf(at: string): number {
  const day = parseDate(at)
  if (day === undefined) throw new RangeError(`no date: ${at}`)
  return day
}
