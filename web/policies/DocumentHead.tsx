// The head of an official document: number, issuer, dates, how long it holds, and what it repeals.
import type { ReactNode } from 'react'
import { dateToChinese, type Policy } from '#lang'
import { words } from '../words.zh.ts'

export function DocumentHead({ policy: { document } }: { readonly policy: Policy }) {
  const { title, number, issuer, level, jurisdiction, issued, begins, ends, repeals } = document
  return (
    <header className="document-head">
      <p className="document-number">{number}</p>
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
        <Entry term={words.document.ends}>{ends ? dateToChinese(ends.day) : words.document.noEnd}</Entry>
        <Entry term={words.document.repeals}>
          {repeals.length > 0 ? repeals.map((each) => each.number).join('、') : words.document.repealsNothing}
        </Entry>
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
