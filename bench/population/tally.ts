// Answers in typed arrays → how many subjects have each outcome and kind, and the sums; the same shape as a SQL summary.
import { KIND_CODES, OUTCOME_CODES } from '#lang'
import type { HandOut } from '../byHand/handItem.ts'

/** "outcome kind subjects low high unbounded", sorted: equal texts are equal summaries. */
export type Tally = readonly string[]

export function tallyOf(out: HandOut, count: number): Tally {
  const kinds = KIND_CODES.length
  const size = OUTCOME_CODES.length * kinds
  const subjects = new Float64Array(size)
  const low = new Float64Array(size)
  const high = new Float64Array(size)
  const open = new Float64Array(size)
  for (let i = 0; i < count; i++) {
    const at = (out.outcome[i] ?? 0) * kinds + (out.kind[i] ?? 0)
    const most = out.high[i] ?? 0
    subjects[at] = (subjects[at] ?? 0) + 1
    low[at] = (low[at] ?? 0) + (out.low[i] ?? 0)
    if (most === Infinity) open[at] = (open[at] ?? 0) + 1
    else high[at] = (high[at] ?? 0) + most
  }
  return [...subjects.keys()]
    .flatMap((at) => {
      const words = `${OUTCOME_CODES[Math.floor(at / kinds)]} ${KIND_CODES[at % kinds]}`
      return subjects[at] ? [`${words} ${subjects[at]} ${low[at]} ${high[at]} ${open[at]}`] : []
    })
    .sort()
}

/** The SELECT that gives the same from a statement with id, outcome, amount_kind, low_fen and high_fen. */
export function tallySql(text: string): string {
  const sums = ['low_fen', 'high_fen'].map((each) => `coalesce(sum(${each}), 0)::HUGEINT::VARCHAR`)
  return `SELECT outcome, amount_kind, count(*)::VARCHAR, ${sums.join(', ')},
  (count(*) - count(high_fen))::VARCHAR FROM (\n${text}\n) answers GROUP BY outcome, amount_kind`
}

export function tallyOfRows(rows: readonly (readonly unknown[])[]): Tally {
  return rows.map((row) => row.join(' ')).sort()
}
