// Invented firms for the side-by-side rule: the same numbers for every engine, from a seed.

/** Growth in hundredths of a percent, rent in yuan, area in square metres, months of the year. */
export type Firm = {
  readonly growth: number
  readonly certified: boolean
  readonly rent: number
  readonly area: number
  readonly months: number
}

/** mulberry32 (public domain, Tommy Ettinger 2017): small, seeded, good enough to spread test firms. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Firms around the thresholds: growth of exactly 20 % and rents of exactly 20 yuan come up often. */
export function firms(count: number, seed: number): Firm[] {
  const next = seeded(seed)
  const upTo = (n: number): number => Math.floor(next() * n)
  return Array.from({ length: count }, () => ({
    growth: 1900 + 50 * upTo(5),
    certified: next() < 0.8,
    rent: 18 + upTo(6),
    area: 100 * (1 + upTo(120)),
    months: 1 + upTo(12),
  }))
}

/** The limit: the rule written by hand, in yuan. */
export function byHand({ growth, certified, rent, area, months }: Firm): number {
  return growth > 2000 && certified && rent > 20 ? Math.min(5 * area * months, 500_000) : 0
}
