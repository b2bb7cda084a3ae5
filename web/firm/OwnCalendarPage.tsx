// 日历: an enterprise's own days as a month to tap on and as a list; the whole of it for a calendar program.
import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { OwnDateReply } from '#server/api/firm/dates.ts'
import { dayText, todayInChina } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { datesOf } from './ask.ts'
import { DateEntry } from './DateEntry.tsx'
import { type Firm, FirmFrame } from './FirmFrame.tsx'
import { MonthGrid } from './MonthGrid.tsx'
import { monthsFrom, monthText } from './month.ts'

export function OwnCalendarPage() {
  return (
    <FirmFrame title={words.firm.calendar.title}>
      {(firm) => <OwnCalendar key={firm.id} firm={firm} />}
    </FirmFrame>
  )
}

function OwnCalendar({ firm }: { readonly firm: Firm }) {
  const asked = useQuery(datesOf(firm.id))
  const { calendar } = words.firm
  return (
    <>
      <p className="lead">{calendar.lead}</p>
      <p className="calendar-file">
        <a href={`/api/subjects/${firm.id}/dates.ics`} className="button-link" download>
          {calendar.download}
        </a>
      </p>
      <Refused error={asked.error} />
      {asked.isPending && <Skeleton />}
      {asked.data && <Month dates={asked.data} />}
    </>
  )
}

function Month({ dates }: { readonly dates: readonly OwnDateReply[] }) {
  const today = todayInChina()
  // Where something is: an empty month says little.
  const [month, setMonth] = useState((dates[0]?.day ?? today).slice(0, 7))
  const [day, setDay] = useState<string>()
  const { calendar } = words.firm
  const turn = (by: number) => {
    setMonth(monthsFrom(month, by))
    setDay(undefined)
  }
  const inMonth = dates.filter((each) => each.day.startsWith(month))
  const shown = day === undefined ? inMonth : inMonth.filter((each) => each.day === day)
  const later = dates.filter((each) => each.day.slice(0, 7) > month)
  return (
    <div className="own-calendar">
      <section className="panel month-panel" aria-label={monthText(month)}>
        <div className="month-head">
          <Button onClick={() => turn(-1)} disabled={month <= today.slice(0, 7)}>
            {calendar.before}
          </Button>
          <h2 aria-live="polite">{monthText(month)}</h2>
          <Button onClick={() => turn(1)}>{calendar.next}</Button>
        </div>
        <MonthGrid month={month} today={today} dates={inMonth} chosen={day} onChoose={setDay} />
      </section>
      <section className="panel" aria-labelledby="month-list">
        <div className="panel-head">
          <h2 id="month-list">
            {day === undefined ? calendar.inMonth(monthText(month), inMonth.length) : dayText(day)}
          </h2>
          {day !== undefined && <Button onClick={() => setDay(undefined)}>{calendar.wholeMonth}</Button>}
        </div>
        {dates.length === 0 && <p>{calendar.nothing}</p>}
        {shown.length === 0 && dates.length > 0 && <p>{calendar.none}</p>}
        <ul className="date-list">
          {shown.map((each) => (
            <DateEntry key={each.id} date={each} />
          ))}
        </ul>
        {day === undefined && later.length > 0 && (
          <>
            <h3 className="later-title">{calendar.later}</h3>
            <ul className="date-list">
              {later.map((each) => (
                <DateEntry key={each.id} date={each} />
              ))}
            </ul>
          </>
        )}
      </section>
    </div>
  )
}
