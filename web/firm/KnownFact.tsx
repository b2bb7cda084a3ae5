// One thing that is known: its value; opened, where it comes from, how it came to be, and what the enterprise can do.
import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { ProfileReply, StatementReply } from '#server/api/firm/profile.ts'
import { useProgram } from '../api.ts'
import { withChineseNames } from '../enterprise/facts.ts'
import { dayText, momentText } from '../ui/dates.ts'
import { collectionTexts, factValue } from '../ui/factValue.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { historyOf } from './ask.ts'
import type { Firm } from './FirmFrame.tsx'
import { RectifyForm } from './RectifyForm.tsx'
import { SayForm } from './SayForm.tsx'
import { TakeBack } from './TakeBack.tsx'

type Props = {
  readonly fact: StatementReply
  readonly data: ProfileReply
  readonly firm: Firm
  /** The enterprise's own to say. */
  readonly own: boolean
}

type Doing = 'history' | 'change' | 'rectify'

export function KnownFact({ fact, data, firm, own }: Props) {
  const { vocabulary } = useProgram()
  const [doing, setDoing] = useState<Doing>()
  const { profile } = words.firm
  const toggle = (next: Doing) => setDoing(doing === next ? undefined : next)
  const mayApply = firm.scopes.includes('apply')
  const isPayment = fact.source === 'payment'
  return (
    <li>
      <details className="known-fact">
        <summary>
          <span className="known-name">
            {fact.title}
            {fact.year !== null && <span className="known-year">{profile.ofYear(fact.year)}</span>}
          </span>
          <span className="known-value">{factValue(fact, vocabulary)}</span>
          <span className="rule-small">
            {sourceText(fact)}
            {fact.note !== '' && `（${fact.note}）`}
          </span>
        </summary>
        <Elements fact={fact} />
        <Provenance fact={fact} />
        <div className="fact-actions">
          <Button size="small" aria-expanded={doing === 'history'} onClick={() => toggle('history')}>
            {doing === 'history' ? profile.hideHistory : profile.history}
          </Button>
          {own && mayApply && (
            <Button size="small" aria-expanded={doing === 'change'} onClick={() => toggle('change')}>
              {profile.change}
            </Button>
          )}
          {own && mayApply && fact.source === 'enterprise' && <TakeBack fact={fact} firm={firm} />}
          {!own && mayApply && !isPayment && (
            <Button size="small" aria-expanded={doing === 'rectify'} onClick={() => toggle('rectify')}>
              {profile.rectify}
            </Button>
          )}
        </div>
        {doing === 'history' && <History fact={fact} firm={firm} />}
        {doing === 'change' && (
          <SayForm
            subject={firm.id}
            titles={[fact.title]}
            stored={withChineseNames(data.facts, vocabulary)}
            done={() => setDoing(undefined)}
          />
        )}
        {doing === 'rectify' && <RectifyForm fact={fact} firm={firm} done={() => setDoing(undefined)} />}
      </details>
    </li>
  )
}

/** 企业填报 · 张三, or 部门提供 · 区经济信息委. */
export function sourceText({ source, voice }: StatementReply): string {
  const kind = words.firm.source[source] ?? source
  return voice === '' ? kind : `${kind} · ${voice}`
}

function Elements({ fact }: { readonly fact: StatementReply }) {
  const { vocabulary } = useProgram()
  const texts = collectionTexts(fact, vocabulary)
  if (!texts || texts.length === 0) return null
  return (
    <ol className="element-list">
      {texts.map((text, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: elements have no other identity than their place
        <li key={i}>{text}</li>
      ))}
    </ol>
  )
}

function Provenance({ fact }: { readonly fact: StatementReply }) {
  const { profile } = words.firm
  return (
    <dl className="provenance">
      <div>
        <dt>{profile.from}</dt>
        <dd>
          {sourceText(fact)}
          {fact.note !== '' && `（${fact.note}）`}
        </dd>
      </div>
      <div>
        <dt>{profile.when}</dt>
        <dd>{fact.validFrom === null ? profile.always : dayText(fact.validFrom)}</dd>
      </div>
      <div>
        <dt>{profile.recorded}</dt>
        <dd>{momentText(fact.recordedAt)}</dd>
      </div>
    </dl>
  )
}

function History({ fact, firm }: Pick<Props, 'fact' | 'firm'>) {
  const { vocabulary } = useProgram()
  const { data, error } = useQuery(historyOf(firm.id, fact.name, fact.year))
  if (error) return <Refused error={error} />
  if (!data) return <Skeleton />
  return (
    <ol className="progress fact-history" aria-label={words.firm.profile.history}>
      {data.toReversed().map((each) => (
        <li key={each.id}>
          <time dateTime={each.recordedAt}>{momentText(each.recordedAt)}</time>
          <p>
            <strong>{factValue(each, vocabulary)}</strong>
          </p>
          <p className="rule-small">
            {sourceText(each)}
            {each.note !== '' && `（${each.note}）`}
            {each.validFrom !== null && `，${words.firm.members.from(dayText(each.validFrom))}`}
          </p>
        </li>
      ))}
    </ol>
  )
}
