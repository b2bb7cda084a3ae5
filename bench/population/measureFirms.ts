// One rule over many invented firms → nanoseconds a firm on kernels, by hand, in DuckDB and in OpenFisca; equal yuan first.
import { byHand, firms } from '../firm.ts'
import { benchProgram, type FirmRun, kernelOverFirms, loopOverFirms, sqlOverFirms } from './firmColumns.ts'
import { runOpenFisca } from './openfisca.ts'
import { SEED } from './setting.ts'

type FirmRow = { readonly name: string; readonly nanos: number }

export type FirmResult = {
  readonly firms: number
  readonly rows: readonly FirmRow[]
  readonly openfisca: string
}

/** Throws when an engine gives other yuan. */
export async function measureFirms(count: number, repeats: number): Promise<FirmResult> {
  const all = firms(count, SEED + 2)
  const expected = Float64Array.from(all, byHand)
  const program = benchProgram()
  const rows: FirmRow[] = []
  const add = (name: string, milliseconds: number): void => {
    rows.push({ name, nanos: (milliseconds * 1e6) / count })
  }
  add('hand-written loop over typed arrays', timeOf('the loop', loopOverFirms(all), expected, repeats))
  add('duixian, kernel', timeOf('the kernel', kernelOverFirms(program, all), expected, repeats))
  for (const threads of [1, 2]) {
    const { ours, byHand: hand, close } = await sqlOverFirms(program, all, threads)
    if ((await ours()) !== (await hand())) throw new Error('our SQL and that by hand differ')
    const thread = threads === 1 ? '1 thread' : `${threads} threads`
    add(`hand-written DuckDB SQL, ${thread}`, await least(hand, repeats))
    add(`duixian, DuckDB SQL, ${thread}`, await least(ours, repeats))
    close()
  }
  const fisca = runOpenFisca(all, repeats)
  if ('missing' in fisca) return { firms: count, rows, openfisca: `NOT measured: ${fisca.missing}` }
  requireEqual('OpenFisca', (i) => fisca.yuan[i] ?? 0, expected)
  add('OpenFisca, vectorised with numpy', fisca.milliseconds)
  return { firms: count, rows, openfisca: fisca.versions }
}

function timeOf(name: string, { run, answer }: FirmRun, expected: Float64Array, repeats: number): number {
  let best = Infinity
  for (let i = 0; i < repeats; i++) {
    const start = performance.now()
    run()
    best = Math.min(best, performance.now() - start)
  }
  requireEqual(name, answer, expected)
  return best
}

function requireEqual(name: string, answer: (i: number) => number, expected: Float64Array): void {
  const wrong = expected.findIndex((yuan, i) => answer(i) !== yuan)
  if (wrong >= 0) throw new Error(`${name}: firm ${wrong} gets ${answer(wrong)}, expected ${expected[wrong]}`)
}

async function least(f: () => Promise<unknown>, repeats: number): Promise<number> {
  let best = Infinity
  for (let i = 0; i < repeats; i++) {
    const start = performance.now()
    await f()
    best = Math.min(best, performance.now() - start)
  }
  return best
}
