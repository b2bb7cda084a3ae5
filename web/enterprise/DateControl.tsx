// A date as text, 2025-06-01 or 2025年6月1日, so that nothing typed is lost; the device's own calendar is one button away.
import { Button, Input } from 'antd'
import { useRef } from 'react'
import { dateToIso, parseDate } from '#lang'
import { words } from '../words.zh.ts'
import type { ControlProps } from './FieldContext.ts'
import { describedBy } from './FieldFrame.tsx'

export function DateControl({ id, value, problem, set }: ControlProps) {
  const text = typeof value === 'string' && value !== words.field.notApplicable ? value : ''
  return (
    <DateInput
      id={id}
      text={text}
      wrong={problem !== undefined}
      describedBy={describedBy(id, problem)['aria-describedby']}
      onChange={(next) => set(next || undefined)}
    />
  )
}

type Props = {
  readonly id: string
  readonly text: string
  readonly wrong: boolean
  readonly describedBy: string | undefined
  readonly onChange: (text: string) => void
}

export function DateInput({ id, text, wrong, describedBy: description, onChange }: Props) {
  const calendar = useRef<HTMLInputElement>(null)
  const day = parseDate(text)
  return (
    <div className="date-control">
      <Input
        id={id}
        value={text}
        autoComplete="off"
        placeholder={words.field.dateShape}
        status={wrong ? 'error' : ''}
        aria-invalid={wrong}
        {...(description === undefined ? {} : { 'aria-describedby': description })}
        onChange={(event) => onChange(event.target.value)}
      />
      <Button aria-label={words.field.pickDate} onClick={() => calendar.current?.showPicker()}>
        <span aria-hidden="true">▦</span>
      </Button>
      {/* Only lends its calendar; the text beside it is the control. */}
      <input
        ref={calendar}
        className="calendar-anchor"
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        value={day === undefined ? '' : dateToIso(day)}
        onChange={(event) => event.target.value && onChange(event.target.value)}
      />
    </div>
  )
}
