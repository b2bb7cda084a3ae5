// Everybody who can sign in, with their duties; one opens to be managed.
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Input, Skeleton } from 'antd'
import { Fragment, useState } from 'react'
import type { PersonReply } from '#server/api/persons.ts'
import { isSystemAdmin, type SignedIn } from '../identity/session.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { persons } from './ask.ts'
import { dutyText, standing } from './dutyText.ts'
import { NewUser } from './NewUser.tsx'
import { OneUser } from './OneUser.tsx'

export function UsersView({ session }: { readonly session: SignedIn }) {
  const asked = useQuery(persons)
  const [text, setText] = useState('')
  const [disabled, setDisabled] = useState(false)
  const [open, setOpen] = useState<number>()
  const { users } = words.administration
  const shown = (asked.data ?? []).filter(
    (each) => matches(each, text.trim()) && (!disabled || each.disabledAt !== null),
  )
  return (
    <>
      <p className="lead">{users.lead}</p>
      <Alert type="info" title={words.administration.apart} className="apart-note" />
      {isSystemAdmin(session) && <NewUser />}
      <search className="library-search user-search">
        <label htmlFor="user-text">{users.search}</label>
        <Input
          {...{ id: 'user-text', value: text, allowClear: true }}
          onChange={(event) => setText(event.target.value)}
        />
        <Checkbox checked={disabled} onChange={(event) => setDisabled(event.target.checked)}>
          {users.onlyDisabled}
        </Checkbox>
      </search>
      <Refused error={asked.error} />
      {asked.isPending && <Skeleton />}
      {asked.data && (
        <>
          <p aria-live="polite">{users.total(shown.length)}</p>
          <UserTable all={shown} session={session} open={open} onOpen={setOpen} />
        </>
      )}
    </>
  )
}

function matches({ login, name, duties }: PersonReply, text: string): boolean {
  const all = [login, name, ...duties.filter(standing).map(dutyText)]
  return all.some((each) => each.includes(text))
}

type TableProps = {
  readonly all: readonly PersonReply[]
  readonly session: SignedIn
  readonly open: number | undefined
  readonly onOpen: (id: number | undefined) => void
}

function UserTable({ all, session, open, onOpen }: TableProps) {
  const { columns, ...users } = words.administration.users
  return (
    <table className="case-table">
      <HeadRow titles={Object.values(columns)} acts={words.administration.title} />
      <tbody>
        {all.map((each) => (
          <Fragment key={each.id}>
            <tr className={each.disabledAt === null ? undefined : 'row-off'}>
              <td data-label={columns.name}>
                <strong>{each.name}</strong> <span className="rule-small">{each.login}</span>
              </td>
              <td data-label={columns.phone}>{each.phone ?? words.administration.none}</td>
              <td data-label={columns.duties}>
                {each.duties.filter(standing).map(dutyText).join('、') || users.noDuties}
              </td>
              <td data-label={columns.state}>{each.disabledAt === null ? users.active : users.disabled}</td>
              <td>
                <Button
                  size="small"
                  aria-expanded={open === each.id}
                  aria-label={users.open(each.name)}
                  onClick={() => onOpen(open === each.id ? undefined : each.id)}
                >
                  {open === each.id ? users.close : words.administration.title}
                </Button>
              </td>
            </tr>
            {open === each.id && (
              <tr className="row-open">
                <td colSpan={5}>
                  <OneUser person={each} session={session} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}
