// One run, side by side: the same rule and the same firms for every engine, equal answers first, then time.
// Writes bench/RESULTS.md and bench/results.json. Nothing is asserted about time; unequal answers end it with code 1.
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bestPackage, compile, evaluate, parseDate, readSubject, verdicts } from '#lang'
import { loadSamples, loadSources } from '#policies'
import { type Peer, peers } from './engines.ts'
import { byHand, firms } from './firm.ts'
import { benchPopulation } from './population/bench.ts'
import { populationReport } from './population/report.ts'
import { measureStack, type StackRow } from './stack.ts'

const SEED = 20_241_212
const CHECKED = 2000
const ROUNDS = 7

type Row = { readonly name: string; readonly micros: number; readonly spread: string; readonly lacks: string }

async function checkAnswers(all: readonly Peer[]): Promise<string[]> {
  const wrong: string[] = []
  const sample = firms(CHECKED, SEED)
  for (const peer of all) {
    for (const firm of sample) {
      const got = await peer.run(peer.prepare(firm))
      if (got !== byHand(firm)) {
        wrong.push(`${peer.name}: ${JSON.stringify(firm)} gives ${got}, expected ${byHand(firm)}`)
        break
      }
    }
  }
  return wrong
}

/** Microseconds an evaluation: the median of some rounds, each long enough to measure. */
async function measure(peer: Peer): Promise<Row> {
  const inputs = firms(500, SEED + 1).map((firm) => peer.prepare(firm))
  const lap = async (times: number): Promise<number> => {
    const start = performance.now()
    for (let i = 0; i < times; i++) {
      const result = peer.run(inputs[i % inputs.length])
      if (result instanceof Promise) await result
    }
    return ((performance.now() - start) / times) * 1000
  }
  const warm = await lap(500)
  const times = Math.max(500, Math.min(500_000, Math.round(200_000 / Math.max(warm, 0.05))))
  const rounds: number[] = []
  for (let i = 0; i < ROUNDS; i++) rounds.push(await lap(times))
  rounds.sort((a, b) => a - b)
  const median = rounds[Math.floor(ROUNDS / 2)] ?? 0
  const spread = `${micros(rounds[0] ?? 0)}–${micros(rounds[ROUNDS - 1] ?? 0)}`
  return { name: peer.name, micros: median, spread, lacks: peer.lacks }
}

function micros(value: number): string {
  return value < 1 ? value.toFixed(3) : value.toFixed(1)
}

type Whole = {
  readonly sample: string
  readonly trace: number
  readonly reasons: number
  readonly verdict: number
  readonly package: number
}

/** Milliseconds a call: the median of some rounds. */
function median(f: () => unknown): number {
  const start = performance.now()
  for (let i = 0; i < 10; i++) f()
  // Slow calls are repeated less often; a hundred fast ones make one round.
  const times = Math.max(3, Math.min(100, Math.round(2000 / (performance.now() - start))))
  const rounds = Array.from({ length: ROUNDS }, () => {
    const begun = performance.now()
    for (let i = 0; i < times; i++) f()
    return (performance.now() - begun) / times
  }).sort((a, b) => a - b)
  return rounds[Math.floor(ROUNDS / 2)] ?? 0
}

/** One enterprise against all documents: milliseconds with full trace, microseconds an item without. */
function wholeLibrary(): { readonly items: number; readonly rows: readonly Whole[] } {
  const { program } = compile(loadSources())
  const items = program.policies.reduce((sum, each) => sum + each.items.length, 0)
  const rows = loadSamples().flatMap((sample): Whole[] => {
    const { subject } = readSubject({ subject: sample.subject, facts: sample.facts }, program.vocabulary)
    const at = parseDate(sample.at ?? '2025-06-01')
    if (!subject || at === undefined) return []
    const findings = evaluate(program, subject, { at })
    const perItem = (ms: number): number => (ms * 1000) / items
    return [
      {
        sample: sample.id,
        trace: median(() => evaluate(program, subject, { at, trace: true })),
        reasons: perItem(median(() => evaluate(program, subject, { at }))),
        verdict: perItem(median(() => verdicts(program, subject, { at }))),
        package: median(() => bestPackage(program, subject, findings, { at })),
      },
    ]
  })
  return { items, rows }
}

