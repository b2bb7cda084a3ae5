// What every measurement shares: the library, the day, the items, and a population of some size in a folder.
import { compile, parseDate } from '#lang'
import { loadSources } from '#policies'
import { createGenerated, openPopulation, type Population } from '#population'
import { HAND_ITEMS } from '../byHand/items.ts'

export const AT = parseDate('2026-01-01') ?? 0
export const KIND = '企业'
export const ITEMS = HAND_ITEMS.map((each) => each.item)
export const SEED = 20_241_212

export const program = compile(loadSources()).program

function populationId(rows: number): string {
  return `bench-${rows}`
}

export async function createBenchPopulation(data: string, rows: number): Promise<void> {
  const id = populationId(rows)
  await createGenerated(data, { id, title: id, kind: KIND, rows, seed: SEED, at: '2026-01-01', program })
}

export function openBenchPopulation(data: string, rows: number): Promise<Population> {
  return openPopulation(data, populationId(rows), program.vocabulary)
}

export function least(values: readonly number[]): number {
  return values.length > 0 ? Math.min(...values) : 0
}
