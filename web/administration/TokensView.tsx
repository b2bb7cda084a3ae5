// Which other systems may call, issued and ended by the security administrator.
import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { TokenReply } from '#server/api/tokens.ts'
import { momentText } from '../ui/dates.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { tokens } from './ask.ts'
import { Checks } from './Checks.tsx'
import { DepartmentChoice } from './DepartmentChoice.tsx'
import { keysOf } from './keyIn.ts'
import { PlainField } from './PlainField.tsx'
import { ShownOnce } from './ShownOnce.tsx'
import { useAct } from './useAct.ts'

type Scope = TokenReply['scopes'][number]
type Issued = { readonly token?: string }

export function TokensView() {
  const asked = useQuery(tokens)
  const [token, setToken] = useState('')
  const act = useAct<Issued>()
  const { tokens: text } = words.administration
  return (
    <>
      <p className="lead">{text.lead}</p>
      <NewToken
        send={(body) =>
          act.mutate(
            { method: 'POST', path: '/api/tokens', body },
            { onSuccess: (reply) => setToken(reply.token ?? '') },
          )
        }
      />
      <Refused error={act.error ?? asked.error} />
      <ShownOnce label={text.issued} secret={token} note={text.issuedNote} />
      {asked.isPending && <Skeleton />}
      {asked.data && (
        <TokenTable
          all={asked.data}
          onEnd={(id) => act.mutate({ method: 'DELETE', path: `/api/tokens/${id}` })}
        />
      )}
    </>
  )
}

function NewToken({ send }: { readonly send: (body: unknown) => void }) {
  const { tokens: text, scope } = words.administration
  const [name, setName] = useState('')
  const [department, setDepartment] = useState('')
  const [days, setDays] = useState('90')
  const [scopes, setScopes] = useState<readonly Scope[]>([])
  return (
    <details className="panel">
      <summary>{text.create}</summary>
      <form
        className="field-row"
        onSubmit={(event) => {
          event.preventDefault()
          send({ name: name.trim(), department, scopes, days: Number(days) })
        }}
      >
        <PlainField {...{ id: 'token-name', label: text.name, value: name, onChange: setName }} />
        <DepartmentChoice
          {...{ id: 'token-place', label: text.department, value: department, onChange: setDepartment }}
        />
        <PlainField
          {...{ id: 'token-days', label: text.days, value: days, onChange: setDays, type: 'number' }}
        />
        <Checks
          legend={text.scopes}
          choices={keysOf(scope).map((value) => ({ value, label: scope[value] }))}
          chosen={scopes}
          onChange={setScopes}
        />
        <Button type="primary" htmlType="submit">
          {text.create}
        </Button>
      </form>
    </details>
  )
}

type TableProps = { readonly all: readonly TokenReply[]; readonly onEnd: (id: number) => void }

function TokenTable({ all, onEnd }: TableProps) {
  const { columns, ...text } = words.administration.tokens
  if (all.length === 0) return <p>{text.none}</p>
  return (
    <table className="case-table">
      <HeadRow titles={Object.values(columns)} />
      <tbody>
        {all.map((each) => (
          <tr key={each.id} className={stateOf(each) === 'active' ? undefined : 'row-off'}>
            <td data-label={columns.name}>{each.name}</td>
            <td data-label={columns.department}>{each.department}</td>
            <td data-label={columns.scopes}>
              {each.scopes.map((one) => words.administration.scope[one]).join('、')}
            </td>
            <td data-label={columns.expires}>{momentText(each.expiresAt)}</td>
            <td data-label={columns.used}>{each.usedAt === null ? text.never : momentText(each.usedAt)}</td>
            <td data-label={columns.state}>
              {text[stateOf(each)]}{' '}
              {stateOf(each) === 'active' && (
                <Button danger size="small" onClick={() => onEnd(each.id)}>
                  {text.end}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function stateOf({ endedAt, expiresAt }: TokenReply): 'active' | 'ended' | 'expired' {
  if (endedAt !== null) return 'ended'
  return new Date(expiresAt) > new Date() ? 'active' : 'expired'
}
