// What the enterprise says itself: fields, an optional word on where it comes from, saved into the profile.
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useProgram } from '../api.ts'
import { AskedFacts } from '../cases/AskedFacts.tsx'
import type { Facts } from '../enterprise/facts.ts'
import { beyond } from '../enterprise/stored.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { useSay } from './useSay.ts'

type Props = {
  readonly subject: number
  readonly titles: readonly string[]
  /** What is stored, by the names of the form. */
  readonly stored: Facts
  readonly done?: () => void
}

export function SayForm({ subject, titles, stored, done }: Props) {
  const { vocabulary } = useProgram()
  const [facts, setFacts] = useState<Facts>(() =>
    Object.fromEntries(titles.flatMap((each) => (each in stored ? [[each, stored[each]]] : []))),
  )
  const [note, setNote] = useState('')
  const [empty, setEmpty] = useState(false)
  const noteId = useId()
  const say = useSay(subject)
  const { profile } = words.firm
  const saving = useMutation({
    mutationFn: async () => {
      const { own } = beyond(facts, stored, vocabulary)
      setEmpty(Object.keys(own).length === 0)
      if (Object.keys(own).length === 0) return
      await say(own, note.trim())
      done?.()
    },
  })
  return (
    <form
      className="say-form"
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      <AskedFacts titles={titles} facts={facts} onChange={setFacts} />
      <div className="person-field">
        <label htmlFor={noteId}>{profile.note}</label>
        <Input id={noteId} value={note} maxLength={200} onChange={({ target }) => setNote(target.value)} />
      </div>
      {empty && <p role="alert">{profile.nothingToSave}</p>}
      <Refused error={saving.error} />
      <Button type="primary" htmlType="submit" loading={saving.isPending}>
        {profile.save}
      </Button>
    </form>
  )
}
