// A finding → the numbers that lie so close to a threshold of the text that an auditor looks at where they come from.
import type { Citation, Finding, Reason } from '#lang'
import type { Sign } from './sign.ts'

/** A fiftieth of the threshold: bunching shows there; further away it says nothing. */
export const NEAR = 0.02

type NearReason = Pick<Reason, 'truth' | 'text' | 'citations'> &
  Readonly<Record<'fact' | 'has' | 'needs', string>>

export function nearThresholds(finding: Finding | undefined): Sign[] {
  return nearReasons(finding).map(({ truth, fact, text, citations }) => {
    const side = truth === 'met' ? '刚过线' : '差一点'
    const sign = { kind: 'near_threshold' as const, what: fact, text: `${text}（${side}，请核对来源）` }
    return { ...sign, ...articleOf(citations) }
  })
}

/** Each threshold that the figure is close to, once. */
export function nearReasons(finding: Finding | undefined): NearReason[] {
  const near = new Map<string, NearReason>()
  for (const { truth, fact, has, needs, text, citations } of finding?.reasons ?? []) {
    if (truth === 'unknown' || fact === undefined || has === undefined || needs === undefined) continue
    if (!isNear(has, needs) || near.has(`${fact} ${needs}`)) continue
    near.set(`${fact} ${needs}`, { truth, fact, has, needs, text, citations })
  }
  return [...near.values()]
}

/** Whether a figure is more than the text asks for; undefined where it is the same, or cannot be compared. */
export function isAbove(has: string, needs: string): boolean | undefined {
  const [own, wanted] = [amountOf(has), amountOf(needs)]
  return !own || !wanted || own.value === wanted.value ? undefined : own.value > wanted.value
}

export function articleOf([first]: readonly Citation[]): Pick<Sign, 'article'> {
  return first ? { article: first.article } : {}
}

/** Both are one amount of the same unit, and apart by no more than a fiftieth of what the text asks for. */
function isNear(has: string, needs: string): boolean {
  const [own, wanted] = [amountOf(has), amountOf(needs)]
  if (!own || !wanted || own.unit !== wanted.unit || wanted.value === 0) return false
  // A year or a day is not a figure that could be a little more.
  if (/^[年月日-]/.test(own.unit)) return false
  // 是 or 1 of 1 is no figure that somebody could have bent.
  if (Number.isInteger(wanted.value) && Math.abs(wanted.value) < 10 && own.value === wanted.value)
    return false
  return Math.abs(own.value - wanted.value) <= Math.abs(wanted.value) * NEAR
}

const SCALES: Readonly<Record<string, number>> = { '': 1, 万: 1e4, 亿: 1e8 }

function amountOf(text: string): { readonly value: number; readonly unit: string } | undefined {
  const found = /^(-?\d[\d,]*(?:\.\d+)?)\s*([万亿]?)([^\d]*)$/.exec(text.trim())
  if (!found) return undefined
  const [, digits = '', scale = '', unit = ''] = found
  return { value: Number(digits.replaceAll(',', '')) * (SCALES[scale] ?? 1), unit }
}
