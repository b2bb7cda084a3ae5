// One item for this enterprise: the answer, the amount, every reason with its numbers, and where it is written.
import { Button } from 'antd'
import type { Finding, Need } from '#lang'
import { DepartmentLine } from '../ui/DepartmentLine.tsx'
import { MoneyText } from '../ui/MoneyText.tsx'
import { figureText } from '../ui/money.ts'
import { words } from '../words.zh.ts'
import { ApplyLink } from './ApplyLink.tsx'
import {
  BasisList,
  CapList,
  ChangeList,
  FlagList,
  NeedList,
  PartList,
  ReasonList,
} from './FindingDetails.tsx'
import { ReadingList } from './ReadingList.tsx'

/** What a card is given beside its finding: whose documents to name, how to open a clause, how to lead to a fact's field. */
export type ForFinding = {
  /** Titles of documents by id; none where all cards are of one document. */
  readonly titles: ReadonlyMap<string, string>
  readonly onClause: (finding: Finding) => void
  readonly onSeek: (fact: string) => void
}

type Props = ForFinding & { readonly finding: Finding }

export function FindingCard({ finding, titles, onClause, onSeek }: Props) {
  const document = titles.get(finding.policy)
  const { item, title, outcome, nature, category, mode, content } = finding
  const { reasons, changes, parts, basis, caps, readings, flags, departments, received } = finding
  // A refused item pays nothing: what its parts or caps would come to would only be read as a promise.
  const mayPay = outcome === 'eligible' || outcome === 'undetermined'
  return (
    <article
      className={`finding finding-${outcome}`}
      id={item}
      aria-labelledby={`${item}-title`}
      tabIndex={-1}
    >
      <header className="finding-head">
        <div>
          <h3 id={`${item}-title`}>{title}</h3>
          {document && <p className="finding-document">{document}</p>}
          <p className="finding-tags">
            <span className={`outcome outcome-${outcome}`}>{words.outcome[outcome]}</span>
            <span className="nature">{category}</span>
            {nature !== 'none' && <span className="nature">{words.nature[nature]}</span>}
            {mode && <span className="nature">{mode}</span>}
          </p>
        </div>
        <CardAmount finding={finding} />
      </header>
      {content && <p className="finding-content">{content}</p>}
      <FlagList flags={flags} />
      <NeedList needs={needsBesideReadings(finding)} outcome={outcome} onSeek={onSeek} />
      <ReasonList reasons={reasons} outcome={outcome} />
      <ChangeList changes={changes} />
      {mayPay && parts.length > 1 && <PartList parts={parts} />}
      {mayPay && <BasisList basis={basis} />}
      {mayPay && <CapList caps={caps} />}
      {received && received !== '0.00' && (
        <p className="received">{words.finding.received(figureText(received))}</p>
      )}
      <ReadingList readings={readings} />
      <footer className="finding-foot">
        <DepartmentLine departments={departments} />
        <ApplyLink finding={finding} />
        <Button size="small" onClick={() => onClause(finding)} aria-label={words.finding.clauseOf(title)}>
          {words.finding.clause}
        </Button>
      </footer>
    </article>
  )
}

/** A reading that decides has a block of its own; naming it among what is missing would say it twice. */
function needsBesideReadings({ needs, readings }: Finding): Need[] {
  const told = new Set(readings.filter(({ decisive }) => decisive).map(({ title }) => title))
  return needs.filter(({ cause, fact }) => cause !== 'reading' || !told.has(fact))
}

/** An amount is shown where there may be one; of a refused item it would only be read as a promise. */
function CardAmount({ finding: { outcome, amount, ifEligible } }: { readonly finding: Finding }) {
  if (outcome === 'eligible') return <MoneyText amount={amount} size="large" />
  if (outcome !== 'undetermined') return null
  return (
    <div className="finding-amounts">
      <MoneyText amount={amount} />
      {ifEligible && ifEligible.kind !== 'non_monetary' && (
        <p className="if-eligible">
          {words.finding.ifEligible}
          <MoneyText amount={ifEligible} />
        </p>
      )}
    </div>
  )
}
