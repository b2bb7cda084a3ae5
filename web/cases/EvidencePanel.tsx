// The files of a case: to be looked at, and, where one may, to be added.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useRef, useState } from 'react'
import type { CaseReply, EvidenceReply } from '#server/api/caseReply.ts'
import { useChange } from '../identity/session.ts'
import { Choice } from '../ui/Choice.tsx'
import { momentText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'

export function EvidencePanel({ data }: { readonly data: CaseReply }) {
  const { evidence, officer, state, possible } = data
  const may = officer
    ? possible.length > 0
    : state === 'draft' || state === 'correcting' || possible.some((each) => each.appeal)
  return (
    <section className="panel" aria-labelledby="evidence-title">
      <h2 id="evidence-title">{words.cases.evidence(evidence.length)}</h2>
      {evidence.length === 0 && <p>{words.cases.noEvidence}</p>}
      <ul className="evidence-list">
        {evidence.map((each) => (
          <EvidenceEntry key={each.id} file={each} />
        ))}
      </ul>
      {may && <Upload id={data.id} />}
    </section>
  )
}

function EvidenceEntry({ file }: { readonly file: EvidenceReply }) {
  const { id, name, kind, sizeBytes, putAt, invoiceNumber, invoiceDate } = file
  return (
    <li>
      <span className="nature">{words.cases.evidenceKind[kind]}</span>{' '}
      <a href={`/api/evidence/${id}`} download={name}>
        {name}
      </a>
      <span className="rule-small">
        {words.cases.size(sizeBytes)} · {momentText(putAt)}
        {invoiceNumber !== null && ` · ${words.cases.invoice(invoiceNumber, invoiceDate)}`}
      </span>
    </li>
  )
}

const kinds = Object.entries(words.cases.evidenceKind).map(([value, label]) => ({ value, label }))

function Upload({ id }: { readonly id: number }) {
  const [kind, setKind] = useState('')
  const [invoice, setInvoice] = useState('')
  const [date, setDate] = useState('')
  const [said, setSaid] = useState('')
  const file = useRef<HTMLInputElement>(null)
  const place = useId()
  const change = useChange()
  const client = useQueryClient()
  const sending = useMutation({
    mutationFn: async () => {
      const chosen = file.current?.files?.[0]
      if (!chosen) return
      const form = new FormData()
      form.set('file', chosen)
      form.set('kind', kind)
      if (kind === 'invoice') form.set('invoiceNumber', invoice.trim())
      if (kind === 'invoice' && date !== '') form.set('invoiceDate', date)
      await change('POST', `/api/cases/${id}/evidence`, form)
      setSaid(words.cases.uploaded(chosen.name))
      if (file.current) file.current.value = ''
      await client.invalidateQueries({ queryKey: ['cases', 'one'] })
    },
    onMutate: () => setSaid(''),
  })
  return (
    <form
      className="upload"
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      <h3>{words.cases.upload}</h3>
      <p className="rule-small">{words.cases.uploadNote}</p>
      <div className="upload-fields">
        <div className="person-field">
          <label htmlFor={`${place}-file`}>{words.cases.file}</label>
          <input
            {...{ id: `${place}-file`, ref: file, type: 'file', required: true }}
            accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.ofd"
          />
        </div>
        <Choice
          {...{ id: `${place}-kind`, label: words.cases.kind, value: kind, onChange: setKind }}
          empty={words.cases.choose}
          choices={kinds}
        />
        {kind === 'invoice' && (
          <>
            <div className="person-field">
              <label htmlFor={`${place}-invoice`}>{words.cases.invoiceNumber}</label>
              <Input
                {...{ id: `${place}-invoice`, value: invoice, required: true }}
                onChange={(event) => setInvoice(event.target.value)}
              />
            </div>
            <div className="person-field">
              <label htmlFor={`${place}-date`}>{words.cases.invoiceDate}</label>
              <Input
                {...{ id: `${place}-date`, type: 'date', value: date }}
                onChange={(event) => setDate(event.target.value)}
              />
            </div>
          </>
        )}
      </div>
      <Refused error={sending.error} />
      <Button htmlType="submit" loading={sending.isPending}>
        {words.cases.upload}
      </Button>{' '}
      <span aria-live="polite">{said}</span>
    </form>
  )
}
