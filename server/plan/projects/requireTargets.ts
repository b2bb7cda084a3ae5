// The targets that a project is said to feed → nothing, where the documents have each of them.

import type { Program } from '#lang'
import type { PlanFault } from '../problem.ts'
import { targetsOf } from '../targets/indicator.ts'
import { ProjectError } from './problem.ts'

/** `targets`: each `policy/target`. Throws ProjectError `wrong_project` with the place of each that is unknown. */
export function requireTargets(program: Program, targets: readonly string[]): void {
  const known = new Set(targetsOf(program).map(({ policy, target }) => `${policy.document.id}/${target.id}`))
  const faults = targets.flatMap((each, i): PlanFault[] =>
    known.has(each) ? [] : [{ path: `targets.${i}`, message: `文件里没有目标 ${each}` }],
  )
  if (faults[0]) throw new ProjectError('wrong_project', faults[0].message, faults)
}
