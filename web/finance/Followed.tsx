// What was done with money, and the cases that did not follow, each with its reason.
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import type { FollowedReply } from '#server/api/money/results.ts'
import { words } from '../words.zh.ts'

type Props = { readonly words: string; readonly followed: FollowedReply }

export function Followed({ words: said, followed: { failed } }: Props) {
  return (
    <Alert
      type={failed.length > 0 ? 'warning' : 'success'}
      showIcon
      role="status"
      title={said}
      description={
        failed.length > 0 && (
          <>
            {words.finance.batch.failed}
            <ul className="plain-list">
              {failed.map(({ caseId, why }) => (
                <li key={caseId}>
                  <Link to="/cases/$id" params={{ id: String(caseId) }}>
                    {caseId}
                  </Link>{' '}
                  {why}
                </li>
              ))}
            </ul>
          </>
        )
      }
    />
  )
}
