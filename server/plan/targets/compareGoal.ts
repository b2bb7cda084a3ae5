// A value and a goal → reached, not reached, or not to be decided from the text.
import { compare, type Rational, type Target } from '#lang'
import type { Goal } from './indicator.ts'

export type Reached = 'yes' | 'no' | 'undecided'

/** 突破 and 超过 do not include the number itself, 达到 and 以上 do; 左右 without a tolerance decides only equality. */
export function reaches(op: Target['op'], goal: Goal, value: Rational): Reached {
  if (goal.kind === 'unread') return 'undecided'
  const difference = compare(value, goal.from)
  switch (op) {
    case 'gt':
      return difference > 0 ? 'yes' : 'no'
    case 'ge':
      return difference >= 0 ? 'yes' : 'no'
    case 'lt':
      return difference < 0 ? 'yes' : 'no'
    case 'le':
      return difference <= 0 ? 'yes' : 'no'
    case 'eq':
      return difference === 0 ? 'yes' : 'no'
    case 'ne':
      return difference !== 0 ? 'yes' : 'no'
    case 'about':
      return difference === 0 ? 'yes' : 'undecided'
    case 'between':
      if (difference < 0) return 'no'
      // More than the upper end: the text does not say whether that is still what it wants.
      return goal.to && compare(value, goal.to) > 0 ? 'undecided' : 'yes'
  }
}

/** Whether more is better: what a lamp and a gap make sense for. */
export const isUpward = (op: Target['op']): boolean =>
  op === 'gt' || op === 'ge' || op === 'eq' || op === 'about' || op === 'between'
