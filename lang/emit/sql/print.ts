// Nodes → SQL expressions over the columns of the step before. No expression is ever NULL.
import type { Input, Node, Scope, Source } from '../nodes.ts'
import { rangeOf } from '../nodes.ts'
import { Refused } from '../refused.ts'
import { type Column, ORDINAL, type Table } from '../tables.ts'
import { type Dialect, quoted } from './dialects.ts'

const LARGEST = 2n ** 63n - 1n

/** A column that a step must provide: its name there and what computes it from the tables. */
export type Provided = {
  readonly name: string
  readonly sql: string
  /** Of a yearly fact: where it lies, and what reads it from a column of another name. */
  readonly yearly?: {
    readonly year: number
    readonly column: string
    /** What is added to the column's name for the flag beside it. */
    readonly mark: '' | '_na'
    readonly kind: Column['kind']
    write(column: string): string
  }
}

export type Printer = {
  /** The name of a node that has one, else its expression. */
  text(node: Node): string
  full(node: Node): string
  nameOf(node: Node): string
  /** Columns of the subjects, their years and their collections that were asked for so far. */
  readonly subject: ReadonlyMap<string, Provided>
  readonly years: ReadonlySet<number>
  /** Columns of the elements of every loop that were asked for so far. */
  readonly elements: ReadonlyMap<Scope, ReadonlyMap<string, Provided>>
  /** The name of an element's place in its collection. */
  position(scope: Scope): string
  isWide(node: Node): boolean
  /** What is written in `write`, with the columns of the steps before that it uses. */
  noting<T>(write: () => T): { readonly written: T; readonly uses: Uses }
}

/** A node as one expression over the columns of the subjects' table `e`, or over those of a loop's elements `t`. */
export function inPlace(tables: readonly Table[], dialect: Dialect, node: Node): string {
  const nothingNamed = (): boolean => false
  const noName = (): string => ''
  return createPrinter(tables, dialect, nothingNamed, noName, true).full(node)
}

/** Columns by name, with a bit for each loop over whose elements they differ. */
export type Uses = ReadonlyMap<string, number>

