// Measurements over populations → the sections of bench/RESULTS.md.
import type { PopulationResult } from './bench.ts'
import { count, mean, meanOf, type Peers } from './figures.ts'
import type { ItemTime } from './measureArrays.ts'
import type { SqlTime } from './measureSql.ts'
import { ITEMS } from './setting.ts'
import { type Target, targetsOf } from './targets.ts'

export function populationReport(result: PopulationResult, peers: Peers): string {
  const { rows, check, firms } = result
  return [
    `## Populations: six items over ${count(rows)} enterprises`,
    '',
    `Before any time was taken, outcome, kind of amount, low and high in 分 were equal for every one of ${count(check.rows)} generated enterprises on our interpreter, our kernels (one thread and several), our SQL on DuckDB, and loops and SQL written by hand (bench/byHand); at ${count(rows)} the same without the interpreter. Times are the least of several rounds: the machine is shared. Each measurement ran in a process of its own; its peak resident memory stands beside it.`,
    '',
    '### Targets',
    '',
    '| target | measured | met |',
    '| --- | --- | --- |',
    ...targetsOf(result, peers).map(targetLine),
    '',
    '### Nanoseconds a subject, item by item',
    '',
    ...itemTable(result),
    '',
    `Read and bind: reading an item's columns from Parquet and binding the kernel come once before its first run. "First" is the first run of a kernel in its process, before V8 has optimised it; "why" also computes causes, needs, readings and reasons.`,
    '',
    '### DuckDB, all six items',
    '',
    '| SQL | tables | threads | ns a subject and item | peak MiB |',
    '| --- | --- | --- | --- | --- |',
    ...result.sql.map(
      ({ author, from, threads, times, peak }) =>
        `| ${author === 'hand' ? 'by hand' : author} | ${from === 'files' ? 'Parquet files' : 'in memory'} | ${threads} | ${mean(times, rows).toFixed(0)} | ${peak.toFixed(0)} |`,
    ),
    '',
    'Those who read the same tables with as many threads took turns in one process, whose peak it is. "ours for any" is what a district is given: numbers may be as large as columns hold, so products are computed in 128 bits; "ours" knows how large this population\'s numbers are.',
    '',
    '### Growth',
    '',
    'Kernels over columns in memory, one thread; DuckDB straight from Parquet with 2 threads and a limit of 1 GB.',
    '',
    '| enterprises | kernels, ns a subject and item | reading columns, ns | peak MiB | our SQL, ns | peak MiB | SQL by hand, ns | peak MiB |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...result.growth.map(
      ({ rows: size, kernels, duckdb, byHand }) =>
        `| ${count(size)} | ${mean(kernels.times, size).toFixed(1)} | ${meanOf(kernels.times, size, (each) => each.load + each.bind).toFixed(0)} | ${kernels.peak.toFixed(0)} | ${mean(duckdb.times, size).toFixed(0)} | ${duckdb.peak.toFixed(0)} | ${mean(byHand.times, size).toFixed(0)} | ${byHand.peak.toFixed(0)} |`,
    ),
    '',
    ...(result.left.length > 0
      ? [`**!!! This run was ended before it measured ${result.left.map(count).join(' and ')}. !!!**`, '']
      : []),
    `### One rule over ${count(firms.firms)} invented firms`,
    '',
    'The rule of the first table, with every fact known, over whole columns; equal yuan first.',
    '',
    '| engine | ns a firm |',
    '| --- | --- |',
    ...firms.rows.map(({ name, nanos }) => `| ${name} | ${nanos.toFixed(1)} |`),
    ...peers.map(({ name, micros }) => `| ${name}, firm by firm | ${(micros * 1000).toFixed(0)} |`),
    '',
    firms.openfisca.startsWith('NOT')
      ? `**!!! OpenFisca was ${firms.openfisca} !!!**`
      : `OpenFisca: ${firms.openfisca}; 32-bit floats, which hold these amounts; no unknowns, no readings; it gives the amount only, the kernel outcome, kind, low and high.`,
    '',
    '### Not measured',
    '',
    '- PostgreSQL and ClickHouse: population/engines.test.ts compares their answers; their times depend on a server that is set up for them.',
    '- Kernels over 10^7 enterprises in chunks: the columns of one item at a time are held whole, which the peak memory shows.',
    '- Rust, C or SIMD by hand: the loops by hand are in the same language as the kernels.',
    '',
  ].join('\n')
}

function targetLine({ what, measured, met }: Target): string {
  return `| ${what} | ${measured} | ${met ? 'yes' : '**no**'} |`
}

function itemTable({ rows, arrays, sql, interpreter }: PopulationResult): string[] {
  const found = (author: string): readonly SqlTime[] =>
    sql.find((each) => each.author === author && each.from === 'memory' && each.threads === 1)?.times ?? []
  const nanos = (milliseconds: number | undefined, of = rows): number => ((milliseconds ?? 0) * 1e6) / of
  const of = (times: readonly ItemTime[], item: string) => times.find((each) => each.item === item)
  const lines = ITEMS.map((item) => {
    const [loop, kernel] = [of(arrays.loop.times, item), of(arrays.kernel.times, item)]
    const cells = [
      ...[nanos(loop?.warm), nanos(kernel?.warm)].map((each) => each.toFixed(1)),
      ((kernel?.warm ?? 0) / (loop?.warm ?? 1)).toFixed(2),
      nanos(of(arrays.threads.times, item)?.warm).toFixed(1),
      ...[nanos(loop?.cold), nanos(kernel?.cold), nanos(kernel?.load), nanos(kernel?.bind)].map((each) =>
        each.toFixed(0),
      ),
      nanos(of(arrays.why.times, item)?.warm).toFixed(0),
      nanos(found('hand').find((each) => each.item === item)?.warm).toFixed(0),
      nanos(found('ours').find((each) => each.item === item)?.warm).toFixed(0),
      nanos(interpreter.times.find((each) => each.item === item)?.warm, interpreter.subjects).toFixed(0),
    ]
    return `| ${item} | ${cells.join(' | ')} |`
  })
  return [
    '| item | loop by hand | kernel | ratio | kernel, threads | loop, first | kernel, first | reading columns | binding | kernel with why | SQL by hand, 1 thread | our SQL, 1 thread | interpreter |',
    `|${' --- |'.repeat(13)}`,
    ...lines,
  ]
}

/** Nanoseconds a subject and item. */
