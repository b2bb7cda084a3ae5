// Changes → the changes that rewriting the phrases would be: a figure changes wherever the rules rest on the same words.
import type { Program } from '../ir/ir.ts'
import { parametersOf } from './parameters.ts'
import type { Change } from './reform.ts'

/**
 * The changes, each of a number also made to the parameters that stand for the same figure of the text, unless a change
 * of their own is among them. A cap that a law states once may be several caps of the rules.
 */
export function withSameWords(program: Program, changes: readonly Change[]): Change[] {
  const parameters = new Map(parametersOf(program).map((each) => [each.id, each]))
  const taken = new Set(changes.flatMap((each) => ('parameter' in each ? [each.parameter] : [])))
  return changes.flatMap((change): Change[] => {
    if (!('parameter' in change)) return [change]
    const others = (parameters.get(change.parameter)?.sameWords ?? []).filter((each) => !taken.has(each))
    for (const each of others) taken.add(each)
    return [change, ...others.map((parameter) => ({ ...change, parameter }))]
  })
}
