// One target: its words, where it stands, its forecast, its parts, how it is kept, and every report that was made.
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import type { PlanTargetReply } from '#server/api/plan/planReply.ts'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { courseAddress, oneTarget } from './ask.ts'
import { CoursePanel } from './CoursePanel.tsx'
import { ForecastPanel } from './ForecastPanel.tsx'
import { Lamp } from './Lamp.tsx'
import { SampleNotice } from './PlanPage.tsx'
import { readPlanQuery } from './query.ts'
import { ReportForm } from './ReportForm.tsx'
import { SettingPanel } from './SettingPanel.tsx'
import { SumPanel } from './SumPanel.tsx'

export function TargetPage() {
  return <SignedInOnly>{() => <Target />}</SignedInOnly>
}

function Target() {
  const { policy = '', target = '' } = useParams({ strict: false })
  const { at, known, district } = readPlanQuery(useSearch({ strict: false }))
  const when = {
    ...(at !== undefined && { at }),
    ...(known !== undefined && { known }),
    ...(district !== undefined && { district }),
  }
  const asked = useQuery(oneTarget(policy, target, when))
  const { data } = asked
  usePageTitle(data?.line.title ?? words.plan.title)
  const { district: _, ...rest } = when
  return (
    <>
      <p>
        <Link to="/plan" search={rest}>
          {words.plan.target.back}
        </Link>
      </p>
      {!data && <h1>{words.plan.title}</h1>}
      <Refused error={asked.error} />
      {asked.isPending && <Skeleton />}
      {data && <Told data={data} file={courseAddress(policy, target, when)} />}
    </>
  )
}

function Told({ data, file }: { readonly data: PlanTargetReply; readonly file: string }) {
  const { line } = data
  return (
    <>
      <h1>{line.title}</h1>
      <p className="lead">
        {line.requirement}　{line.area.title}　{line.owner.name}
      </p>
      {line.sample && <SampleNotice />}
      <div className="plan-columns">
        <div>
          <StatusPanel data={data} />
          <ForecastPanel line={line} />
          <SumPanel line={line} />
        </div>
        <div>
          {data.may.report && <ReportForm data={data} />}
          <ClausePanel data={data} />
          <SettingPanel data={data} />
        </div>
      </div>
      <CoursePanel {...{ data, file }} />
    </>
  )
}

function StatusPanel({ data: { line } }: { readonly data: PlanTargetReply }) {
  return (
    <section className="panel" aria-labelledby="status-title">
      <h2 id="status-title">
        {words.plan.target.status}　<Lamp colour={line.lamp} named />
        <span className="plan-standing">{line.standingWords}</span>
      </h2>
      <ul className="plan-words">
        {line.words.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </section>
  )
}

function ClausePanel({ data }: { readonly data: PlanTargetReply }) {
  const { quotes, notes, questions, departments, document, line } = data
  const { target: told } = words.plan
  return (
    <section className="panel" aria-labelledby="clause-title">
      <h2 id="clause-title">{told.clause}</h2>
      <p>
        <Link to="/policies/$id" params={{ id: line.policy }} hash={line.article}>
          {document}
        </Link>
      </p>
      {quotes.map(({ article, quote }) => (
        <blockquote key={`${article} ${quote}`} className="plan-quote">
          {quote}
        </blockquote>
      ))}
      <p className="rule-small">{told.named(departments.named.join('、'), departments.openEnded)}</p>
      {notes.length > 0 && (
        <>
          <h3>{told.notes}</h3>
          <ul className="plain-list">
            {notes.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
      {questions.length > 0 && (
        <>
          <h3>{told.questions}</h3>
          <ul className="plain-list">
            {questions.map(({ id, question }) => (
              <li key={id}>{question}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
