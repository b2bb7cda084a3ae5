// The heads of the log that were made public; the administrator of the audit publishes the next one.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import type { HeadReply } from '#server/api/audit/verification.ts'
import { isAuditAdmin, useChange, useSession } from '../identity/session.ts'
import { momentText } from '../ui/dates.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { heads } from './ask.ts'

export function Heads() {
  const session = useSession()
  const asked = useQuery(heads)
  const client = useQueryClient()
  const change = useChange()
  const { verify } = words.audit
  const publishing = useMutation({
    mutationFn: async () => {
      const head = await change<HeadReply | null>('POST', '/api/audit/heads')
      await client.invalidateQueries({ queryKey: ['audit'] })
      return head
    },
  })
  return (
    <section className="panel" aria-labelledby="heads-title">
      <h2 id="heads-title">{verify.heads}</h2>
      <p className="rule-small">{verify.headsNote}</p>
      <Refused error={asked.error} />
      {asked.data && <HeadTable all={asked.data} />}
      {session.kind === 'person' && isAuditAdmin(session) && (
        <Button onClick={() => publishing.mutate()} loading={publishing.isPending}>
          {verify.publish}
        </Button>
      )}
      <Refused error={publishing.error} />
      {publishing.isSuccess && (
        <Alert
          type="success"
          showIcon
          role="status"
          title={publishing.data ? verify.publishedNow(publishing.data.number) : verify.nothingNew}
        />
      )}
    </section>
  )
}

function HeadTable({ all }: { readonly all: readonly HeadReply[] }) {
  const { columns, rows, noHeads } = words.audit.verify
  if (all.length === 0) return <p>{noHeads}</p>
  return (
    <table className="case-table">
      <HeadRow titles={Object.values(columns)} />
      <tbody>
        {all.toReversed().map(({ number, at, firstRow, lastRow, hash }) => (
          <tr key={number}>
            <td data-label={columns.number}>{number}</td>
            <td data-label={columns.at}>{momentText(at)}</td>
            <td data-label={columns.rows}>{rows(firstRow, lastRow)}</td>
            <td data-label={columns.hash}>
              <code className="hash">{hash}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
