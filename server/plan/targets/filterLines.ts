// What a list is narrowed to; its export holds the same lines.
import type { JudgedLine } from './judgePlan.ts'
import type { Lamp, Standing } from './status.ts'

export type LineFilter = {
  readonly lamp?: Lamp
  readonly standing?: Standing
  /** Only those whose report is late. */
  readonly late?: boolean
  /** A department's own. */
  readonly departments?: readonly string[]
  readonly text?: string
}

export function filterLines<Line extends Pick<JudgedLine, 'indicator' | 'owner' | 'status'>>(
  lines: readonly Line[],
  filter: LineFilter,
): Line[] {
  const { lamp, standing, late, departments, text } = filter
  const wanted = text?.trim() ?? ''
  return lines.filter(
    ({ indicator: { target, setting }, owner, status }) =>
      (lamp === undefined || status.lamp === lamp) &&
      (standing === undefined || status.standing === standing) &&
      (!late || status.missing?.late === true) &&
      (departments === undefined || departments.includes(setting.departmentId)) &&
      (wanted === '' || [target.title, target.indicator, owner.name].some((each) => each.includes(wanted))),
  )
}
