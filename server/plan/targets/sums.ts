// A target and those that are parts of it → whether the text's own numbers add up, and whether the reported ones do.
import { add, compare, type Rational, rational, subtract, type Target } from '#lang'
import type { Indicator } from './indicator.ts'
import { periodWords } from './period.ts'
import { converted, isCounted, quantityText, type Unit, YES_NO } from './quantity.ts'
import type { Reading } from './readings.ts'
import { requirementText } from './statusWords.ts'

type SumPart = {
  readonly target: string
  readonly indicator: string
  /** In the unit of the whole; undefined where it is unknown, which is not zero. */
  readonly value?: Rational
  readonly text: string
}

export type Sum = {
  readonly of: 'stated' | 'reported'
  readonly parts: readonly SumPart[]
  /** Exactly the sum of the parts; undefined as long as one is unknown. */
  readonly sum?: Rational
  /** What is known of it: the sum of the known parts. */
  readonly known: Rational
  readonly whole?: Rational
  readonly verdict: 'fits' | 'short' | 'over' | 'unknown'
  readonly words: string
}

/** Children first as stated; parts that cannot be counted together with the whole make the sum unknown. */
export function statedSum(whole: Indicator, children: readonly Indicator[]): Sum | undefined {
  if (children.length === 0 || whole.goal.kind === 'unread') return undefined
  const parts = children.map((child): SumPart => {
    const value = child.goal.kind === 'number' ? asPartOf(whole.unit, child.unit, child.goal.from) : undefined
    return { ...nameOf(child.target), ...(value && { value }), text: requirementText(child) }
  })
  const sum = total(parts)
  const known = knownOf(parts)
  const stated = whole.goal.from
  const verdict = !sum ? 'unknown' : enough(whole.target.op, sum, stated) ? fitOrOver(sum, stated) : 'short'
  const listed = parts.map((each) => each.text).join('＋')
  const words = {
    unknown: `分项里有不能相加的，合计未知。`,
    fits: `分项 ${listed}，合计${text(sum, whole.unit)}，与总数${requirementText(whole)}相符。`,
    over: `分项 ${listed}，合计${text(sum, whole.unit)}，多于总数${requirementText(whole)}。`,
    short: `分项 ${listed}，合计${text(sum, whole.unit)}，只做到这些数字，还不够总数${requirementText(whole)}。`,
  }[verdict]
  return { of: 'stated', parts, ...(sum && { sum }), known, whole: stated, verdict, words }
}

/** `latest` gives the last official value of each. */
export function reportedSum(
  whole: Indicator,
  children: readonly Indicator[],
  latest: (indicator: Indicator) => Reading | undefined,
): Sum | undefined {
  if (children.length === 0) return undefined
  const parts = children.map((child): SumPart => {
    const reading = latest(child)
    const value = reading && asPartOf(whole.unit, child.unit, reading.value)
    const told = reading
      ? `${quantityText(reading.value, child.unit)}（${periodWords(reading.period)}）`
      : '未知'
    return { ...nameOf(child.target), ...(value && { value }), text: told }
  })
  const sum = total(parts)
  const known = knownOf(parts)
  const own = latest(whole)?.value
  const verdict: Sum['verdict'] = !sum || !own ? 'unknown' : fitOrOver(sum, own)
  const base = {
    of: 'reported' as const,
    parts,
    ...(sum && { sum }),
    known,
    ...(own && { whole: own }),
    verdict,
  }
  return { ...base, words: reportedWords(whole, base) }
}

function reportedWords(
  { unit }: Indicator,
  { parts, sum, known, whole, verdict }: Omit<Sum, 'words'>,
): string {
  const open = parts.filter((each) => !each.value)
  if (!sum)
    return `分项里${open.length}项未知（${open.map((each) => each.indicator).join('、')}），已知的合计${text(known, unit)}，总合计未知。`
  if (!whole) return `各分项合计${text(sum, unit)}；总数还没有正式值，不能比较。`
  if (verdict === 'fits') return `各分项合计${text(sum, unit)}，与总数所报的${text(whole, unit)}一致。`
  const difference = verdict === 'over' ? subtract(sum, whole) : subtract(whole, sum)
  return `各分项合计${text(sum, unit)}，总数报的是${text(whole, unit)}，相差${text(difference, unit)}，请核对。`
}

const nameOf = ({ id, indicator }: Target) => ({ target: id, indicator })
const text = (value: Rational | undefined, unit: Unit): string => (value ? quantityText(value, unit) : '未知')

const fitOrOver = (sum: Rational, whole: Rational): 'fits' | 'short' | 'over' => {
  const order = compare(sum, whole)
  return order === 0 ? 'fits' : order > 0 ? 'over' : 'short'
}

function enough(op: Target['op'], sum: Rational, stated: Rational): boolean {
  const order = compare(sum, stated)
  if (op === 'lt' || op === 'le') return order <= 0
  return op === 'gt' ? order > 0 : order >= 0
}

/** What exists or not counts as one where things are counted; different things are never added. */
function asPartOf(whole: Unit, part: Unit, value: Rational): Rational | undefined {
  if (part.dimension === YES_NO && isCounted(whole)) return value
  return part.dimension === whole.dimension ? converted(value, part, whole) : undefined
}

function total(parts: readonly SumPart[]): Rational | undefined {
  return parts.some((each) => !each.value) ? undefined : knownOf(parts)
}

function knownOf(parts: readonly SumPart[]): Rational {
  return parts.reduce((sum, { value }) => (value ? add(sum, value) : sum), rational(0n))
}
