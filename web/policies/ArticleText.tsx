// An article's own words; each phrase that a rule rests on leads to the rule.
import type { Citation } from '#lang'
import { segmentsOf } from '../ui/citedText.ts'
import { words } from '../words.zh.ts'
import { pointing, useHighlight } from './Highlight.ts'
import type { Rule } from './rules.ts'

type Props = { readonly id: string; readonly text: string; readonly rules: readonly Rule[] }

export function ArticleText({ id, text, rules }: Props) {
  const highlight = useHighlight()
  const spans = rules.flatMap((rule) =>
    rule.citations
      .filter((citation) => citation.article === id)
      .map(({ start, end }) => ({ start, end, key: rule.key })),
  )
  const titles = new Map(rules.map((rule) => [rule.key, rule.title]))
  return (
    <p className="official-text">
      {segmentsOf(text, spans).map(({ start, text: piece, keys }) => {
        const [first] = keys
        if (first === undefined) return <span key={start}>{piece}</span>
        const lit = keys.some((key) => highlight.lit.has(key))
        return (
          <a
            key={start}
            data-start={start}
            data-end={start + piece.length}
            className={lit ? 'phrase phrase-lit' : 'phrase'}
            href={`#${first}`}
            title={words.policy.phraseOf(keys.map((key) => titles.get(key) ?? '').join('、'))}
            {...pointing(highlight, keys)}
            onClick={(event) => {
              event.preventDefault()
              highlight.pin(keys)
              bringIntoView(document.getElementById(first))
            }}
          >
            {piece}
          </a>
        )
      })}
    </p>
  )
}

/** A rule's own list of phrases; each leads back to its place in the text. */
export function PhraseList({
  rule,
  phrases,
}: {
  readonly rule: Rule
  readonly phrases: readonly Citation[]
}) {
  const highlight = useHighlight()
  if (phrases.length === 0) return null
  return (
    <p className="phrases">
      <span className="phrases-label">{words.policy.basis}</span>
      {phrases.map(({ article, start, end, quote }) => {
        return (
          <a
            key={`${article} ${start} ${end}`}
            href={`#${article}`}
            {...pointing(highlight, [rule.key])}
            onClick={(event) => {
              event.preventDefault()
              highlight.pin([rule.key])
              bringIntoView(phraseAt(article, start))
            }}
          >
            「{quote}」
          </a>
        )
      })}
    </p>
  )
}

/** The piece of text in which a phrase begins: overlapping phrases share their pieces. */
function phraseAt(article: string, start: number): HTMLElement | undefined {
  const phrases = document.getElementById(article)?.querySelectorAll<HTMLElement>('.phrase') ?? []
  return [...phrases].find(({ dataset }) => Number(dataset.start) <= start && start < Number(dataset.end))
}

function bringIntoView(element: HTMLElement | null | undefined) {
  element?.scrollIntoView({ block: 'center' })
  element?.focus({ preventScroll: true })
}
