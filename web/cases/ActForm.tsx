// The words that an act needs, and the button that does it. Sent twice, it is done once.
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { Citation } from '#lang'
import type { PossibleReply } from '#server/api/caseReply.ts'
import { useChange } from '../identity/session.ts'
import { TemplatePick } from '../papers/TemplatePick.tsx'
import { newRequestId } from '../ui/ask.ts'
import { Refused } from '../ui/Refused.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { words } from '../words.zh.ts'
import { ActAsks } from './ActAsks.tsx'
import { type Correction, CorrectionFields } from './CorrectionFields.tsx'
import { NOTHING_TYPED, payloadOf, type TypedPayload } from './payload.ts'
import { emptyReason, ReasonFields, type TypedReason } from './ReasonFields.tsx'

type Props<T> = {
  readonly act: Pick<
    PossibleReply,
    'id' | 'name' | 'to' | 'negative' | 'reason' | 'corrections' | 'appeal' | 'asks'
  >
  /** The case whose choices are shown: the only one, or the first of those alike. */
  readonly caseId: number
  readonly policy: string
  /** What the finding cites: a reason usually rests on one of these. */
  readonly quotes: readonly Citation[]
  readonly official: boolean
  readonly path: string
  /** Which case or cases. */
  readonly body: Readonly<Record<string, unknown>>
  readonly done: (reply: T) => Promise<void>
}

export function ActForm<T>({ act, caseId, policy, quotes, official, path, body, done }: Props<T>) {
  const [requestId] = useState(newRequestId)
  const [opinion, setOpinion] = useState('')
  const [reason, setReason] = useState<TypedReason>(() => emptyReason(policy, quotes))
  const [corrections, setCorrections] = useState<readonly Correction[]>([{ what: '', how: '' }])
  const [appeal, setAppeal] = useState('')
  const [typed, setTyped] = useState<TypedPayload>(NOTHING_TYPED)
  const payload = payloadOf(act.asks, policy, typed)
  const change = useChange()
  const sending = useMutation({
    mutationFn: async () => {
      const reply = await change<T>('POST', path, {
        ...{ ...body, requestId, act: act.id },
        ...(opinion.trim() !== '' && { opinion: opinion.trim() }),
        ...(act.reason && { reason }),
        ...(act.corrections && { corrections }),
        ...(act.appeal && { appeal: appeal.trim() }),
        ...(payload && { payload }),
      })
      await done(reply)
    },
  })
  return (
    <form
      className="act-form"
      aria-label={act.name}
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      <p>{words.cases.leadsTo(act.name, act.to.step, act.to.state)}</p>
      <ActAsks {...{ caseId, policy, asks: act.asks, value: typed, onChange: setTyped }} />
      {act.corrections && <CorrectionFields value={corrections} onChange={setCorrections} />}
      {act.appeal && (
        <>
          <TextArea
            id="appeal"
            label={words.cases.appealGrounds}
            value={appeal}
            onChange={setAppeal}
            required
          />
          <p className="rule-small">{words.cases.appealNote}</p>
        </>
      )}
      {act.reason && <ReasonFields policy={policy} value={reason} onChange={setReason} quotes={quotes} />}
      {official && <TemplatePick path={path} onPick={setOpinion} />}
      {official && (
        <TextArea id="opinion" label={words.cases.opinion} value={opinion} onChange={setOpinion} />
      )}
      <Refused error={sending.error} />
      <Button type="primary" danger={act.negative} htmlType="submit" loading={sending.isPending}>
        {words.cases.confirm(act.name)}
      </Button>
    </form>
  )
}
