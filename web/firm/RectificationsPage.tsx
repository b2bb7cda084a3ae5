// 更正申请: what enterprises hold to be wrong, for the officers who can find out, with the answer beside it.
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import type { SignedIn } from '../identity/session.ts'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { AnswerForm } from './AnswerForm.tsx'
import { allRectifications } from './ask.ts'
import { RectificationText } from './RectificationText.tsx'

export function RectificationsPage() {
  usePageTitle(words.firm.rectification.title)
  return <SignedInOnly>{(session) => <Rectifications session={session} />}</SignedInOnly>
}

const ANSWERING = ['handler', 'reviewer']

function Rectifications({ session }: { readonly session: SignedIn }) {
  const { data, error, isPending } = useQuery(allRectifications)
  const { rectification } = words.firm
  const answers = session.duties.some(({ role }) => ANSWERING.includes(role))
  const open = data?.filter(({ outcome }) => outcome === null) ?? []
  const answered = data?.filter(({ outcome }) => outcome !== null) ?? []
  return (
    <>
      <h1>{rectification.title}</h1>
      <p className="lead">{rectification.lead}</p>
      <Refused error={error} />
      {isPending && <Skeleton />}
      {data?.length === 0 && <p>{rectification.none}</p>}
      {open.length > 0 && (
        <section className="panel" aria-labelledby="open-title">
          <h2 id="open-title">{rectification.open(open.length)}</h2>
          <ul className="rectification-list">
            {open.map((each) => (
              <li key={each.id}>
                <p className="rule-small">{each.subject.name}</p>
                <RectificationText rectification={each} />
                {answers && <AnswerForm rectification={each} />}
              </li>
            ))}
          </ul>
        </section>
      )}
      {answered.length > 0 && (
        <section className="panel" aria-labelledby="answered-title">
          <h2 id="answered-title">{rectification.answered(answered.length)}</h2>
          <ul className="rectification-list">
            {answered.map((each) => (
              <li key={each.id}>
                <p className="rule-small">{each.subject.name}</p>
                <RectificationText rectification={each} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
