// A bundle that somebody brings: computed again from nothing but itself.
import { useMutation } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { BundleCheckReply } from '#server/api/audit/bundleCheck.ts'
import { useChange } from '../identity/session.ts'
import { dayText, momentText } from '../ui/dates.ts'
import { Figure } from '../ui/MoneyText.tsx'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { HashField } from './HashField.tsx'

export function BundleView() {
  const [file, setFile] = useState<File>()
  const [published, setPublished] = useState('')
  const change = useChange()
  const { bundle } = words.audit
  const checking = useMutation({
    mutationFn: (chosen: File) => {
      const form = new FormData()
      form.set('file', chosen)
      if (published.trim() !== '') form.set('published', published.trim())
      return change<BundleCheckReply>('POST', '/api/audit/bundle', form)
    },
  })
  return (
    <>
      <p className="lead">{bundle.lead}</p>
      <form
        className="panel verify-panel"
        onSubmit={(event) => {
          event.preventDefault()
          if (file) checking.mutate(file)
        }}
      >
        <div className="person-field">
          <label htmlFor="bundle-file">{bundle.file}</label>
          <input
            id="bundle-file"
            type="file"
            accept=".json,application/json"
            required
            onChange={(event) => {
              setFile(event.target.files?.[0])
              checking.reset()
            }}
          />
        </div>
        <HashField
          {...{ id: 'bundle-head', label: bundle.published, value: published }}
          onChange={setPublished}
        />
        <Button type="primary" size="large" htmlType="submit" loading={checking.isPending}>
          {bundle.check}
        </Button>
        <Refused error={checking.error} />
      </form>
      {checking.data && <Answer reply={checking.data} />}
    </>
  )
}

function Answer({ reply }: { readonly reply: BundleCheckReply }) {
  const { bundle } = words.audit
  if (reply.kind === 'sound') return <Sound reply={reply} />
  return (
    <Alert
      type="error"
      showIcon
      role="status"
      title={bundle.wrong(reply.problems.length)}
      description={
        <ul className="plain-list">
          {reply.problems.map(({ where, what }) => (
            <li key={`${where} ${what}`}>
              <code>{where}</code> {what}
            </li>
          ))}
        </ul>
      }
    />
  )
}

function Sound({ reply }: { readonly reply: Extract<BundleCheckReply, { kind: 'sound' }> }) {
  const { bundle } = words.audit
  const { head, clauses, timeline, orders } = reply
  return (
    <>
      <Alert
        type="success"
        showIcon
        role="status"
        title={bundle.sound}
        description={bundle.text(reply.subject, reply.item, reply.outcome)}
      />
      <section className="panel bundle-facts">
        <dl className="case-facts">
          <div>
            <dt>{bundle.award}</dt>
            <dd>
              <Figure yuan={reply.yuan} />
            </dd>
          </div>
          <div>
            <dt>{bundle.on}</dt>
            <dd>{dayText(reply.on)}</dd>
          </div>
          <div>
            <dt>{bundle.rules}</dt>
            <dd>
              <code className="hash">{reply.rules.slice(0, 12)}</code>
            </dd>
          </div>
        </dl>
        <p>{bundle.evidence(reply.evidence)}</p>
        <p>{bundle.rows(reply.rows)}</p>
        <p>
          {bundle.head(head.number)} <code className="hash">{head.hash}</code>
        </p>
        <p>{reply.compared ? bundle.compared : bundle.notCompared}</p>
        <h3>{bundle.clauses}</h3>
        <ul className="bullets">
          {clauses.map(({ document, article, quotes }) => (
            <li key={`${document} ${article}`}>
              《{document}》{article} {quotes.map((each) => `「${each}」`).join('')}
            </li>
          ))}
        </ul>
        <h3>{bundle.timeline}</h3>
        <ul className="bullets">
          {timeline.map(({ at, who, act, opinion }) => (
            <li key={`${at} ${act}`}>
              {momentText(at)} {who} {act}
              {opinion !== '' && bundle.said(opinion)}
            </li>
          ))}
        </ul>
        <h3>{bundle.orders}</h3>
        {orders.length === 0 && <p>{bundle.noOrders}</p>}
        <ul className="bullets">
          {orders.map(({ number, yuan, result }) => (
            <li key={number}>
              {number} <Figure yuan={yuan} /> {result}
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
