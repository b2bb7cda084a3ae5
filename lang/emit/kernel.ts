// The plan of an item → the text of a JavaScript function over typed arrays. Numbers are computed in doubles as long as
// that is exact; a row where it might not be is computed again in whole numbers of any size.
import type { Vocabulary } from '../ir/ir.ts'
import { layoutOf, type Statement } from './blocks.ts'
import { exactnessOf } from './exactness.ts'
import type { Input, Node, Scope, Source } from './nodes.ts'
import { CAUSES, type ItemPlan, KIND_CODES, OUTCOME_CODES } from './plan.ts'

/** A column that a kernel reads. Yearly facts are one column for each year. */
export type KernelColumn = {
  readonly fact: string
  readonly collection?: string
  readonly year?: number
  readonly type: Source['type']
}

/**
 * Data for a column: `states` is 0 unknown, 1 known, 2 not applicable; `values` holds numbers (0 where not known), 0 and
 * 1 for booleans, codes of words (-1 where not known), or the members of sets as bits, `stride` words a row.
 */
export type ColumnData = {
  readonly values: Float64Array | Uint8Array | Int32Array
  readonly states: Uint8Array
  readonly stride: number
}

export type CollectionData = { readonly known: Uint8Array; readonly offsets: Int32Array }

/** Where results go, one place a row from 0. Of what is left out nothing is computed. */
export type KernelOut = {
  readonly outcome: Uint8Array
  readonly kind: Uint8Array
  readonly low: Float64Array
  /** Infinity where nothing bounds it. */
  readonly high: Float64Array
  readonly causes?: Uint8Array
  readonly readings?: Int32Array
  /** `words` 32-bit words a row each. */
  readonly needs?: Int32Array
  readonly reasons?: Int32Array
  /** `candidates` places a row, NaN where there is none. */
  readonly candidates?: Float64Array
}

export type Kernel = {
  readonly item: string
  readonly policy: string
  readonly columns: readonly KernelColumn[]
  readonly collections: readonly string[]
  /** Free texts that the rules compare with: their codes in the population's dictionary are given when it is bound. */
  readonly texts: readonly string[]
  /** Columns of numbers all of which must be known for the short way. */
  readonly numbers: readonly number[]
  readonly needs: readonly string[]
  readonly reasons: readonly string[]
  readonly readings: readonly string[]
  readonly candidates: number
  /**
   * The body of a function (columns, collections, texts, ready, out) that returns run(from, to): it computes the
   * subjects from `from` to before `to` into places from 0 and returns how many rows it had to compute in large whole
   * numbers. `ready[i]` says whether all `numbers` of subject i are known.
   */
  readonly source: string
}

export type KernelOptions = { readonly vocabulary: Vocabulary; readonly why: boolean }

/** `short` is the plan of the same item under the assumption that all numbers are known. */
export function compileKernel(plan: ItemPlan, short: ItemPlan, { vocabulary, why }: KernelOptions): Kernel {
  const names = createNames(vocabulary)
  const shape = {
    needs: why ? plan.needs.map((each) => each.key) : [],
    reasons: why ? plan.reasons.map((each) => each.key) : [],
    readings: why ? plan.readings.map((each) => each.key) : [],
    candidates: plan.candidates.length,
  }
  const general = row(plan, plan, names, 'double', why, 'return')
  const quick = row(short, plan, names, 'double', why, 'continue')
  const exact = row(plan, plan, names, 'bigint', why, 'return')
  const numbers = names.columns.flatMap((each, i) => (each.type === 'number' ? [i] : []))
  const source = [
    ...names.columns.flatMap((_, i) => [`const v${i} = columns[${i}].values, s${i} = columns[${i}].states;`]),
    ...names.collections.flatMap((_, i) => [
      `const k${i} = collections[${i}].known, o${i} = collections[${i}].offsets;`,
    ]),
    ...names.texts.map((_, i) => `const t${i} = texts[${i}];`),
    `const { ${OUT_NAMES.join(', ')} } = out;`,
    HELPERS,
    'let bail = false;',
    COMPARISONS,
    `function general(i, o) {\n${general}\n}`,
    `function exact(i, o) {\n${exact}\n}`,
    'return function run(from, to) {',
    '  let again = 0;',
    '  for (let i = from, o = 0; i < to; i++, o++) {',
    '    if (bail) { bail = false; again++; exact(i - 1, o - 1); }',
    '    if (ready[i] === 0) { general(i, o); continue; }',
    quick,
    '  }',
    '  if (bail) { bail = false; again++; exact(to - 1, to - from - 1); }',
    '  return again;',
    '}',
  ].join('\n')
  return {
    ...{ item: plan.item.id, policy: plan.policy, columns: names.columns, collections: names.collections },
    ...{ texts: names.texts, numbers, source, ...shape },
  }
}

