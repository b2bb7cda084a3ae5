// A kernel and columns → a function that computes rows, and its rows as profiles like those of the interpreter.
import type { Kernel, KernelOut } from './kernel.ts'
import { CAUSES, KIND_CODES, OUTCOME_CODES } from './plan.ts'
import type { ColumnSource } from './subjectColumns.ts'

export type BoundKernel = {
  readonly kernel: Kernel
  /** Computes subjects from `from` to before `to`; returns how many needed large whole numbers. */
  run(from: number, to: number): number
  readonly out: KernelOut
}

/** Room for `rows` results; `why` adds causes, needs, readings and reasons. */
export function outFor(kernel: Kernel, rows: number, why: boolean): KernelOut {
  const words = (keys: readonly string[]): Int32Array => new Int32Array(rows * Math.ceil(keys.length / 32))
  return {
    ...{ outcome: new Uint8Array(rows), kind: new Uint8Array(rows) },
    ...{ low: new Float64Array(rows), high: new Float64Array(rows) },
    candidates: new Float64Array(rows * kernel.candidates),
    ...(why
      ? {
          causes: new Uint8Array(rows),
          readings: words(kernel.readings),
          needs: words(kernel.needs),
          reasons: words(kernel.reasons),
        }
      : {}),
  }
}

/** The kernel over these columns, writing into `out`. The text it runs is made from the checked rules alone. */
export function bindKernel(kernel: Kernel, source: ColumnSource, out: KernelOut): BoundKernel {
  const columns = kernel.columns.map((each) => source.column(each))
  const collections = kernel.collections.map((each) => source.collection(each))
  const texts = kernel.texts.map((each) => source.text(each))
  const make = new Function('columns', 'collections', 'texts', 'out', kernel.source)
  const run = make(columns, collections, texts, out)
  return { kernel, run, out }
}

/** A row of results in the form of lang/run/profile.ts, lists sorted. */
export function profileAt(kernel: Kernel, out: KernelOut, row: number) {
  const candidates = [
    ...new Set(
      [...(out.candidates?.subarray(row * kernel.candidates, (row + 1) * kernel.candidates) ?? [])].filter(
        (each) => !Number.isNaN(each),
      ),
    ),
  ].sort((a, b) => a - b)
  const high = out.high[row] ?? 0
  const kind = KIND_CODES[out.kind[row] ?? 0] ?? 'unstated'
  return {
    item: kernel.item,
    policy: kernel.policy,
    outcome: OUTCOME_CODES[out.outcome[row] ?? 0] ?? 'undetermined',
    amount: {
      kind,
      low: out.low[row] ?? 0,
      high: high === Number.POSITIVE_INFINITY ? null : high,
      candidates: kind === 'candidates' ? candidates : [],
    },
    causes: CAUSES.filter((_, bit) => ((out.causes?.[row] ?? 0) >> bit) & 1).sort(),
    needs: bitsAt(kernel.needs, out.needs, row),
    readings: bitsAt(kernel.readings, out.readings, row),
    reasons: bitsAt(kernel.reasons, out.reasons, row),
  }
}

/** The keys whose bits are set in a row. */
export function bitsAt(keys: readonly string[], words: Int32Array | undefined, row: number): string[] {
  if (!words) return []
  const count = Math.ceil(keys.length / 32)
  return keys.filter((_, i) => ((words[row * count + (i >> 5)] ?? 0) >> (i & 31)) & 1).sort()
}
