// The documents that the filters leave, each with what is in it, its dates, and who repealed whom.
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import {
  coverage,
  type Document,
  dateToChinese,
  documentName,
  type Policy,
  type Program,
  repealChain,
  validityOf,
  whyUnstated,
} from '#lang'
import { words } from '../words.zh.ts'
import type { LibraryQuery } from './query.ts'

type Props = { readonly program: Program; readonly query: LibraryQuery; readonly at: number }

export function DocumentList({ program, query, at }: Props) {
  const { district, level, issuer, valid } = query
  const left = program.policies.filter(
    ({ document }) =>
      (district ?? document.jurisdiction) === document.jurisdiction &&
      (level ?? document.level) === document.level &&
      (issuer ?? document.issuer) === document.issuer &&
      (valid === undefined || validityOf(program, document, at).kind === valid),
  )
  return (
    <section aria-labelledby="documents-title">
      <h2 id="documents-title" className="list-title" aria-live="polite">
        {words.library.documents(left.length, dateToChinese(at))}
      </h2>
      {left.length === 0 && <p>{words.library.noDocument}</p>}
      <ul className="policy-list">
        {left.map((policy) => (
          <DocumentCard key={policy.document.id} policy={policy} program={program} at={at} />
        ))}
      </ul>
    </section>
  )
}

type CardProps = { readonly policy: Policy; readonly program: Program; readonly at: number }

function DocumentCard({ policy, program, at }: CardProps) {
  const { document } = policy
  const validity = validityOf(program, document, at)
  return (
    <li>
      <p className="document-number">
        {documentName(document) === document.number ? document.number : words.document.noNumber}{' '}
        <span className={`validity validity-${validity.kind}`}>{words.library.validity[validity.kind]}</span>
        {validity.kind === 'repealed' && (
          <span className="rule-small">{words.library.repealedBy(documentName(validity.by))}</span>
        )}
      </p>
      <h3 className="document-title">
        <Link to="/policies/$id" params={{ id: document.id }}>
          {document.title}
        </Link>
      </h3>
      <p className="document-facts">
        <span>{document.issuer}</span>
        <span>{`${document.level} · ${document.jurisdiction}`}</span>
      </p>
      <DocumentDates document={document} />
      <Chain program={program} document={document} />
      <Counts policy={policy} program={program} />
    </li>
  )
}

function DocumentDates({ document }: { readonly document: Document }) {
  const { issued, begins, ends } = document
  const why = ends ? undefined : whyUnstated(document)
  return (
    <p className="document-dates">
      <span>{words.library.issued(dateToChinese(issued.day))}</span>
      <span>
        {words.library.begins(dateToChinese(begins.day))}
        {begins.inferred && <span className="inferred">{words.library.inferred}</span>}
      </span>
      <span>
        {ends ? words.library.ends(dateToChinese(ends.day)) : words.document.noEnd}
        {why && <span className="rule-small">{words.document.because(why)}</span>}
      </span>
    </p>
  )
}

function Chain({ program, document }: { readonly program: Program; readonly document: Document }) {
  const chain = repealChain(program, document)
  if (chain.length === 0) return null
  return (
    <ul className="repeal-chain" aria-label={words.library.chain}>
      {chain.map(({ old, by, on }) => (
        <li key={`${old.number} ${by.number}`}>
          <Numbered number={old.number} document={old.document} self={document} />
          <span className="repeal-arrow">{words.library.repealed(dateToChinese(on))}</span>
          <Numbered number={documentName(by)} document={by} self={document} />
        </li>
      ))}
    </ul>
  )
}

type NumberedProps = {
  readonly number: string
  readonly document: Document | undefined
  readonly self: Document
}

function Numbered({ number, document, self }: NumberedProps) {
  if (!document) {
    return (
      <span className="repeal-box repeal-outside">
        {number}
        <span className="rule-small">{words.library.outside}</span>
      </span>
    )
  }
  if (document.id === self.id) return <span className="repeal-box repeal-self">{number}</span>
  return (
    <Link className="repeal-box" to="/policies/$id" params={{ id: document.id }}>
      {number}
    </Link>
  )
}

function Counts({ policy, program }: { readonly policy: Policy; readonly program: Program }) {
  const { articles, items, targets, tasks, lists, readings } = policy
  const { figures, openFigures, sentences, openSentences } = useMemo(
    () => coverage(policy, program.vocabulary),
    [policy, program],
  )
  const open = readings.filter((each) => each.status.kind === 'open').length
  const counts: [string, string][] = [
    [words.library.type.article, String(articles.length)],
    [words.library.type.item, String(items.length)],
    [words.library.type.target, String(targets.length)],
    [words.library.type.task, String(tasks.length)],
    [words.library.type.list, String(lists.length)],
    [words.library.type.reading, words.library.openReadings(readings.length, open)],
    [words.library.figures, `${figures.length - openFigures.length}/${figures.length}`],
    [words.library.sentences, `${sentences.length - openSentences.length}/${sentences.length}`],
  ]
  return (
    <dl className="counts">
      {counts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
