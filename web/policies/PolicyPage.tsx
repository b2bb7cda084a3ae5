// 政策原文: every article with what was made of it beside it; phrases and rules light each other up.
import { Link, useLocation, useParams } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import type { Policy } from '#lang'
import { useProgram } from '../api.ts'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { ArticleRow, isTitleOnly } from './ArticleRow.tsx'
import { DocumentHead } from './DocumentHead.tsx'
import { type Highlight, HighlightProvider } from './Highlight.ts'
import { RuleCard } from './RuleCard.tsx'
import { rulesOf } from './rules.ts'

export function PolicyPage() {
  const { id } = useParams({ strict: false })
  const policy = useProgram().policies.find(({ document }) => document.id === id)
  if (!policy) {
    return (
      <>
        <h1>{words.policy.unknown}</h1>
        <p>
          <Link to="/policies">{words.policy.toList}</Link>
        </p>
      </>
    )
  }
  return <PolicyDocument policy={policy} />
}

function PolicyDocument({ policy }: { readonly policy: Policy }) {
  usePageTitle(policy.document.title)
  const rules = useMemo(() => rulesOf(policy), [policy])
  const helpers = rules.filter((rule) => rule.article === '')
  const highlight = useHighlightState()
  const anchor = useAnchor()
  return (
    <HighlightProvider value={highlight}>
      <p className="back">
        <Link to="/policies">{words.policy.toList}</Link>
      </p>
      <DocumentHead policy={policy} />
      <p className="lead">{words.policy.lead}</p>
      <Contents policy={policy} />
      {policy.articles.map((article) => (
        <ArticleRow key={article.id} article={article} rules={rules} isTarget={anchor === article.id} />
      ))}
      {helpers.length > 0 && (
        <section className="helpers" aria-labelledby="helpers">
          <h2 id="helpers">{words.policy.helpers}</h2>
          <p className="rule-small">{words.policy.helpersNote}</p>
          {helpers.map((rule) => (
            <RuleCard key={rule.key} rule={rule} />
          ))}
        </section>
      )}
    </HighlightProvider>
  )
}

function Contents({ policy: { articles } }: { readonly policy: Policy }) {
  return (
    <details className="contents">
      <summary>{words.policy.contents}</summary>
      <ul>
        {articles.map((article) => (
          <li key={article.id} className={isTitleOnly(article) ? 'contents-chapter' : ''}>
            <a href={`#${article.id}`}>{article.heading}</a>
          </li>
        ))}
      </ul>
    </details>
  )
}

const none: ReadonlySet<string> = new Set()

function useHighlightState(): Highlight {
  const [pointed, setPointed] = useState(none)
  const [pinned, setPinned] = useState(none)
  return useMemo(
    () => ({
      lit: pointed.size > 0 ? pointed : pinned,
      point: (keys) => setPointed(new Set(keys)),
      leave: () => setPointed(none),
      pin: (keys) => setPinned(new Set(keys)),
    }),
    [pointed, pinned],
  )
}

/** The article that the address names, brought into view now that it is drawn. */
function useAnchor(): string {
  const anchor = useLocation({ select: ({ hash }) => hash })
  useEffect(() => {
    if (anchor) document.getElementById(anchor)?.scrollIntoView({ block: 'start' })
  }, [anchor])
  return anchor
}
