// One case: for the enterprise like a parcel on its way, for an officer with everything that an opinion rests on.
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useState } from 'react'
import { documentName } from '#lang'
import type { CaseReply } from '#server/api/caseReply.ts'
import { useProgram } from '../api.ts'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import type { SignedIn } from '../identity/session.ts'
import { CaseNotices } from '../papers/CasePapers.tsx'
import { Escalations } from '../papers/Escalations.tsx'
import { SignAnswers } from '../papers/SignAnswers.tsx'
import { dayText, momentText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { ActPanel } from './ActPanel.tsx'
import { AppealPanel } from './AppealPanel.tsx'
import { oneCase } from './ask.ts'
import { DecisionCard } from './DecisionCard.tsx'
import { Due } from './Due.tsx'
import { EvidencePanel } from './EvidencePanel.tsx'
import { MoneyCard } from './MoneyCard.tsx'
import { OfficerPanels } from './OfficerPanels.tsx'
import { PathLine } from './PathLine.tsx'
import { PayeePanel } from './PayeePanel.tsx'
import { Progress } from './Progress.tsx'

export function CasePage() {
  usePageTitle(words.cases.one)
  const { id = '' } = useParams({ strict: false })
  return <SignedInOnly>{(session) => <OneCase key={id} id={id} session={session} />}</SignedInOnly>
}

function OneCase({ id, session }: { readonly id: string; readonly session: SignedIn }) {
  const { data, error } = useQuery(oneCase(id))
  const [done, setDone] = useState('')
  if (error) return <Refused error={error} />
  if (!data) return <Skeleton paragraph={{ rows: 8 }} />
  const { officer } = data
  return (
    <div className={officer ? 'case-page case-officer' : 'case-page'}>
      <p className="back">
        <Link to={officer ? '/workbench' : '/cases'}>
          {officer ? words.cases.workbench.back : words.cases.back}
        </Link>
      </p>
      <CaseHead data={data} />
      <PathLine path={data.path} />
      <p className="act-done" role="status">
        {done && words.cases.done(done)}
      </p>
      <ActPanel key={data.version} data={data} onDone={setDone} />
      {data.appeals.length > 0 && <AppealPanel appeals={data.appeals} />}
      {officer && <DecisionCard data={data} />}
      <MoneyCard data={data} />
      {!officer && <PayeePanel data={data} session={session} />}
      {!officer && <DecisionCard data={data} />}
      {!officer && <SignAnswers id={data.id} />}
      {isOwn(session, data) && <CaseNotices id={data.id} />}
      <Escalations id={data.id} />
      {officer && <OfficerPanels data={data} officer={officer} />}
      <EvidencePanel data={data} />
      {!officer && <Progress data={data} />}
    </div>
  )
}

/** Leaders of the district see where a case stands, without being its applicant or its officers. */
const isOwn = ({ authorities }: SignedIn, { officer, subject }: CaseReply): boolean =>
  !officer && authorities.some((each) => each.subject.id === subject.id)

function CaseHead({ data }: { readonly data: CaseReply }) {
  const { title, number, subject, policy, year, state, stateName, element, stage, lead, progress } = data
  const document = useProgram().policies.find((each) => each.document.id === policy)?.document
  const { here, notice } = progress
  return (
    <header className="case-head">
      <h1>
        {title}
        {element && `（${element}）`}
      </h1>
      <p className="rule-small">
        {number} · {subject.name} · {words.cases.year(year)}
        {stage && ` · ${stage}`}
        {document && (
          <>
            {' · '}
            <Link to="/policies/$id" params={{ id: policy }} hash={`item-${data.item}`}>
              {documentName(document)}
            </Link>
          </>
        )}
      </p>
      <dl className="case-facts">
        <div>
          <dt>{words.cases.state}</dt>
          <dd>
            <span className={`case-state state-${state}`}>{stateName}</span>
          </dd>
        </div>
        <div>
          <dt>{words.cases.where}</dt>
          <dd>
            {here.step}
            {here.at && `（${here.at}）`}
          </dd>
        </div>
        <div>
          <dt>{words.cases.since}</dt>
          <dd>{momentText(here.since)}</dd>
        </div>
        <div>
          <dt>{words.cases.dueDay}</dt>
          <dd>
            <Due dueOn={here.dueOn} holidaysKnown={here.holidaysKnown} />
          </dd>
        </div>
        <div>
          <dt>{words.cases.lead_}</dt>
          <dd>{lead}</dd>
        </div>
      </dl>
      {notice && <p>{words.cases.notice(notice.number, dayText(notice.closesOn))}</p>}
    </header>
  )
}
