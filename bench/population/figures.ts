// Measured times → figures that tables and targets share.

/** Other engines and their microseconds an evaluation. */
export type Peers = readonly { readonly name: string; readonly micros: number }[]

export function mean(times: readonly { readonly warm: number }[], rows: number): number {
  return meanOf(times, rows, (each) => each.warm)
}

export function meanOf<T>(times: readonly T[], rows: number, of: (time: T) => number): number {
  return (times.reduce((sum, each) => sum + of(each), 0) * 1e6) / rows / Math.max(1, times.length)
}

export function count(rows: number): string {
  return rows.toLocaleString('en')
}
