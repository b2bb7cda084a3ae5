// One article on the left, what was made of it on the right; on a phone the rules follow the text.
import { memo, useState } from 'react'
import type { Policy } from '#lang'
import { words } from '../words.zh.ts'
import { ArticleText } from './ArticleText.tsx'
import { articleAnchor } from './anchors.ts'
import type { Piece } from './colouring.ts'
import { RuleCard } from './RuleCard.tsx'
import type { Rule } from './rules.ts'

type Article = Policy['articles'][number]

type Props = {
  readonly article: Article
  readonly pieces: readonly Piece[]
  readonly rules: readonly Rule[]
  readonly isTarget: boolean
}

/** Drawn once: what lights up draws only the phrases and cards that it touches. */
export const ArticleRow = memo(function ArticleRow({ article, pieces, rules, isTarget }: Props) {
  const { id, heading } = article
  const anchor = articleAnchor(id)
  if (isTitleOnly(article) && rules.length === 0) {
    return (
      <h2 id={anchor} className="chapter">
        {heading}
      </h2>
    )
  }
  return (
    <section
      id={anchor}
      className={isTarget ? 'article article-target' : 'article'}
      aria-labelledby={`${anchor}-heading`}
      style={{ containIntrinsicHeight: `auto ${guessedHeight(article, rules.length)}rem` }}
    >
      <div className="article-text">
        <div className="article-head">
          <h2 id={`${anchor}-heading`}>
            <a href={`#${anchor}`} className="article-anchor">
              {heading}
            </a>
          </h2>
          <CopyLink anchor={anchor} heading={heading} />
        </div>
        <ArticleText pieces={pieces} />
      </div>
      <div className="article-rules">
        {rules.map((rule) => (
          <RuleCard key={rule.key} rule={rule} />
        ))}
        {rules.length === 0 && <p className="no-rules">{words.policy.noRules}</p>}
      </div>
    </section>
  )
})

function CopyLink({ anchor, heading }: { readonly anchor: string; readonly heading: string }) {
  const [told, setTold] = useState('')
  const copy = async () => {
    const { origin, pathname } = location
    try {
      await navigator.clipboard.writeText(`${origin}${pathname}#${anchor}`)
      setTold(words.policy.copied)
    } catch {
      // A browser may refuse, and without TLS there is no clipboard: then the address bar has the link.
      location.hash = anchor
      setTold(words.policy.inAddress)
    }
  }
  return (
    <span className="copy-link">
      <button type="button" aria-label={words.policy.copyLinkOf(heading)} onClick={copy}>
        {words.policy.copyLink}
      </button>
      <span aria-live="polite" className="copy-told">
        {told}
      </span>
    </span>
  )
}

/** About how tall an article is before it is drawn, so that the scroll bar does not jump. */
function guessedHeight({ text }: Article, cards: number): number {
  return Math.ceil(Math.max(6 + text.length / 14, 3 + cards * 17))
}

/** A chapter's title has no text but itself. */
export function isTitleOnly({ heading, text }: Article): boolean {
  return text.replace(/\s/g, '') === heading.replace(/\s/g, '')
}
