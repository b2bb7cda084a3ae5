// 企业档案: what is known, who said it and when; where voices differ; what the enterprise can add; what it holds to be wrong.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Input, Skeleton } from 'antd'
import { useState } from 'react'
import { isOwnToSay } from '#lang'
import type { ProfileReply, StatementReply } from '#server/api/firm/profile.ts'
import { useProgram } from '../api.ts'
import { profileOf } from '../enterprise/stored.ts'
import { momentText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { Conflicts } from './Conflicts.tsx'
import { type Firm, FirmFrame } from './FirmFrame.tsx'
import { KnownFact } from './KnownFact.tsx'
import { OwnRectifications } from './OwnRectifications.tsx'
import { Questions } from './Questions.tsx'

export function ProfilePage() {
  return (
    <FirmFrame title={words.firm.profile.title}>{(firm) => <Profile key={firm.id} firm={firm} />}</FirmFrame>
  )
}

function Profile({ firm }: { readonly firm: Firm }) {
  const { data, error } = useQuery(profileOf(firm.id))
  if (error) return <Refused error={error} />
  if (!data) return <Skeleton paragraph={{ rows: 10 }} />
  return (
    <>
      <p className="lead">{words.firm.profile.lead}</p>
      <Head data={data} />
      <Conflicts data={data} firm={firm} />
      {firm.scopes.includes('apply') && <Questions data={data} />}
      <KnownFacts data={data} firm={firm} />
      <OwnRectifications firm={firm} />
      <ForGovernment data={data} />
    </>
  )
}

function Head({ data: { subject, asOf, known } }: { readonly data: ProfileReply }) {
  const { profile } = words.firm
  const own = known.filter(({ source }) => source === 'enterprise').length
  return (
    <section className="panel profile-head" aria-label={subject.name}>
      <h2>{subject.name}</h2>
      <p className="rule-small">
        {subject.creditCode !== null && `${profile.code} ${subject.creditCode} · `}
        {subject.district !== null && `${subject.district} · `}
        {profile.asOf(momentText(asOf))}
      </p>
      <p>{profile.counts(known.length, own)}</p>
      <Link to="/" search={{ of: subject.id }} className="button-link">
        {profile.checkup}
      </Link>
    </section>
  )
}

function KnownFacts({ data, firm }: { readonly data: ProfileReply; readonly firm: Firm }) {
  const { vocabulary } = useProgram()
  const [text, setText] = useState('')
  const { profile } = words.firm
  const sought = data.known.filter(({ title }) => title.includes(text.trim()))
  const isOwn = ({ name }: StatementReply): boolean => {
    const declared = [...vocabulary.facts, ...vocabulary.collections].find((each) => each.english === name)
    return declared !== undefined && isOwnToSay(declared.authority)
  }
  const [own, others] = [sought.filter(isOwn), sought.filter((each) => !isOwn(each))]
  return (
    <section className="panel" aria-label={profile.title}>
      <Input
        type="search"
        value={text}
        aria-label={profile.search}
        placeholder={profile.search}
        onChange={({ target }) => setText(target.value)}
      />
      {sought.length === 0 && <p>{text.trim() === '' ? profile.none : profile.notFound}</p>}
      {own.length > 0 && (
        <FactList title={`${profile.own}（${own.length}）`} facts={own} data={data} firm={firm} own />
      )}
      {others.length > 0 && (
        <FactList
          title={`${profile.government}（${others.length}）`}
          facts={others}
          data={data}
          firm={firm}
        />
      )}
      {data.receiptsAside > 0 && <p className="rule-small">{profile.aside(data.receiptsAside)}</p>}
    </section>
  )
}

type ListProps = {
  readonly title: string
  readonly facts: readonly StatementReply[]
  readonly data: ProfileReply
  readonly firm: Firm
  readonly own?: boolean
}

function FactList({ title, facts, data, firm, own = false }: ListProps) {
  return (
    <>
      <h2 className="fact-list-title">{title}</h2>
      <ul className="fact-list">
        {facts.map((each) => (
          <KnownFact key={each.id} fact={each} data={data} firm={firm} own={own} />
        ))}
      </ul>
    </>
  )
}

function ForGovernment({ data: { forGovernment } }: { readonly data: ProfileReply }) {
  if (forGovernment.length === 0) return null
  const { profile } = words.firm
  return (
    <details className="panel">
      <summary>{profile.forGovernment(forGovernment.length)}</summary>
      <ul className="plain-list">
        {forGovernment.map(({ title, by }) => (
          <li key={title}>
            <strong>{title}</strong> {profile.by(by)}
          </li>
        ))}
      </ul>
    </details>
  )
}
