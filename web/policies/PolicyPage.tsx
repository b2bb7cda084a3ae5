// One document: every article with what was made of it beside it; phrases and rules light each other up.
import { Link, useLocation, useParams } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { Policy } from '#lang'
import { useProgram } from '../api.ts'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { useWide } from '../ui/useWide.ts'
import { words } from '../words.zh.ts'
import { ArticleRow, isTitleOnly } from './ArticleRow.tsx'
import { articleAnchor, elementNamed, keepInView } from './anchors.ts'
import { colouringOf, type Piece } from './colouring.ts'
import { DocumentHead } from './DocumentHead.tsx'
import { createHighlight, HighlightProvider } from './Highlight.ts'
import { everythingOn, Legend, legendClasses } from './Legend.tsx'
import { LintPanel } from './LintPanel.tsx'
import { RuleCard } from './RuleCard.tsx'
import { type Rule, rulesOf } from './rules.ts'

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
  return <PolicyDocument key={policy.document.id} policy={policy} />
}

const firstArticles = 4
const noPieces: readonly Piece[] = []
const noRules: readonly Rule[] = []

function PolicyDocument({ policy }: { readonly policy: Policy }) {
  usePageTitle(policy.document.title)
  const program = useProgram()
  const rules = useMemo(() => byArticle(rulesOf(policy)), [policy])
  const { pieces, coverage } = useMemo(() => colouringOf(policy, program.vocabulary), [policy, program])
  const [highlight] = useState(createHighlight)
  const [legend, setLegend] = useState(everythingOn)
  // The first articles are there at once; the rest of a long document follows while one reads.
  const drawn = useDeferredValue(policy.articles.length, firstArticles)
  const anchor = useAnchor(drawn)
  const helpers = rules.get('') ?? noRules
  return (
    <HighlightProvider value={highlight}>
      <p className="back">
        <Link to="/policies">{words.policy.toList}</Link>
      </p>
      <DocumentHead policy={policy} program={program} />
      <LintPanel policy={policy.document.id} />
      <Legend coverage={coverage} state={legend} onChange={setLegend} />
      <p className="lead">{words.policy.lead}</p>
      <div className="document-columns">
        <Contents policy={policy} />
        <div className={legendClasses(legend)}>
          {policy.articles.slice(0, drawn).map((article) => (
            <ArticleRow
              key={article.id}
              article={article}
              pieces={pieces.get(article.id) ?? noPieces}
              rules={rules.get(article.id) ?? noRules}
              isTarget={anchor === article.id || anchor === articleAnchor(article.id)}
            />
          ))}
          {drawn === policy.articles.length && helpers.length > 0 && (
            <section className="helpers" aria-labelledby="helpers">
              <h2 id="helpers">{words.policy.helpers}</h2>
              <p className="rule-small">{words.policy.helpersNote}</p>
              {helpers.map((rule) => (
                <RuleCard key={rule.key} rule={rule} />
              ))}
            </section>
          )}
        </div>
      </div>
    </HighlightProvider>
  )
}

function byArticle(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  return Map.groupBy(rules, (rule) => rule.article)
}

function Contents({ policy: { articles } }: { readonly policy: Policy }) {
  const wide = useWide()
  return (
    <nav className="contents" aria-label={words.policy.contents}>
      <details open={wide || undefined}>
        <summary>{words.policy.contents}</summary>
        <ul>
          {articles.map((article) => (
            <li key={article.id} className={isTitleOnly(article) ? 'contents-chapter' : ''}>
              <a href={`#${articleAnchor(article.id)}`}>{article.heading}</a>
            </li>
          ))}
        </ul>
      </details>
    </nav>
  )
}

/** The article or card that the address names, brought into view now that it is drawn. */
function useAnchor(drawn: number): string {
  const anchor = useLocation({ select: ({ hash }) => hash })
  useEffect(() => {
    const element = anchor && drawn > 0 ? elementNamed(anchor) : null
    if (!element) return
    if (element.classList.contains('rule')) element.focus({ preventScroll: true })
    return keepInView(element)
  }, [anchor, drawn])
  return anchor
}
