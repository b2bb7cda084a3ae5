// A task's open day, where it stands, and a day → its lamp, by one rule that is shown wherever lamps are.
import { addWorkingDays } from '../../clock/workingDays.ts'
import type { TaskStep } from './steps.ts'

export const LAMPS = ['red', 'yellow', 'green', 'undated', 'done'] as const

export type Lamp = (typeof LAMPS)[number]

export const LAMP_NAMES: Readonly<Record<Lamp, string>> = {
  red: '红灯',
  yellow: '黄灯',
  green: '绿灯',
  undated: '未定期限',
  done: '已办结',
}

/** So many working days before its day a task turns yellow. */
export const SOON = 10

export const LAMP_RULE = [
  '比较的日子：未完成的节点和任务期限中最早的一天。',
  '红灯：这一天已经过去（当天不算）。到期以前，任何任务都不会是红灯。',
  `黄灯：这一天在今天起 ${SOON} 个工作日以内（按国务院公布的节假日和调休计算）。`,
  '绿灯：还没有到黄灯的日子；已经反馈完成、等待复核的，按反馈那天判断是否逾期。',
  '未定期限：文件没有写、计划统筹也没有定的，不亮灯。已办结、已销号的不再亮灯。',
] as const

export type Lit = {
  readonly step: TaskStep
  /** The earliest open day; null: none is known. */
  readonly nextOn: string | null
  /** When it was reported as done, unless that was returned. */
  readonly reportedOn: string | null
}

/** The last day that is yellow on `today`. `holidaysKnown`: false where the year's holidays are not announced. */
export function soonFrom(today: string): { readonly day: string; readonly holidaysKnown: boolean } {
  return addWorkingDays(today, SOON)
}

export function lampOf({ step, nextOn, reportedOn }: Lit, today: string, soon = soonFrom(today).day): Lamp {
  if (step === 'finished' || step === 'struck') return 'done'
  if (nextOn === null) return 'undated'
  if ((reportedOn ?? today) > nextOn) return 'red'
  return reportedOn === null && nextOn <= soon ? 'yellow' : 'green'
}
