// The compiled library, enlarged: the indicators and tasks of the five documents, and copies of them under other names
// until there are as many as the bench wants. Copies have the text of what they copy, so reading them costs the same.
import type { Policy, Program } from '#lang'

export type Enlarged = {
  readonly program: Program
  /** As many as the documents themselves have. */
  readonly ownTargets: number
  readonly ownTasks: number
}

export function enlarge(program: Program, targets: number, tasks: number): Enlarged {
  const ownTargets = program.policies.reduce((sum, each) => sum + each.targets.length, 0)
  const ownTasks = program.policies.reduce((sum, each) => sum + each.tasks.length, 0)
  let missing = Math.max(0, targets - ownTargets)
  const rounds = Math.max(0, Math.ceil(tasks / ownTasks) - 1)
  const policies = program.policies.map((policy): Policy => {
    // A copy stands by itself: a part of something would change that thing's sum.
    const alone = policy.targets.filter((each) => each.parent === undefined).slice(0, missing)
    missing -= alone.length
    const copies = Array.from({ length: rounds }, (_, round) =>
      policy.tasks.map((each) => ({ ...each, id: `${each.id}-copy${round + 1}` })),
    )
    return {
      ...policy,
      targets: [...policy.targets, ...alone.map((each) => ({ ...each, id: `${each.id}-copy` }))],
      tasks: [...policy.tasks, ...copies.flat()],
    }
  })
  return { program: { ...program, policies }, ownTargets, ownTasks }
}
