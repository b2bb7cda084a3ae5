// Subjects → the typed arrays that kernels read. What does not fit a column exactly is said, never rounded.
import type { Vocabulary } from '../ir/ir.ts'
import { multiply, type Rational, rational } from '../values/rational.ts'
import type { CollectionData, ColumnData } from './kernel.ts'
import type { KernelColumn } from './kernelNames.ts'
import type { Column, Table } from './tables.ts'

/** A value of a subject as lang/run/subject.ts has it, without knowing that folder. */
type Given =
  | { readonly kind: 'number'; readonly value: Rational }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'word'; readonly value: string }
  | { readonly kind: 'set'; readonly values: ReadonlySet<string> }
  | { readonly kind: 'yearly'; readonly values: ReadonlyMap<number, Rational> }
  | { readonly kind: 'notApplicable' }

export type Row = ReadonlyMap<string, Given>

export type GivenSubject = {
  readonly facts: Row
  readonly collections: ReadonlyMap<string, readonly Row[]>
}

/** Whatever can be read as columns: subjects in memory, or a population on disk. */
export type ColumnSource = {
  readonly count: number
  column(column: KernelColumn): ColumnData
  collection(name: string): CollectionData
  /** The code of a free text; -2 for one that no row holds. */
  text(word: string): number
}

/** Throws RangeError with the fact's name when a number has more decimals than its column keeps. */
export function columnsOfSubjects(
  subjects: readonly GivenSubject[],
  vocabulary: Vocabulary,
  tables: readonly Table[],
): ColumnSource {
  const texts = new Map<string, number>()
  const code = (word: string): number => {
    const before = texts.get(word)
    if (before !== undefined) return before
    texts.set(word, texts.size)
    return texts.size - 1
  }
  const enums = new Map(vocabulary.enums.map((each) => [each.name, each.values.map((value) => value.name)]))

  function rowsOf(collection: string | undefined): readonly Row[] {
    if (collection === undefined) return subjects.map((each) => each.facts)
    return subjects.flatMap((each) => [...(each.collections.get(collection) ?? [])])
  }

  function shapeOf({ collection, fact }: KernelColumn): Column {
    const found = tables
      .filter((each) => each.collection === collection)
      .flatMap((each) => each.columns)
      .find((each) => each.fact === fact)
    if (!found) throw new TypeError(`no column for ${fact}`)
    return found
  }

  function column(of: KernelColumn): ColumnData {
    const shape = shapeOf(of)
    const rows = rowsOf(of.collection)
    const states = new Uint8Array(rows.length)
    const members = shape.enum === undefined ? [] : (enums.get(shape.enum) ?? [])
    const stride = of.type === 'set' ? Math.ceil(members.length / 32) : 1
    const values = emptyValues(of.type, rows.length * stride)
    for (const [i, row] of rows.entries()) {
      const given = row.get(of.fact)
      if (!given) continue
      if (given.kind === 'notApplicable') states[i] = 2
      else if (write(given, i)) states[i] = 1
    }
    return { values, states, stride }

    function write(given: Given, i: number): boolean {
      switch (given.kind) {
        case 'number':
          values[i] = stored(given.value, shape)
          return true
        case 'yearly': {
          const value = of.year === undefined ? undefined : given.values.get(of.year)
          if (value) values[i] = stored(value, shape)
          return value !== undefined
        }
        case 'bool':
          values[i] = given.value ? 1 : 0
          return true
        case 'word':
          values[i] = shape.enum === undefined ? code(given.value) : members.indexOf(given.value)
          return true
        case 'set':
          for (const member of given.values) {
            const place = members.indexOf(member)
            const word = i * stride + (place >> 5)
            values[word] = (values[word] ?? 0) | (1 << (place & 31))
          }
          return true
        case 'notApplicable':
          return false
      }
    }
  }

  function collection(name: string): CollectionData {
    const known = new Uint8Array(subjects.length)
    const offsets = new Int32Array(subjects.length + 1)
    for (const [i, subject] of subjects.entries()) {
      const rows = subject.collections.get(name)
      known[i] = rows ? 1 : 0
      offsets[i + 1] = (offsets[i] ?? 0) + (rows?.length ?? 0)
    }
    return { known, offsets }
  }

  return { count: subjects.length, column, collection, text: (word) => texts.get(word) ?? -2 }
}

/** Zeros, and for words the code of none. */
export function emptyValues(type: KernelColumn['type'], length: number): ColumnData['values'] {
  if (type === 'number') return new Float64Array(length)
  if (type === 'bool') return new Uint8Array(length)
  return type === 'word' ? new Int32Array(length).fill(-1) : new Int32Array(length)
}

/** An exact number as its column stores it. */
function stored(value: Rational, { scale, fact }: Column): number {
  const { n, d } = multiply(value, rational(BigInt(scale)))
  if (d !== 1n) throw new RangeError(`「${fact}」的小数位数超过了存储的精度`)
  if (n > 9_007_199_254_740_991n || n < -9_007_199_254_740_991n) throw new RangeError(`「${fact}」的数值太大`)
  return Number(n)
}
