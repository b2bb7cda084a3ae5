// Runs an item, or any other question, once for every combination of the open readings that it really consults.

import type { Clock } from '../builtins/builtin.ts'
import type { Item } from '../ir/ir.ts'
import type { PolicyIndex } from '../ir/lookup.ts'
import { type Core, payableAmount, runItem } from './item.ts'
import { createMachine, type Machine } from './machine.ts'
import type { Subject } from './subject.ts'

/** One run: the alternatives it followed, in the order in which readings were met. */
export type Run = {
  readonly choices: ReadonlyMap<string, number>
  readonly machine: Machine
  readonly core: Core
}

/** More combinations than this are not walked; the item then stays undetermined. */
export const MOST_RUNS = 4096

type Choice = { readonly reading: string; readonly of: number; taken: number }

/** What each walk gave, with the alternatives it followed; `complete` is false when there were more than `most`. */
export type Walks<T> = {
  readonly walks: readonly { readonly choices: ReadonlyMap<string, number>; readonly value: T }[]
  readonly complete: boolean
}

/**
 * Calls `walk` once for every combination of the readings that it asks for: each meeting forks the walk, and a
 * depth-first walk over those forks visits exactly the combinations that can matter. `alternatives` says how many a
 * reading has.
 */
export function walkReadings<T>(
  alternatives: (reading: string) => number,
  walk: (choose: (reading: string) => number, choices: ReadonlyMap<string, number>) => T,
  most: number,
): Walks<T> {
  const stack: Choice[] = []
  const walks: { choices: ReadonlyMap<string, number>; value: T }[] = []
  for (;;) {
    const choices = new Map<string, number>()
    let met = 0
    const choose = (reading: string): number => {
      const before = choices.get(reading)
      if (before !== undefined) return before
      const known = stack[met]
      const choice = known ?? { reading, of: alternatives(reading), taken: 0 }
      if (!known) stack.push(choice)
      met++
      choices.set(reading, choice.taken)
      return choice.taken
    }
    walks.push({ choices, value: walk(choose, choices) })
    while (stack.length > 0) {
      const last = stack[stack.length - 1] as Choice
      if (last.taken + 1 < last.of) {
        last.taken++
        break
      }
      stack.pop()
    }
    if (stack.length === 0) return { walks, complete: true }
    if (walks.length >= most) return { walks, complete: false }
  }
}

/** One item, once for every combination of the open readings that it consults. */
export function runReadings(
  index: PolicyIndex,
  subject: Subject,
  clock: Clock,
  item: Item,
): { readonly runs: readonly Run[]; readonly complete: boolean } {
  const { walks, complete } = walkReadings(
    (reading) => index.readings.get(reading)?.alternatives.length ?? 1,
    (choose) => {
      const machine = machineOf(index, subject, clock, choose)
      return { machine, core: runItem(machine, item) }
    },
    MOST_RUNS,
  )
  return { runs: walks.map(({ choices, value }) => ({ choices, ...value })), complete }
}

/** A machine that follows `choose` wherever a reading is open. */
export function machineOf(
  index: PolicyIndex,
  subject: Subject,
  clock: Clock,
  choose: (reading: string) => number,
): Machine {
  return createMachine(index, subject, clock, {
    choose,
    itemAmount: (id, inner) => {
      const other = index.items.get(id)
      if (!other) throw new TypeError(`unknown item ${id}`)
      return payableAmount(inner, other)
    },
  })
}
