// Open readings and the alternatives that are followed, by whose decision → the program under them. Pure.

import { z } from 'zod'
import type { Policy, Program, Reading } from '#lang'
import { parseDate } from '#lang'
import { DecisionError } from './problem.ts'

/** An open reading that a decision settles for itself: which alternative, when, who said so, and where it is written. */
export const followedSchema = z.strictObject({
  policy: z.string(),
  reading: z.string(),
  alternative: z.string(),
  on: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  by: z.string().min(1),
  source: z.string().min(1),
})

export type Followed = z.infer<typeof followedSchema>

/**
 * The program in which every followed reading counts as decided. Throws DecisionError for a reading that is not there,
 * that has no such alternative, or that an authority has decided already.
 */
export function followReadings(program: Program, followed: readonly Followed[]): Program {
  if (followed.length === 0) return program
  for (const each of followed) requirePossible(program, followed, each)
  return { ...program, policies: program.policies.map((policy) => inPolicy(policy, followed)) }
}

/** Those of `followed` that this program leaves open, and those that it does not. */
export function stillOpen(
  program: Program,
  followed: readonly Followed[],
): { readonly open: readonly Followed[]; readonly settled: readonly Followed[] } {
  const isOpen = (each: Followed): boolean => {
    const reading = readingOf(program, each)
    return reading?.status.kind === 'open' && reading.alternatives.some(({ key }) => key === each.alternative)
  }
  return { open: followed.filter(isOpen), settled: followed.filter((each) => !isOpen(each)) }
}

function readingOf(program: Program, { policy, reading }: Followed): Reading | undefined {
  const found = program.policies.find((each) => each.document.id === policy)
  return found?.readings.find((each) => each.id === reading)
}

function requirePossible(program: Program, all: readonly Followed[], each: Followed): void {
  const problem = problemOf(program, all, each)
  if (problem !== undefined) throw new DecisionError('reading', `口径「${each.reading}」${problem}`)
}

function problemOf(program: Program, all: readonly Followed[], each: Followed): string | undefined {
  const reading = readingOf(program, each)
  if (!reading) return `不在文件 ${each.policy} 里，请核对编号`
  if (reading.status.kind === 'decided') return `已由${reading.status.by}明确，不能另外选择`
  const keys = reading.alternatives.map(({ key }) => key)
  if (!keys.includes(each.alternative)) return `没有读法「${each.alternative}」，可选：${keys.join('、')}`
  if (parseDate(each.on) === undefined) return `的确定日期「${each.on}」不是日历上的日期`
  const same = all.filter((other) => other.policy === each.policy && other.reading === each.reading)
  return same.length > 1 ? '选择了两次，只能写一次' : undefined
}

function inPolicy(policy: Policy, followed: readonly Followed[]): Policy {
  const own = followed.filter((each) => each.policy === policy.document.id)
  if (own.length === 0) return policy
  return {
    ...policy,
    readings: policy.readings.map((reading): Reading => {
      const choice = own.find((each) => each.reading === reading.id)
      if (!choice) return reading
      const { alternative, by, source } = choice
      return {
        ...reading,
        status: { kind: 'decided', alternative, on: parseDate(choice.on) ?? 0, by, source },
      }
    }),
  }
}
