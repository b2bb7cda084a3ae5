// A deadline in words: when, how late, and whether the holidays of that year were known.

import { dayText } from '../ui/dates.ts'
import { words } from '../words.zh.ts'

type Props = { readonly dueOn: string | null; readonly holidaysKnown: boolean; readonly late?: number }

export function Due({ dueOn, holidaysKnown, late = 0 }: Props) {
  if (dueOn === null) return <span className="due-none">{words.cases.noDue}</span>
  return (
    <span className={late > 0 ? 'due due-late' : 'due'}>
      {dayText(dueOn)}
      {late > 0 && <strong className="late">{words.cases.late(late)}</strong>}
      {!holidaysKnown && <span className="rule-small">{words.cases.holidaysUnknown}</span>}
    </span>
  )
}
