// Runs an item once for every combination of the open readings that it really consults.

import type { Clock } from '../builtins/builtin.ts'
import type { Item } from '../ir/ir.ts'
import { type Core, payableAmount, runItem } from './item.ts'
import { createMachine, type Machine } from './machine.ts'
import type { PolicyIndex } from './program.ts'
import type { Subject } from './subject.ts'

/** One run: the alternatives it followed, in the order in which readings were met. */
export type Run = {
  readonly choices: ReadonlyMap<string, number>
  readonly machine: Machine
  readonly core: Core
}

/** More combinations than this are not walked; the item then stays undetermined. */
const MOST_RUNS = 4096

type Choice = { readonly reading: string; readonly of: number; taken: number }

/**
 * A reading is met when the run asks for it, and each meeting forks the run; a depth-first walk over those forks
 * visits exactly the combinations that can matter. `complete` is false when there were too many of them.
 */
export function runReadings(
  index: PolicyIndex,
  subject: Subject,
  clock: Clock,
  item: Item,
): { readonly runs: readonly Run[]; readonly complete: boolean } {
  const stack: Choice[] = []
  const runs: Run[] = []
  for (;;) {
    const choices = new Map<string, number>()
    let met = 0
    const machine: Machine = createMachine(index, subject, clock, {
      choose: (reading) => {
        const before = choices.get(reading)
        if (before !== undefined) return before
        const known = stack[met]
        const of = index.readings.get(reading)?.alternatives.length ?? 1
        const choice = known ?? { reading, of, taken: 0 }
        if (!known) stack.push(choice)
        met++
        choices.set(reading, choice.taken)
        return choice.taken
      },
      itemAmount: (id, inner) => {
        const other = index.items.get(id)
        if (!other) throw new TypeError(`unknown item ${id}`)
        return payableAmount(inner, other)
      },
    })
    runs.push({ choices, machine, core: runItem(machine, item) })
    while (stack.length > 0) {
      const last = stack[stack.length - 1] as Choice
      if (last.taken + 1 < last.of) {
        last.taken++
        break
      }
      stack.pop()
    }
    if (stack.length === 0) return { runs, complete: true }
    if (runs.length >= MOST_RUNS) return { runs, complete: false }
  }
}
