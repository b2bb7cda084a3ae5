// The plan of an item → the text of a JavaScript function over typed arrays. Numbers are computed in doubles as long as
// that is exact; a row where it might not be is computed again in whole numbers of any size.
import type { Vocabulary } from '../ir/ir.ts'
import { layoutOf } from './blocks.ts'
import { exactnessOf } from './exactness.ts'
import { LONGEST, type Places, type Step, writeRow } from './kernelFunctions.ts'
import { createNames, type KernelColumn, type Names } from './kernelNames.ts'
import { createPrinter, type Mode, type Printer } from './kernelText.ts'
import { createUnits } from './kernelUnits.ts'
import { type Node, operandsOf } from './nodes.ts'
import { CAUSES, type ItemPlan, KIND_CODES, OUTCOME_CODES } from './plan.ts'

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
  readonly needs: readonly string[]
  readonly reasons: readonly string[]
  readonly readings: readonly string[]
  readonly candidates: number
  /**
   * The body of a function (columns, collections, texts, out) that returns run(from, to): it computes the subjects from
   * `from` to before `to` into places from 0 and returns how many rows it had to compute in large whole numbers.
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
  const places: Places = { numbers: 0, bools: 0 }
  const general = row({ plan, general: plan, names, mode: 'double', why, places })
  const check = 'if (!ready(i)) { general(i, o); continue; }'
  const quick = row({ plan: short, general: plan, names, mode: 'double', why, places, check })
  const exact = row({ plan, general: plan, names, mode: 'bigint', why, places })
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
    readiness(names),
    `const D = new Float64Array(${places.numbers});`,
    ...Array.from({ length: places.bools }, (_, i) => `var b${i} = false;`),
    general.functions,
    `function general(i, o) {\n${general.main}\n}`,
    quick.functions,
    `function exact(i, o) {\n${exact.main}\n}`,
    'return function run(from, to) {',
    '  let again = 0;',
    '  for (let i = from, o = 0; i < to; i++, o++) {',
    '    if (bail) { bail = false; again++; exact(i - 1, o - 1); }',
    quick.main,
    '  }',
    '  if (bail) { bail = false; again++; exact(to - 1, to - from - 1); }',
    '  return again;',
    '}',
  ].join('\n')
  return {
    ...{ item: plan.item.id, policy: plan.policy, columns: names.columns, collections: names.collections },
    ...{ texts: names.texts, source, ...shape },
  }
}

/** A function that says of a subject whether all numbers that the kernel reads are known, those of its elements too. */
function readiness({ columns, collections }: Names): string {
  const numbers = columns.flatMap((each, i) => (each.type === 'number' ? [{ i, of: each.collection }] : []))
  const unknown = (of: string | undefined, place: string): string =>
    numbers.flatMap((each) => (each.of === of ? [`s${each.i}[${place}] !== 1`] : [])).join(' || ')
  const own = unknown(undefined, 'i')
  const loops = collections.flatMap((name, c) => {
    const any = unknown(name, 'e')
    return any === ''
      ? []
      : [`for (let e = o${c}[i], x = o${c}[i + 1]; e < x; e++) if (${any}) return false;`]
  })
  return [
    'function ready(i) {',
    ...(own === '' ? [] : [`if (${own}) return false;`]),
    ...loops,
    'return true;',
    '}',
  ].join('\n')
}

