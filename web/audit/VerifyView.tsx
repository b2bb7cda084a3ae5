// Whether the log is whole: one button, how far it has come, a clear answer, the heads that are public.
import { Link } from '@tanstack/react-router'
import { Alert, Button, Progress } from 'antd'
import { useState } from 'react'
import type { VerificationReply } from '#server/api/audit/verification.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { HashField } from './HashField.tsx'
import { Heads } from './Heads.tsx'
import { useVerification } from './useVerification.ts'

export function VerifyView() {
  const [published, setPublished] = useState('')
  const { state, start, cancel } = useVerification()
  const { verify } = words.audit
  return (
    <>
      <p className="lead">{verify.lead}</p>
      <form
        className="panel verify-panel"
        onSubmit={(event) => {
          event.preventDefault()
          void start(published.trim())
        }}
      >
        <HashField
          {...{ id: 'published', label: verify.published, note: verify.publishedNote, value: published }}
          onChange={setPublished}
        />
        <Button type="primary" size="large" htmlType="submit" disabled={state.kind === 'working'}>
          {state.kind === 'done' ? verify.again : verify.start}
        </Button>
        <div role="status" className="verify-answer" aria-busy={state.kind === 'working'}>
          {state.kind === 'working' && <Working progress={state.progress} cancel={cancel} />}
          {state.kind === 'cancelled' && <p>{verify.cancelled}</p>}
          {state.kind === 'done' && <Answer reply={state.reply} />}
        </div>
        {state.kind === 'failed' && <Refused error={state.error} />}
      </form>
      <Heads />
    </>
  )
}

type WorkingProps = {
  readonly progress: { readonly done: number; readonly total: number } | undefined
  readonly cancel: () => void
}

function Working({ progress, cancel }: WorkingProps) {
  const { verify } = words.audit
  const { done, total } = progress ?? { done: 0, total: 0 }
  return (
    <>
      <Progress percent={total === 0 ? 0 : Math.floor((done / total) * 100)} aria-label={verify.working} />
      <p>{total === 0 ? verify.working : verify.done(done, total)}</p>
      <Button onClick={cancel}>{verify.cancel}</Button>
    </>
  )
}

function Answer({ reply: { verdict, published } }: { readonly reply: VerificationReply }) {
  const { verify } = words.audit
  return (
    <>
      {verdict.kind === 'sound' ? (
        <Alert
          type="success"
          showIcon
          title={verify.sound}
          description={
            <>
              <p>{verify.soundText(verdict.rows)}</p>
              <p>
                {verify.last} <code className="hash">{verdict.last}</code>
              </p>
              <p>{verify.covered(verdict.covered)}</p>
            </>
          }
        />
      ) : (
        <Alert
          type="error"
          showIcon
          title={verify.broken}
          description={
            verdict.kind === 'broken'
              ? verify.brokenAt(verdict.number, verdict.what)
              : verify.headAt(verdict.number, verdict.what)
          }
        />
      )}
      {published !== undefined && (
        <Alert
          type={published ? 'success' : 'error'}
          showIcon
          title={
            published ? verify.match(published.number, published.firstRow, published.lastRow) : verify.noMatch
          }
        />
      )}
      {verdict.kind !== 'sound' && (
        <Link to="/audit" search={{ view: 'log' }}>
          {verify.toRow}
        </Link>
      )}
    </>
  )
}
