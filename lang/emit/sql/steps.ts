// What every statement is made of: named steps that carry on the columns before them, turned into text; columns that
// nothing uses any more are left behind where a statement would otherwise have too many.
import { type Graph, type Node, operandsOf } from '../nodes.ts'
import type { Table } from '../tables.ts'
import type { Dialect } from './dialects.ts'
import type { Printer, Provided, Uses } from './print.ts'

export type Step = {
  readonly name: string
  readonly note?: string
  /** The step all of whose columns stand in this one too. */
  readonly carries?: string
  /** The names of its own columns. */
  readonly adds: readonly string[]
  /** What its own columns are computed from: names by the step that has them. */
  readonly reads: ReadonlyMap<string, Iterable<string>>
  /** The statement, given the list of the columns that it carries on from `r`. */
  sql(carried: readonly string[]): string
}

export type Context = {
  readonly graph: Graph
  readonly dialect: Dialect
  readonly tables: readonly Table[]
  readonly printer: Printer
  readonly labels: ReadonlyMap<number, string>
  readonly isNamed: (node: Node) => boolean
  readonly steps: Step[]
}

export function stepTexts(steps: readonly Step[], result: Step, dialect: Dialect): string[] {
  const used = usedColumns([...steps, result])
  const many =
    steps.reduce((count, each) => count + each.adds.length, 0) >
    (dialect.mostColumns ?? Number.POSITIVE_INFINITY)
  return steps.map((step) => {
    const own = new Set(step.adds)
    const live = [...(used.get(step.name) ?? [])].filter((each) => !own.has(each))
    const carried = step.carries === undefined ? [] : many ? live.map((each) => `r.${each}`) : ['r.*']
    const comment = step.note === undefined ? '' : `-- ${step.note}\n`
    return `${comment}${step.name} ${dialect.asOnce} (\n${indented(step.sql(carried))}\n)`
  })
}

/** The columns of every step that a later one uses or carries on to one that does. */
function usedColumns(steps: readonly Step[]): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>()
  const use = (step: string, names: Iterable<string>): void => {
    const all = used.get(step) ?? new Set()
    used.set(step, all)
    for (const each of names) all.add(each)
  }
  for (const step of [...steps].reverse()) {
    for (const [from, names] of step.reads) use(from, names)
    if (step.carries === undefined) continue
    const own = new Set(step.adds)
    use(
      step.carries,
      [...(used.get(step.name) ?? [])].filter((each) => !own.has(each)),
    )
  }
  return used
}

function indented(sql: string): string {
  return sql.replace(/^/gm, '  ')
}

export function provided({ name, sql }: Provided): string {
  return `${sql} AS ${name}`
}

/** The name of the subjects' own table. */
export function subjectsOf(tables: readonly Table[]): string {
  return tables.find((each) => each.kind === 'subject')?.name ?? ''
}

export function nextName(context: Context, what: string): string {
  return `${what}_${context.steps.length + 1}`
}

/** A step of values that are computed side by side, each written by `write`. */
export function layerStep(
  context: Context,
  from: string,
  nodes: readonly Node[],
  write: (node: Node) => string,
): string {
  const name = nextName(context, 'step')
  const { nameOf } = context.printer
  const uses = new Map<string, number>()
  const columns = nodes.map((node, i) => {
    const label = context.labels.get(node.id)
    const comma = i < nodes.length - 1 ? ',' : ''
    const note = label === undefined ? '' : `  -- ${label.replace(/\s+/g, ' ')}`
    const noted = context.printer.noting(() => write(node))
    for (const [used, scopes] of noted.uses) uses.set(used, scopes)
    return `${noted.written} AS ${nameOf(node)}${comma}${note}`
  })
  context.steps.push({
    ...{ name, carries: from, adds: nodes.map(nameOf), reads: new Map([[from, uses.keys()]]) },
    sql: (carried) => {
      const before = carried.map((each) => `${each},\n  `).join('')
      return `SELECT ${before}${columns.join('\n  ')}\nFROM ${from} r`
    },
  })
  return name
}

/** Values that can be computed side by side: each layer uses only those before it. */
export function layersOf(nodes: readonly Node[], isNamed: (node: Node) => boolean): Node[][] {
  const level = new Map<number, number>()
  const layers: Node[][] = []
  const highest = (node: Node): number => {
    let most = 0
    for (const each of operandsOf(node)) {
      const own = level.get(each.id)
      most = Math.max(most, own !== undefined ? own : isNamed(each) ? 0 : highest(each))
    }
    return most
  }
  for (const node of nodes) {
    const own = highest(node) + 1
    level.set(node.id, own)
    const layer = layers[own - 1]
    if (layer) layer.push(node)
    else layers[own - 1] = [node]
  }
  return layers
}

/** The step that only selects the result. */
export function resultStep(from: string, columns: readonly string[], uses: Uses): Step {
  return {
    ...{ name: 'result', adds: [], reads: new Map([[from, ['id', ...uses.keys()]]]) },
    sql: () => `SELECT ${['id', ...columns].join(',\n  ')}\nFROM ${from}`,
  }
}