function versions(): string[] {
  const names = ['@duckdb/node-api', '@gorules/zen-engine', 'json-rules-engine', 'feelin', 'publicodes']
  return names.map((name) => {
    const path = join(import.meta.dirname, '../node_modules', name, 'package.json')
    return `${name} ${JSON.parse(readFileSync(path, 'utf8')).version}`
  })
}

function report(
  rows: readonly Row[],
  whole: ReturnType<typeof wholeLibrary>,
  stack: readonly StackRow[],
  machine: string,
  date: string,
): string {
  const base = rows.find((row) => row.name === 'duixian, outcome and amount')?.micros ?? 1
  const reasons = rows.find((row) => row.name === 'duixian, with reasons and citations')?.micros ?? 1
  return [
    '# Results of `npm run bench`',
    '',
    `${date} · ${machine} · Node ${process.version} · ${versions().join(' · ')}`,
    '',
    `One rule, ${CHECKED} seeded firms: every engine gave the same yuan for each of them before time was taken.`,
    'Times are medians on one machine in one run; only the ratios travel.',
    '',
    '| engine | µs an evaluation (min–max) | times ours (amount) | times ours (with reasons) | what it lacks for this rule |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      (row) =>
        `| ${row.name} | ${micros(row.micros)} (${row.spread}) | ${(row.micros / base).toFixed(2)} | ${(row.micros / reasons).toFixed(2)} | ${row.lacks} |`,
    ),
    '',
    `## One enterprise against the whole library (${whole.items} items)`,
    '',
    '| sample | full trace, ms | reasons and citations, µs an item | outcome and amount, µs an item | best package, ms |',
    '| --- | --- | --- | --- | --- |',
    ...whole.rows.map(
      (row) =>
        `| ${row.sample} | ${row.trace.toFixed(2)} | ${row.reasons.toFixed(1)} | ${row.verdict.toFixed(1)} | ${row.package.toFixed(2)} |`,
    ),
    '',
    '## What may be had together',
    '',
    'The exact best package, given the findings, beside a search of every choice (which must find the same total).',
    '',
    '| library | ours, ms | every choice, ms | times ours |',
    '| --- | --- | --- | --- |',
    ...stack.map(
      ({ what, ours, exhaustive }) =>
        `| ${what} | ${ours.toFixed(2)} | ${exhaustive?.toFixed(1) ?? 'would not end'} | ${exhaustive ? (exhaustive / ours).toFixed(0) : ''} |`,
    ),
    '',
  ].join('\n')
}

const { values: given } = parseArgs({
  options: { rows: { type: 'string' }, quick: { type: 'boolean', default: false } },
})
const subjects = Number(given.rows ?? (given.quick ? 100_000 : 1_000_000))
if (!Number.isSafeInteger(subjects) || subjects < 1000) throw new RangeError(`--rows ${given.rows}`)
const all = peers()
console.log(`checking ${CHECKED} firms on ${all.length} engines`)
const wrong = await checkAnswers(all)
if (wrong.length > 0) {
  for (const line of wrong) console.error(line)
  process.exit(1)
}
const rows: Row[] = []
for (const peer of all) {
  const row = await measure(peer)
  rows.push(row)
  console.log(`${row.name}: ${micros(row.micros)} µs`)
}
console.log('measuring one enterprise against the whole library')
const whole = wholeLibrary()
console.log('measuring packages')
const stack = measureStack(median)
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`
const date = new Date().toISOString().slice(0, 10)
const engines = rows.filter((row) => !row.name.startsWith('hand-written'))
// Written after each size, so that a run that is ended early still says what it measured.
for await (const population of benchPopulation({ rows: subjects, quick: given.quick })) {
  const text = `${report(rows, whole, stack, machine, date)}\n${populationReport(population, engines)}`
  writeFileSync(join(import.meta.dirname, 'RESULTS.md'), text)
  const data = { date, machine, node: process.version, versions: versions(), rows, whole, stack, population }
  writeFileSync(join(import.meta.dirname, 'results.json'), `${JSON.stringify(data, null, 2)}\n`)
}