/** Whether a node rests on any number, which the short way takes to be known. */
function readsNumbers(node: Node, seen = new Set<number>()): boolean {
  if (seen.has(node.id)) return false
  seen.add(node.id)
  if (node.kind !== 'input') return operandsOf(node).some((each) => readsNumbers(each, seen))
  const { input } = node
  return 'source' in input && input.source.type === 'number'
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

/** What costs no more to write down again than to name. */
function isFree(node: Node): boolean {
  return node.kind === 'bool' || node.kind === 'int' || node.kind === 'not'
}

type RowOptions = {
  readonly plan: ItemPlan
  /** Says where bits lie. */
  readonly general: ItemPlan
  readonly names: Names
  readonly mode: Mode
  readonly why: boolean
  readonly places: Places
  /** For the short way: what must come before any number is taken to be known. */
  readonly check?: string
}

/** The text that computes one row. */
function row({ plan, general, names, mode, why, places, check }: RowOptions): ReturnType<typeof writeRow> {
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
  const ends = [plan.notApplicable, plan.soonRefused, plan.notEligible]
  const roots = [...ends, ...results, ...candidates, ...checks, ...bits]
  const layout = layoutOf(roots, guarded, undefined, isFree)
  const printer = createPrinter(names, mode, layout.isNamed, guarded)
  const split = mode === 'double'
  const units = createUnits(layout, printer, split ? LONGEST : Number.POSITIVE_INFINITY)
  const steps: Step[] = []
  const compute = (nodes: readonly Node[]): void => {
    steps.push({ kind: 'compute', units: layout.need(nodes).map(units.unitOf) })
  }
  const write = (all: readonly Written[]): void => {
    steps.push({ kind: 'compute', units: all.map((each) => units.code(each.text, each.nodes)) })
  }
  // Where an item surely does not apply, or does not hold, nothing else need be computed than why.
  const exit = (when: Node, outcome: (typeof OUTCOME_CODES)[number], reasons: ItemPlan['reasons']): void => {
    if (when === g.no || plan.nothing === undefined) return
    compute([when])
    const kind = KIND_CODES.indexOf(plan.nothing)
    const result = `outcome[o] = ${OUTCOME_CODES.indexOf(outcome)}; kind[o] = ${kind}; low[o] = 0; high[o] = 0;`
    const own = { ...plan, causes: [], readings: [], needs: [], reasons }
    const wanted = reasons.map((each) => each.when)
    steps.push({
      kind: 'end',
      when: units.code(printer.text(when), [when]),
      units: [
        units.code(result, []),
        ...(why ? layout.fork().need(wanted).map(units.unitOf) : []),
        ...(why ? writeBits(own, general, printer).map((each) => units.code(each.text, each.nodes)) : []),
      ],
    })
  }
  const checkReady = (): void => {
    if (check !== undefined) steps.push({ kind: 'text', unit: units.code(check, []) })
  }
  const placeFirst =
    !readsNumbers(general.notApplicable) && !general.placeReasons.some(({ when }) => readsNumbers(when))
  if (!placeFirst) checkReady()
  exit(plan.notApplicable, 'not_applicable', plan.placeReasons)
  if (placeFirst) checkReady()
  exit(plan.soonRefused, 'not_eligible', plan.reasons)
  exit(plan.notEligible, 'not_eligible', plan.reasons)
  compute([...results, ...checks])
  write(checks.map((each) => ({ text: `safe(${printer.text(each)});`, nodes: [each] })))
  write(writeResults(plan, printer))
  if (plan.candidates.length > 0) {
    compute(candidates)
    write(writeCandidates(plan, printer))
  }
  if (why) {
    compute(bits)
    write(writeBits(plan, general, printer))
  }
  return writeRow(steps, {
    ...{ prefix: check === undefined ? 'general' : 'quick', kinds: units.kinds, places, split },
    leave: check === undefined ? 'return' : 'continue',
  })
}

/** A statement that writes results, with the nodes in its text. */
type Written = { readonly text: string; readonly nodes: readonly Node[] }

function writeResults(plan: ItemPlan, { text, asNumber }: Printer): Written[] {
  const { outcome, amountKind, low, high, highOpen } = plan
  return [
    { text: `outcome[o] = ${asNumber(outcome)};`, nodes: [outcome] },
    { text: `kind[o] = ${asNumber(amountKind)};`, nodes: [amountKind] },
    // Adding zero turns the negative zero of doubles into zero.
    { text: `low[o] = ${asNumber(low)} + 0;`, nodes: [low] },
    { text: `high[o] = ${text(highOpen)} ? Infinity : ${asNumber(high)} + 0;`, nodes: [high, highOpen] },
  ]
}

function writeCandidates(plan: ItemPlan, { text, asNumber }: Printer): Written[] {
  const count = plan.candidates.length
  return plan.candidates.map(({ when, value }, i) => ({
    text: `if (candidates !== undefined) candidates[o * ${count} + ${i}] = ${text(when)} ? ${asNumber(value)} + 0 : NaN;`,
    nodes: [when, value],
  }))
}

/** Bits by the general plan's order, so that both ways of computing a row write the same ones. */
function writeBits(plan: ItemPlan, general: ItemPlan, printer: Printer): Written[] {
  const words = (
    name: string,
    own: readonly { readonly key: string; readonly when: Node }[],
    keys: readonly string[],
  ): Written[] => {
    const byKey = new Map(own.map((each) => [each.key, each.when]))
    const count = Math.ceil(keys.length / 32)
    return Array.from({ length: count }, (_, word) => {
      const parts = keys.slice(word * 32, word * 32 + 32).flatMap((key, bit) => {
        const when = byKey.get(key)
        return when === undefined ? [] : [{ when, text: `(${printer.text(when)} ? ${1 << bit} : 0)` }]
      })
      const value = parts.length > 0 ? parts.map((each) => each.text).join(' | ') : '0'
      return { text: `${name}[o * ${count} + ${word}] = ${value};`, nodes: parts.map((each) => each.when) }
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
