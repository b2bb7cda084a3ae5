// Reforms kept on the server under a name, each to be opened on its population and day.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { Scenario } from '#server/api/simulationReply.ts'
import { words } from '../words.zh.ts'
import { askReforms, reformOf, removeReform, type Scope, saveReform } from './ask.ts'
import { Refused } from './Trouble.tsx'
import { patched, useSandbox } from './useSandbox.ts'

export function SavedReforms({ scope }: { readonly scope: Scope }) {
  const client = useQueryClient()
  const asked = useQuery({ queryKey: ['reforms'], queryFn: askReforms, retry: false, staleTime: 0 })
  const [trouble, setTrouble] = useState<Error>()
  const { saved } = words.sandbox
  const run = (work: Promise<unknown>) => {
    setTrouble(undefined)
    return work.then(
      () => client.invalidateQueries({ queryKey: ['reforms'] }),
      (error: unknown) => setTrouble(error instanceof Error ? error : new Error(String(error))),
    )
  }
  return (
    <section className="panel" aria-labelledby="saved-title">
      <h2 id="saved-title">{saved.title}</h2>
      <SaveForm scope={scope} run={run} />
      {trouble && <Refused error={trouble} />}
      {asked.error && <Refused error={asked.error} again={() => void asked.refetch()} />}
      {asked.data?.length === 0 && <p className="empty-note">{saved.none}</p>}
      <ul className="saved-list">
        {asked.data?.map((each) => (
          <SavedRow key={each.id} scenario={each} remove={() => void run(removeReform(each.id))} />
        ))}
      </ul>
    </section>
  )
}

type FormProps = { readonly scope: Scope; readonly run: (work: Promise<unknown>) => Promise<unknown> }

function SaveForm({ scope: { population, at }, run }: FormProps) {
  const { query, change } = useSandbox()
  const { changes = [], envelopes = [] } = query
  const [title, setTitle] = useState(query.title ?? '')
  const [note, setNote] = useState(query.note ?? '')
  const [said, setSaid] = useState('')
  const { saved } = words.sandbox
  const save = async () => {
    const name = title.trim()
    if (name === '') return setSaid(saved.needsName)
    change({ title: name, note: note.trim() || undefined })
    setSaid('')
    const reform = reformOf(changes, { title: name, note: note.trim(), envelopes })
    await run(saveReform({ reform, population, at }).then(() => setSaid(saved.saved)))
  }
  return (
    <form
      className="save-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <label>
        {saved.name}
        <input className="native-select" value={title} onChange={(event) => setTitle(event.target.value)} />
      </label>
      <label>
        {saved.note}
        <input className="native-select" value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <Button htmlType="submit" disabled={changes.length + envelopes.length === 0}>
        {saved.save}
      </Button>
      <span role="status">{said}</span>
    </form>
  )
}

type RowProps = { readonly scenario: Scenario; readonly remove: () => void }

function SavedRow({ scenario: { reform, population, at, savedAt }, remove }: RowProps) {
  const { query } = useSandbox()
  const { saved } = words.sandbox
  const { title, note, changes, envelopes } = reform
  const name = title || saved.untitled
  const search = patched(query, {
    ...{ population, at, title, tab: 'reform', list: undefined, cliff: undefined },
    note: note || undefined,
    changes: changes.length > 0 ? changes : undefined,
    envelopes: envelopes.length > 0 ? envelopes : undefined,
  })
  return (
    <li>
      <span>
        <Link
          to="/sandbox"
          search={search}
          resetScroll={false}
          activeProps={{}}
          aria-label={saved.openOf(name)}
        >
          {name}
        </Link>
        <span className="rule-small">
          {saved.changes(changes.length)}，{savedAt.slice(0, 10)}
          {note && `　${note}`}
        </span>
      </span>
      <button type="button" className="text-button" aria-label={saved.removeOf(name)} onClick={remove}>
        {saved.remove}
      </button>
    </li>
  )
}
