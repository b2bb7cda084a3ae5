// 审定: what departments reported, each to be made official, given another value with the reason, or sent back.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input, Skeleton } from 'antd'
import { useState } from 'react'
import type { PlanWaitingReply } from '#server/api/plan/planReply.ts'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import type { SignedIn } from '../identity/session.ts'
import { useChange } from '../identity/session.ts'
import { momentText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { review } from './ask.ts'
import { Files } from './CoursePanel.tsx'
import { PlanTabs } from './PlanTabs.tsx'
import { periodText, valueText } from './periods.ts'
import { SampleMark } from './TargetTable.tsx'

export function ReviewPage() {
  usePageTitle(words.plan.reviewPage.title)
  return <SignedInOnly>{(session) => <Review session={session} />}</SignedInOnly>
}

function Review({ session }: { readonly session: SignedIn }) {
  const asked = useQuery(review)
  const told = words.plan.reviewPage
  return (
    <>
      <h1>{told.title}</h1>
      <p className="lead">{told.lead}</p>
      <PlanTabs session={session} />
      <Refused error={asked.error} />
      {asked.isPending && <Skeleton />}
      {asked.data && (
        <>
          <p aria-live="polite">{asked.data.length > 0 ? told.total(asked.data.length) : told.none}</p>
          <ul className="plan-waiting-list">
            {asked.data.map((each) => (
              <Waiting key={each.report.id} waiting={each} />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

type Form = 'none' | 'other' | 'back'

function Waiting({ waiting }: { readonly waiting: PlanWaitingReply }) {
  const { report, policy, target, district, before, official, own } = waiting
  const told = words.plan.reviewPage
  const [form, setForm] = useState<Form>('none')
  const deciding = useDecision(report.id)
  return (
    <li className="panel">
      <h2>
        <Link to="/plan/$policy/$target" params={{ policy, target }} search={{ district }}>
          {waiting.indicator}
        </Link>
        <span className="plan-area-count">{waiting.periodWords}</span>
        {report.sample && <SampleMark />}
      </h2>
      <p className="plan-proposed">
        <strong>{valueText(report.value, report.unit)}</strong>
        {before && (
          <span>
            {told.was} {valueText(before.value, report.unit)}（{periodText(before.period)}）
          </span>
        )}
        <span>{waiting.requirement}</span>
      </p>
      {official !== null && <p className="late">{told.correcting(valueText(official, report.unit))}</p>}
      <p className="rule-small">
        {waiting.owner} · {report.by} · {momentText(report.at)}
      </p>
      {report.reason !== '' && <p>{report.reason}</p>}
      <Files files={report.evidence} />
      <Refused error={deciding.error} />
      {own && <p>{told.own}</p>}
      {!own && (
        <p className="plan-acts">
          <Button
            type="primary"
            loading={deciding.isPending}
            onClick={() => deciding.mutate({ act: 'official', body: {} })}
          >
            {told.accept}
          </Button>
          <Button
            aria-expanded={form === 'other'}
            onClick={() => setForm(form === 'other' ? 'none' : 'other')}
          >
            {told.other}
          </Button>
          <Button
            danger
            aria-expanded={form === 'back'}
            onClick={() => setForm(form === 'back' ? 'none' : 'back')}
          >
            {told.back}
          </Button>
        </p>
      )}
      {form !== 'none' && <DecisionForm {...{ form, waiting, deciding }} />}
    </li>
  )
}

type Decision = { readonly act: 'official' | 'return'; readonly body: Readonly<Record<string, string>> }

function useDecision(id: number) {
  const change = useChange()
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ act, body }: Decision) => {
      await change('POST', `/api/plan/reports/${id}/${act}`, body)
      await client.invalidateQueries({ queryKey: ['plan'] })
    },
  })
}

type FormProps = {
  readonly form: Exclude<Form, 'none'>
  readonly waiting: PlanWaitingReply
  readonly deciding: ReturnType<typeof useDecision>
}

function DecisionForm({ form, waiting: { report }, deciding }: FormProps) {
  const told = words.plan.reviewPage
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  return (
    <form
      className="act-form plan-form"
      onSubmit={(event) => {
        event.preventDefault()
        const said = { reason: reason.trim() }
        deciding.mutate(
          form === 'back'
            ? { act: 'return', body: said }
            : { act: 'official', body: { ...said, value: value.trim() } },
        )
      }}
    >
      {form === 'other' && (
        <div className="person-field">
          <label htmlFor={`official-${report.id}`}>{told.value}</label>
          <Input
            {...{
              id: `official-${report.id}`,
              value,
              required: true,
              inputMode: 'decimal',
              suffix: report.unit,
            }}
            onChange={(event) => setValue(event.target.value)}
          />
        </div>
      )}
      <TextArea id={`reason-${report.id}`} label={told.reason} value={reason} onChange={setReason} required />
      <Button type="primary" danger={form === 'back'} htmlType="submit" loading={deciding.isPending}>
        {form === 'back' ? told.confirmBack : told.confirmOther}
      </Button>
    </form>
  )
}