const OUT_NAMES = ['outcome', 'kind', 'low', 'high', 'causes', 'readings', 'needs', 'reasons', 'candidates']

const HELPERS = `function fd(a, b) { const r = a % b; return (a - (r < 0 ? r + b : r)) / b; }
function fdn(a, b) { const q = a / b; return a % b !== 0n && a < 0n ? q - 1n : q; }
function civil(part, day) {
  const z = day + 719468, era = Math.floor(z / 146097), doe = z - era * 146097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100)), mp = Math.floor((5 * doy + 2) / 153);
  if (part === 2) return doy - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9, year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  return part === 0 ? year : year * 12 + month - 1;
}`

// Rounding moves a result by far less than a millionth of a millionth of the largest number on the way to it.
const COMPARISONS = `function lt(d, m) {
  if (m <= 9007199254740992 || d > m * 1e-12 || d < m * -1e-12) return d < 0;
  bail = true;
  return false;
}
function eq(d, m) {
  if (m <= 9007199254740992) return d === 0;
  if (d > m * 1e-12 || d < m * -1e-12) return false;
  bail = true;
  return false;
}
function safe(m) { if (m > 9007199254740992) bail = true; }`

type Names = ReturnType<typeof createNames>

/** Columns, collections and texts get their numbers in the order in which they are met. */
function createNames(vocabulary: Vocabulary) {
  const columns: KernelColumn[] = []
  const collections: string[] = []
  const texts: string[] = []
  const byKey = new Map<string, number>()
  const enums = new Map(vocabulary.enums.map((each) => [each.name, each.values.map((value) => value.name)]))
  const types = new Map([
    ...vocabulary.facts.map((each) => [each.name, each.type] as const),
    ...vocabulary.collections.flatMap((each) =>
      each.fields.map((field) => [`${each.name}.${field.name}`, field.type] as const),
    ),
  ])

  function index(list: string[], name: string): number {
    const found = list.indexOf(name)
    return found >= 0 ? found : list.push(name) - 1
  }

  function column(source: Source): number {
    const collection = source.of === 'element' ? source.scope.collection : undefined
    const fact = source.of === 'element' ? source.field : source.fact
    const key = `${collection ?? ''}.${fact}@${source.of === 'year' ? source.year : ''}`
    const before = byKey.get(key)
    if (before !== undefined) return before
    columns.push({
      ...{ fact, type: source.type },
      ...(collection === undefined ? {} : { collection }),
      ...(source.of === 'year' ? { year: source.year } : {}),
    })
    byKey.set(key, columns.length - 1)
    return columns.length - 1
  }

  /** The place of a word in its enumeration; undefined for free text. */
  function place(source: Source, word: string): number | undefined {
    const type = types.get(
      source.of === 'element' ? `${source.scope.collection}.${source.field}` : source.fact,
    )
    const values = type && 'name' in type ? enums.get(type.name) : undefined
    return values?.indexOf(word)
  }

  function members(source: Source): number {
    const type = types.get(
      source.of === 'element' ? `${source.scope.collection}.${source.field}` : source.fact,
    )
    return (type && 'name' in type ? enums.get(type.name)?.length : undefined) ?? 0
  }

  return {
    ...{ columns, collections, texts, column, place, members },
    collection: (name: string) => index(collections, name),
    text: (word: string) => index(texts, word),
  }
}