export function createPrinter(
  tables: readonly Table[],
  dialect: Dialect,
  isNamed: (node: Node) => boolean,
  nameOf: (node: Node) => string,
  /** Columns are written as what computes them, not by the name that a step gives them. */
  inTables = false,
): Printer {
  const subject = new Map<string, Provided>()
  const years = new Set<number>()
  const elements = new Map<Scope, Map<string, Provided>>()
  let noted = new Map<string, number>()

  function noting<T>(write: () => T): { written: T; uses: Uses } {
    const outer = noted
    const uses = new Map<string, number>()
    noted = uses
    const written = write()
    noted = outer
    for (const [name, scopes] of uses) noted.set(name, scopes)
    return { written, uses }
  }

  function ofElement(scope: Scope, name: string, sql: string): string {
    const all = elements.get(scope) ?? new Map<string, Provided>()
    elements.set(scope, all.set(name, { name, sql }))
    noted.set(name, 1 << scope.id)
    return name
  }

  function ofSubject(column: Provided): string {
    subject.set(column.name, column)
    noted.set(column.name, 0)
    return column.name
  }

  function tableOf(kind: Table['kind'], collection?: string): Table {
    const found = tables.find((each) => each.kind === kind && each.collection === collection)
    if (!found) throw new Refused(`没有存放${collection ?? '逐年事实'}的表`)
    return found
  }

  function columnOf(source: Source): Column {
    const table =
      source.of === 'element'
        ? tableOf('collection', source.scope.collection)
        : tableOf(source.of === 'year' ? 'yearly' : 'subject')
    const fact = source.of === 'element' ? source.field : source.fact
    const found = table.columns.find((each) => each.fact === fact)
    if (!found) throw new Refused(`没有存放${fact}的列`)
    return found
  }

  /** Asks for a column under a name of its own and returns the name. */
  function provide(source: Source, suffix: string, sqlOf: (column: string, shape: Column) => string): string {
    const shape = columnOf(source)
    if (inTables && source.of !== 'year')
      return sqlOf(`${source.of === 'subject' ? 'e' : 't'}.${shape.name}`, shape)
    if (source.of === 'element') {
      const { scope } = source
      return ofElement(scope, elementName(scope, shape.name + suffix), sqlOf(`t.${shape.name}`, shape))
    }
    if (source.of === 'subject')
      return ofSubject({ name: shape.name + suffix, sql: sqlOf(`e.${shape.name}`, shape) })
    const { year } = source
    years.add(year)
    return ofSubject({
      name: `${shape.name}_${year}${suffix}`,
      sql: sqlOf(`y${year}.${shape.name}`, shape),
      yearly: {
        ...{ year, column: shape.name, mark: suffix === '__na' ? '_na' : '', kind: shape.kind },
        write: (column) => sqlOf(column, shape),
      },
    })
  }

  function value(source: Source): string {
    return provide(source, '', (column, { kind }) => {
      switch (kind) {
        case 'bool':
          return `COALESCE(${column}, FALSE)`
        case 'date':
          return dialect.dayNumber(column)
        case 'word':
          return `COALESCE(${column}, '')`
        // An unknown set has no member, which `has` says.
        case 'set':
          return column
        default:
          return `COALESCE(${column}, 0)`
      }
    })
  }

  function input(of: Input): string {
    switch (of.kind) {
      case 'value':
        return value(of.source)
      case 'known':
        return provide(of.source, '__known', (column, { kind }) =>
          // ClickHouse has no unknown arrays: a flag beside the column says it.
          kind === 'set' && dialect.name === 'clickhouse' ? `${column}_known` : `${column} IS NOT NULL`,
        )
      case 'notApplicable':
        return provide(of.source, '__na', (column) => `COALESCE(${column}_na, FALSE)`)
      case 'is':
        return `(${value(of.source)} = ${quoted(of.word)})`
      case 'same': {
        const [left, right] = [value(of.left), value(of.right)]
        return `(${left} <> '' AND ${left} = ${right})`
      }
      case 'has':
        return dialect.has(value(of.source), quoted(of.word))
      case 'collectionKnown': {
        const { knownColumn = '' } = tableOf('collection', of.collection)
        return ofSubject({ name: knownColumn, sql: `COALESCE(e.${knownColumn}, FALSE)` })
      }
      case 'position':
        return position(of.scope)
    }
  }

  /** Wider than 64 bits, by its range or by what it is made of. */
  function isWide(node: Node): boolean {
    if (!node.range) return false
    const { low, high } = rangeOf(node)
    if (low < -dialect.widest || high > dialect.widest)
      throw new Refused(`数值可能超出 ${dialect.name} 的${dialect.wideType}`)
    return low < -LARGEST || high > LARGEST
  }

  function text(node: Node): string {
    if (!isNamed(node)) return full(node)
    const name = nameOf(node)
    noted.set(name, node.scopes)
    return name
  }

  function full(node: Node): string {
    switch (node.kind) {
      case 'bool':
        return node.value ? 'TRUE' : 'FALSE'
      case 'int':
        return number(node.value)
      case 'input':
        return input(node.input)
      case 'not':
        return `(NOT ${text(node.operand)})`
      case 'and':
        return `(${node.operands.map(text).join(' AND ')})`
      case 'or':
        return `(${node.operands.map(text).join(' OR ')})`
      case 'if':
        return `(CASE WHEN ${text(node.when)} THEN ${text(node.yes)} ELSE ${text(node.no)} END)`
      case 'add':
        return node.right.kind === 'negate'
          ? arithmetic(node, '-', node.left, node.right.operand)
          : arithmetic(node, '+', node.left, node.right)
      case 'multiply':
        return arithmetic(node, '*', node.left, node.right)
      case 'negate':
        return `(-${text(node.operand)})`
      case 'abs':
        return dialect.abs(text(node.operand), isWide(node.operand))
      case 'floorDivide': {
        const wide = isWide(node.left) || isWide(node.right)
        return dialect.floorDivide(text(node.left), text(node.right), {
          ...{ negative: rangeOf(node.left).low < 0n, wide },
        })
      }
      case 'less':
        return `(${text(node.left)} < ${text(node.right)})`
      case 'equal':
        return `(${text(node.left)} = ${text(node.right)})`
      case 'calendar':
        return dialect.calendar(node.part, text(node.operand))
      case 'reduce':
        return nameOf(node)
    }
  }

  function number(value: bigint): string {
    const digits = value < 0n ? `(${value})` : String(value)
    const large = value > LARGEST || value < -LARGEST
    return large ? `CAST('${value}' AS ${dialect.wideType})` : digits
  }

  /** Products and sums that may not fit 64 bits are widened before they are computed. */
  function arithmetic(node: Node, sign: string, left: Node, right: Node): string {
    const widen = isWide(node) && !isWide(left)
    return `(${widen ? dialect.wide(text(left)) : text(left)} ${sign} ${text(right)})`
  }

  function position(scope: Scope): string {
    return ofElement(scope, elementName(scope, ORDINAL), `t.${ORDINAL}`)
  }

  return { text, full, nameOf, subject, years, elements, position, isWide, noting }
}

/** A column of a collection's table under the name that it has in a loop. */
export function elementName(scope: Scope, column: string): string {
  return `e${scope.id}_${column}`
}
