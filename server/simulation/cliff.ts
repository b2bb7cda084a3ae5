// A threshold → how subjects lie around it, how many of them are eligible, and what that costs.
import {
  cliffsOf,
  dateToIso,
  fenToYuan,
  KIND_CODES,
  OUTCOME_CODES,
  type Parameter,
  parametersOf,
  type ThresholdEdge,
} from '#lang'
import { certainFen, packedState } from './change.ts'
import { type Scale, scaleOf, valueProgram } from './cliffValue.ts'
import { baselines } from './compareReform.ts'
import type { Kept } from './digest.ts'
import type { Engine, OpenPopulation } from './engine.ts'
import { SimulationError } from './problem.ts'
import { chosenItem, dayOf, type Placed } from './question.ts'
import type { Watch } from './remembered.ts'
import type { Cliff } from './result.ts'
import { runItems } from './runItems.ts'
import type { RunOptions } from './tasks.ts'

export type CliffRequest = {
  readonly population: string
  readonly at: string
  /** Id of the parameter. */
  readonly parameter: string
  /** The item to count; the first that the parameter can influence when left out. */
  readonly item?: string | undefined
}

/** Bins on each side of the threshold, and one beyond them. */
const BINS = 10

const KNOWN = packedState(OUTCOME_CODES.indexOf('eligible'), KIND_CODES.indexOf('exact'))
const ELIGIBLE = OUTCOME_CODES.indexOf('eligible')

export async function cliff(engine: Engine, request: CliffRequest, watch: Watch = {}): Promise<Cliff> {
  const { program } = engine
  const parameter = parametersOf(program).find((each) => each.id === request.parameter)
  if (!parameter)
    throw new SimulationError(
      'unknown-parameter',
      `没有编号为“${request.parameter}”的参数，可从 /api/parameters 里选。`,
    )
  const edge = cliffsOf(program, parameter)
  if (!edge)
    throw new SimulationError(
      'unknown-parameter',
      `“${parameter.label}”不是单独拿来比较的门槛，没有门槛两侧可看。`,
    )
  const placed = chosenItem(
    program,
    request.item ?? edge.items[0] ?? '',
    request.item ? undefined : edge.policy,
  )
  return engine.withPopulation(request.population, async (open) => {
    const options = { at: dayOf(request.at), ...watch }
    const [given] = await baselines(engine, open, [placed], options)
    const values = await valuesOf(engine, open, edge, placed, options)
    if (!given) throw new TypeError('an item without a run')
    const unit = unitOf(parameter)
    const { bins, unknown } = binsOf(values, given.kept, edge, unit)
    return {
      ...{ parameter, population: open.summary, at: request.at, item: placed.item.id },
      ...{ fact: edge.fact, direction: edge.direction },
      ...{ threshold: unit.text(Number(numberOf(edge.value))), unit: unit.name, unknown, bins },
    }
  })
}

async function valuesOf(
  engine: Engine,
  open: OpenPopulation,
  edge: ThresholdEdge,
  placed: Placed,
  options: RunOptions,
): Promise<Kept> {
  const key = `values ${JSON.stringify(edge.expr)} ${edge.collection ?? ''} ${edge.direction} ${options.at}`
  const known = open.kept.get(key)
  if (known) return known
  const made = valueProgram(engine.program, edge, placed.item)
  const name = `cliff ${key}`
  engine.pool.name(name, { kind: 'whole', program: made.program })
  try {
    const [run] = await runItems(engine, open, [{ ...made, name, keep: true }], options)
    if (!run?.kept) throw new TypeError('values were not kept')
    open.kept.set(key, run.kept)
    return run.kept
  } finally {
    engine.pool.forget(name)
  }
}

type Unit = { readonly name: string; readonly text: (value: number) => string }

/** Money in yuan, dates as such, everything else in the unit in which the text writes it. */
function unitOf({ kind, dimension, text, value }: Parameter): Unit {
  if (kind === 'date') return { name: '', text: (each) => dateToIso(Math.round(each)) }
  if (kind === 'year') return { name: '年', text: (each) => String(Math.round(each)) }
  if (dimension === '元') return { name: '元', text: (each) => fenToYuan(BigInt(Math.round(each))) }
  const written = Number(/-?\d+(\.\d+)?/.exec(text)?.[0] ?? Number.NaN)
  const base = Number(numberOf(value))
  const factor = written !== 0 && Number.isFinite(base / written) && base !== 0 ? base / written : 1
  const name = text.replace(/^[-\d.,\s]+/, '')
  return { name, text: (each) => String(Number((each / factor).toPrecision(10))) }
}

/** A rational as text, "1/5", as a double: bins need no more. */
function numberOf(rational: string): number {
  const [over = '0', under = '1'] = rational.split('/')
  return Number(over) / Number(under)
}

function binsOf(
  values: Kept,
  given: Kept,
  edge: ThresholdEdge,
  unit: Unit,
): { bins: Cliff['bins']; unknown: number } {
  const scale = scaleOf(edge)
  const threshold = numberOf(edge.value)
  const width = widthOf(values, scale, threshold, edge)
  const count = 2 * BINS + 2
  const sums = Array.from({ length: count }, () => ({ subjects: 0, eligible: 0, fen: 0n }))
  let unknown = 0
  for (const [i, state] of values.state.entries()) {
    if (state !== KNOWN) {
      unknown++
      continue
    }
    const value = (values.low[i] ?? 0) / scale.factor - scale.offset
    // Doubles put 0.2 a little beside 20%: what is within a millionth of a bin counts as on its edge.
    const place = Math.floor((value - threshold) / width + 1e-6) + BINS + 1
    const bin = sums[Math.max(0, Math.min(count - 1, place))]
    if (!bin) continue
    bin.subjects++
    if (((given.state[i] ?? 0) & 7) !== ELIGIBLE) continue
    bin.eligible++
    bin.fen += BigInt(certainFen(given.state[i] ?? 0, given.low[i] ?? 0))
  }
  const edgeAt = (i: number): string => unit.text(threshold + (i - BINS - 1) * width)
  return {
    bins: sums.map(({ subjects, eligible, fen }, i) => ({
      from: i === 0 ? '' : edgeAt(i),
      to: i === count - 1 ? '' : edgeAt(i + 1),
      ...{ subjects, eligible, yuan: fenToYuan(fen) },
    })),
    unknown,
  }
}

/** A tenth of the threshold; around 0 a tenth of where nine of ten subjects lie. Rounded to 1, 2 or 5 of a power of ten. */
function widthOf(
  { state, low }: Kept,
  { factor, offset }: Scale,
  threshold: number,
  { kind }: ThresholdEdge,
): number {
  if (kind === 'date') return 30
  if (kind === 'year') return 1
  if (threshold !== 0) return Math.abs(threshold) / BINS
  const sizes: number[] = []
  const step = Math.max(1, Math.floor(state.length / 10_000))
  for (let i = 0; i < state.length; i += step)
    if (state[i] === KNOWN) sizes.push(Math.abs((low[i] ?? 0) / factor - offset))
  sizes.sort((a, b) => a - b)
  const size = (sizes[Math.floor(sizes.length * 0.9)] ?? 0) / BINS || 1
  const power = 10 ** Math.floor(Math.log10(size))
  return ([1, 2, 5].find((each) => each * power >= size) ?? 10) * power
}
