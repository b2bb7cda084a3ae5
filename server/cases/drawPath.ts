// Where a case has been, where it is, and the way from there to the money → its path as it is drawn. Pure.
import { type Path, stepOf } from '../approval/path.ts'
import { wayToMoney } from './progressOf.ts'

export type DrawnStep = {
  readonly id: string
  readonly name: string
  readonly kind: 'passed' | 'current' | 'ahead'
}

/** `left`: the steps that acts have left, in their order; a step that was gone back to stands where the case is now. */
export function drawPath(path: Path, here: string, left: readonly string[]): DrawnStep[] {
  const ahead = wayToMoney(path, here)
  const passed = [...new Set(left)].filter((each) => each !== here && !ahead.includes(each))
  const drawn = (kind: DrawnStep['kind']) => (id: string) => ({ id, name: stepOf(path, id).name, kind })
  return [...passed.map(drawn('passed')), drawn('current')(here), ...ahead.map(drawn('ahead'))]
}
