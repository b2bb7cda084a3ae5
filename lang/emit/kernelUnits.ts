// The statements of a row → units of text, each with the names that it declares and uses.
import type { Layout, Reduce, Statement } from './blocks.ts'
import { elementName, type Printer } from './kernelText.ts'
import type { Node } from './nodes.ts'

/** What lies between functions: a double or a boolean. */
export type NameKind = 'number' | 'bool'

export type Unit = {
  readonly text: string
  readonly declares: readonly string[]
  /** Names that it gives a new value. */
  readonly updates: readonly string[]
  readonly uses: ReadonlySet<string>
}

/** A loop whose body is too long for one function. */
export type LongLoop = {
  readonly head: string
  readonly element: string
  /** What is gathered, with the values that it starts from. */
  readonly starts: readonly Start[]
  readonly body: readonly (Unit | LongLoop)[]
}

type Start = { readonly name: string; readonly value: string }

/** `longest` is how much text a loop may have and still be one unit. */
export function createUnits(layout: Layout, printer: Printer, longest: number) {
  const kinds = new Map<string, NameKind>()

  function nameOf(node: Node): string {
    const name = `n${node.id}`
    kinds.set(name, node.range ? 'number' : 'bool')
    return name
  }

  /** The names in the text of these nodes. */
  function usesOf(nodes: readonly Node[]): Set<string> {
    const found = new Set<string>()
    const visit = (node: Node): void => {
      if (layout.isNamed(node)) found.add(nameOf(node))
      else for (const each of layout.below(node)) visit(each)
    }
    for (const each of nodes) visit(each)
    return found
  }

  function code(text: string, nodes: readonly Node[]): Unit {
    return { text, declares: [], updates: [], uses: usesOf(nodes) }
  }

  function unitOf(of: Statement): Unit | LongLoop {
    if (of.kind === 'let') {
      const { node } = of
      const text = `const n${node.id} = ${printer.full(node)};`
      return { text, declares: [nameOf(node)], updates: [], uses: usesOf(layout.below(node)) }
    }
    const body = [...of.body.map(unitOf), ...of.reduces.map(gather)]
    const starts = of.reduces.flatMap(startsOf)
    const element = elementName(of.scope)
    const offsets = printer.offsets(of.scope)
    const head = `for (let ${element} = ${offsets}[i], x${element} = ${offsets}[i + 1]; ${element} < x${element}; ${element}++) {`
    const loop: LongLoop = { head, element, starts, body }
    return sizeOf(loop) > longest ? loop : whole(loop)
  }

  function whole({ head, starts, body }: LongLoop): Unit {
    const units = body.map((each) => ('text' in each ? each : whole(each)))
    const made = starts.map((each) => each.name)
    const inner = new Set([...made, ...units.flatMap((each) => each.declares)])
    const uses = new Set(units.flatMap((each) => [...each.uses]).filter((each) => !inner.has(each)))
    const lines = [
      ...starts.map(({ name, value }) => `let ${name} = ${value};`),
      ...[head, ...units.map((each) => each.text), '}'],
    ]
    return { text: lines.join('\n'), declares: made, updates: [], uses }
  }

  function startsOf(reduce: Reduce): Start[] {
    const name = nameOf(reduce)
    if (reduce.op === 'any') return [{ name, value: 'false' }]
    const start = { name, value: printer.zero }
    return reduce.op === 'sum' ? [start] : [start, { name: flagOf(reduce), value: 'false' }]
  }

  /** Whether an element was met. */
  function flagOf(reduce: Reduce): string {
    const flag = `f${reduce.id}`
    kinds.set(flag, 'bool')
    return flag
  }

  function gather(reduce: Reduce): Unit {
    const updates = startsOf(reduce).map((each) => each.name)
    const text = gatherText(reduce, printer)
    return { text, declares: [], updates, uses: usesOf(layout.below(reduce)) }
  }

  return { code, unitOf, kinds }
}

export function sizeOf(of: Unit | LongLoop): number {
  if ('text' in of) return of.text.length
  return of.body.reduce((size, each) => size + sizeOf(each), of.head.length)
}

function gatherText(reduce: Reduce, { text }: Printer): string {
  const name = `n${reduce.id}`
  const flag = `f${reduce.id}`
  const where = text(reduce.where)
  switch (reduce.op) {
    case 'any':
      return `if (${text(reduce.body)}) ${name} = true;`
    case 'sum':
      return `if (${where}) ${name} += ${text(reduce.body)};`
    case 'first':
      return `if (!${flag} && ${where}) { ${name} = ${text(reduce.body)}; ${flag} = true; }`
    case 'min':
    case 'max': {
      const sign = reduce.op === 'min' ? '<' : '>'
      return `if (${where}) { const x = ${text(reduce.body)}; if (!${flag} || x ${sign} ${name}) { ${name} = x; ${flag} = true; } }`
    }
  }
}
