// A path → where its steps stand in the picture and which way the lines between them go. Pure. The way to the money runs
// down on the left; what is done beside it stands to its right, where it begins; ends stand at the far right.
import type { Path, PathAct, PathStep } from '#server/api/caseSettings.ts'

export type Node = { readonly step: PathStep; readonly column: 0 | 1 | 2; readonly row: number }

export type Edge = {
  readonly from: Node
  readonly to: Node
  /** The acts that lead from one to the other. */
  readonly acts: readonly PathAct[]
  /** The way to the money, back to an earlier step, to an end, or elsewhere. */
  readonly kind: 'main' | 'back' | 'end' | 'side'
}

export type Layout = {
  readonly nodes: readonly Node[]
  readonly edges: readonly Edge[]
  readonly rows: number
}

export function layoutOf(path: Path): Layout {
  const main = mainWay(path)
  const known = new Set(path.steps.map(({ id }) => id))
  const others = path.steps.filter(({ id }) => !main.includes(id))
  const [sides, ends] = [
    others.filter(({ acts }) => acts.length > 0),
    others.filter(({ acts }) => acts.length === 0),
  ]
  const rowOf = new Map(main.map((id, i) => [id, i]))
  const nodes: Node[] = path.steps
    .filter(({ id }) => rowOf.has(id))
    .map((step) => ({ step, column: 0, row: rowOf.get(step.id) ?? 0 }))
  for (const [column, steps] of [
    [1, sides],
    [2, ends],
  ] as const) {
    const taken = new Set<number>()
    for (const step of steps) {
      let row = firstRow(path, rowOf, step.id)
      while (taken.has(row)) row++
      taken.add(row)
      nodes.push({ step, column, row })
      if (column === 1) rowOf.set(step.id, row)
    }
  }
  const at = new Map(nodes.map((node) => [node.step.id, node]))
  const edges = nodes.flatMap((from) => {
    const targets = Map.groupBy(
      from.step.acts.filter(({ to }) => known.has(to)),
      ({ to }) => to,
    )
    return [...targets].flatMap(([id, acts]): Edge[] => {
      const to = at.get(id)
      return to ? [{ from, to, acts, kind: kindOf(from, to) }] : []
    })
  })
  return { nodes, edges, rows: Math.max(0, ...nodes.map(({ row }) => row)) + 1 }
}

function kindOf(from: Node, to: Node): Edge['kind'] {
  if (from.column === 0 && to.column === 0 && to.row === from.row + 1) return 'main'
  if (to.column === 2) return 'end'
  return to.column === 0 && to.row <= from.row ? 'back' : 'side'
}

/** The shortest way from the start to a step in which the money has arrived; the longest there is where none does. */
function mainWay({ start, steps }: Path): string[] {
  const ways = new Map([[start, [start]]])
  for (const [id, way] of ways) {
    const step = steps.find((each) => each.id === id)
    if (step?.state === 'paid') return way
    for (const { to } of step?.acts ?? [])
      if (!ways.has(to) && steps.some((each) => each.id === to)) ways.set(to, [...way, to])
  }
  return [...ways.values()].reduce((longest, way) => (way.length > longest.length ? way : longest), [start])
}

/** Beside the first step that leads there. */
function firstRow({ steps }: Path, rowOf: ReadonlyMap<string, number>, id: string): number {
  const rows = steps.flatMap((step) =>
    step.acts.some(({ to }) => to === id) ? [rowOf.get(step.id) ?? Number.POSITIVE_INFINITY] : [],
  )
  const first = Math.min(...rows)
  return Number.isFinite(first) ? first : 0
}

/** Acts by name, from the start on → the lines that they go along, as the model checker tells them. */
export function edgesOfWay(path: Path, way: readonly string[]): ReadonlySet<string> {
  const gone = new Set<string>()
  let here = path.start
  for (const name of way) {
    const act = path.steps.find(({ id }) => id === here)?.acts.find((each) => each.name === name)
    if (!act) break
    gone.add(`${here} ${act.to}`)
    here = act.to
  }
  return gone
}
