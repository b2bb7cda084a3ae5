// 意见模板: what a department says again and again, made and changed by its officers.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { TemplateReply } from '#server/api/papers/templates.ts'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import { type SignedIn, useSession } from '../identity/session.ts'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { templates } from './ask.ts'
import { TemplateForm } from './TemplateForm.tsx'
import { TemplateRetire } from './TemplateRetire.tsx'

const MAKERS = ['handler', 'reviewer', 'approver', 'leader']

type Place = { readonly id: string; readonly name: string }

/** The departments for which this person may make templates. */
function placesOf({ duties }: SignedIn): Place[] {
  const own = duties.flatMap(({ role, department }) =>
    MAKERS.includes(role) && department ? [department] : [],
  )
  return [...new Map(own.map(({ id, name }) => [id, { id, name }])).values()]
}

export function TemplatesPage() {
  usePageTitle(words.papers.templates.title)
  return <SignedInOnly>{() => <Templates />}</SignedInOnly>
}

function Templates() {
  const session = useSession()
  const places = session.kind === 'person' ? placesOf(session) : []
  const { data, error } = useQuery(templates)
  const [open, setOpen] = useState<number | 'new'>()
  const [said, setSaid] = useState('')
  const { templates: text } = words.papers
  const saved = () => {
    setOpen(undefined)
    setSaid(text.saved)
  }
  return (
    <>
      <p className="back">
        <Link to="/workbench">{words.cases.workbench.back}</Link>
      </p>
      <div className="case-list-head">
        <h1>{text.title}</h1>
        {places.length > 0 && (
          <Button type="primary" aria-expanded={open === 'new'} onClick={() => setOpen('new')}>
            {text.add}
          </Button>
        )}
      </div>
      <p className="lead">{text.lead}</p>
      {session.kind === 'person' && places.length === 0 && <p>{text.mayNot}</p>}
      <p className="act-done" role="status">
        {said}
      </p>
      {open === 'new' && (
        <div className="panel">
          <TemplateForm places={places} onSaved={saved} onCancel={() => setOpen(undefined)} />
        </div>
      )}
      <Refused error={error} />
      {!data && !error && <Skeleton />}
      {data?.length === 0 && <p>{text.none}</p>}
      <ul className="template-list">
        {data?.map((each) => (
          <li key={each.id} className="panel">
            {open === each.id ? (
              <TemplateForm
                {...{ places, template: each, onSaved: saved, onCancel: () => setOpen(undefined) }}
              />
            ) : (
              <Entry
                {...{ template: each, mayChange: places.some(({ id }) => id === each.department.id) }}
                onEdit={() => setOpen(each.id)}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

type EntryProps = {
  readonly template: TemplateReply
  readonly mayChange: boolean
  readonly onEdit: () => void
}

function Entry({ template: { id, title, content, department }, mayChange, onEdit }: EntryProps) {
  return (
    <>
      <h2>{title}</h2>
      <p className="rule-small">{department.name}</p>
      <p className="template-text">{content}</p>
      {mayChange && (
        <p className="act-list">
          <Button size="small" onClick={onEdit}>
            {words.papers.templates.edit}
          </Button>
          <TemplateRetire id={id} />
        </p>
      )}
    </>
  )
}
