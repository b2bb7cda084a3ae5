// Whether growth itself grows or shrinks: then a forecast with one mean growth leans to one side, and says so.
// The test of H. B. Mann (Econometrica 13, 1945) and M. G. Kendall on the changes, with its exact distribution.
/** A number of one period; periods of one kind are numbered without gaps. */
export type Point = { readonly index: number; readonly value: number }

export type Bend = 'slowing' | 'quickening' | 'none'

/** How seldom chance alone may bring about what is called a bend, both ways together. */
const LEVEL = 0.05

export function bendOf(series: readonly Point[]): Bend {
  const changes = series.slice(1).map(({ index, value }, i) => {
    const before = series[i]
    return before ? (value - before.value) / (index - before.index) : 0
  })
  let score = 0
  for (const [i, one] of changes.entries())
    for (const other of changes.slice(i + 1)) score += Math.sign(other - one)
  if (chanceOf(changes.length, Math.abs(score)) > LEVEL) return 'none'
  return score < 0 ? 'slowing' : 'quickening'
}

/** The chance that among n numbers in random order the score is `score` away from nothing, or more, on either side. */
export function chanceOf(n: number, score: number): number {
  const pairs = (n * (n - 1)) / 2
  return sharesOf(n).reduce((sum, share, k) => (Math.abs(pairs - 2 * k) >= score ? sum + share : sum), 0)
}

/** Five years of months are asked for again and again, and take longer to work out than all the rest of a forecast. */
const known = new Map<number, readonly number[]>()
const MOST_KNOWN = 120

/** Shares of the orders with k pairs the wrong way round; each number more can be put to 0 … i places. */
function sharesOf(n: number): readonly number[] {
  const before = known.get(n)
  if (before) return before
  let shares = [1]
  for (let i = 1; i < n; i++) {
    const next = Array.from({ length: shares.length + i }, () => 0)
    for (const [k, share] of shares.entries())
      for (let place = 0; place <= i; place++) next[k + place] = (next[k + place] ?? 0) + share / (i + 1)
    shares = next
  }
  if (n <= MOST_KNOWN) known.set(n, shares)
  return shares
}
