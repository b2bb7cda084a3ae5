// Quantiles of Student's t: how wide an interval must be when the spread itself is only estimated from a few numbers.

/**
 * The t for which P(T ≤ t) = p with `df` degrees of freedom (p from 0.5 to 1). G. W. Hill, Algorithm 396: Student's
 * t-quantiles, Communications of the ACM 13 (1970), 619–620; its error is below 10⁻⁶ relative to the table for df ≥ 3.
 */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0.5 && p < 1) || !(df >= 1)) throw new RangeError('p in [0.5, 1) and df of at least 1')
  const tails = 2 * (1 - p)
  if (tails === 1) return 0
  if (df === 1) return Math.cos((tails * Math.PI) / 2) / Math.sin((tails * Math.PI) / 2)
  if (df === 2) return Math.sqrt(2 / (tails * (2 - tails)) - 2)
  const a = 1 / (df - 0.5)
  const b = (48 / a) * (1 / a)
  let c = (((20700 * a) / b - 98) * a - 16) * a + 96.36
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * df
  let y = (d * tails) ** (2 / df)
  if (y > 0.05 + a) {
    let x = normalQuantile(tails / 2)
    y = x * x
    if (df < 5) c += 0.3 * (df - 4.5) * (x + 0.6)
    c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
    x = a * y * y
    y = x > 0.002 ? Math.expm1(x) : 0.5 * x * x + x
  } else {
    y =
      ((1 / (((df + 6) / (df * y) - 0.089 * d - 0.822) * (df + 2) * 3) + 0.5 / (df + 4)) * y - 1) *
        ((df + 1) / (df + 2)) +
      1 / y
  }
  return Math.sqrt(df * y)
}

/**
 * The z (negative) for which P(Z ≤ z) = p ≤ 0.5. Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.23;
 * its error is below 4.5·10⁻⁴.
 */
function normalQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p))
  const over = 2.515517 + 0.802853 * t + 0.010328 * t * t
  const under = 1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t
  return -(t - over / under)
}
