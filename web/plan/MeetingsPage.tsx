// 会商: what was called, what was said, what was decided and what became of it.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { MeetingReply } from '#server/api/plan/taskMeetings.ts'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import type { SignedIn } from '../identity/session.ts'
import { dayText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { CallMeeting } from './CallMeeting.tsx'
import { RecordMeeting } from './RecordMeeting.tsx'
import { Sample } from './TaskLamp.tsx'
import { isPlanner, TaskNav } from './TaskNav.tsx'
import { districtsOf } from './TaskOfficePage.tsx'
import { meetings } from './taskAsk.ts'

export function MeetingsPage() {
  usePageTitle(words.tasks.meeting.title)
  return <SignedInOnly>{(session) => <Meetings session={session} />}</SignedInOnly>
}

function Meetings({ session }: { readonly session: SignedIn }) {
  const { data, error, isPending } = useQuery(meetings)
  const { meeting } = words.tasks
  const districts = districtsOf(session)
  return (
    <>
      <h1>{meeting.title}</h1>
      <p className="lead">{meeting.lead}</p>
      <TaskNav session={session} />
      {isPlanner(session) && <CallMeeting districts={districts} />}
      <Refused error={error} />
      {isPending && <Skeleton />}
      {data?.meetings.length === 0 && <p>{meeting.none}</p>}
      {data?.meetings.map((each) => (
        <OneMeeting key={each.id} meeting={each} mine={districts.includes(each.district)} />
      ))}
    </>
  )
}

function OneMeeting({ meeting, mine }: { readonly meeting: MeetingReply; readonly mine: boolean }) {
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const said_ = words.tasks.meeting
  const { title, heldOn, agenda, caller, sample, minutes, decisions, district } = meeting
  return (
    <article className="panel" aria-label={title}>
      <h2>
        {title} {sample && <Sample />}
      </h2>
      <p className="rule-small">
        {dayText(heldOn)} · {district}
        {caller !== null && ` · ${said_.by(caller)}`}
      </p>
      <p>
        {said_.agenda}：{agenda}
      </p>
      {minutes.length === 0 && <p className="rule-small">{said_.notYet}</p>}
      {minutes.map((each) => (
        <p key={each.at}>
          {said_.minutes}：{each.text}
        </p>
      ))}
      {decisions.length > 0 && (
        <>
          <h3>{said_.decisions(decisions.length)}</h3>
          <ul className="plain-list">
            {decisions.map((each) => (
              <li key={`${each.task} ${each.title}`}>
                <strong>{each.title}</strong>（{each.department.name}，{dayText(each.plannedOn)}）{' '}
                {each.actualOn === null ? said_.open : said_.doneOn(dayText(each.actualOn))}
                <span className="case-number">
                  <Link to="/plan/tasks/$id" params={{ id: String(each.task) }}>
                    {each.taskTitle}
                  </Link>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {mine && (
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {said_.record}
        </Button>
      )}
      <p role="status">{said}</p>
      {open && (
        <RecordMeeting
          meeting={meeting}
          done={() => {
            setOpen(false)
            setSaid(said_.recorded)
          }}
        />
      )}
    </article>
  )
}
