// One article on the left, what was made of it on the right; on a phone the rules follow the text.
import type { Policy } from '#lang'
import { words } from '../words.zh.ts'
import { ArticleText } from './ArticleText.tsx'
import { RuleCard } from './RuleCard.tsx'
import type { Rule } from './rules.ts'

type Article = Policy['articles'][number]

type Props = { readonly article: Article; readonly rules: readonly Rule[]; readonly isTarget: boolean }

export function ArticleRow({ article, rules, isTarget }: Props) {
  const { id, heading, text } = article
  const own = rules.filter((rule) => rule.article === id)
  if (isTitleOnly(article) && own.length === 0) {
    return (
      <h2 id={id} className="chapter">
        {heading}
      </h2>
    )
  }
  return (
    <section
      id={id}
      className={isTarget ? 'article article-target' : 'article'}
      aria-labelledby={`${id}-heading`}
    >
      <div className="article-text">
        <h2 id={`${id}-heading`}>
          <a href={`#${id}`} className="article-anchor">
            {heading}
          </a>
        </h2>
        <ArticleText id={id} text={text} rules={rules} />
      </div>
      <div className="article-rules">
        {own.map((rule) => (
          <RuleCard key={rule.key} rule={rule} />
        ))}
        {own.length === 0 && <p className="no-rules">{words.policy.noRules}</p>}
      </div>
    </section>
  )
}

/** A chapter's title has no text but itself. */
export function isTitleOnly({ heading, text }: Article): boolean {
  return text.replace(/\s/g, '') === heading.replace(/\s/g, '')
}
