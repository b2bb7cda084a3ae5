// A population and items → columns in memory, and each item as a run over them: our kernel, or the loop by hand.
import { bindKernel, type ColumnSource, compileKernels, type Kernel } from '#lang'
import { openColumns, type Population, type PopulationColumns } from '#population'
import { limitsOf } from '#server/simulation/limits.ts'
import type { HandItem, HandOut } from '../byHand/handItem.ts'
import { HAND_ITEMS } from '../byHand/items.ts'
import { AT, KIND, program } from './setting.ts'

export type Run = (from: number, to: number) => unknown

export type Arrays = {
  readonly columns: PopulationColumns
  readonly count: number
  readonly close: () => void
}

export async function openArrays(population: Population, bound?: number): Promise<Arrays> {
  const columns = await openColumns(population, program.vocabulary, bound)
  return { columns, count: population.summary.subjects, close: columns.close }
}

export function handItem(item: string): HandItem {
  const found = HAND_ITEMS.find((each) => each.item === item)
  if (!found) throw new TypeError(`not written by hand: ${item}`)
  return found
}

export function kernelOf(item: string, { columns }: Arrays, why = false): Kernel {
  const { years } = columns.population.summary
  const { kernels } = compileKernels(program, {
    ...{ at: AT, kind: KIND, years, why, items: [item], limits: limitsOf(columns.ranges) },
  })
  const [kernel] = kernels
  if (!kernel) throw new TypeError(`no kernel of ${item}`)
  return kernel
}

/** Answers in shared memory, so that threads can write them. */
export function answersFor(count: number): HandOut {
  const shared = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes)
  return {
    outcome: new Uint8Array(shared(count)),
    kind: new Uint8Array(shared(count)),
    low: new Float64Array(shared(count * 8)),
    high: new Float64Array(shared(count * 8)),
  }
}

export function boundKernel(kernel: Kernel, source: ColumnSource, out: HandOut): Run {
  return bindKernel(kernel, source, out).run
}
