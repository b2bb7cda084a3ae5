// The nodes of a plan → steps without a join back, for ClickHouse: a subject's elements are arrays in its own row, and
// what differs between elements is an array too, or an array of arrays where loops stand inside loops.
import { type Node, operandsOf, type Scope } from '../nodes.ts'
import { Refused } from '../refused.ts'
import { ORDINAL, SUBJECT_KEY } from '../tables.ts'
import { elementName, type Printer, type Provided, type Uses } from './print.ts'
import { type Context, layerStep, layersOf } from './steps.ts'

type Reduce = Extract<Node, { kind: 'reduce' }>

/** Adds the steps of everything that has a name; returns the name of the last one. */
export function arraySteps(context: Context, roots: readonly Node[]): string {
  const reached = reachable(roots)
  const loops = loopsOf(reached)
  const named = reached.filter(context.isNamed)
  let relation = 'facts'
  for (const layer of layersOf(named, context.isNamed))
    relation = layerStep(context, relation, layer, (node) => column(context.printer, loops, node))
  return relation
}

/** In an order of computation. */
function reachable(roots: readonly Node[]): Node[] {
  const seen = new Map<number, Node>()
  const visit = (node: Node): void => {
    if (seen.has(node.id)) return
    seen.set(node.id, node)
    operandsOf(node).forEach(visit)
  }
  roots.forEach(visit)
  return [...seen.values()].sort((a, b) => a.id - b.id)
}

/** All loops, the innermost first. */
function loopsOf(nodes: readonly Node[]): Scope[] {
  const scopes = new Set(nodes.flatMap((each) => (each.kind === 'reduce' ? [each.scope] : [])))
  return [...scopes].sort((a, b) => b.depth - a.depth)
}

/** A value for every combination of the elements that it differs between: arrays for the outermost loop outside. */
function column(printer: Printer, loops: readonly Scope[], node: Node): string {
  const { written, uses } = printer.noting(() =>
    node.kind === 'reduce' ? reduced(printer, node) : printer.full(node),
  )
  let text = written
  for (const scope of loops) if (differs(node.scopes, scope)) text = mapped(text, scope, uses)
  return text
}

function differs(scopes: number, scope: Scope): boolean {
  return ((scopes >> scope.id) & 1) === 1
}

/** The arrays over a loop's elements that a text uses, by the names that they and their elements both bear. */
function arraysOver(scope: Scope, uses: Uses): string[] {
  return [...uses].flatMap(([name, scopes]) => (differs(scopes, scope) ? [name] : []))
}

function mapped(text: string, scope: Scope, uses: Uses): string {
  const arrays = arraysOver(scope, uses)
  // An element as it is.
  if (arrays[0] === text) return text
  return `arrayMap(${lambda(text, arrays)})`
}

function lambda(text: string, arrays: readonly string[]): string {
  const names = arrays.join(', ')
  return `${arrays.length === 1 ? names : `(${names})`} -> ${text}, ${names}`
}

function reduced(printer: Printer, reduce: Reduce): string {
  const { scope, op, where, body } = reduce
  const values = (): string => overElements(printer, scope, () => printer.text(body), mapped)
  if (op === 'any') return overElements(printer, scope, () => printer.text(body), call('arrayExists'))
  if (op === 'sum') {
    const widen = printer.isWide(reduce) ? 'toInt256' : 'toInt64'
    const text = (): string => `${widen}(${guarded(printer, reduce)})`
    return overElements(printer, scope, text, call('arraySum'))
  }
  // Each of these gives 0 for an empty array.
  const of = { min: 'arrayMin', max: 'arrayMax', first: 'arrayFirst' }[op]
  if (where.kind === 'bool') return op === 'first' ? `${of}(v -> TRUE, ${values()})` : `${of}(${values()})`
  const flags = overElements(printer, scope, () => printer.text(where), mapped)
  const chosen = `(v, w) -> w, ${values()}, ${flags}`
  return op === 'first' ? `${of}(${chosen})` : `${of}(arrayFilter(${chosen}))`
}

function guarded({ text }: Printer, { where, body }: Reduce): string {
  return where.kind === 'bool' ? text(body) : `CASE WHEN ${text(where)} THEN ${text(body)} ELSE 0 END`
}

const call =
  (name: string) =>
  (text: string, scope: Scope, uses: Uses): string =>
    `${name}(${lambda(text, arraysOver(scope, uses))})`

function overElements(
  printer: Printer,
  scope: Scope,
  write: () => string,
  wrap: (text: string, scope: Scope, uses: Uses) => string,
): string {
  const { written, uses } = printer.noting(write)
  if (arraysOver(scope, uses).length > 0) return wrap(written, scope, uses)
  // What does not look at the element is there once for each all the same.
  const position = printer.position(scope)
  return wrap(written, scope, new Map([...uses, [position, 1 << scope.id]]))
}

/** The elements of every collection that is used, as arrays in the order of their places. */
export function collectionArrays({ printer, tables }: Context): {
  readonly columns: readonly Provided[]
  readonly joins: readonly string[]
} {
  const used = [...printer.elements].map(([scope, elements]) => {
    const table = tables.find((each) => each.collection === scope.collection)?.name ?? ''
    return { scope, table, elements: [...elements.values()] }
  })
  const plain = (scope: Scope, { name }: Provided): string => name.slice(elementName(scope, '').length)
  const columns = used.flatMap(({ scope, table, elements }) =>
    elements.map((each) => ({ name: each.name, sql: `${table}_all.${plain(scope, each)}` })),
  )
  const joins = [...new Set(used.map((each) => each.table))].map((table) => {
    const own = used.filter((each) => each.table === table)
    const wanted = new Map(
      own.flatMap(({ scope, elements }) => elements.map((each) => [plain(scope, each), each.sql] as const)),
    )
    const arrays = [...wanted].map(([name, sql]) =>
      name === ORDINAL
        ? `arraySort(groupArray(${sql})) AS ${name}`
        : `arraySort((v, p) -> p, groupArray(${sql}), groupArray(t.${ORDINAL})) AS ${name}`,
    )
    const select = [SUBJECT_KEY, ...arrays].join(',\n    ')
    const from = `FROM ${table} t\n  GROUP BY ${SUBJECT_KEY}`
    return `LEFT JOIN (\n  SELECT ${select}\n  ${from}\n) ${table}_all ON ${table}_all.${SUBJECT_KEY} = e.id`
  })
  return { columns, joins }
}

/** What ClickHouse takes without being told otherwise: bytes of a query, queries inside each other. */
const MOST = { bytes: 262_144, depth: 90 }

export function refuseLarge(text: string, steps: number): void {
  const bytes = new TextEncoder().encode(text).length
  if (bytes > MOST.bytes) throw new Refused(`语句有${bytes}字节，超出 ClickHouse 默认的${MOST.bytes}字节`)
  if (steps > MOST.depth) throw new Refused(`语句有${steps}步，超出 ClickHouse 默认的查询嵌套层数`)
}
