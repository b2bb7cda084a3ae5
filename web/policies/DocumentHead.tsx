// The head of an official document: number, issuer, dates, how long it holds, and what it repeals.

import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import {
  dateToChinese,
  documentName,
  type Policy,
  type Program,
  parseDate,
  repealChain,
  validityOf,
  whyUnstated,
} from '#lang'
import { todayInChina } from '../ui/dates.ts'
import { words } from '../words.zh.ts'

type Props = { readonly policy: Policy; readonly program: Program }

export function DocumentHead({ policy: { document }, program }: Props) {
  const { title, number, issuer, level, jurisdiction, issued, begins, ends } = document
  const why = ends ? undefined : whyUnstated(document)
  const { repeals, interpreter } = document
  const validity = validityOf(program, document, parseDate(todayInChina()) ?? 0)
  const repealedBy = repealChain(program, document).filter(({ old }) => old.number === number)
  return (
    <header className="document-head">
      <p className="document-number">
        {documentName(document) === number ? number : words.document.noNumber}{' '}
        <span className={`validity validity-${validity.kind}`}>{words.library.validity[validity.kind]}</span>
      </p>
      <h1>{title}</h1>
      <dl>
        <Entry term={words.document.issuer}>{issuer}</Entry>
        <Entry term={words.document.level}>{`${level} · ${jurisdiction}`}</Entry>
        <Entry term={words.document.issued}>{dateToChinese(issued.day)}</Entry>
        <Entry term={words.document.begins}>
          {dateToChinese(begins.day)}
          {begins.inferred && (
            <span className="document-inferred">{words.document.inferred(begins.inferred)}</span>
          )}
        </Entry>
        <Entry term={words.document.ends}>
          {ends ? dateToChinese(ends.day) : words.document.noEnd}
          {why && <span className="document-inferred">{words.document.because(why)}</span>}
        </Entry>
        <Entry term={words.document.repeals}>
          {repeals.length > 0 ? repeals.map((each) => each.number).join('、') : words.document.repealsNothing}
        </Entry>
        {repealedBy.length > 0 && (
          <Entry term={words.document.repealedBy}>
            {repealedBy.map(({ by, on }) => (
              <Link key={by.id} to="/policies/$id" params={{ id: by.id }}>
                {words.document.repealedOn(documentName(by), dateToChinese(on))}
              </Link>
            ))}
          </Entry>
        )}
        {interpreter && <Entry term={words.document.interpreter}>{interpreter}</Entry>}
      </dl>
    </header>
  )
}

function Entry({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
