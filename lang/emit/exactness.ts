// Where doubles may lose exactness: for each such place the size that the true value cannot exceed, computed beside it.
// If that size stays below 2^53 every step was exact; if not, a comparison is still certain when the two sides are
// further apart than rounding can move them; what is left is computed again in whole numbers of any size.
import { type Graph, type Node, rangeOf } from './nodes.ts'

const SAFE = 2n ** 53n

export type Exactness = {
  /** Whether the double of this number may differ from its true value. */
  mayRound(node: Node): boolean
  /** A number at least as large as any that was computed on the way to this one. */
  sizeOf(node: Node): Node
}

export function exactnessOf(g: Graph): Exactness {
  const rounds = new Map<number, boolean>()
  const sizes = new Map<number, Node>()

  function mayRound(node: Node): boolean {
    const before = rounds.get(node.id)
    if (before !== undefined) return before
    const result = computeMayRound(node)
    rounds.set(node.id, result)
    return result
  }

  function computeMayRound(node: Node): boolean {
    if (!node.range) return false
    const { low, high } = rangeOf(node)
    if (low < -SAFE || high > SAFE) return true
    switch (node.kind) {
      case 'add':
      case 'multiply':
        return mayRound(node.left) || mayRound(node.right)
      case 'negate':
      case 'abs':
        return mayRound(node.operand)
      case 'if':
        return mayRound(node.yes) || mayRound(node.no)
      case 'reduce':
        return mayRound(node.body)
      default:
        // What is divided or taken from the calendar is checked where that is done.
        return false
    }
  }

  function sizeOf(node: Node): Node {
    const before = sizes.get(node.id)
    if (before) return before
    const size = computeSize(node)
    sizes.set(node.id, size)
    return size
  }

  function computeSize(node: Node): Node {
    switch (node.kind) {
      case 'add':
        return g.add(sizeOf(node.left), sizeOf(node.right))
      case 'multiply':
        return g.multiply(sizeOf(node.left), sizeOf(node.right))
      case 'negate':
      case 'abs':
        return sizeOf(node.operand)
      case 'if':
        return g.choose(node.when, sizeOf(node.yes), sizeOf(node.no))
      case 'floorDivide':
        return sizeOf(node.left)
      case 'reduce':
        return node.op === 'any'
          ? g.int(1)
          : g.reduce(node.op === 'sum' ? 'sum' : 'max', node.scope, node.where, sizeOf(node.body))
      default:
        return g.abs(node)
    }
  }

  return { mayRound, sizeOf }
}
