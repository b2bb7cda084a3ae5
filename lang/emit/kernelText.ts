// Nodes as JavaScript expressions over typed arrays, in doubles or in whole numbers of any size.
import type { Names } from './kernelNames.ts'
import type { Input, Node, Scope, Source } from './nodes.ts'

export type Mode = 'double' | 'bigint'

export type Printer = ReturnType<typeof createPrinter>

export function elementName(scope: Scope): string {
  return `e${scope.id}`
}

const CALENDAR_PARTS = { year: 0, months: 1, day: 2 } as const

type Pair = Node & { readonly left: Node; readonly right: Node }

export function createPrinter(
  names: Names,
  mode: Mode,
  isNamed: (node: Node) => boolean,
  guarded: (node: Node) => readonly Node[],
) {
  const big = mode === 'bigint'
  const zero = big ? '0n' : '0'

  function text(node: Node): string {
    return isNamed(node) ? `n${node.id}` : full(node)
  }

  function asNumber(node: Node): string {
    return big ? `Number(${text(node)})` : text(node)
  }

  function full(node: Node): string {
    switch (node.kind) {
      case 'bool':
        return String(node.value)
      case 'int':
        return big ? `${node.value}n` : node.value < 0n ? `(${node.value})` : String(node.value)
      case 'input':
        return input(node.input)
      case 'not':
        return `!${text(node.operand)}`
      case 'and':
        return `(${node.operands.map(text).join(' && ')})`
      case 'or':
        return `(${node.operands.map(text).join(' || ')})`
      case 'if':
        return `(${text(node.when)} ? ${text(node.yes)} : ${text(node.no)})`
      case 'add':
        return node.right.kind === 'negate' && !isNamed(node.right)
          ? `(${text(node.left)} - ${text(node.right.operand)})`
          : `(${text(node.left)} + ${text(node.right)})`
      case 'multiply':
        return `(${text(node.left)} * ${text(node.right)})`
      case 'negate':
        return `(-${text(node.operand)})`
      case 'abs':
        return big
          ? `(${text(node.operand)} < 0n ? -${text(node.operand)} : ${text(node.operand)})`
          : `Math.abs(${text(node.operand)})`
      case 'floorDivide':
        return floorDivide(node)
      case 'less':
      case 'equal':
        return comparison(node)
      case 'calendar': {
        const part = CALENDAR_PARTS[node.part]
        return big
          ? `BigInt(civil(${part}, Number(${text(node.operand)})))`
          : `civil(${part}, ${text(node.operand)})`
      }
      case 'reduce':
        return `n${node.id}`
    }
  }

  function floorDivide(node: Pair): string {
    const [size] = guarded(node)
    const call = `${big ? 'fdn' : 'fd'}(${text(node.left)}, ${text(node.right)})`
    return size ? `(safe(${text(size)}), ${call})` : call
  }

  function comparison(node: Pair): string {
    const [left, right] = [text(node.left), text(node.right)]
    const [size] = guarded(node)
    const less = node.kind === 'less'
    if (size) return `${less ? 'lt' : 'eq'}(${left} - ${right}, ${text(size)})`
    return `(${left} ${less ? '<' : '==='} ${right})`
  }

  function at(source: Source): string {
    return source.of === 'element' ? elementName(source.scope) : 'i'
  }

  function input(of: Input): string {
    switch (of.kind) {
      case 'value': {
        const cell = `v${names.column(of.source)}[${at(of.source)}]`
        if (of.source.type === 'bool') return `(${cell} === 1)`
        return big ? `BigInt(${cell})` : cell
      }
      case 'known':
        return `(s${names.column(of.source)}[${at(of.source)}] === 1)`
      case 'notApplicable':
        return `(s${names.column(of.source)}[${at(of.source)}] === 2)`
      case 'is': {
        const place = names.place(of.source, of.word)
        const code = place === undefined ? `t${names.text(of.word)}` : String(place)
        return `(v${names.column(of.source)}[${at(of.source)}] === ${code})`
      }
      case 'same': {
        const left = `v${names.column(of.left)}[${at(of.left)}]`
        return `(${left} >= 0 && ${left} === v${names.column(of.right)}[${at(of.right)}])`
      }
      case 'has': {
        const place = names.place(of.source, of.word) ?? -1
        if (place < 0) return 'false'
        const stride = Math.ceil(names.members(of.source) / 32)
        const cell = `v${names.column(of.source)}[${at(of.source)} * ${stride} + ${place >> 5}]`
        return `((${cell} & ${1 << (place & 31)}) !== 0)`
      }
      case 'collectionKnown':
        return `(k${names.collection(of.collection)}[i] === 1)`
      case 'position': {
        const cell = `(${elementName(of.scope)} - o${names.collection(of.scope.collection)}[i])`
        return big ? `BigInt${cell}` : cell
      }
    }
  }

  return {
    ...{ text, full, asNumber, zero },
    offsets: (scope: Scope) => `o${names.collection(scope.collection)}`,
  }
}
