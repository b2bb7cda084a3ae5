// Statements → steps in which a loop is a join with the elements' table, computed for each element, gathered into one
// row and joined to what it belongs to: for databases that keep a step's rows and can read them twice.
import type { Reduce, Statement } from '../blocks.ts'
import type { Node } from '../nodes.ts'
import { ORDINAL, SUBJECT_KEY } from '../tables.ts'
import type { Gathers } from './dialects.ts'
import { countingElements } from './elements.ts'
import { elementName, inPlace } from './print.ts'
import { type Context, layerStep, layersOf, nextName, provided } from './steps.ts'

export type LoopContext = Context & { readonly gathers: Gathers }

/** Adds the steps of some statements to those there are; returns the name of the last one. */
export function block(
  context: LoopContext,
  from: string,
  keys: readonly string[],
  statements: readonly Statement[],
): string {
  let relation = from
  let pending: Node[] = []
  const flush = (): void => {
    for (const layer of layersOf(pending, context.isNamed))
      relation = layerStep(context, relation, layer, context.printer.full)
    pending = []
  }
  for (const each of statements) {
    if (each.kind === 'let') {
      pending.push(each.node)
      continue
    }
    flush()
    relation = loopSteps(context, relation, keys, each)
  }
  flush()
  return relation
}

type Loop = Extract<Statement, { kind: 'loop' }>

function loopSteps(context: LoopContext, from: string, keys: readonly string[], loop: Loop): string {
  const { printer, steps } = context
  const { scope } = loop
  const table = context.tables.find((each) => each.collection === scope.collection)?.name ?? ''
  const position = elementName(scope, ORDINAL)
  const elements = nextName(context, table)
  // What the body needs of the elements is known only when it is written, so its step is filled in afterwards.
  const place = steps.push({ name: elements, adds: [], reads: new Map(), sql: () => '' }) - 1
  const inner = block(context, elements, [...keys, position], loop.body)
  const gathered = nextName(context, `${table}_all`)
  const aggregates = printer.noting(() =>
    loop.reduces.map((each) => `${gather(each, context, position)} AS ${printer.nameOf(each)}`),
  )
  const needed = [...(printer.elements.get(scope)?.values() ?? [])].filter((each) => each.name !== position)
  const counting = wherePossible(context, loop)
  steps[place] = {
    ...{ name: elements, note: `${scope.collection}，一行一项`, carries: from },
    adds: [position, ...needed.map((each) => each.name)],
    reads: new Map([[from, keys]]),
    sql: (carried) =>
      [
        `SELECT ${[...carried, `t.${ORDINAL} AS ${position}`, ...needed.map(provided)].join(',\n  ')}`,
        `FROM ${from} r JOIN ${table} t ON t.${SUBJECT_KEY} = r.id`,
        ...counting,
      ].join('\n'),
  }
  steps.push({
    ...{ name: gathered, note: `${scope.collection}，合并到一行` },
    ...gatheredFrom(inner, keys, aggregates.written, [...aggregates.uses.keys(), position]),
  })
  return joinedStep(context, from, gathered, keys, loop)
}

/** Longer conditions than this are not worth reading. */
const LONGEST = 800

/** Elements that cannot count are left out before the join. */
function wherePossible({ graph, tables, dialect }: LoopContext, { scope, reduces }: Loop): string[] {
  const counting = countingElements(graph, scope, reduces)
  const when = counting ? inPlace(tables, dialect, counting) : ''
  return when === '' || when.length > LONGEST ? [] : [`WHERE ${when}`]
}

function gatheredFrom(
  from: string,
  keys: readonly string[],
  columns: readonly string[],
  uses: readonly string[],
): { adds: readonly string[]; reads: ReadonlyMap<string, Iterable<string>>; sql: () => string } {
  return {
    ...{ adds: [], reads: new Map([[from, [...keys, ...uses]]]) },
    sql: () => `SELECT ${[...keys, ...columns].join(',\n  ')}\nFROM ${from}\nGROUP BY ${keys.join(', ')}`,
  }
}

function joinedStep(
  context: LoopContext,
  from: string,
  gathered: string,
  keys: readonly string[],
  { reduces }: Loop,
): string {
  const name = nextName(context, 'step')
  const { nameOf } = context.printer
  const columns = reduces.map((each) => {
    const own = nameOf(each)
    return `COALESCE(a.${own}, ${each.op === 'any' ? 'FALSE' : '0'}) AS ${own}`
  })
  const on = keys.map((key) => `a.${key} = r.${key}`).join(' AND ')
  context.steps.push({
    ...{ name, carries: from, adds: reduces.map(nameOf), reads: new Map([[from, keys]]) },
    sql: (carried) =>
      `SELECT ${[...carried, ...columns].join(',\n  ')}\nFROM ${from} r LEFT JOIN ${gathered} a ON ${on}`,
  })
  return name
}

function gather(reduce: Reduce, { printer, gathers }: LoopContext, position: string): string {
  const { text } = printer
  switch (reduce.op) {
    case 'any':
      return gathers.any(text(reduce.body))
    case 'sum': {
      const body = reduce.where.kind === 'bool' ? text(reduce.body) : guarded(reduce, text, '0')
      return gathers.sum(body)
    }
    case 'min':
    case 'max':
      return `COALESCE(${reduce.op.toUpperCase()}(${guarded(reduce, text, 'NULL')}), 0)`
    case 'first':
      return gathers.first(text(reduce.body), position, text(reduce.where))
  }
}

function guarded(reduce: Reduce, text: (node: Node) => string, otherwise: string): string {
  return `CASE WHEN ${text(reduce.where)} THEN ${text(reduce.body)} ELSE ${otherwise} END`
}