type Mode = 'double' | 'bigint'

/** The statements that compute one row; `leave` ends it early. `layout` of bits is that of the general plan. */
function row(
  plan: ItemPlan,
  general: ItemPlan,
  names: Names,
  mode: Mode,
  why: boolean,
  leave: 'return' | 'continue',
): string {
  const g = plan.graph
  const exactness = exactnessOf(g)
  const guarded = (node: Node): readonly Node[] => {
    if (mode === 'bigint') return []
    const compares = node.kind === 'less' || node.kind === 'equal' || node.kind === 'floorDivide'
    if (!compares || !(exactness.mayRound(node.left) || exactness.mayRound(node.right))) return []
    return [g.add(exactness.sizeOf(node.left), exactness.sizeOf(node.right))]
  }
  const money = [plan.low, plan.high, ...plan.candidates.map((each) => each.value)]
  const rounded = mode === 'double' ? money.filter(exactness.mayRound) : []
  const checks = rounded.map(exactness.sizeOf)
  const results = [plan.outcome, plan.amountKind, plan.low, plan.high, plan.highOpen]
  const candidates = plan.candidates.flatMap((each) => [each.when, each.value])
  const bits = why
    ? [plan.causes, plan.readings, plan.needs, plan.reasons, plan.placeReasons].flatMap((all) =>
        all.map((each) => each.when),
      )
    : []
  const roots = [
    plan.notApplicable,
    plan.soonRefused,
    plan.notEligible,
    ...results,
    ...candidates,
    ...checks,
    ...bits,
  ]
  const layout = layoutOf(roots, guarded)
  const printer = createPrinter(names, mode, layout.isNamed, guarded)
  const lines: string[] = []
  const compute = (nodes: readonly Node[]): void => {
    lines.push(...layout.need(nodes).map((each) => statement(each, printer)))
  }
  // Where an item surely does not apply, or does not hold, nothing else need be computed than why.
  const exit = (when: Node, outcome: (typeof OUTCOME_CODES)[number], reasons: ItemPlan['reasons']): void => {
    if (when === g.no || plan.nothing === undefined) return
    compute([when])
    const kind = KIND_CODES.indexOf(plan.nothing)
    lines.push(`if (${printer.text(when)}) {`)
    lines.push(`outcome[o] = ${OUTCOME_CODES.indexOf(outcome)}; kind[o] = ${kind}; low[o] = 0; high[o] = 0;`)
    if (why) {
      const branch = layout.fork()
      lines.push(...branch.need(reasons.map((each) => each.when)).map((each) => statement(each, printer)))
      lines.push(...writeBits({ ...plan, causes: [], readings: [], needs: [], reasons }, general, printer))
    }
    lines.push(`${leave}; }`)
  }
  exit(plan.notApplicable, 'not_applicable', plan.placeReasons)
  exit(plan.soonRefused, 'not_eligible', plan.reasons)
  exit(plan.notEligible, 'not_eligible', plan.reasons)
  compute([...results, ...checks])
  for (const each of checks) lines.push(`safe(${printer.text(each)});`)
  lines.push(...writeResults(plan, printer))
  if (plan.candidates.length > 0) {
    compute(candidates)
    lines.push('if (candidates !== undefined) {', ...writeCandidates(plan, printer), '}')
  }
  if (why) {
    compute(bits)
    lines.push(...writeBits(plan, general, printer))
  }
  return lines.join('\n')
}

type Printer = ReturnType<typeof createPrinter>

