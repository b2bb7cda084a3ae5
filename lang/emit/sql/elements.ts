// The reduces of a loop → what must hold of an element itself before it can count in any of them, so that the others
// are left out before they are joined.
import type { Reduce } from '../blocks.ts'
import { type Graph, type Node, operandsOf, type Scope } from '../nodes.ts'

/** Over the element's own columns only; undefined where every element may count. */
export function countingElements(g: Graph, scope: Scope, reduces: readonly Reduce[]): Node | undefined {
  const implied = impliedBy(g, scope)
  const counting = reduces.map((each) => implied(countsIn(g, each), true))
  const told = counting.flatMap((each) => (each ? [each] : []))
  if (told.length < counting.length) return undefined
  const any = g.or(...told)
  return any.kind === 'bool' ? undefined : any
}

/** When an element makes a difference. */
function countsIn(g: Graph, { op, where, body }: Reduce): Node {
  return op === 'sum' ? g.and(where, notZero(g, body)) : where
}

function notZero(g: Graph, node: Node): Node {
  if (node.kind === 'int') return g.bool(node.value !== 0n)
  if (node.kind !== 'if') return g.yes
  return g.choose(node.when, notZero(g, node.yes), notZero(g, node.no))
}

/** What is known of the element itself where a node holds or, without `holds`, does not. */
function impliedBy(g: Graph, scope: Scope): (node: Node, holds: boolean) => Node | undefined {
  const own = ownOf(scope)
  const before = new Map<string, Node | undefined>()

  function implied(node: Node, holds: boolean): Node | undefined {
    const key = `${node.id} ${holds}`
    if (!before.has(key)) before.set(key, found(node, holds))
    return before.get(key)
  }

  function found(node: Node, holds: boolean): Node | undefined {
    if (own(node)) return holds ? node : g.not(node)
    if (node.kind === 'not') return implied(node.operand, !holds)
    if (node.kind !== 'and' && node.kind !== 'or') return undefined
    const parts = node.operands.map((each) => implied(each, holds))
    const told = parts.flatMap((each) => (each ? [each] : []))
    if ((node.kind === 'and') === holds) return told.length > 0 ? g.and(...told) : undefined
    return told.length === parts.length ? g.or(...told) : undefined
  }

  return implied
}

/** Whether a node rests on nothing but columns of the elements of one loop. */
function ownOf(scope: Scope): (node: Node) => boolean {
  const before = new Map<number, boolean>()
  const own = (node: Node): boolean => {
    const known = before.get(node.id)
    if (known !== undefined) return known
    const result =
      node.kind === 'input' ? ofElement(node, scope) : node.kind !== 'reduce' && operandsOf(node).every(own)
    before.set(node.id, result)
    return result
  }
  return own
}

function ofElement({ input }: Extract<Node, { kind: 'input' }>, scope: Scope): boolean {
  if (input.kind === 'collectionKnown' || input.kind === 'position') return false
  const sources = input.kind === 'same' ? [input.left, input.right] : [input.source]
  return sources.every((each) => each.of === 'element' && each.scope === scope)
}
