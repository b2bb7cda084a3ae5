// 我的办件: what the enterprises for which I act have running, the one due first on top.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useState } from 'react'
import type { CaseLineReply } from '#server/api/caseReply.ts'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import { MorePages } from '../ui/MorePages.tsx'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { myCases } from './ask.ts'
import { Due } from './Due.tsx'

export function MyCasesPage() {
  usePageTitle(words.cases.title)
  return <SignedInOnly>{() => <MyCases />}</SignedInOnly>
}

function MyCases() {
  const [after, setAfter] = useState<readonly string[]>([])
  const asked = useQuery(myCases(after.at(-1)))
  return (
    <>
      <div className="case-list-head">
        <h1>{words.cases.title}</h1>
        <Link to="/cases/new" className="button-link">
          {words.cases.apply}
        </Link>
      </div>
      <p className="lead">{words.cases.lead}</p>
      <Refused error={asked.error} />
      {asked.isPending && <Skeleton />}
      {asked.data && (
        <>
          <p aria-live="polite">{words.cases.total(asked.data.total, asked.data.more)}</p>
          {asked.data.total === 0 && <p>{words.cases.none}</p>}
          <ul className="case-list">
            {asked.data.cases.map((each) => (
              <CaseEntry key={each.id} line={each} />
            ))}
          </ul>
          <MorePages after={after} next={asked.data.next} onChange={setAfter} />
        </>
      )}
    </>
  )
}

function CaseEntry({ line }: { readonly line: CaseLineReply }) {
  const { id, number, title, subject, year, element, state, stateName, stepName } = line
  return (
    <li className={`case-entry case-${state}`}>
      <h2>
        <Link to="/cases/$id" params={{ id: String(id) }}>
          {title}
          {element && `（${element}）`}
        </Link>
      </h2>
      <p className="rule-small">
        {subject} · {words.cases.year(year)} · <span className="case-code">{number}</span>
      </p>
      <p>
        <span className={`case-state state-${state}`}>{stateName}</span> {words.cases.at(stepName)}
      </p>
      {line.dueOn !== null && (
        <p>
          {words.cases.due}
          <Due {...line} />
        </p>
      )}
    </li>
  )
}
