// What an officer's opinion rests on: the clause beside the fact, signs to look into, and everything said so far.
import type { CaseReply } from '#server/api/caseReply.ts'
import { CasePapers } from '../papers/CasePapers.tsx'
import { SignList } from '../papers/SignList.tsx'
import { momentText } from '../ui/dates.ts'
import { words } from '../words.zh.ts'
import { FindingTable } from './FindingTable.tsx'
import { OpinionPanel } from './OpinionPanel.tsx'
import { ReasonText } from './ReasonText.tsx'

type Officer = NonNullable<CaseReply['officer']>
type Props = { readonly data: CaseReply; readonly officer: Officer }

export function OfficerPanels({ data, officer }: Props) {
  const { finding, sources, signs, objections } = officer
  return (
    <>
      {finding && !data.money.decision && (
        <FindingTable finding={finding} policy={data.policy} sources={sources} />
      )}
      {finding && data.money.decision && (
        <details className="fold panel">
          <summary>{words.cases.judgedAgain}</summary>
          <FindingTable finding={finding} policy={data.policy} sources={sources} />
        </details>
      )}
      <section className="panel" aria-labelledby="signs-title">
        <h2 id="signs-title">{words.cases.signs}</h2>
        <p className="rule-small">{words.cases.signsNote}</p>
        {signs.length === 0 && <p>{words.cases.noSigns}</p>}
        <SignList data={data} signs={signs} />
      </section>
      <CasePapers id={data.id} />
      <OpinionPanel id={data.id} officer={officer} />
      {objections.length > 0 && (
        <section className="panel" aria-labelledby="objections-title">
          <h2 id="objections-title">{words.cases.objections}</h2>
          <ul className="plain-list">
            {objections.map(({ name, contact, content, at, settled, why }) => (
              <li key={`${name} ${at}`}>
                <strong>{name}</strong>（{contact}）{content}{' '}
                <span className="rule-small">
                  {momentText(at)} {settled && words.cases.settled[settled]} {why}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Timeline officer={officer} />
    </>
  )
}

function Timeline({ officer: { timeline } }: { readonly officer: Officer }) {
  return (
    <section className="panel" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{words.cases.timeline}</h2>
      {timeline.length === 0 && <p>{words.cases.notBegun}</p>}
      <ol className="progress">
        {timeline.map(({ number, act, step, person, department, opinion, reason, transfer, at }) => (
          <li key={number}>
            <time dateTime={at}>{momentText(at)}</time>
            <p>
              <strong>{act}</strong>{' '}
              {words.cases.doneBy(step, [department, person].filter(Boolean).join(' '))}
            </p>
            {transfer && <p>{words.cases.transfer.fromTo(transfer.from, transfer.to)}</p>}
            {opinion && <p className="opinion">{words.cases.said(opinion)}</p>}
            {reason && <ReasonText reason={reason} />}
          </li>
        ))}
      </ol>
    </section>
  )
}
