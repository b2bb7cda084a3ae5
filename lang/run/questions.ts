// The next question: what narrows the payable interval most for the least effort.
import { fenToYuan, yuanToFen } from '../values/money.ts'
import type { Amount, Finding, Need } from './finding.ts'

export type RankedQuestion = Need & {
  /** Titles of the items that the answer bears on. */
  readonly items: readonly string[]
  /** The width in yuan of what is open on those items; null when something has no upper end. */
  readonly spread: string | null
}

/** What an answer costs the one who is asked: looking up one's own books is cheap, another's decision is not. */
const EFFORT = { applicant: 1, derived: 1, government: 2, decided: 50 } as const

// A bound that the text does not give must not drown the bounded ones, so it counts as this much.
const UNBOUNDED = 1_000_000_00n

/**
 * Questions to ask next, best first: the open width of every item that waits for the answer, shared among all that the
 * item still needs, divided by the effort of answering. Decisions and readings come last: no applicant can answer them.
 */
export function nextQuestions(findings: readonly Finding[]): RankedQuestion[] {
  const found = new Map<
    string,
    { need: Need; items: string[]; width: bigint; open: boolean; score: number }
  >()
  for (const finding of findings) {
    const open = widthOf(finding.amount)
    const answerable = finding.needs.length
    for (const need of finding.needs) {
      const key = `${need.cause} ${need.fact} ${need.path?.collection ?? ''} ${need.path?.index ?? ''}`
      const entry = found.get(key) ?? { need, items: [], width: 0n, open: false, score: 0 }
      entry.items.push(finding.title)
      entry.width += open ?? UNBOUNDED
      entry.open ||= open === undefined
      // Items without money still gain from a settled outcome; a fen each orders them below all that pay.
      entry.score += Number((open ?? UNBOUNDED) + 1n) / answerable / effortOf(need)
      found.set(key, entry)
    }
  }
  return [...found.values()]
    .sort((a, b) => b.score - a.score || b.items.length - a.items.length)
    .map(({ need, items, width, open }) => ({ ...need, items, spread: open ? null : fenToYuan(width) }))
}

function effortOf(need: Need): number {
  if (need.cause === 'reading' || need.cause === 'standard') return EFFORT.decided
  return EFFORT[need.authority.kind]
}

/** The width of an amount in 分; undefined when it has no upper end. */
function widthOf(amount: Amount): bigint | undefined {
  switch (amount.kind) {
    case 'exact':
    case 'non_monetary':
    case 'unstated':
      return 0n
    case 'upper_bound':
      return yuanToFen(amount.yuan)
    case 'range':
      return amount.to === null ? undefined : yuanToFen(amount.to) - yuanToFen(amount.from)
    case 'candidates': {
      const values = amount.candidates.map((each) => yuanToFen(each.yuan))
      return values.reduce((a, b) => (a > b ? a : b)) - values.reduce((a, b) => (a < b ? a : b))
    }
  }
}