function writeResults(plan: ItemPlan, { text, asNumber }: Printer): string[] {
  return [
    `outcome[o] = ${asNumber(plan.outcome)};`,
    `kind[o] = ${asNumber(plan.amountKind)};`,
    // Adding zero turns the negative zero of doubles into zero.
    `low[o] = ${asNumber(plan.low)} + 0;`,
    `high[o] = ${text(plan.highOpen)} ? Infinity : ${asNumber(plan.high)} + 0;`,
  ]
}

function writeCandidates(plan: ItemPlan, { text, asNumber }: Printer): string[] {
  const count = plan.candidates.length
  return plan.candidates.map(
    ({ when, value }, i) => `candidates[o * ${count} + ${i}] = ${text(when)} ? ${asNumber(value)} + 0 : NaN;`,
  )
}

/** Bits by the general plan's order, so that both ways of computing a row write the same ones. */
function writeBits(plan: ItemPlan, general: ItemPlan, printer: Printer): string[] {
  const words = (
    name: string,
    own: readonly { readonly key: string; readonly when: Node }[],
    keys: readonly string[],
  ): string[] => {
    const byKey = new Map(own.map((each) => [each.key, each.when]))
    const count = Math.ceil(keys.length / 32)
    return Array.from({ length: count }, (_, word) => {
      const parts = keys.slice(word * 32, word * 32 + 32).flatMap((key, bit) => {
        const when = byKey.get(key)
        return when === undefined ? [] : [`(${printer.text(when)} ? ${1 << bit} : 0)`]
      })
      return `${name}[o * ${count} + ${word}] = ${parts.length > 0 ? parts.join(' | ') : '0'};`
    })
  }
  return [
    ...words('causes', plan.causes, CAUSES),
    ...words(
      'readings',
      plan.readings,
      general.readings.map((each) => each.key),
    ),
    ...words(
      'needs',
      plan.needs,
      general.needs.map((each) => each.key),
    ),
    ...words(
      'reasons',
      plan.reasons,
      general.reasons.map((each) => each.key),
    ),
  ]
}

function statement(of: Statement, printer: Printer): string {
  if (of.kind === 'let') return `const n${of.node.id} = ${printer.full(of.node)};`
  const zero = printer.zero
  const start = of.reduces.map((each) => {
    if (each.op === 'any') return `let n${each.id} = false;`
    return each.op === 'sum'
      ? `let n${each.id} = ${zero};`
      : `let n${each.id} = ${zero}, f${each.id} = false;`
  })
  const e = elementName(of.scope)
  const offsets = printer.offsets(of.scope)
  const inside = [
    ...of.body.map((each) => statement(each, printer)),
    ...of.reduces.map((each) => gather(each, printer)),
  ]
  return [
    ...start,
    `for (let ${e} = ${offsets}[i], x${e} = ${offsets}[i + 1]; ${e} < x${e}; ${e}++) {`,
    ...inside,
    '}',
  ].join('\n')
}

function gather(reduce: Extract<Node, { kind: 'reduce' }>, { text }: Printer): string {
  const name = `n${reduce.id}`
  const flag = `f${reduce.id}`
  switch (reduce.op) {
    case 'any':
      return `if (${text(reduce.body)}) ${name} = true;`
    case 'sum':
      return `if (${text(reduce.where)}) ${name} += ${text(reduce.body)};`
    case 'first':
      return `if (!${flag} && ${text(reduce.where)}) { ${name} = ${text(reduce.body)}; ${flag} = true; }`
    case 'min':
    case 'max': {
      const sign = reduce.op === 'min' ? '<' : '>'
      return `if (${text(reduce.where)}) { const x = ${text(reduce.body)}; if (!${flag} || x ${sign} ${name}) { ${name} = x; ${flag} = true; } }`
    }
  }
}

function elementName(scope: Scope): string {
  return `e${scope.id}`
}

const CALENDAR_PARTS = { year: 0, months: 1, day: 2 } as const

type Pair = Node & { readonly left: Node; readonly right: Node }

function createPrinter(
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
        return node.right.kind === 'negate'
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
