// A population → some of its subjects in a row, numbered from 0, as a population of its own over the same files.
import type { Population } from './store.ts'

/** The subjects from `from` up to but without `past`. Nothing is copied. */
export function sliceOf(population: Population, from: number, past: number): Population {
  const { manifest, summary } = population
  const share = (past - from) / Math.max(1, summary.subjects)
  return {
    ...population,
    slice: { from, past },
    summary: { ...summary, subjects: past - from },
    // How many rows the other tables have of them is only estimated: it bounds what is read at once.
    manifest: {
      ...manifest,
      tables: manifest.tables.map((each) => ({ ...each, rows: Math.ceil(each.rows * share) })),
    },
  }
}
