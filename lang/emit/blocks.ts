// A graph → statements in an order in which each can be computed, with loops over elements: what every engine that
// computes row by row prints. Values used more than once get a name; the rest stand where they are used.
import { type Node, operandsOf, type Scope } from './nodes.ts'

export type Reduce = Extract<Node, { kind: 'reduce' }>

export type Statement =
  | { readonly kind: 'let'; readonly node: Node }
  | {
      readonly kind: 'loop'
      readonly scope: Scope
      /** Computed for each element. */
      readonly body: readonly Statement[]
      /** Gathered over the elements. */
      readonly reduces: readonly Reduce[]
    }

export type Layout = {
  /** The statements still to be made before these nodes can be written down. */
  need(roots: readonly Node[]): Statement[]
  /** For a branch: what is made in it is not there after it. */
  fork(): Layout
  isNamed(node: Node): boolean
  /** What a node's text uses. */
  below(node: Node): readonly Node[]
}

/** What besides its operands a node's text uses: an engine may add some. */
export type Extra = (node: Node) => readonly Node[]

/** Where values are computed that no loop contains. */
const OUTSIDE = -1

/**
 * `roots` are all nodes that will ever be asked for; uses are counted over them. `kept` get a name in any case; what is
 * `free` to write down again gets none.
 */
export function layoutOf(
  roots: readonly Node[],
  extra: Extra = () => [],
  kept: ReadonlySet<number> = new Set(),
  free: (node: Node) => boolean = isConstant,
): Layout {
  const below = (node: Node): readonly Node[] => [...operandsOf(node), ...extra(node)]
  const reached = [...reachable(roots, below)]
  const depths = depthsOf(reached)
  const homes = new Map<number, number>()
  const stages = new Map<number, number>()

  /** The innermost loop that a value varies over. */
  function homeOf(node: Node): number {
    const before = homes.get(node.id)
    if (before !== undefined) return before
    let home = OUTSIDE
    for (const [id, depth] of depths) {
      if (((node.scopes >> id) & 1) === 1 && depth > (depths.get(home) ?? -1)) home = id
    }
    homes.set(node.id, home)
    return home
  }

  /** How many loops must have run, where it is computed, before it can be. */
  function stageOf(node: Node): number {
    const before = stages.get(node.id)
    if (before !== undefined) return before
    const home = homeOf(node)
    let stage = 0
    for (const each of node.kind === 'reduce' ? outside(node) : below(node)) {
      if (homeOf(each) === home) stage = Math.max(stage, stageOf(each))
    }
    if (node.kind === 'reduce') stage++
    stages.set(node.id, stage)
    return stage
  }

  /** What a loop's body uses that is computed outside of the loop. */
  function outside(reduce: Reduce): Node[] {
    const found: Node[] = []
    const seen = new Set<number>()
    const visit = (node: Node): void => {
      if (seen.has(node.id)) return
      seen.add(node.id)
      if ((depths.get(homeOf(node)) ?? -1) < reduce.scope.depth) found.push(node)
      else for (const each of below(node)) visit(each)
    }
    for (const each of below(reduce)) visit(each)
    return found
  }

  const named = namedNodes(roots, reached, below, homeOf, kept, free)

  /** `declared` are the names that stand; a loop's own names end with it. */
  function need(wanted: readonly Node[], home: number, declared: Set<number>): Statement[] {
    const statements: Statement[] = []
    const belongsHere = (node: Node): void => {
      if (homeOf(node) !== home) throw new TypeError('a value is not computed where it belongs')
    }
    const visit = (node: Node): void => {
      if (declared.has(node.id)) return
      if (node.kind === 'reduce') {
        loop(node)
        return
      }
      for (const each of below(node)) visit(each)
      if (!named.has(node.id)) return
      belongsHere(node)
      declared.add(node.id)
      statements.push({ kind: 'let', node })
    }
    const loop = (first: Reduce): void => {
      belongsHere(first)
      const stage = stageOf(first)
      const group = reached.filter(
        (each): each is Reduce =>
          each.kind === 'reduce' &&
          each.scope === first.scope &&
          homeOf(each) === home &&
          !declared.has(each.id) &&
          stageOf(each) === stage,
      )
      for (const each of group) for (const outer of outside(each)) visit(outer)
      const inside = new Set(declared)
      const body = group.flatMap((each) => need(below(each), first.scope.id, inside))
      for (const each of group) declared.add(each.id)
      statements.push({ kind: 'loop', scope: first.scope, body, reduces: group })
    }
    for (const each of wanted) visit(each)
    return statements
  }

  const from = (made: Set<number>): Layout => ({
    need: (wanted) => need(wanted, OUTSIDE, made),
    fork: () => from(new Set(made)),
    isNamed: (node) => named.has(node.id),
    below,
  })
  return from(new Set())
}

function* reachable(roots: readonly Node[], below: (node: Node) => readonly Node[]): Iterable<Node> {
  const seen = new Set<number>()
  const stack = [...roots]
  for (;;) {
    const node = stack.pop()
    if (!node) return
    if (seen.has(node.id)) continue
    seen.add(node.id)
    yield node
    stack.push(...below(node))
  }
}

/** The depth of every loop by its id. */
function depthsOf(nodes: readonly Node[]): ReadonlyMap<number, number> {
  return new Map(
    nodes.flatMap((each) => (each.kind === 'reduce' ? [[each.scope.id, each.scope.depth] as const] : [])),
  )
}

/** Values that are used twice, or in a loop that they do not vary over, and every loop's result. */
function namedNodes(
  roots: readonly Node[],
  reached: readonly Node[],
  below: (node: Node) => readonly Node[],
  homeOf: (node: Node) => number,
  kept: ReadonlySet<number>,
  free: (node: Node) => boolean,
): Set<number> {
  const uses = new Map<number, number>()
  const named = new Set<number>()
  // Used twice, or where it does not vary.
  const far = new Set<Node>()
  for (const each of new Set(roots)) uses.set(each.id, 1)
  for (const node of reached) {
    if (node.kind === 'reduce') named.add(node.id)
    const place = node.kind === 'reduce' ? node.scope.id : homeOf(node)
    for (const each of below(node)) {
      uses.set(each.id, (uses.get(each.id) ?? 0) + 1)
      if (homeOf(each) !== place) far.add(each)
    }
  }
  for (const node of reached) {
    if ((uses.get(node.id) ?? 0) > 1) far.add(node)
  }
  // What is free is written down again, what it rests on is not.
  for (const node of far) {
    if (!free(node)) named.add(node.id)
    else for (const each of below(node)) far.add(each)
  }
  for (const node of reached) {
    if (kept.has(node.id) && !isConstant(node)) named.add(node.id)
  }
  return named
}

function isConstant(node: Node): boolean {
  return node.kind === 'bool' || node.kind === 'int'
}
