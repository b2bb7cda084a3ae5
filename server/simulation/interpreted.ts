// Items without a kernel: those that are the same for every subject, and those that only the interpreter computes.
import { setImmediate } from 'node:timers/promises'
import { CAUSES, type KernelOut, KIND_CODES, OUTCOME_CODES, type Profile, profiles } from '#lang'
import { subjectsOf } from '#population'
import { digest, type Job, type Keys } from './digest.ts'
import type { OpenPopulation } from './engine.ts'
import { CHUNK, type Compiled } from './messages.ts'
import type { ItemTask, PlainChunk, RunOptions } from './tasks.ts'

/** No rule is looked at: every subject has the same outcome and the same reason. */
export function* constantChunks(
  { outcome, amount, reason }: Extract<Compiled, { kind: 'constant' }>,
  total: number,
  jobFor: (keys: Keys) => Job,
): Generator<PlainChunk> {
  const keys: Keys = { needs: [], readings: [], reasons: [`${reason}\u0000`], candidates: 0 }
  const out = emptyOut(keys, Math.min(total, CHUNK))
  out.outcome.fill(OUTCOME_CODES.indexOf(outcome))
  out.kind.fill(KIND_CODES.indexOf(amount))
  out.reasons.fill(1)
  const job = jobFor(keys)
  for (let from = 0; from < total; from += CHUNK) {
    const count = Math.min(CHUNK, total - from)
    yield { keys, digest: digest(keys, out, from, count, job), from, count }
  }
}

/** Subjects that are interpreted between two pauses, in which the process does other things. */
const STRIDE = 256

export async function* interpretedChunks(
  { columns, summary }: OpenPopulation,
  { program, policy, item }: ItemTask,
  { at, signal }: RunOptions,
  jobFor: (keys: Keys) => Job,
): AsyncGenerator<PlainChunk> {
  const options = { at, policies: [policy.document.id], items: [item.id] }
  for (let from = 0; from < summary.subjects; from += STRIDE) {
    signal?.throwIfAborted()
    const ids = Array.from({ length: Math.min(STRIDE, summary.subjects - from) }, (_, i) => from + i)
    const subjects = await columns.exclusively((connected) => subjectsOf(columns.population, ids, connected))
    const found = subjects.flatMap((each) => profiles(program, each, options))
    const keys = keysOf(found)
    const digested = digest(keys, outOf(keys, found), from, ids.length, jobFor(keys))
    yield { keys, digest: digested, from, count: ids.length }
    await setImmediate()
  }
}

function keysOf(found: readonly Profile[]): Keys {
  const all = (list: (each: Profile) => readonly string[]): string[] => [...new Set(found.flatMap(list))]
  return {
    ...{ needs: all((each) => each.needs), reasons: all((each) => each.reasons) },
    readings: all((each) => each.readings),
    candidates: Math.max(0, ...found.map((each) => each.amount.candidates.length)),
  }
}

type FullOut = Required<KernelOut>

function emptyOut(keys: Keys, rows: number): FullOut {
  const words = (list: readonly string[]): Int32Array => new Int32Array(rows * Math.ceil(list.length / 32))
  return {
    ...{ outcome: new Uint8Array(rows), kind: new Uint8Array(rows), causes: new Uint8Array(rows) },
    ...{ low: new Float64Array(rows), high: new Float64Array(rows) },
    ...{ needs: words(keys.needs), reasons: words(keys.reasons), readings: words(keys.readings) },
    candidates: new Float64Array(rows * keys.candidates).fill(Number.NaN),
  }
}

/** Profiles in the form in which kernels write results. */
function outOf(keys: Keys, found: readonly Profile[]): FullOut {
  const out = emptyOut(keys, found.length)
  for (const [row, { outcome, amount, causes, ...own }] of found.entries()) {
    out.outcome[row] = OUTCOME_CODES.indexOf(outcome)
    out.kind[row] = KIND_CODES.indexOf(amount.kind)
    out.low[row] = amount.low
    out.high[row] = amount.high ?? Number.POSITIVE_INFINITY
    out.causes[row] = causes.reduce((bits, each) => bits | (1 << CAUSES.indexOf(each)), 0)
    setBits(out.needs, keys.needs, own.needs, row)
    setBits(out.reasons, keys.reasons, own.reasons, row)
    setBits(out.readings, keys.readings, own.readings, row)
    for (const [i, each] of amount.candidates.entries()) out.candidates[row * keys.candidates + i] = each
  }
  return out
}

function setBits(words: Int32Array, keys: readonly string[], set: readonly string[], row: number): void {
  const width = Math.ceil(keys.length / 32)
  for (const key of set) {
    const bit = keys.indexOf(key)
    const word = row * width + (bit >> 5)
    words[word] = (words[word] ?? 0) | (1 << (bit & 31))
  }
}
