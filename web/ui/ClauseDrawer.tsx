// The articles that a finding rests on, whole, with the cited phrases marked. A drawer; on a phone the whole screen.
import { Link } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { type Citation, documentTitle, type Policy } from '#lang'
import { words } from '../words.zh.ts'
import { segmentsOf } from './citedText.ts'
import { useWide } from './useWide.ts'

export type Clause = {
  readonly policy: Policy
  readonly article: string
  readonly citations: readonly Citation[]
}

export function ClauseDrawer({ clause, onClose }: { readonly clause: Clause | undefined; onClose(): void }) {
  const wide = useWide()
  return (
    <Drawer
      open={clause !== undefined}
      onClose={onClose}
      size={wide ? 620 : '100%'}
      title={words.clause.title}
      destroyOnHidden
      // Left to itself the drawer focuses its outermost frame; without that the focus goes to its close button.
      autoFocus={false}
    >
      {clause && <ClauseText clause={clause} />}
    </Drawer>
  )
}

function ClauseText({ clause: { policy, article, citations } }: { readonly clause: Clause }) {
  const cited = new Set([article, ...citations.map((citation) => citation.article)])
  const articles = policy.articles.filter(({ id }) => cited.has(id))
  return (
    <>
      <p className="clause-source">{documentTitle(policy.document)}</p>
      {articles.map(({ id, heading, text }) => (
        <section key={id}>
          <h3 className="clause-heading">{heading}</h3>
          <MarkedText text={text} citations={citations.filter((citation) => citation.article === id)} />
        </section>
      ))}
      <p>
        <Link to="/policies/$id" params={{ id: policy.document.id }} hash={`article-${article}`}>
          {words.clause.openDocument}
        </Link>
      </p>
    </>
  )
}

function MarkedText({ text, citations }: { readonly text: string; readonly citations: readonly Citation[] }) {
  const segments = segmentsOf(
    text,
    citations.map(({ start, end }) => ({ start, end, key: 'cited' })),
  )
  return (
    <p className="official-text">
      {segments.map((segment) =>
        segment.keys.length > 0 ? (
          <mark key={segment.start}>{segment.text}</mark>
        ) : (
          <span key={segment.start}>{segment.text}</span>
        ),
      )}
    </p>
  )
}
