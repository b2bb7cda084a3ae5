// A month as a table of days; a day on which something is due can be tapped.
import type { OwnDateReply } from '#server/api/firm/dates.ts'
import { dayText } from '../ui/dates.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { words } from '../words.zh.ts'
import { monthText, weeksOf } from './month.ts'

type Props = {
  readonly month: string
  readonly today: string
  readonly dates: readonly OwnDateReply[]
  readonly chosen: string | undefined
  readonly onChoose: (day: string) => void
}

export function MonthGrid({ month, today, dates, chosen, onChoose }: Props) {
  const { calendar } = words.firm
  return (
    <table className="month-grid">
      <caption className="hidden-label">{monthText(month)}</caption>
      <HeadRow titles={calendar.weekdays} />
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find((each) => each !== undefined)}>
            {week.map((day, i) => {
              const own = dates.filter((each) => each.day === day)
              const number = day === undefined ? '' : Number(day.slice(8))
              return (
                <td key={day ?? `${i}`} className={day === today ? 'today' : undefined}>
                  {day === undefined || own.length === 0 ? (
                    <span className={day !== undefined && day < today ? 'day-past' : undefined}>
                      {number}
                    </span>
                  ) : (
                    <button
                      type="button"
                      className="day-button"
                      aria-pressed={day === chosen}
                      aria-label={calendar.onDay(dayText(day), own.length)}
                      onClick={() => onChoose(day)}
                    >
                      {number}
                      <span className="day-marks" aria-hidden="true">
                        {own.slice(0, 3).map((each) => (
                          <span key={each.id} className={`day-mark day-mark-${each.kind}`} />
                        ))}
                      </span>
                    </button>
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
