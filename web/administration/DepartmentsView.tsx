// Departments: created, renamed, closed when nothing hangs on them any more.
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { DepartmentReply } from '#server/api/duties.ts'
import { Choice } from '../ui/Choice.tsx'
import { momentText } from '../ui/dates.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { departments } from './ask.ts'
import { PlainField } from './PlainField.tsx'
import { type Act, useAct } from './useAct.ts'

export function DepartmentsView() {
  const asked = useQuery(departments)
  const [told, setTold] = useState('')
  const act = useAct()
  const { departments: text } = words.administration
  const send = (what: Act, say: string) => {
    setTold('')
    act.mutate(what, { onSuccess: () => setTold(say) })
  }
  return (
    <>
      <p className="lead">{text.lead}</p>
      <NewDepartment send={send} />
      <Refused error={act.error ?? asked.error} />
      {told !== '' && <Alert type="success" showIcon role="status" title={told} />}
      {asked.isPending && <Skeleton />}
      {asked.data && <DepartmentTable all={asked.data} send={send} />}
    </>
  )
}

type Send = (what: Act, say: string) => void

function NewDepartment({ send }: { readonly send: Send }) {
  const { departments: text, kind: kinds } = words.administration
  const [id, setId] = useState('')
  const [name, setName] = useState('')
  const [district, setDistrict] = useState('')
  const [kind, setKind] = useState('bureau')
  const create = () => {
    const place = district.trim()
    const body = { id: id.trim(), name: name.trim(), kind, ...(place !== '' && { district: place }) }
    send({ method: 'POST', path: '/api/departments', body }, text.made)
  }
  return (
    <details className="panel">
      <summary>{text.create}</summary>
      <form
        className="field-row"
        onSubmit={(event) => {
          event.preventDefault()
          create()
        }}
      >
        <PlainField {...{ id: 'place-name', label: text.name, value: name, onChange: setName }} />
        <PlainField {...{ id: 'place-id', label: text.id, value: id, onChange: setId }} />
        <PlainField
          {...{ id: 'place-district', label: text.district, value: district, onChange: setDistrict }}
          optional
        />
        <Choice
          {...{ id: 'place-kind', label: text.kind, value: kind, onChange: setKind }}
          choices={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
        />
        <Button type="primary" htmlType="submit">
          {text.create}
        </Button>
      </form>
    </details>
  )
}

type TableProps = { readonly all: readonly DepartmentReply[]; readonly send: Send }

function DepartmentTable({ all, send }: TableProps) {
  const { columns, ...text } = words.administration.departments
  const [renaming, setRenaming] = useState<string>()
  return (
    <table className="case-table">
      <HeadRow titles={Object.values(columns)} acts={words.administration.title} />
      <tbody>
        {all.map((each) => (
          <tr key={each.id} className={each.closedAt === null ? undefined : 'row-off'}>
            <td data-label={columns.name}>
              {renaming === each.id ? (
                <Rename place={each} send={send} done={() => setRenaming(undefined)} />
              ) : (
                each.name
              )}
            </td>
            <td data-label={columns.id}>{each.id}</td>
            <td data-label={columns.district}>{each.district ?? text.city}</td>
            <td data-label={columns.kind}>{words.administration.kind[each.kind]}</td>
            <td data-label={columns.state}>
              {each.closedAt === null ? text.open : text.closed(momentText(each.closedAt))}
            </td>
            <td>
              <div className="button-row">
                <Button size="small" onClick={() => setRenaming(renaming === each.id ? undefined : each.id)}>
                  {text.rename}
                </Button>
                <Close place={each} send={send} />
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Close({ place: { id, closedAt }, send }: { readonly place: DepartmentReply; readonly send: Send }) {
  const { departments: text } = words.administration
  const closed = closedAt === null
  return (
    <Button
      size="small"
      danger={closed}
      onClick={() =>
        send(
          { method: 'POST', path: `/api/departments/${id}/closed`, body: { closed } },
          closed ? text.closedNow : text.reopened,
        )
      }
    >
      {closed ? text.close : text.reopen}
    </Button>
  )
}

type RenameProps = { readonly place: DepartmentReply; readonly send: Send; readonly done: () => void }

function Rename({ place: { id, name: now }, send, done }: RenameProps) {
  const { departments: text } = words.administration
  const [name, setName] = useState(now)
  return (
    <form
      className="field-row"
      onSubmit={(event) => {
        event.preventDefault()
        send(
          { method: 'POST', path: `/api/departments/${id}/name`, body: { name: name.trim() } },
          text.renamed,
        )
        done()
      }}
    >
      <PlainField {...{ id: `name-${id}`, label: text.renameOne(now), value: name, onChange: setName }} />
      <Button type="primary" size="small" htmlType="submit">
        {words.administration.save}
      </Button>
    </form>
  )
}
