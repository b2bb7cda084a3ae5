// One project: where it stands, what the gate still needs, what may be done, when it may begin, what it may receive, and
// everything that was done.
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useState } from 'react'
import type { ProjectReply } from '#server/api/plan/projectReply.ts'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import { dayText, momentText } from '../ui/dates.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { ProjectActs } from './ProjectActs.tsx'
import { ProjectForecast } from './ProjectForecast.tsx'
import { ProjectSubsidies } from './ProjectSubsidies.tsx'
import { ProjectTies } from './ProjectTies.tsx'
import { oneProject } from './projectAsk.ts'
import { readProjectQuery } from './projectQuery.ts'
import { wanText } from './wan.ts'

export function ProjectPage() {
  usePageTitle(words.projects.one)
  const { id = '' } = useParams({ strict: false })
  const { at, known } = readProjectQuery(useSearch({ strict: false }))
  const when = { ...(at !== undefined && { at }), ...(known !== undefined && { known }) }
  return <SignedInOnly>{() => <OneProject key={id} id={id} when={when} />}</SignedInOnly>
}

type When = { readonly at?: string; readonly known?: string }

function OneProject({ id, when }: { readonly id: string; readonly when: When }) {
  const { data, error } = useQuery(oneProject(id, when))
  const [done, setDone] = useState('')
  if (error) return <Refused error={error} />
  if (!data) return <Skeleton paragraph={{ rows: 8 }} />
  const earlier = when.at !== undefined || when.known !== undefined
  return (
    <div className="case-page project-page">
      <p className="back">
        <Link to="/plan/projects" search={when}>
          {words.projects.back}
        </Link>
      </p>
      <Head project={data} />
      {earlier && (
        <p className="task-earlier" role="status">
          {words.projects.earlier(dayText(data.day), when.known && dayText(when.known))}
        </p>
      )}
      <p className="act-done" role="status">
        {done && words.projects.doneAct(done)}
      </p>
      <Gates project={data} />
      {!earlier && <ProjectActs key={data.line.version} project={data} onDone={setDone} />}
      <ProjectForecast project={data} />
      <Stays project={data} />
      <Slips project={data} />
      <ProjectSubsidies project={data} />
      <ProjectTies key={`ties ${data.line.version}`} project={data} changeable={!earlier} onDone={setDone} />
      <Timeline project={data} />
    </div>
  )
}

const noDay = (day: string | null): string => (day === null ? words.projects.about.unknown : dayText(day))

function Head({ project: { line } }: { readonly project: ProjectReply }) {
  const { about } = words.projects
  const facts: readonly (readonly [string, string])[] = [
    [about.investor, line.investor || about.unknown],
    [about.industry, line.industry],
    [about.place, line.place || about.unknown],
    [
      about.invested,
      line.investedFen === null ? about.unknown : words.projects.wan(wanText(line.investedFen)),
    ],
    [about.department, line.department.name],
    [about.start, noDay(line.plannedStart)],
    [about.completion, noDay(line.plannedCompletion)],
    [about.pool, line.poolName],
    [about.green, line.green ? about.yes : about.no],
  ]
  return (
    <header className="case-head">
      <h1>{line.name}</h1>
      {line.sample && <p className="sample-note">{words.projects.sampleNote}</p>}
      <p className="project-stage">
        {words.projects.stage}
        <strong className="case-state">{line.stageName}</strong>
        {line.dwell > 0 && ` ${words.projects.days(line.dwell)}`}
        {line.late > 0 && <span className="project-late"> {words.projects.late(line.late)}</span>}
        {line.dropReason !== null && ` ${line.dropReason}`}
      </p>
      <dl className="case-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  )
}

function Gates({ project: { gates } }: { readonly project: ProjectReply }) {
  if (gates.length === 0) return null
  return (
    <section className="panel" aria-labelledby="gates-title">
      <h2 id="gates-title">{words.projects.gates}</h2>
      <p className="rule-small">{words.projects.gatesNote}</p>
      <ul className="gate-list">
        {gates.map(({ gate, name, done }) => (
          <li key={gate} className={done ? 'gate-done' : 'gate-open'}>
            <strong>{name}</strong>：
            {done
              ? words.projects.gateDone(dayText(done.on), done.source, done.person)
              : words.projects.gateOpen}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Stays({ project: { stays } }: { readonly project: ProjectReply }) {
  const most = Math.max(1, ...stays.map(({ days }) => days))
  return (
    <section className="panel" aria-labelledby="stays-title">
      <h2 id="stays-title">{words.projects.course}</h2>
      <p className="rule-small">{words.projects.courseNote}</p>
      <div className="table-scroll">
        <table className="plan-numbers">
          <HeadRow titles={words.projects.stays} />
          <tbody>
            {stays.map(({ name, from, until, days }) => (
              <tr key={`${name} ${from}`}>
                <th scope="row">{name}</th>
                <td>{dayText(from)}</td>
                <td>{until === undefined ? words.projects.still : dayText(until)}</td>
                <td className="stay-days">
                  <span
                    className="stay-bar"
                    style={{ inlineSize: `${(days / most) * 6}rem` }}
                    aria-hidden="true"
                  />
                  {days}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Slips({ project: { acts } }: { readonly project: ProjectReply }) {
  const moved = acts.filter(({ act }) => act === 'replan')
  return (
    <section className="panel" aria-labelledby="slips-title">
      <h2 id="slips-title">{words.projects.slipsTitle}</h2>
      {moved.length === 0 ? (
        <p>{words.projects.slipsNone}</p>
      ) : (
        <div className="table-scroll">
          <table className="plan-numbers">
            <HeadRow titles={words.projects.slipColumns} />
            <tbody>
              {moved.map(({ number, on, slippedDays, details, text, person, sample }) => (
                <tr key={number}>
                  <td>{dayText(on)}</td>
                  <td>{slippedDays ? slippedDays : words.projects.earlierPlan}</td>
                  <td>{details.join('，')}</td>
                  <td>{text}</td>
                  <td>{person ?? (sample ? words.projects.sample : '')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Timeline({ project: { acts } }: { readonly project: ProjectReply }) {
  return (
    <section className="panel" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{words.projects.timeline}</h2>
      <ol className="project-timeline">
        {acts.toReversed().map(({ number, name, on, at, person, text, source, sample, details, meeting }) => (
          <li key={number}>
            <p>
              <strong>{name}</strong> {dayText(on)}
              {details.length > 0 && `　${details.join('，')}`}
            </p>
            {meeting && (
              <p>
                {words.projects.meetings}：{meeting.title}（{dayText(meeting.heldOn)}）
              </p>
            )}
            {text !== '' && <p>{text}</p>}
            <p className="rule-small">
              {[
                source,
                person ?? (sample ? words.projects.sample : ''),
                words.projects.recorded(momentText(at)),
              ]
                .filter((each) => each !== '')
                .join(' · ')}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
