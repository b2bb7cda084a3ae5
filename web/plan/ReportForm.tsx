// A department's report of one period, or its correction; what is wrong is told at its field. Phones first.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useRef, useState } from 'react'
import type { PlanTargetReply } from '#server/api/plan/planReply.ts'
import { useChange } from '../identity/session.ts'
import { faultAt } from '../ui/ask.ts'
import { Choice } from '../ui/Choice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { words } from '../words.zh.ts'
import { isYesNo, periodText, placeOf, valueText } from './periods.ts'

export function ReportForm({ data }: { readonly data: PlanTargetReply }) {
  const { line, periods } = data
  const open = periods.find(({ state }) => state === 'none') ?? periods[0]
  const [period, setPeriod] = useState(open?.period ?? '')
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const [said, setSaid] = useState('')
  const file = useRef<HTMLInputElement>(null)
  const change = useChange()
  const client = useQueryClient()
  const chosen = periods.find((each) => each.period === period)
  const correct = chosen?.state === 'official'
  const told = words.plan.report
  const sending = useMutation({
    mutationFn: async () => {
      const { policy, target, district } = line
      const body = { policy, target, district, period, value: value.trim(), reason: reason.trim(), correct }
      const { id } = await change<{ id: number }>('POST', '/api/plan/reports', body)
      const evidence = file.current?.files?.[0]
      if (evidence) await change('POST', `/api/plan/reports/${id}/evidence`, formOf(evidence))
      setSaid(told.sent(periodText(period)))
      setValue('')
      setReason('')
      if (file.current) file.current.value = ''
    },
    // Also where the evidence was refused: the report itself is there.
    onSettled: () => client.invalidateQueries({ queryKey: ['plan'] }),
    onMutate: () => setSaid(''),
  })
  const wrong = faultAt(sending.error, 'value', 'unit')
  const before = line.readings.filter((each) => placeOf(each.period) < placeOf(period)).at(-1)
  return (
    <section className="panel" aria-labelledby="report-title">
      <h2 id="report-title">{correct ? told.correctTitle : told.title}</h2>
      {periods.length === 0 && <p>{told.none}</p>}
      {periods.length > 0 && (
        <form
          className="act-form plan-form"
          onSubmit={(event) => {
            event.preventDefault()
            sending.mutate()
          }}
        >
          <Choice
            {...{ id: 'report-period', label: told.period, value: period, onChange: setPeriod }}
            choices={periods.map((each) => ({
              value: each.period,
              label: `${each.words}（${told.periodState[each.state]}）`,
            }))}
          />
          {isYesNo(line.unit) ? (
            <Choice
              {...{ id: 'report-value', label: told.yesNo, value, onChange: setValue, empty: '' }}
              choices={[told.no, told.yes].map((each) => ({ value: each, label: each }))}
            />
          ) : (
            <div className="person-field">
              <label htmlFor="report-value">{told.value(line.unit)}</label>
              <Input
                {...{ id: 'report-value', value, required: true, inputMode: 'decimal', autoComplete: 'off' }}
                aria-describedby="report-before report-fault"
                {...(wrong !== undefined && { status: 'error' as const, 'aria-invalid': true })}
                suffix={line.unit}
                onChange={(event) => setValue(event.target.value)}
              />
            </div>
          )}
          {wrong !== undefined && (
            <p id="report-fault" className="field-error" role="alert">
              {wrong}
            </p>
          )}
          {before && (
            <p id="report-before" className="rule-small">
              {told.before(periodText(before.period), valueText(before.value, line.unit))}
            </p>
          )}
          <TextArea
            {...{ id: 'report-reason', value: reason, onChange: setReason, required: correct }}
            label={correct ? told.reasonNeeded : told.reason}
          />
          <div className="person-field">
            <label htmlFor="report-file">{told.file}</label>
            <input id="report-file" ref={file} type="file" accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.ofd" />
          </div>
          {wrong === undefined && <Refused error={sending.error} />}
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            {correct ? told.correct : told.send}
          </Button>
          <p aria-live="polite">{said}</p>
        </form>
      )}
    </section>
  )
}

function formOf(file: File): FormData {
  const form = new FormData()
  form.set('file', file)
  return form
}
