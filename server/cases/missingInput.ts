// An act and what came with it → what is missing or comes at the wrong time.
import { type PathAct, stepOf } from '../approval/path.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { lastDayOf } from '../clock/workingDays.ts'
import type { ActInput } from './acting.ts'
import type { LoadedCase } from './loadCase.ts'
import { reasonSchema } from './reasons.ts'
import { type CaseRefusal, REFUSALS } from './refusals.ts'
import { outsideWindow } from './window.ts'

const isBlank = (text: string): boolean => text.trim() === ''

export function missingInput(loaded: LoadedCase, act: PathAct, input: ActInput, now: Date): CaseRefusal[] {
  const today = dayInChina(now)
  return [
    ...unclearReason(act, input),
    ...(act.does.includes('use_correction') ? unclearCorrection(input) : []),
    ...(act.does.includes('open_objection') ? unclearObjection(input) : []),
    ...(act.does.includes('open_appeal') && isBlank(input.appeal ?? '') ? [REFUSALS.no_grounds] : []),
    ...(isSubmission(loaded, act) ? closedWindow(loaded, today) : []),
    ...(isLapse(act) ? notDue(loaded, today) : []),
  ]
}

function unclearReason(act: PathAct, { reason }: ActInput): CaseRefusal[] {
  if (!act.reason || reason === undefined || reasonSchema.safeParse(reason).success) return []
  return [REFUSALS.no_clause]
}

function unclearCorrection({ corrections = [] }: ActInput): CaseRefusal[] {
  const unclear =
    corrections.length === 0 || corrections.some(({ what, how }) => isBlank(what) || isBlank(how))
  return unclear ? [REFUSALS.no_correction] : []
}

function unclearObjection({ objection }: ActInput): CaseRefusal[] {
  const unclear = !objection || isBlank(objection.name) || isBlank(objection.content)
  return unclear ? [REFUSALS.no_objection] : []
}

/** Time has run out for somebody: every act of the clock but the end of a publicity. */
export function isLapse(act: PathAct): boolean {
  return act.by === 'clock' && !act.needs.includes('publicity_over')
}

/** The applicant hands in what was a draft. */
function isSubmission({ row, path }: LoadedCase, act: PathAct): boolean {
  const { state } = stepOf(path, act.to)
  return row.state === 'draft' && act.by === 'applicant' && state !== 'declined' && state !== 'withdrawn'
}

function closedWindow({ setting }: LoadedCase, today: string): CaseRefusal[] {
  const text = outsideWindow(setting, today)
  return text === undefined ? [] : [{ kind: 'outside_window', text }]
}

function notDue({ row, path }: LoadedCase, today: string): CaseRefusal[] {
  const { dueOn: day, holidaysKnown, deskSince } = row
  const { days } = stepOf(path, row.step)
  const last = day === null ? null : lastDayOf({ day, holidaysKnown }, dayInChina(deskSince), days ?? 0)
  if (last !== null && last < today) return []
  return [{ kind: 'not_due', text: `期限${last ?? '未定'}还没有过，到期后系统自动办理` }]
}
