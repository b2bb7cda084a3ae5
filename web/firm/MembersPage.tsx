// 成员与授权: who may act for the enterprise, what, and until when; granting, and ending at once.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import type { MemberReply } from '#server/api/members.ts'
import { useChange } from '../identity/session.ts'
import { dayText, momentText, todayInChina } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { membersOf } from './ask.ts'
import { EndButton } from './EndButton.tsx'
import { type Firm, FirmFrame } from './FirmFrame.tsx'
import { GrantForm } from './GrantForm.tsx'

export function MembersPage() {
  return (
    <FirmFrame title={words.firm.members.title} scope="grant">
      {(firm) => <Members key={firm.id} firm={firm} />}
    </FirmFrame>
  )
}

function Members({ firm }: { readonly firm: Firm }) {
  const { data, error, isPending } = useQuery(membersOf(firm.id))
  const client = useQueryClient()
  const change = useChange()
  const [said, setSaid] = useState('')
  const { members } = words.firm
  const changed = async (text: string) => {
    await client.invalidateQueries({ queryKey: membersOf(firm.id).queryKey })
    setSaid(text)
  }
  const today = todayInChina()
  const isOver = ({ until, endedAt }: MemberReply) => endedAt !== null || (until !== null && until < today)
  const past = data?.filter(isOver) ?? []
  const now = data?.filter((each) => !isOver(each)) ?? []
  return (
    <>
      <p className="lead">{members.lead}</p>
      <p className="act-done" role="status">
        {said}
      </p>
      <Refused error={error} />
      {isPending && <Skeleton />}
      {data && (
        <div className="members">
          <section className="panel" aria-labelledby="members-now">
            <h2 id="members-now">{members.now(now.length)}</h2>
            <ul className="member-list">
              {now.map((each) => (
                <Member key={each.id} member={each}>
                  {each.kind !== 'owner' && (
                    <EndButton
                      name={each.name}
                      end={async () => {
                        await change('DELETE', `/api/subjects/${firm.id}/members/${each.id}`)
                        await changed(members.ended)
                      }}
                    />
                  )}
                </Member>
              ))}
            </ul>
            {past.length > 0 && (
              <details>
                <summary>{members.past(past.length)}</summary>
                <ul className="member-list">
                  {past.map((each) => (
                    <Member key={each.id} member={each} />
                  ))}
                </ul>
              </details>
            )}
          </section>
          <section className="panel" aria-labelledby="grant-title">
            <h2 id="grant-title">{members.grant}</h2>
            <p className="rule-small">{members.grantNote}</p>
            <GrantForm firm={firm} granted={(name) => changed(members.granted(name))} />
          </section>
        </div>
      )}
    </>
  )
}

type MemberProps = { readonly member: MemberReply; readonly children?: ReactNode }

function Member({ member: { name, kind, scopes, from, until, endedAt }, children }: MemberProps) {
  const { members } = words.firm
  return (
    <li className="member">
      <p>
        <strong>{name}</strong> <span className="member-kind">{members.kind[kind]}</span>
      </p>
      <p>{scopes.map((each) => members.scope[each] ?? each).join('、')}</p>
      <p className="rule-small">
        {members.from(dayText(from))}，
        {endedAt !== null
          ? members.endedOn(momentText(endedAt))
          : until === null
            ? members.noEnd
            : members.until(dayText(until))}
      </p>
      {children}
    </li>
  )
}
