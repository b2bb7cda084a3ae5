// Measurements → the ratios that were aimed at, and whether each was reached. Nothing here fails a run.
import type { PopulationResult } from './bench.ts'
import { count, mean, type Peers } from './figures.ts'

export type Target = { readonly what: string; readonly measured: string; readonly met: boolean }

export function targetsOf(result: PopulationResult, peers: Peers): Target[] {
  const { rows, arrays, sql, growth, firms } = result
  const loop = mean(arrays.loop.times, rows)
  const kernel = mean(arrays.kernel.times, rows)
  const worst = Math.max(
    ...arrays.kernel.times.map((each, i) => each.warm / (arrays.loop.times[i]?.warm ?? Number.NaN)),
  )
  const database = (author: string, threads: number): number =>
    mean(
      sql.find((each) => each.author === author && each.threads === threads && each.from === 'memory')
        ?.times ?? [],
      rows,
    )
  const overall = Math.max(...[1, 2].map((threads) => database('ours', threads) / database('hand', threads)))
  const ofFirms = (name: string): number => firms.rows.find((each) => each.name === name)?.nanos ?? Number.NaN
  const peer = (name: string): number =>
    ((peers.find((each) => each.name === name)?.micros ?? Number.NaN) * 1000) / ofFirms('duixian, kernel')
  const fisca = ofFirms('OpenFisca, vectorised with numpy')
  const [small, large] = [growth.find((each) => each.rows === 100_000), growth.at(-1)]
  const factor =
    small && large ? mean(large.duckdb.times, large.rows) / mean(small.duckdb.times, small.rows) : Number.NaN
  const kernelFactor =
    small && large
      ? mean(large.kernels.times, large.rows) / mean(small.kernels.times, small.rows)
      : Number.NaN
  const last = large?.rows ?? 0
  return [
    target('kernels within 2× of the loops by hand', kernel / loop, 2, `, worst item ${worst.toFixed(2)}×`),
    more('kernels faster than our DuckDB SQL, one thread each', database('ours', 1) / kernel, 1),
    more('kernels faster than DuckDB SQL by hand on 2 threads', database('hand', 2) / kernel, 1),
    target('our DuckDB SQL within 1.5× of that by hand', overall, 1.5),
    target('the same with numbers of any size', database('ours for any', 1) / database('hand', 1), 1.5),
    more('kernels at least 100× zen-engine', peer('@gorules/zen-engine'), 100),
    more('kernels at least 1,000× publicodes', peer('publicodes'), 1000),
    more('kernels beside OpenFisca with numpy (above 1: faster)', fisca / ofFirms('duixian, kernel'), 1),
    target(`cost linear: DuckDB at ${count(last)} against 100,000, a subject`, factor, 1.5),
    target(`cost linear: kernels at ${count(last)} against 100,000, a subject`, kernelFactor, 1.5),
    memory(`peak memory of kernels over ${count(rows)}`, arrays.kernel.peak, 1024),
    memory(`peak memory of DuckDB over ${count(last)}`, large?.duckdb.peak ?? Number.NaN, 2048),
  ]
}

function target(what: string, ratio: number, most: number, more = ''): Target {
  return { what, measured: `${ratio.toFixed(2)}×${more}`, met: ratio <= most }
}

function more(what: string, ratio: number, least: number): Target {
  return { what, measured: `${ratio.toFixed(ratio < 10 ? 2 : 0)}×`, met: ratio >= least }
}

function memory(what: string, peak: number, most: number): Target {
  return { what: `${what} under ${most / 1024} GB`, measured: `${peak.toFixed(0)} MiB`, met: peak < most }
}
