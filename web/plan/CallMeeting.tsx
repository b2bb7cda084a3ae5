// The plan office calls a meeting.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useChange } from '../identity/session.ts'
import { Choice } from '../ui/Choice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { words } from '../words.zh.ts'
import { DayField } from './TaskActForm.tsx'

export function CallMeeting({ districts }: { readonly districts: readonly string[] }) {
  const [district, setDistrict] = useState(districts[0] ?? '')
  const [title, setTitle] = useState('')
  const [heldOn, setHeldOn] = useState('')
  const [agenda, setAgenda] = useState('')
  const [said, setSaid] = useState('')
  const change = useChange()
  const client = useQueryClient()
  const { meeting } = words.tasks
  const sending = useMutation({
    mutationFn: async () => {
      await change('POST', '/api/plan/meetings', {
        district,
        title: title.trim(),
        heldOn,
        agenda: agenda.trim(),
      })
      setSaid(meeting.called)
      setTitle('')
      setAgenda('')
      await client.invalidateQueries({ queryKey: ['plan', 'tasks', 'meetings'] })
    },
    onMutate: () => setSaid(''),
  })
  return (
    <details className="panel">
      <summary>{meeting.call}</summary>
      <form
        className="act-form"
        aria-label={meeting.call}
        onSubmit={(event) => {
          event.preventDefault()
          sending.mutate()
        }}
      >
        {districts.length > 1 && (
          <Choice
            {...{ id: 'meeting-district', label: words.tasks.office.district, value: district }}
            choices={districts.map((each) => ({ value: each, label: each }))}
            onChange={setDistrict}
          />
        )}
        <div className="person-field">
          <label htmlFor="meeting-title">{meeting.topic}</label>
          <Input
            {...{ id: 'meeting-title', value: title, required: true, maxLength: 100 }}
            onChange={(event) => setTitle(event.target.value)}
          />
        </div>
        <DayField id="meeting-day" label={meeting.heldOn} value={heldOn} onChange={setHeldOn} required />
        <TextArea id="meeting-agenda" label={meeting.agenda} value={agenda} onChange={setAgenda} required />
        <Refused error={sending.error} />
        <Button type="primary" htmlType="submit" loading={sending.isPending}>
          {meeting.call}
        </Button>
      </form>
      <p role="status">{said}</p>
    </details>
  )
}
